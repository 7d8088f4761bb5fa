//! What stands at the head and the foot of every report.

use crate::model::{Audience, Header, Report};
use crate::wording;
use nourish_rules::assess::Level;

/// What a report must always say.
pub(crate) const NOT_A_DIAGNOSIS: &str = "Screening by published rules over what was logged. It is not a diagnosis and replaces no one's judgement.";

/// Stands for a name that nobody entered.
const NO_NAME: &str = "Name not recorded";
/// Stands for a name that the reader is not told.
const WITHHELD: &str = "Name withheld";

/// What kind of report it is.
pub(crate) const fn title(report: &Report) -> &'static str {
    match report.audience {
        Audience::Patient => "My nutrition and side effects",
        _ => "Nutrition and side effects",
    }
}

/// The person's name.
pub(crate) fn name(report: &Report) -> &str {
    let unnamed = if report.audience.knows_the_name() { NO_NAME } else { WITHHELD };
    report.header.name.as_deref().unwrap_or(unnamed)
}

/// The person, as every sheet of paper names them.
pub(crate) fn whose(report: &Report) -> String {
    let name = name(report);
    let header = &report.header;
    header
        .born_on
        .map_or_else(|| name.to_owned(), |birthday| format!("{name}, born {}", wording::day(birthday)))
}

/// Who it is about and of when it is: names and values.
pub(crate) fn facts(header: &Header) -> Vec<(&'static str, String)> {
    let born = header.born_on.map(|born_on| {
        let age = header.age_years.map_or_else(String::new, |age| format!(" ({age} years)"));
        ("Born", format!("{}{age}", wording::day(born_on)))
    });
    let age =
        header.age_years.filter(|_| header.born_on.is_none()).map(|age| ("Age", format!("{age} years")));
    let diagnosis = header.diagnosis.clone().map(|diagnosis| ("Diagnosis", diagnosis));
    let dates = [
        ("As of", wording::day(header.as_of)),
        ("Period", wording::span(header.from, header.to)),
        ("Made", header.made_at.clone()),
    ];
    born.into_iter().chain(age).chain(diagnosis).chain(dates).collect()
}

/// How much asks for attention today, for whoever reads one line alone; empty where nothing does.
pub(crate) fn summary(report: &Report) -> String {
    let asking =
        |level: Level| report.flags.iter().filter(|flag| flag.level == level && flag.asks_today()).count();
    let standing = report.flags.iter().filter(|flag| !flag.asks_today()).count();
    let counts = [
        (asking(Level::Emergency), "emergency", "emergencies"),
        (asking(Level::SameDay), "call today", "calls today"),
        (asking(Level::NextContact), "for the next contact", "for the next contact"),
        (asking(Level::Information), "good to know", "good to know"),
        (standing, "stands as before or was answered", "stand as before or were answered"),
    ];
    let told = counts.iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> = told.map(|(count, one, many)| wording::counted(*count, one, many)).collect();
    told.join(", ")
}

/// What made it, and when.
pub(crate) fn made_by(header: &Header) -> String {
    format!("Made by Nourish {} on {}.", header.app_version, header.made_at)
}
