//! What a report holds. Every figure that is printed anywhere stands here once; writers only lay it out.
//!
//! Nothing in here derives `Debug` but the plain enums: a report is full of what a person typed.

mod events;
mod flags;
mod overview;
mod series;

use crate::compose::Basis;
use crate::json::{day_optional, shown, source_counts};
use crate::speech::{Speech, Units};
use nourish_record::{CalendarDay, Moment, Source};
use nourish_words::Language;
use serde::Serialize;
use std::borrow::Cow;

pub use events::*;
pub use flags::*;
pub use overview::*;
pub use series::*;

/// For whom a report is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The care team: every finding, with its figures.
    CareTeam,
    /// The surgeon: what stands before the operation and the course of weight first.
    Surgeon,
    /// The medical oncologist: treatment against its plan and symptoms by cycle first.
    Oncologist,
    /// The radiation oncologist: what gets past the mouth and the gullet first.
    RadiationOncologist,
    /// The gastroenterologist: swallowing, bleeding, obstruction and tube first.
    Gastroenterologist,
    /// The dietitian: by assessment, diagnosis, intervention, monitoring.
    Dietitian,
    /// The nurse: red flags, check-ins and who answered them first.
    Nurse,
    /// The person: only what the rules say in plain words; neither prognosis nor feeding rates.
    Patient,
    /// A trial: the data and how complete they are first, under no name.
    Trial,
}

impl Audience {
    /// Whether it is one of those who treat, or who judge a treatment, and may read what is not for the person.
    pub const fn is_professional(self) -> bool {
        !matches!(self, Self::Patient)
    }

    /// Whether the report says whose it is.
    pub const fn knows_the_name(self) -> bool {
        !matches!(self, Self::Trial)
    }
}

/// A journal over a period, ready to be handed over.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name and version of this structure: `nourish/report/1`.
    pub schema: &'static str,
    /// For whom it is made.
    pub audience: Audience,
    /// Who, when, by what.
    pub header: Header,
    /// The figures that are read first.
    pub tiles: Vec<Tile>,
    /// Findings that are met: those that ask for attention today first, and of these the most urgent first.
    pub flags: Vec<Flag>,
    /// Findings that what is known does not decide.
    pub undecided: Vec<Undecided>,
    /// Weights that no rule sees until someone confirms them.
    pub to_confirm: Vec<EvidenceLine>,
    /// What is needed before the next operation; `None` where none is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_operation: Option<BeforeOperation>,
    /// Treatment against its plan; `None` for the person, and where nothing was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treatment: Option<Treatment>,
    /// Symptoms by day of cycle; `None` for the person, and where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symptoms_by_cycle: Option<SymptomsByCycle>,
    /// What happened to swallowing, stomach, bowel and tube, newest first; empty for the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passage: Vec<EventLine>,
    /// Check-ins and what was done about flags, newest first; empty for the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub check_ins: Vec<EventLine>,
    /// What was prescribed and set as target, as it stands; empty for the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<PlanLine>,
    /// Instruments beside the rules, those with a result first; empty for the person, as some are prognostic.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<InstrumentLine>,
    /// What the charts show.
    pub series: Series,
    /// How complete the period is, and where its entries came from.
    pub coverage: Coverage,
    /// Every rule that was asked, with the version of its table.
    pub rules: Vec<RuleRow>,
    /// Where the rules were published; flags and rules refer to them by number.
    pub sources: Vec<SourceRow>,
    /// What the tiles are written from, in whatever language.
    #[serde(skip)]
    pub(crate) basis: Basis,
    /// The language and units in which the report speaks.
    #[serde(skip)]
    pub(crate) speech: Speech,
}

impl Report {
    /// The same report, said in another language and in other units. Its data ([`Report::to_json`], [`Report::to_csv`], and what is coded in
    /// [`Report::to_fhir`]) stay as they are: in English and metric. What is not translated to the language is said in English and marked `[en]`.
    ///
    /// ```
    /// # use nourish_record::{Moment, Timeline};
    /// # use nourish_report::{Audience, Language, Options, Units, compose};
    /// # use nourish_rules::assess::{Assessment, Picture};
    /// # let made_at = Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap();
    /// # let today = made_at.day();
    /// # let assessment = Assessment { as_of: today, findings: Vec::new(), picture: Picture::default() };
    /// # let options = Options {
    /// #     from: today.plus(-90), to: today, made_at, audience: Audience::CareTeam, app_version: "0.1.0".into(),
    /// # };
    /// let report = compose(&Timeline::default(), &assessment, &options);
    /// let spanish = report.clone().speaking(&Language::SPANISH, Units::Metric);
    /// assert!(spanish.to_html().contains(r#"<html lang="es""#));
    /// assert_eq!(spanish.to_json(), report.to_json());
    /// ```
    #[must_use]
    pub fn speaking(self, language: &Language, units: Units) -> Self {
        Self { speech: Speech::new(language, units), ..self }
    }

    /// The language in which the report speaks.
    #[must_use]
    pub fn language(&self) -> &Language {
        self.speech.language()
    }

    /// The tag of its language where that is another than the data's.
    pub(crate) fn other_language(&self) -> Option<&str> {
        (*self.language() != Language::ENGLISH).then(|| self.language().tag())
    }

    /// The tiles as the report speaks.
    pub(crate) fn said_tiles(&self) -> Cow<'_, [Tile]> {
        if self.speech.is_as_data() {
            return Cow::Borrowed(&self.tiles);
        }
        Cow::Owned(self.basis.tiles(&self.speech, self.audience))
    }
}

/// Who the report is about, of when it is, and what made it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The person's name, if the profile has one.
    pub name: Option<String>,
    /// Their birthday.
    #[serde(serialize_with = "day_optional")]
    pub born_on: Option<CalendarDay>,
    /// Completed years on the day of the assessment.
    pub age_years: Option<u32>,
    /// The diagnosis, in the profile's words.
    pub diagnosis: Option<String>,
    /// The day that the rules call today.
    #[serde(serialize_with = "shown")]
    pub as_of: CalendarDay,
    /// First day of the period.
    #[serde(serialize_with = "shown")]
    pub from: CalendarDay,
    /// Last day of the period.
    #[serde(serialize_with = "shown")]
    pub to: CalendarDay,
    /// When the report was made.
    #[serde(serialize_with = "shown")]
    pub made: Moment,
    /// The same in words, on the clock and in the zone it was made in.
    pub made_at: String,
    /// Version of the app.
    pub app_version: String,
}

/// A figure to be seen first, with what it needs to be understood.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// What it is about: `weight`, `energy`, `fluid`, `tube`, `operation`.
    pub topic: &'static str,
    /// Its heading.
    pub title: String,
    /// The figure as printed, or `unknown`.
    pub value: String,
    /// What the figure means, in a few words.
    pub meaning: String,
    /// Figures beside it.
    pub figures: Vec<TileFigure>,
}

/// A smaller figure of a tile.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TileFigure {
    /// What it is.
    pub label: String,
    /// The figure as printed, or `unknown`.
    pub value: String,
    /// Against what, or why unknown; empty where there is nothing to say.
    pub note: String,
}

/// How complete the period is, and where its entries came from.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Days of the period.
    pub days: usize,
    /// Days with a believed weighing.
    pub days_with_weight: usize,
    /// Days with energy by any way.
    pub days_with_energy: usize,
    /// Days with protein by any way.
    pub days_with_protein: usize,
    /// Days with any symptom asked about.
    pub days_with_symptoms: usize,
    /// Entries that stand in the period.
    pub entries: usize,
    /// The same by where they came from.
    #[serde(serialize_with = "source_counts")]
    pub by_source: Vec<(Source, usize)>,
    /// Those that were corrected.
    pub amended: usize,
    /// Those with two corrections of the same version, of which the later is shown.
    pub clashes: usize,
    /// Entries set aside because they repeat another.
    pub duplicates: usize,
    /// Weights set aside until someone confirms them.
    pub doubtful: usize,
    /// Entries of a newer version in the whole journal, which no rule saw.
    pub newer_in_journal: usize,
}

/// A rule that was asked.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RuleRow {
    /// The rule.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// What it said: `met`, `not met` or `cannot tell`.
    pub outcome: &'static str,
    /// Version of its table.
    pub version: String,
    /// Number of its source.
    pub source: usize,
}

/// A publication.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its number, from 1.
    pub number: usize,
    /// Authors, title, journal, year, pages.
    pub text: String,
    /// Digital object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
}

impl std::fmt::Debug for Report {
    /// Its extent alone: what a person entered never reaches a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("from", &self.header.from)
            .field("to", &self.header.to)
            .field("flags", &self.flags.len())
            .finish_non_exhaustive()
    }
}
