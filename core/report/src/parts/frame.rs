//! What stands at the head and the foot of every report.

use crate::model::{Audience, Report};
use nourish_rules::assess::Level;

/// What a report must always say.
pub(crate) fn not_a_diagnosis(report: &Report) -> String {
    report.speech.say("not-a-diagnosis")
}

/// What kind of report it is.
pub(crate) fn title(report: &Report) -> String {
    report.speech.say(match report.audience {
        Audience::Patient => "title-person",
        _ => "title-team",
    })
}

/// The person's name; what stands for one that nobody entered, or that the reader is not told.
pub(crate) fn name(report: &Report) -> String {
    let unnamed = if report.audience.knows_the_name() { "name-none" } else { "name-withheld" };
    report.header.name.clone().unwrap_or_else(|| report.speech.say(unnamed))
}

/// The person, as every sheet of paper names them; `written` is the name as it is to be written there.
pub(crate) fn whose(report: &Report, written: &str) -> String {
    match report.header.born_on {
        None => written.to_owned(),
        Some(birthday) => {
            let day = report.speech.day(birthday);
            // A name is set aside by whoever writes it, for the page and for paper in their own ways.
            let said =
                report.speech.say_of("born-after-name", &[("name", NAME.into()), ("day", (&day).into())]);
            said.replacen(NAME, written, 1)
        }
    }
}

/// Stands where a name will.
const NAME: &str = "\u{fffc}";

/// Who it is about and of when it is: names and values.
pub(crate) fn facts(report: &Report) -> Vec<(String, String)> {
    let (speech, header) = (&report.speech, &report.header);
    let years = |age: u32| speech.say_of("years", &[("count", age.into())]);
    let born = header.born_on.map(|born_on| {
        let day = speech.day(born_on);
        let said = header.age_years.map_or_else(
            || day.clone(),
            |age| speech.say_of("born-and-years", &[("day", (&day).into()), ("years", (&years(age)).into())]),
        );
        ("fact-born", said)
    });
    let age = header.age_years.filter(|_| header.born_on.is_none()).map(|age| ("fact-age", years(age)));
    let diagnosis = header.diagnosis.clone().map(|diagnosis| ("fact-diagnosis", diagnosis));
    let dates = [
        ("fact-as-of", speech.day(header.as_of)),
        ("fact-period", speech.span(header.from, header.to)),
        ("fact-made", speech.moment(&header.made)),
    ];
    let facts = born.into_iter().chain(age).chain(diagnosis).chain(dates);
    facts.map(|(name, value)| (speech.say(name), value)).collect()
}

/// How much asks for attention today, for whoever reads one line alone; empty where nothing does.
pub(crate) fn summary(report: &Report) -> String {
    let asking =
        |level: Level| report.flags.iter().filter(|flag| flag.level == level && flag.asks_today()).count();
    let standing = report.flags.iter().filter(|flag| !flag.asks_today()).count();
    let counts = [
        (asking(Level::Emergency), "summary-emergency"),
        (asking(Level::SameDay), "summary-same-day"),
        (asking(Level::NextContact), "summary-next-contact"),
        (asking(Level::Information), "summary-information"),
        (standing, "summary-standing"),
    ];
    let told = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> =
        told.map(|(count, id)| report.speech.say_of(id, &[("count", (*count).into())])).collect();
    told.join(", ")
}

/// What made it, and when.
pub(crate) fn made_by(report: &Report) -> String {
    let when = report.speech.moment(&report.header.made);
    let told = [("version", (&report.header.app_version).into()), ("when", (&when).into())];
    report.speech.say_of("made-by", &told)
}
