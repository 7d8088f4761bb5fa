//! `nourish simulate`: fictional people and the journals that they would keep, each in files of their own.

use super::init::write_key_file;
use super::list::day;
use crate::arguments::{Arguments, PeopleFormat};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{CalendarDay, Draft, FileKey, Journal, JournalError, Moment, Secret, Tz, draft_json};
use nourish_people::Person;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Who is wanted, and where.
pub(super) struct Wanted<'a> {
    pub(super) people: u32,
    pub(super) days: u32,
    pub(super) seed: u64,
    pub(super) first: Option<&'a str>,
    pub(super) folder: &'a Path,
    pub(super) format: PeopleFormat,
    pub(super) shared_key: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    wanted: &Wanted<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let now = clock::now(arguments.as_of.as_deref(), clock::zone(arguments.zone.as_deref())?)?;
    let days = i32::try_from(wanted.days).unwrap_or(i32::MAX);
    let first_day = match wanted.first {
        Some(text) => day("--first", text)?,
        None => now.day().plus(-days),
    };
    let recorded = recorded(&now, first_day.plus(days))?;
    make_folder(wanted.folder)?;
    let shared = wanted.shared_key && wanted.format == PeopleFormat::Journal;
    let shared = shared.then(|| write_key_file(&wanted.folder.join("people.key"))).transpose()?;
    for number in 1..=wanted.people {
        let person = Person::of(wanted.seed, number);
        let drafts = person.journal(first_day, wanted.days);
        let files = Files::of(wanted, number);
        let written = match wanted.format {
            PeopleFormat::Journal => write_journal(&files, shared.as_ref(), drafts, &recorded),
            PeopleFormat::Jsonl => write_lines(&files.main, &drafts),
        };
        say(&person, written?, &files, screen)?;
    }
    if !screen.is_json() && wanted.format == PeopleFormat::Journal {
        say_next(wanted, first_day.plus(days - 1), screen)?;
    }
    Ok(Outcome::Done)
}

/// When everything is recorded: now, or where the journals end in the future, on the morning after.
fn recorded(now: &Moment, day_after: CalendarDay) -> Result<Moment, Failure> {
    // Six o'clock UTC is past midnight wherever simulated people live.
    let after = Moment::in_zone(i64::from(day_after.days_since_1970()) * 86_400_000 + 6 * 3_600_000, Tz::UTC);
    let after = after.map_err(|_| Failure::Argument {
        name: "--first",
        remedy: "begin earlier: journals end with 2199".into(),
    })?;
    Ok(if now.instant_ms() > after.instant_ms() { now.clone() } else { after })
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    let unusable = |_| Failure::File {
        what: "the folder for the people",
        remedy: "name one that can be written with --out".into(),
    };
    std::fs::create_dir_all(folder).map_err(unusable)?;
    match std::fs::read_dir(folder).map_err(unusable)?.next() {
        None => Ok(()),
        Some(_) => Err(JournalError::AlreadyExists.into()),
    }
}

/// The files of one person, named by number.
struct Files {
    main: PathBuf,
    key: PathBuf,
}

impl Files {
    fn of(wanted: &Wanted<'_>, number: u32) -> Self {
        let named = |ending: &str| wanted.folder.join(format!("person-{number:05}.{ending}"));
        match wanted.format {
            PeopleFormat::Jsonl => Self { main: named("jsonl"), key: named("key") },
            PeopleFormat::Journal if wanted.shared_key => {
                Self { main: named("nourish"), key: wanted.folder.join("people.key") }
            }
            PeopleFormat::Journal => Self { main: named("nourish"), key: named("key") },
        }
    }

    /// Removes a journal that was begun: half of it must not pass for a whole one.
    fn remove_journal(&self) {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.main.clone().into_os_string();
            name.push(ending);
            // What was never made cannot be removed.
            let _ = std::fs::remove_file(name);
        }
    }
}

fn write_journal(
    files: &Files,
    shared: Option<&FileKey>,
    drafts: Vec<Draft>,
    recorded: &Moment,
) -> Result<u64, Failure> {
    let own = if shared.is_some() { None } else { Some(write_key_file(&files.key)?) };
    let key = shared.or(own.as_ref()).ok_or(JournalError::KeyUnavailable)?;
    let made = Journal::create(&files.main, Secret::KeyFile(key))
        .and_then(|journal| fill(journal, drafts, recorded).inspect_err(|_| files.remove_journal()));
    if made.is_err() && own.is_some() {
        // Our own file of a moment ago, which opens nothing.
        let _ = std::fs::remove_file(&files.key);
    }
    Ok(made?)
}

fn fill(mut journal: Journal, drafts: Vec<Draft>, recorded: &Moment) -> Result<u64, JournalError> {
    let count = journal.log_all(drafts, recorded)?;
    journal.settle()?;
    Ok(count)
}

fn write_lines(path: &Path, drafts: &[Draft]) -> Result<u64, Failure> {
    let unusable = |_: std::io::Error| Failure::File {
        what: "the file to write",
        remedy: "make room on the disk, and name an empty folder with --out".into(),
    };
    let mut file = BufWriter::new(File::create_new(path).map_err(unusable)?);
    let lines = drafts.iter().try_for_each(|draft| writeln!(file, "{}", draft_json(draft)));
    if lines.and_then(|()| file.flush()).is_err() {
        // As above: half a file must not pass for a whole one.
        let _ = std::fs::remove_file(path);
        return Err(unusable(std::io::ErrorKind::StorageFull.into()));
    }
    Ok(drafts.len() as u64)
}

/// One line a person.
fn say(person: &Person, entries: u64, files: &Files, screen: &mut Screen) -> Result<(), Failure> {
    if screen.is_json() {
        return screen.value(&as_json(person, entries, files));
    }
    screen.line(&format!(
        "{}: {}, {} years, {}, kept by {}, {}, {entries} entries",
        files.main.file_name().unwrap_or_default().to_string_lossy(),
        person.name,
        person.age_years,
        person.journey.as_str(),
        person.logged_by.as_str(),
        person.thoroughness.as_str(),
    ))
}

fn as_json(person: &Person, entries: u64, files: &Files) -> Value {
    let key = files.key.exists().then(|| files.key.to_string_lossy());
    json!({
        "number": person.number, "name": person.name, "sex": person.sex.as_str(), "age_years": person.age_years,
        "height_mm": person.height_mm, "start_weight_g": person.start_weight_g, "journey": person.journey.as_str(),
        "thoroughness": person.thoroughness.as_str(), "logged_by": person.logged_by.as_str(), "zone": person.zone,
        "entries": entries, "file": files.main.to_string_lossy(), "key_file": key,
    })
}

fn say_next(wanted: &Wanted<'_>, last_day: CalendarDay, screen: &mut Screen) -> Result<(), Failure> {
    let files = Files::of(wanted, 1);
    screen.line("All of them are fictional. To look at the first:")?;
    screen.line(&format!(
        "  nourish status --journal {} --key-file {} --as-of {last_day}",
        files.main.display(),
        files.key.display(),
    ))
}
