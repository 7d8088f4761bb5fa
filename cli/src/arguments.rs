//! The arguments, from which help, completions and man pages are made too.

use crate::check_in_arguments::CheckInArguments;
pub(crate) use crate::choices::{PeopleFormat, Person, Reader, ReportFormat, ReportUnits};
pub(crate) use crate::circle_arguments::{CircleAction, SyncArguments};
use crate::export_arguments::Export;
use crate::import_arguments::Import;
pub(crate) use crate::key_arguments::Keys;
pub(crate) use crate::pack_arguments::PackAction;
use crate::plan_arguments::{DueArguments, FeedArguments, PlanArguments, TodayArguments, WorklistArguments};
use crate::serve_arguments::Serve;
use clap::{Parser, Subcommand};
use nourish_journal::Language;
use std::path::PathBuf;

/// What the exit codes mean, shown below the help.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done in part: some rows could not be taken, or part of the journal is damaged; the output names them
  2  wrong arguments
  3  a value or file that cannot be taken; nothing was changed
  4  locked: no secret, or not the right one
  5  no journal there, or something there already
  6  part of the journal is damaged
  7  the disk: full, in use, or not to be read or written
  8  written by a newer version
  9  the mailbox cannot be reached, or refuses";

/// An encrypted journal of nutrition and side effects.
#[derive(Debug, Parser)]
#[command(name = "nourish", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The journal file.
    #[arg(
        long,
        global = true,
        env = "NOURISH_JOURNAL",
        default_value = "journal.nourish",
        value_name = "FILE"
    )]
    pub(crate) journal: PathBuf,
    /// A key file that opens the journal.
    #[arg(long, global = true, env = "NOURISH_KEY_FILE", value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// A file whose one line is the passphrase; NOURISH_PASSPHRASE may hold it instead.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// A file with a recovery code, as words or as the text of its QR code; for a split one give two, a share each.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) recovery_code_file: Vec<PathBuf>,
    /// A folder that keeps a key of this journal; `nourish keys add keystore` makes it.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) keystore: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The day or time to take for now, like 2026-11-20.
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    /// The zone of times that name none, like Europe/Madrid; this machine's where it is not said.
    #[arg(long, global = true, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what this is: a journal of a fictional person, made from sample files, with its assessment and report.
    Try {
        /// Whose files.
        #[arg(long, value_enum, default_value_t = Person::Gastrectomy)]
        person: Person,
        /// The folder to make.
        #[arg(long, default_value = "nourish-try", value_name = "FOLDER")]
        folder: PathBuf,
        /// Put what an earlier try made aside, and begin anew.
        #[arg(long)]
        fresh: bool,
    },
    /// Make up people and the journals that they would keep, for tests and demonstrations: the same seed, the same people.
    Simulate {
        /// How many.
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        people: u32,
        /// How many days each of them logs.
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=3_650))]
        days: u32,
        /// The number that everything follows from.
        #[arg(long, default_value_t = 1, value_name = "NUMBER")]
        seed: u64,
        /// First day of the journals; where it is not said, they end with yesterday.
        #[arg(long, value_name = "DAY")]
        first: Option<String>,
        /// The folder to fill; it must be empty, or not exist yet.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// As what.
        #[arg(long, value_enum, default_value_t = PeopleFormat::Journal)]
        format: PeopleFormat,
        /// Make one key file that opens every journal, instead of one each.
        #[arg(long)]
        shared_key: bool,
    },
    /// Make a journal.
    Init {
        /// Make this key file too, which opens the journal without a passphrase: for scripts.
        #[arg(long, value_name = "FILE")]
        make_key_file: Option<PathBuf>,
    },
    /// Log something: `nourish log weight 68.4kg`, `nourish log oral-intake meal=lunch energy=420kcal protein=18g`.
    Log {
        /// The kind of entry; `nourish kinds` lists them.
        kind: String,
        /// Its fields as name=value; the first may be given without its name.
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// When it happened; now where it is not said.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// The person's own day, where it is another than the clock's: a supper after midnight.
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
    /// Answer a set of questions on the screen or from a file: daily, weekly, after an operation, about a tube or a line.
    CheckIn(CheckInArguments),
    /// List the kinds of entries, or the fields of one.
    Kinds {
        /// The kind whose fields to list.
        kind: Option<String>,
    },
    /// List what stands, by day.
    List {
        /// First day; a week before now where it is not said.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Last day; today where it is not said.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// Only this kind.
        #[arg(long)]
        kind: Option<String>,
    },
    /// Show one entry with its whole history: who, when, why.
    Show {
        /// The entry's name, or how it begins.
        id: String,
    },
    /// Correct an entry; what stood before stays in its history.
    Amend {
        /// The entry's name, or how it begins.
        id: String,
        /// The fields to change, as name=value; the others stay.
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
        /// Why.
        #[arg(long)]
        reason: String,
        /// When it happened, if that is what was wrong; within the same week.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// Take an entry back; its history stays.
    Retract {
        /// The entry's name, or how it begins.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Import files from elsewhere: scales, phones, a pump, a diary, a laboratory, FHIR… Importing twice adds nothing.
    Import(Import),
    /// List what was imported here: name, file, how much, and whether it was undone.
    Imports,
    /// Say what the rules say today: flags with evidence and source, and what is missing.
    Status {
        /// Explain every rule, also those that are not met.
        #[arg(long)]
        explain: bool,
        /// For whom the words are chosen.
        #[arg(long = "for", value_enum, default_value_t = Reader::CareTeam)]
        reader: Reader,
    },
    /// Show the care plan: targets, feeding, treatments, the way to an operation, tasks, numbers; or plan a regimen.
    Plan(PlanArguments),
    /// Say what is due now, overdue, missed, and what comes next.
    Due(DueArguments),
    /// Say what today looks like, the week, and what to tell at the next visit.
    Today(TodayArguments),
    /// Compute what a tube feed gives in a day, and check how it is given. For the care team.
    Feed(FeedArguments),
    /// Sort many journals by who needs the team first, and say why.
    Worklist(WorklistArguments),
    /// Write a report.
    Report {
        /// How.
        #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
        format: ReportFormat,
        /// Where to; standard output where it is not said.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// For whom.
        #[arg(long = "for", value_enum, default_value_t = Reader::CareTeam)]
        reader: Reader,
        /// First day; half a year before the last one where it is not said.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Last day, as of which the rules are asked; today where it is not said.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// In which language: en or es. What is not translated is said in English and marked. Data stay as they are.
        #[arg(long, value_name = "TAG", default_value = "en")]
        language: Language,
        /// In which units body weight, temperature and drinks are told; JSON, CSV and what FHIR codes are metric always.
        #[arg(long, value_enum, default_value_t = ReportUnits::Metric)]
        units: ReportUnits,
        /// A font for letters that the built-in ones lack (Latin, Greek, Cyrillic and Arabic are there); may be given again.
        #[arg(long = "font", value_name = "FILE")]
        fonts: Vec<PathBuf>,
    },
    /// Check that a report is as it was when a device sealed it.
    Verify {
        /// The report, as PDF; or an audit file.
        file: PathBuf,
        /// The text of the square on paper: must be of the same report.
        #[arg(long, value_name = "TEXT")]
        code: Option<String>,
        /// Open the journal, and say whose device in its circle of care it was.
        #[arg(long)]
        circle: bool,
    },
    /// Write every entry: with its whole history as a line of JSON each or as an audit trail, as tables, or as FHIR for other systems. It leaves the journal's encryption.
    Export(Export),
    /// Erase an entry for good, with everything that corrects it; its history does not stay. To keep it as wrong: retract.
    Erase {
        /// The entry's name, or how it begins.
        id: String,
        /// Why; this stays.
        #[arg(long)]
        reason: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Write a backup, sealed like the journal and opened by the same secrets, and try it before saying that it is done.
    Backup {
        /// Where to; beside the journal, with the day in its name, where it is not said.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Make a journal, at --journal, of a backup.
    Restore {
        /// The backup.
        #[arg(value_name = "BACKUP")]
        backup: PathBuf,
    },
    /// Add what the journal lacks from a backup of it, and refill what was damaged. Nothing is there twice.
    Merge {
        /// The backup.
        #[arg(value_name = "BACKUP")]
        backup: PathBuf,
    },
    /// Walk through the journal file, say how it is and what to do next. Changes nothing without --repair.
    Doctor {
        /// Set aside what does not open, after a copy of the file was made. Nothing is deleted.
        #[arg(long)]
        repair: bool,
        /// A file that remembers how far the log went: says whether the journal is older than it, and is brought up to date.
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Share the journal: invite those who help and the care team, see who belongs, remove somebody.
    Circle {
        /// What to do.
        #[command(subcommand)]
        what: CircleAction,
    },
    /// Exchange what is new with the others, through the mailbox where the circle meets.
    Sync(SyncArguments),
    /// List, add, change and take away the ways to unlock; make and use recovery codes.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        what: Keys,
    },
    /// Answer questions to the instruments: a line of JSON each on standard input, a line of JSON each on standard output.
    Score {
        /// List the instruments instead.
        #[arg(long)]
        list: bool,
        /// Add the rows of the table that decided.
        #[arg(long)]
        explain: bool,
        /// Put a signed content pack in force.
        #[arg(long = "pack", value_name = "FILE", requires = "sites")]
        packs: Vec<PathBuf>,
        /// The public key of the site that signed the pack, or a file with it.
        #[arg(long = "site", value_name = "KEY")]
        sites: Vec<String>,
        /// Put the packs in force that are installed in the journal.
        #[arg(long)]
        installed: bool,
    },
    /// Content packs: a site's own thresholds, and instruments that it holds a licence for.
    Pack {
        /// What to do.
        #[command(subcommand)]
        action: PackAction,
    },
    /// Run a mailbox, through which the devices of a journal reach each other. It can read nothing of what it keeps.
    Serve(Serve),
    /// Write shell completions or man pages.
    #[command(hide = true)]
    Generate {
        /// What.
        #[command(subcommand)]
        what: Generate,
    },
}

/// What to generate.
#[derive(Debug, Subcommand)]
pub(crate) enum Generate {
    /// Completions for a shell, on standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Man pages, into a folder.
    Man {
        /// The folder, which must exist.
        folder: PathBuf,
    },
}
