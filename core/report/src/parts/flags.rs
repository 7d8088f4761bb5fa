//! What is said of a flag, of what is open, and of nothing being met.

use crate::model::{Acknowledged, Audience, EvidenceLine, Flag, Report, Undecided, WhyNow};
use crate::speech::Speech;
use crate::wording;
use nourish_rules::assess::Level;

/// What is said where nothing asks today although something stands.
pub(crate) const QUIET: &str = "flags-quiet";

/// Nothing met is only good news as far as something could be told.
pub(crate) fn no_flag(report: &Report) -> String {
    report.speech.say(if report.rules.is_empty() {
        "flags-no-rule"
    } else if report.undecided.is_empty() {
        "flags-none-met"
    } else {
        "flags-none-so-far"
    })
}

/// What a flag says, whole.
pub(crate) fn text(speech: &Speech, flag: &Flag) -> String {
    speech.dated(&flag.text)
}

/// What is said of a flag that stands as it stood: one sentence. What to do is never cut: neither for the person, whose last sentence
/// says it, nor where someone must call.
pub(crate) fn standing_text(speech: &Speech, flag: &Flag, audience: Audience) -> String {
    let text = text(speech, flag);
    let is_short = audience != Audience::Patient && flag.level >= Level::NextContact;
    if is_short { wording::first_sentence(&text).0.to_owned() } else { text }
}

/// What weakens a flag.
pub(crate) fn cautions(speech: &Speech, flag: &Flag) -> impl Iterator<Item = String> {
    flag.cautions
        .iter()
        .map(|caution| speech.say_of("flags-caution", &[("what", (&speech.dated(caution)).into())]))
}

/// Why a flag asks today, or why it is quiet.
pub(crate) fn why(speech: &Speech, why: &WhyNow) -> String {
    wording::capitalised(&speech.dated(&why.words))
}

/// How many entries a flag rests on, of when, and how fresh they are.
pub(crate) fn rests_on(speech: &Speech, flag: &Flag) -> Option<String> {
    let (first, last) = (flag.evidence.first()?, flag.evidence.last()?);
    let span = speech.span(first.day, last.day);
    let (count, span) = (("count", flag.evidence.len().into()), ("span", (&span).into()));
    Some(match flag.evidence_age_days {
        None => speech.say_of("flags-rest-on", &[count, span]),
        Some(days) => speech.say_of("flags-rest-on-age", &[count, span, ("age", (&speech.ago(days)).into())]),
    })
}

/// What was last done about a flag.
pub(crate) fn acknowledgement(speech: &Speech, acknowledged: &Acknowledged) -> String {
    let what = speech.phrase(&wording::spoken(acknowledged.action));
    let who = wording::capitalised(&speech.phrase(&wording::spoken(acknowledged.role)));
    let day = speech.day(acknowledged.day);
    let told = [("who", (&who).into()), ("what", (&what).into()), ("day", (&day).into())];
    match acknowledged.until {
        None => speech.say_of("flags-answer", &told),
        Some(until) => {
            let until = speech.day(until);
            speech.say_of("flags-answer-until", &[told.as_slice(), &[("until", (&until).into())]].concat())
        }
    }
}

/// The figures behind a flag in one line; empty where there are none.
pub(crate) fn figures(speech: &Speech, flag: &Flag) -> String {
    let figures = flag.figures.iter().map(|figure| {
        let label = speech.dated(&figure.label);
        let number = || speech.number(&wording::with_days(&figure.value));
        let value = speech.known(&figure.value).unwrap_or_else(number);
        let unit = speech.known(figure.unit).unwrap_or_else(|| figure.unit.to_owned());
        format!("{label}: {value} {unit}").trim_end().to_owned()
    });
    figures.collect::<Vec<_>>().join("; ")
}

/// What would make a flag go away; empty where nothing is said.
pub(crate) fn clears_when(speech: &Speech, flag: &Flag) -> String {
    if flag.clears_when.is_empty() {
        return String::new();
    }
    speech.say_of("flags-clears", &[("what", (&speech.dated(&flag.clears_when)).into())])
}

/// The rule and its source behind a flag.
pub(crate) fn rule(speech: &Speech, flag: &Flag) -> String {
    let number = flag.source.to_string();
    speech.say_of("flags-rule", &[("version", (&flag.version).into()), ("number", (&number).into())])
}

/// The source behind a flag.
pub(crate) fn source(speech: &Speech, flag: &Flag) -> String {
    speech.say_of("flags-source", &[("number", (&flag.source.to_string()).into())])
}

/// How many older entries are not shown.
pub(crate) fn older(speech: &Speech, count: usize) -> String {
    speech.say_of("flags-older", &[("count", count.into())])
}

/// An entry that something rests on.
pub(crate) fn evidence(speech: &Speech, line: &EvidenceLine) -> String {
    let origin = line.origin.map_or_else(String::new, |origin| format!(" ({})", speech.origin(origin)));
    format!("{}: {}{origin}", speech.day(line.day), speech.dated(&line.what))
}

/// What is to be found out for a finding that is open.
pub(crate) fn question(speech: &Speech, open: &Undecided) -> String {
    let question = speech.dated(&open.question);
    match open.more_missing {
        0 => question,
        more => {
            speech.say_of("flags-more-missing", &[("question", (&question).into()), ("count", more.into())])
        }
    }
}

/// What is said where nothing is open.
pub(crate) fn nothing_open(report: &Report) -> String {
    report.speech.say(if report.rules.is_empty() { "flags-no-rule-asked" } else { "flags-all-decided" })
}

/// What is asked of the reader about weights that wait to be confirmed.
pub(crate) fn confirm(report: &Report) -> String {
    report.speech.say(match report.audience {
        Audience::Patient => "flags-confirm-person",
        _ => "flags-confirm-team",
    })
}
