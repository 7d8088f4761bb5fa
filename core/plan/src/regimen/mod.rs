//! Regimens as templates of the calendar: which drug on which day of a cycle, never how much of it for a person.

use crate::FILES;
use crate::content::{Cited, ContentError, ContentFault, Page};
use chrono::Days;
use nourish_record::{Draft, Modality, Moment, MomentError, Source, Treatment, TreatmentStatus, Tz};
use nourish_toml::Spanned;
use serde::Deserialize;

/// In the order in which they are listed.
const BUILT_IN: [&str; 10] = [
    "flot.toml",
    "capox.toml",
    "mfolfox6.toml",
    "ramucirumab-paclitaxel.toml",
    "trastuzumab.toml",
    "pembrolizumab.toml",
    "nivolumab-2-weekly.toml",
    "nivolumab-3-weekly.toml",
    "trastuzumab-deruxtecan.toml",
    "cisplatin-capecitabine.toml",
];

/// Most cycles that a template is expanded to.
const MOST_CYCLES: u32 = 40;

/// A drug of a regimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drug {
    /// Its name.
    pub name: String,
    /// What it is.
    pub modality: Modality,
    /// The days of the cycle on which it is given, from 1.
    pub days: Vec<u32>,
    /// The dose as published, to be read; nothing is computed from it.
    pub published: String,
}

/// A regimen: a template of planned treatments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regimen {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name for people, as the treatments carry it.
    pub title: String,
    /// Days of a cycle.
    pub cycle_days: u32,
    /// Cycles that are usually planned.
    pub cycles: u32,
    /// Its drugs.
    pub drugs: Vec<Drug>,
    /// What to know when it is applied.
    pub note: Option<String>,
    /// Where it was published.
    pub source: String,
    /// How far the publication was confirmed, in words.
    pub confirmed: Option<String>,
}

/// The regimens that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regimens {
    regimens: Vec<Regimen>,
}

/// Why a regimen could not be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegimenError {
    /// No regimen has this name.
    #[error("there is no such regimen; use one of: {known}, or log each treatment as planned")]
    NoSuchRegimen {
        /// The names that there are.
        known: String,
    },
    /// Too many cycles, or none.
    #[error("plan 1 to {MOST_CYCLES} cycles")]
    Cycles,
    /// A day of the plan cannot be: beyond 2199, or a time that the clocks of the zone skip.
    #[error("a treatment would fall on a time that cannot be: {0}; begin at another hour or day")]
    Moment(#[from] MomentError),
}

impl Regimens {
    /// The regimens that come with this program.
    ///
    /// # Errors
    /// [`ContentError`] if a file that came with this program is broken.
    pub fn built_in() -> Result<Self, ContentError> {
        let mut regimens: Vec<Regimen> = Vec::new();
        for file in BUILT_IN {
            regimens.push(read(file, FILES.text(&format!("regimens/{file}")))?);
        }
        Ok(Self { regimens })
    }

    /// Every regimen.
    pub fn all(&self) -> &[Regimen] {
        &self.regimens
    }

    /// The regimen of this name.
    ///
    /// # Errors
    /// [`RegimenError::NoSuchRegimen`] with the names that there are.
    pub fn named(&self, id: &str) -> Result<&Regimen, RegimenError> {
        self.regimens.iter().find(|regimen| regimen.id == id).ok_or_else(|| RegimenError::NoSuchRegimen {
            known: self.regimens.iter().map(|regimen| regimen.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

impl Regimen {
    /// The treatments that the regimen plans from `start`, day 1 of its first cycle, over `cycles` or as many as is usual: one entry a
    /// drug and day, at the hour of `start` on the wall of its zone, without a dose.
    ///
    /// # Errors
    /// [`RegimenError::Cycles`], [`RegimenError::Moment`].
    pub fn expand(&self, start: &Moment, cycles: Option<u32>) -> Result<Vec<Draft>, RegimenError> {
        let cycles = cycles.unwrap_or(self.cycles);
        if !(1..=MOST_CYCLES).contains(&cycles) {
            return Err(RegimenError::Cycles);
        }
        let mut planned = Vec::new();
        for cycle in 1..=cycles {
            for drug in &self.drugs {
                for day in &drug.days {
                    let after_days = (cycle - 1) * self.cycle_days + day - 1;
                    let treatment = self.treatment(drug, (cycle, *day), cycles);
                    planned.push(Draft::new(later(start, after_days)?, Source::Clinician, treatment));
                }
            }
        }
        planned.sort_by_key(|draft| draft.occurred.instant_ms());
        Ok(planned)
    }

    fn treatment(&self, drug: &Drug, (cycle, cycle_day): (u32, u32), cycles: u32) -> Treatment {
        Treatment {
            modality: drug.modality,
            status: TreatmentStatus::Planned,
            name: drug.name.clone(),
            regimen: Some(self.title.clone()),
            cycle: Some(cycle),
            cycle_day: Some(cycle_day),
            planned_on: None,
            dose_mg: None,
            planned_dose_mg: None,
            dose_cgy: None,
            fractions: None,
            reason: None,
            cycle_days: Some(self.cycle_days),
            planned_cycles: Some(cycles),
        }
    }
}

/// The same hour on the wall so many days later.
fn later(start: &Moment, days: u32) -> Result<Moment, MomentError> {
    let clock =
        start.clock().checked_add_days(Days::new(u64::from(days))).ok_or(MomentError::DayOutOfRange)?;
    match start.zone() {
        Some(zone) => Moment::local(clock, zone),
        None => {
            let instant_ms = clock.and_utc().timestamp_millis() - i64::from(start.offset_s()) * 1_000;
            Moment::new(instant_ms, start.offset_s(), None::<Tz>)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    title: Spanned<String>,
    version: Spanned<String>,
    cycle_days: Spanned<u32>,
    cycles: Spanned<u32>,
    licence: Spanned<String>,
    #[serde(default)]
    note: Option<Spanned<String>>,
    #[serde(default)]
    source: Option<Cited>,
    drug: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    modality: Spanned<String>,
    days: Spanned<Vec<u32>>,
    published: Spanned<String>,
}

fn read(file: &str, text: &str) -> Result<Regimen, ContentError> {
    let page = Page { file, text };
    let read: File = page.parse()?;
    let id = page.id(&read.id)?;
    page.line_of_text("version", &read.version)?;
    page.line_of_text("licence", &read.licence)?;
    let within = |number: &Spanned<u32>, what, most: (u32, &'static str)| {
        let fault = ContentFault::OutOfRange { what, of: id.clone(), least: "1", most: most.1 };
        let number_in = (1..=most.0).contains(number.get_ref()).then(|| *number.get_ref());
        number_in.ok_or_else(|| page.fault(number, fault))
    };
    let cycle_days = within(&read.cycle_days, "cycle_days", (90, "90"))?;
    let cycles = within(&read.cycles, "cycles", (MOST_CYCLES, "40"))?;
    let source = page.cited(read.source)?;
    let drugs = read.drug.iter().map(|row| drug(page, row, &id, cycle_days)).collect::<Result<_, _>>()?;
    Ok(Regimen {
        title: page.line_of_text("title", &read.title)?,
        cycle_days,
        cycles,
        drugs,
        note: read.note.as_ref().map(|note| page.line_of_text("note", note)).transpose()?,
        source: source.citation,
        confirmed: source.confirmed,
        id,
    })
}

fn drug(page: Page<'_>, row: &Row, id: &str, cycle_days: u32) -> Result<Drug, ContentError> {
    let modality = Modality::from_word(row.modality.get_ref())
        .ok_or_else(|| page.fault(&row.modality, ContentFault::BadText("modality")))?;
    let days = row.days.get_ref();
    if days.is_empty() || !days.iter().all(|day| (1..=cycle_days).contains(day)) {
        let fault = ContentFault::OutOfRange {
            what: "days",
            of: id.to_owned(),
            least: "1",
            most: "the cycle's days",
        };
        return Err(page.fault(&row.days, fault));
    }
    Ok(Drug {
        name: page.line_of_text("name", &row.name)?,
        modality,
        days: days.clone(),
        published: page.line_of_text("published", &row.published)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(id: &str, start: &str, cycles: Option<u32>) -> Vec<(String, String)> {
        let start = Moment::parse(start).unwrap();
        let planned = Regimens::built_in().unwrap().named(id).unwrap().expand(&start, cycles).unwrap();
        let said = planned.into_iter().map(|draft| {
            let nourish_record::Fact::Treatment(treatment) = draft.fact else { panic!("a treatment") };
            assert_eq!((treatment.dose_mg, treatment.planned_dose_mg), (None, None));
            (draft.occurred.to_string(), treatment.name)
        });
        said.collect()
    }

    #[test]
    fn ramucirumab_and_paclitaxel_fall_on_their_days() {
        // Day 1 and 15 with ramucirumab, 1, 8 and 15 with paclitaxel, every 28 days; clocks go forward on 28 March.
        let at = |day: &str, offset: &str| format!("{day}T10:00:00{offset}[Europe/Madrid]");
        let found = days("ramucirumab-paclitaxel", "2027-03-01T10:00[Europe/Madrid]", Some(2));
        let expected = [
            (at("2027-03-01", "+01:00"), "ramucirumab"),
            (at("2027-03-01", "+01:00"), "paclitaxel"),
            (at("2027-03-08", "+01:00"), "paclitaxel"),
            (at("2027-03-15", "+01:00"), "ramucirumab"),
            (at("2027-03-15", "+01:00"), "paclitaxel"),
            (at("2027-03-29", "+02:00"), "ramucirumab"),
            (at("2027-03-29", "+02:00"), "paclitaxel"),
            (at("2027-04-05", "+02:00"), "paclitaxel"),
            (at("2027-04-12", "+02:00"), "ramucirumab"),
            (at("2027-04-12", "+02:00"), "paclitaxel"),
        ];
        assert_eq!(found, expected.map(|(day, drug)| (day, drug.to_owned())));
    }

    #[test]
    fn the_lengths_are_those_of_the_publications() {
        let regimens = Regimens::built_in().unwrap();
        for (id, days) in [
            ("flot", 14),
            ("capox", 21),
            ("mfolfox6", 14),
            ("ramucirumab-paclitaxel", 28),
            ("trastuzumab", 21),
            ("pembrolizumab", 21),
            ("nivolumab-2-weekly", 14),
            ("nivolumab-3-weekly", 21),
        ] {
            assert_eq!(regimens.named(id).unwrap().cycle_days, days, "{id}");
        }
        for regimen in regimens.all() {
            assert!(!regimen.source.is_empty() && regimen.confirmed.is_some(), "{}", regimen.id);
        }
    }

    #[test]
    fn what_cannot_be_planned_is_refused() {
        let regimens = Regimens::built_in().unwrap();
        assert!(regimens.named("folfirinox").unwrap_err().to_string().contains("mfolfox6"));
        let flot = regimens.named("flot").unwrap();
        let start = Moment::parse("2026-12-01T10:00[Europe/Madrid]").unwrap();
        assert_eq!(flot.expand(&start, Some(0)), Err(RegimenError::Cycles));
        assert_eq!(flot.expand(&start, Some(41)), Err(RegimenError::Cycles));
        let late = Moment::parse("2199-12-25T10:00:00+01:00").unwrap();
        assert_eq!(flot.expand(&late, None), Err(RegimenError::Moment(MomentError::DayOutOfRange)));
    }
}
