//! The tables that only the assessment reads, a second time: journals at every bound, what a rule must then say written plainly,
//! and every small mistake in a table told by one of them.

mod alarms;
mod bodies;
mod courses;
mod feeds;
mod intake;
mod needs;
mod symptoms;

use std::fs;
use std::sync::LazyLock;

use nourish_record::{CalendarDay, Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
use nourish_rules::assess::{Assessment, Finding, Level, Outcome};
use nourish_rules::{Tables, assess};

use crate::mutation::{mutants_by, with_setting};
use crate::rows::Row;

/// The day on which these journals are assessed: a Friday.
const TODAY: &str = "2026-11-20";

/// A journal in the making. Days count back from [`TODAY`]; negative ones lie ahead.
#[derive(Clone, Default)]
pub(crate) struct Journal(Vec<Entry>);

/// What a rule is asked of a journal, and what it must say.
pub(crate) struct Scene {
    about: String,
    timeline: Timeline,
    as_of: CalendarDay,
    ask: Box<dyn Fn(&Assessment) -> String>,
    expected: String,
    /// A setting of the table that is not in force, and the choice under which this is asked.
    reading: Reading,
}

impl Journal {
    fn with(mut self, days_ago: i32, kind: &str, fields: &[(&str, &str)]) -> Self {
        let at = Moment::parse(&format!("{}T12:00:00Z", day(days_ago))).unwrap();
        let fact = Fact::read(kind, fields).unwrap();
        let stamp = Stamp::example(u64::try_from(self.0.len()).unwrap() + 1);
        self.0.push(Entry::parse(Draft::new(at, Source::Typed, fact), stamp).unwrap());
        self
    }

    fn weight(self, days_ago: i32, grams: u32) -> Self {
        self.with(days_ago, "weight", &[("weight", &format!("{}.{:03} kg", grams / 1000, grams % 1000))])
    }

    /// A day's energy, in thousandths of a kcal.
    fn ate(self, days_ago: i32, kcal_milli: u32) -> Self {
        let kcal = format!("{}.{:03} kcal", kcal_milli / 1000, kcal_milli % 1000);
        self.with(days_ago, "oral-intake", &[("energy", &kcal)])
    }

    /// The same on several days.
    fn ate_on(self, days_ago: impl IntoIterator<Item = i32>, kcal_milli: u32) -> Self {
        days_ago.into_iter().fold(self, |journal, days| journal.ate(days, kcal_milli))
    }

    fn plan(self, field: &str, amount: &str) -> Self {
        self.with(120, "feeding-plan", &[(field, amount)])
    }

    fn height(self) -> Self {
        self.with(120, "height", &[("height", "170 cm")])
    }

    fn lab(self, days_ago: i32, analyte: &str, value: &str) -> Self {
        self.with(days_ago, "lab", &[("analyte", analyte), ("value", value)])
    }

    fn operation(self, days_ahead: i32) -> Self {
        let fields = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
        self.with(-days_ahead, "treatment", &fields)
    }

    fn drug(self, days_ago: i32) -> Self {
        let fields = [("modality", "chemotherapy"), ("status", "given"), ("name", "docetaxel")];
        self.with(days_ago, "treatment", &fields)
    }

    /// What this journal must make of `ask`.
    fn asked(
        self,
        about: impl Into<String>,
        ask: impl Fn(&Assessment) -> String + 'static,
        expected: impl Into<String>,
    ) -> Scene {
        Scene {
            about: about.into(),
            timeline: Timeline::of(self.0),
            as_of: day(0),
            ask: Box::new(ask),
            expected: expected.into(),
            reading: None,
        }
    }

    /// What this journal must make of a rule: "nothing", "open", "not met", or how soon.
    fn says(self, rule: &str, about: impl Into<String>, expected: &str) -> Scene {
        let name = rule.to_owned();
        self.asked(format!("{rule}: {}", about.into()), move |all| outcome(finding(all, &name)), expected)
    }

    /// Whether a rule's text for the team holds some words.
    fn tells(self, rule: &str, about: impl Into<String>, words: &'static str, expected: bool) -> Scene {
        let name = rule.to_owned();
        let ask = move |all: &Assessment| {
            finding(all, &name).is_some_and(|found| found.team_text.contains(words)).to_string()
        };
        self.asked(format!("{rule}, {words}: {}", about.into()), ask, expected.to_string())
    }

    /// Whether a rule names such a caution.
    fn warns(self, rule: &str, about: impl Into<String>, words: &'static str, expected: bool) -> Scene {
        let name = rule.to_owned();
        let ask = move |all: &Assessment| {
            let cautions = finding(all, &name).map(|found| found.cautions.join("; "));
            cautions.is_some_and(|cautions| cautions.contains(words)).to_string()
        };
        self.asked(format!("{rule}, {words}: {}", about.into()), ask, expected.to_string())
    }
}

impl Scene {
    fn read(self, setting: &'static str, choice: &'static str) -> Self {
        Self { reading: Some((setting, choice)), ..self }
    }

    fn of_the_day(self, days_ago: i32) -> Self {
        Self { as_of: day(days_ago), ..self }
    }

    fn answer(&self, tables: &Tables) -> String {
        (self.ask)(&assess(&self.timeline, tables, self.as_of))
    }
}

fn day(days_ago: i32) -> CalendarDay {
    TODAY.parse::<CalendarDay>().unwrap().plus(-days_ago)
}

fn finding<'a>(all: &'a Assessment, rule: &str) -> Option<&'a Finding> {
    all.findings.iter().find(|finding| finding.rule == rule)
}

fn outcome(finding: Option<&Finding>) -> String {
    let Some(finding) = finding else { return "nothing".to_owned() };
    match (&finding.outcome, finding.level) {
        (Outcome::NotMet, _) => "not met",
        (Outcome::Indeterminate { .. }, _) => "open",
        (Outcome::Met, Level::Emergency) => EMERGENCY,
        (Outcome::Met, Level::SameDay) => SAME_DAY,
        (Outcome::Met, Level::NextContact) => NEXT_CONTACT,
        (Outcome::Met, Level::Information) => INFORMATION,
    }
    .to_owned()
}

const EMERGENCY: &str = "emergency";
const SAME_DAY: &str = "call today";
const NEXT_CONTACT: &str = "next contact";
const INFORMATION: &str = "good to know";

/// The text of all tables, by file name.
static TABLES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = format!("{}/../core/rules/tables", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
});

fn text_of(table: &str) -> &'static str {
    let file = format!("{table}.toml");
    &TABLES.iter().find(|(name, _)| *name == file).unwrap().1
}

/// All tables, one of them with another text; none where its reader refuses it.
fn tables_with(table: &str, text: &str) -> Option<Tables> {
    let file = format!("{table}.toml");
    let others = TABLES.iter().filter(|(name, _)| *name != "_inputs.toml");
    let files: Vec<(&str, &str)> = others
        .map(|(name, known)| (name.as_str(), if *name == file { text } else { known.as_str() }))
        .collect();
    Tables::parse(text_of("_inputs"), &files).ok()
}

/// The smallest step that a journal can show of what a row counts, with entries as fine as they can be.
fn step(row: &Row) -> &'static str {
    match row.text("unit") {
        Some("%") => "0.02",
        Some("kg/m2" | "Cel" | "mmol/L") => "0.001",
        Some("mg/kg/min") => "0.0001",
        Some("1") => "0.01",
        _ => "1",
    }
}

/// A setting and the choice under which scenes are asked; none for the table as it stands.
type Reading = Option<(&'static str, &'static str)>;

/// The tables under a reading.
fn read_as(table: &str, text: &str, reading: Reading) -> Option<Tables> {
    match reading {
        Some((setting, choice)) => tables_with(table, &with_setting(text, setting, choice)),
        None => tables_with(table, text),
    }
}

/// Holds the scenes against a table as it is, and against each spoilt one.
fn hold(table: &str, scenes: &[Scene]) {
    let text = text_of(table);
    let mut readings: Vec<Reading> = scenes.iter().map(|scene| scene.reading).collect();
    readings.sort();
    readings.dedup();
    let of_reading = |reading: Reading| scenes.iter().filter(move |scene| scene.reading == reading);
    let mut wrong = Vec::new();
    for reading in &readings {
        let tables = read_as(table, text, *reading).unwrap();
        wrong.extend(of_reading(*reading).filter_map(|scene| {
            let said = scene.answer(&tables);
            (said != scene.expected).then(|| format!("    {}: {said}, not {}", scene.about, scene.expected))
        }));
    }
    assert!(wrong.is_empty(), "{table}: {} of {}\n{}", wrong.len(), scenes.len(), wrong.join("\n"));

    let (mut refused, mut found, mut survivors) = (0, 0, Vec::new());
    for mutant in mutants_by(text, step) {
        if tables_with(table, &mutant.text).is_none() {
            refused += 1;
            continue;
        }
        // A spoilt setting is seen where no other reading covers it up.
        let open = readings.iter().filter(|reading| reading.is_none_or(|(setting, _)| setting != mutant.row));
        let differs = |reading: &Reading| {
            let tables = read_as(table, &mutant.text, *reading).unwrap();
            of_reading(*reading).any(|scene| scene.answer(&tables) != scene.expected)
        };
        if open.into_iter().any(differs) {
            found += 1;
        } else {
            survivors.push(format!("    {}: {}", mutant.row, mutant.change));
        }
    }
    println!("{table}: {refused} refused, {found} found by {} journals", scenes.len());
    assert!(survivors.is_empty(), "{table}: {} survive\n{}", survivors.len(), survivors.join("\n"));
    assert!(found > 0, "{table} has no mutant");
}

/// One test a table, so that a failure names it.
macro_rules! journals {
    ($($table:ident = $scenes:path;)*) => {
        $(#[test] fn $table() { hold(stringify!($table), &$scenes()); })*
        const HELD: &[&str] = &[$(stringify!($table)),*];
    };
}

journals! {
    attention = alarms::attention;
    before_surgery = courses::before_surgery;
    fever_on_treatment = alarms::fever_on_treatment;
    glucose_infusion = feeds::glucose_infusion;
    hydration = intake::hydration;
    intake_on_target = intake::intake_on_target;
    journal_inputs = needs::journal_inputs;
    neutropenia = alarms::neutropenia;
    no_report = alarms::no_report;
    rapid_weight_change = bodies::rapid_weight_change;
    red_flags = alarms::red_flags;
    refeeding = feeds::refeeding;
    symptom_worsening = symptoms::symptom_worsening;
    treatment_delivery = courses::treatment_delivery;
    tube_delivery = feeds::tube_delivery;
    weigh_again = bodies::weigh_again;
}

#[test]
fn every_table_is_held_as_an_instrument_or_here() {
    let instruments: Vec<String> =
        nourish_rules::score::list(&Tables::built_in().unwrap()).into_iter().map(|one| one.id).collect();
    let mut held: Vec<String> = HELD.iter().map(|name| (*name).to_owned()).chain(instruments).collect();
    let mut files: Vec<String> =
        TABLES.iter().map(|(file, _)| file.trim_end_matches(".toml").to_owned()).collect();
    files.retain(|name| name != "_inputs");
    held.sort();
    files.sort();
    assert_eq!(held, files);
}
