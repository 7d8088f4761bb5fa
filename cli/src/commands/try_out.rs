//! `nourish try`: the whole house in one command, on the files of a fictional person.

use super::init::write_key_file;
use super::{import, report};
use crate::arguments::{Person, Reader, ReportFormat};
use crate::failure::{Failure, Outcome};
use crate::terminal::{Detail, Screen, Tone, show_assessment};
use nourish_journal::{Format, ImportOptions, Journal, JournalError, Moment, Secret, Tz};
use serde_json::json;
use std::path::{Path, PathBuf};

/// A sample file: its name, what it is, and the file itself, carried in the program so that it works anywhere.
type Sample = (&'static str, Format, &'static [u8]);

macro_rules! samples {
    ($folder:literal: $($name:literal $format:ident),+ $(,)?) => {
        &[$(($name, Format::$format, include_bytes!(concat!("../../../samples/", $folder, "/", $name)))),+]
    };
}

const GASTRECTOMY: &[Sample] = samples!["gastrectomy":
    "profile.json" ProfileJson, "plan.json" PlanJson, "openscale.csv" OpenScaleCsv, "openscale-again.csv" OpenScaleCsv,
    "scale-comma.csv" ScaleCsv, "export.xml" AppleHealthXml, "pump.csv" PumpCsv, "diary.csv" DiaryCsv,
];
const DOING_WELL: &[Sample] = samples!["doing-well":
    "profile.json" ProfileJson, "openscale.csv" OpenScaleCsv, "intake.csv" IntakeCsv, "diary.csv" DiaryCsv,
];
const RED_FLAGS: &[Sample] = samples!["red-flags":
    "profile.json" ProfileJson, "plan.json" PlanJson, "openscale.csv" OpenScaleCsv, "intake.csv" IntakeCsv,
    "diary.csv" DiaryCsv, "checkin.json" CheckInJson,
];

/// The evening on which the stories of the samples are told.
const STORY_NOW: &str = "2026-11-20T22:30[Europe/Madrid]";

pub(super) fn run(
    person: Person,
    folder: &Path,
    fresh: bool,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    if folder.exists() && !fresh {
        return already_there(folder, screen);
    }
    let place = Place::make(folder, fresh)?;
    let now = Moment::parse(STORY_NOW).map_err(|_| Failure::Argument {
        name: "try",
        remedy: "report this: the samples' time cannot be read".into(),
    })?;
    let key = write_key_file(&place.key)?;
    let mut journal = Journal::create(&place.journal, Secret::KeyFile(&key))?;
    if !screen.is_json() {
        screen.line(
            "An encrypted journal of a fictional person, made from the files that such a person has:",
        )?;
    }
    for (name, format, bytes) in samples_of(person) {
        let options = ImportOptions::new(*format, now.zone().unwrap_or(Tz::UTC));
        let imported = journal.import(*bytes, &options, &now, || true)?;
        if !screen.is_json() {
            import::report(Path::new(name), &imported, false, screen)?;
        }
    }
    journal.settle()?;
    let made = journal.report(None, None, &now, Reader::CareTeam.audience())?;
    for (path, format) in place.reports() {
        report::write(&path, &report::written(&journal, &made, format, &[])?)?;
    }
    if screen.is_json() {
        screen.line(made.to_json().trim_end())?;
        return Ok(Outcome::Done);
    }
    screen.line("")?;
    let assessed = journal.assess(now.day())?;
    show_assessment(&assessed, Reader::CareTeam, Detail::Flags, screen)?;
    say_where(&place, now.day().to_string().as_str(), screen)?;
    Ok(Outcome::Done)
}

const fn samples_of(person: Person) -> &'static [Sample] {
    match person {
        Person::Gastrectomy => GASTRECTOMY,
        Person::DoingWell => DOING_WELL,
        Person::RedFlags => RED_FLAGS,
    }
}

/// Where a try keeps its files.
struct Place {
    journal: PathBuf,
    key: PathBuf,
    folder: PathBuf,
}

impl Place {
    fn make(folder: &Path, fresh: bool) -> Result<Self, Failure> {
        let unusable = |_| Failure::File {
            what: "the folder for the try",
            remedy: "name another with --folder, or make room for it".into(),
        };
        if fresh && folder.exists() {
            std::fs::rename(folder, aside(folder)).map_err(unusable)?;
        }
        std::fs::create_dir(folder).map_err(unusable)?;
        let within = |name: &str| folder.join(name);
        Ok(Self { journal: within("journal.nourish"), key: within("journal.key"), folder: folder.to_owned() })
    }

    fn reports(&self) -> [(PathBuf, ReportFormat); 5] {
        [
            ("report.pdf", ReportFormat::Pdf),
            ("report.html", ReportFormat::Html),
            ("report.fhir.json", ReportFormat::Fhir),
            ("report.json", ReportFormat::Json),
            ("report.csv", ReportFormat::Csv),
        ]
        .map(|(name, format)| (self.folder.join(name), format))
    }
}

/// A name beside `folder` that is free: nothing is ever deleted, not even a try.
fn aside(folder: &Path) -> PathBuf {
    let name = |number: u32| {
        let mut name = folder.as_os_str().to_owned();
        name.push(format!(".before-{number}"));
        PathBuf::from(name)
    };
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| folder.with_extension("before"))
}

fn already_there(folder: &Path, screen: &mut Screen) -> Result<Outcome, Failure> {
    if !folder.join("journal.nourish").exists() {
        return Err(JournalError::AlreadyExists.into());
    }
    if screen.is_json() {
        screen.value(&json!({"already_there": folder.to_string_lossy(), "remedy": "--fresh"}))?;
        return Ok(Outcome::Done);
    }
    let shown = folder.display();
    screen.line(&format!("The journal is there already, in {shown}."))?;
    screen.line("To see it again:     nourish status, with the --journal and --key-file below")?;
    screen.line(&format!(
        "  --journal {shown}/journal.nourish --key-file {shown}/journal.key --as-of 2026-11-20"
    ))?;
    screen.line("To begin anew:       nourish try --fresh    (what is there is put aside, not deleted)")?;
    Ok(Outcome::Done)
}

fn say_where(place: &Place, as_of: &str, screen: &mut Screen) -> Result<(), Failure> {
    let folder = place.folder.display();
    screen.line("")?;
    let heading = screen.paint(Tone::Heading, "WHERE IT IS");
    screen.line(&heading)?;
    for (path, _) in place.reports() {
        screen.line(&format!("  {}", path.display()))?;
    }
    screen.line(&format!("  {}   (encrypted; opened by journal.key beside it)", place.journal.display()))?;
    let heading = screen.paint(Tone::Heading, "WHAT TO TRY NEXT");
    screen.line(&heading)?;
    screen.line(&format!(
        "  export NOURISH_JOURNAL={folder}/journal.nourish NOURISH_KEY_FILE={folder}/journal.key"
    ))?;
    for command in [
        format!("status --explain --as-of {as_of}"),
        "log weight 67.9kg --as-of 2026-11-21".into(),
        format!("list --kind weight --as-of {as_of}"),
        "doctor".into(),
        "try --person red-flags --folder nourish-red-flags".into(),
    ] {
        screen.line(&format!("  nourish {command}"))?;
    }
    screen.line("  (from a checkout, `cargo run --release --` stands for `nourish`)")
}
