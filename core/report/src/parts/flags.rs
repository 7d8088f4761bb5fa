//! What is said of a flag, of what is open, and of nothing being met.

use crate::model::{Acknowledged, Audience, EvidenceLine, Flag, Report, Undecided, WhyNow};
use crate::wording;
use nourish_rules::assess::Level;

/// What is said where nothing asks today although something stands.
pub(crate) const QUIET: &str = "Nothing is new, worse or due again today.";

/// Nothing met is only good news as far as something could be told.
pub(crate) const fn no_flag(report: &Report) -> &'static str {
    if report.rules.is_empty() {
        "No rule was asked, so nothing is known to need attention."
    } else if report.undecided.is_empty() {
        "No rule that was asked is met."
    } else {
        "No rule is met so far. Some cannot be told yet: see below what is missing."
    }
}

/// What a flag says, whole.
pub(crate) fn text(flag: &Flag) -> String {
    wording::with_days(&flag.text)
}

/// What is said of a flag that stands as it stood: one sentence. What to do is never cut: neither for the person, whose last sentence
/// says it, nor where someone must call.
pub(crate) fn standing_text(flag: &Flag, audience: Audience) -> String {
    let text = text(flag);
    let is_short = audience != Audience::Patient && flag.level >= Level::NextContact;
    if is_short { wording::first_sentence(&text).0.to_owned() } else { text }
}

/// What weakens a flag.
pub(crate) fn cautions(flag: &Flag) -> impl Iterator<Item = String> {
    flag.cautions.iter().map(|caution| format!("Caution: {}", wording::with_days(caution)))
}

/// Why a flag asks today, or why it is quiet.
pub(crate) fn why(why: &WhyNow) -> String {
    wording::capitalised(&wording::with_days(&why.words))
}

/// How many entries a flag rests on, of when, and how fresh they are.
pub(crate) fn rests_on(flag: &Flag) -> Option<String> {
    let (first, last) = (flag.evidence.first()?, flag.evidence.last()?);
    let count = wording::counted(flag.evidence.len(), "entry", "entries");
    let age =
        flag.evidence_age_days.map_or_else(String::new, |days| format!(" (newest {})", wording::ago(days)));
    Some(format!("{count}, {}{age}.", wording::span(first.day, last.day)))
}

/// What was last done about a flag.
pub(crate) fn acknowledgement(acknowledged: &Acknowledged) -> String {
    let what = acknowledged.action.replace('-', " ");
    let who = wording::capitalised(&acknowledged.role.replace('-', " "));
    let until = acknowledged.until.map_or_else(String::new, |day| format!(" until {}", wording::day(day)));
    format!("{who}: {what}{until}, {}.", wording::day(acknowledged.day))
}

/// The figures behind a flag in one line; empty where there are none.
pub(crate) fn figures(flag: &Flag) -> String {
    let figures = flag.figures.iter();
    let figures: Vec<String> = figures
        .map(|figure| format!("{}: {} {}", figure.label, figure.value, figure.unit).trim_end().to_owned())
        .collect();
    wording::with_days(&figures.join("; "))
}

/// What would make a flag go away; empty where nothing is said.
pub(crate) fn clears_when(flag: &Flag) -> String {
    if flag.clears_when.is_empty() {
        return String::new();
    }
    format!("Clears when: {}", wording::with_days(&flag.clears_when))
}

/// An entry that something rests on.
pub(crate) fn evidence(line: &EvidenceLine) -> String {
    let origin = line.origin.map_or_else(String::new, |origin| format!(" ({})", origin.words()));
    format!("{}: {}{origin}", wording::day(line.day), wording::with_days(&line.what))
}

/// What is to be found out for a finding that is open.
pub(crate) fn question(open: &Undecided) -> String {
    let question = wording::with_days(&open.question);
    match open.more_missing {
        0 => question,
        more => format!("{question} ({more} more missing)"),
    }
}

/// What is said where nothing is open.
pub(crate) const fn nothing_open(report: &Report) -> &'static str {
    if report.rules.is_empty() { "No rule was asked." } else { "Every rule that was asked could be decided." }
}

/// What is asked of the reader about weights that wait to be confirmed.
pub(crate) const fn confirm(audience: Audience) -> &'static str {
    match audience {
        Audience::Patient => "These look like a slip. Please weigh again, or confirm them.",
        _ => "No rule uses these until someone weighs again or confirms them.",
    }
}
