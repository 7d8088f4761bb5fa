//! What needs attention, what cannot be told yet, and weights that wait to be confirmed.

use crate::json::level_name;
use crate::markup::Markup;
use crate::model::{Acknowledged, Audience, EvidenceLine, Flag, Report, WhyNow};
use crate::wording;
use nourish_rules::assess::Level;

pub(super) fn write_flags(section: &mut Markup, report: &Report) {
    if report.flags.is_empty() {
        section.leaf("p", &[], none(report));
        return;
    }
    let numbered = || report.flags.iter().zip(1_usize..);
    if report.flags.iter().any(Flag::asks_today) {
        section.element("ol", &[("class", "flags")], |list| {
            for (flag, number) in numbered().filter(|(flag, _)| flag.asks_today()) {
                let class = format!("flag {}", level_name(flag.level));
                list.element("li", &[("class", &class)], |item| write_asking(item, flag, number));
            }
        });
    } else {
        section.leaf("p", &[], "Nothing is new, worse or due again today.");
    }
    if report.flags.iter().all(Flag::asks_today) {
        return;
    }
    section.leaf("h3", &[("class", "standing-heading")], "Stands as before, or was answered");
    section.element("ol", &[("class", "standings")], |list| {
        for (flag, number) in numbered().filter(|(flag, _)| !flag.asks_today()) {
            let class = format!("standing {}", level_name(flag.level));
            list.element("li", &[("class", &class)], |item| {
                write_standing(item, flag, number, report.audience);
            });
        }
    });
}

/// Nothing met is only good news as far as something could be told.
const fn none(report: &Report) -> &'static str {
    if report.rules.is_empty() {
        "No rule was asked, so nothing is known to need attention."
    } else if report.undecided.is_empty() {
        "No rule that was asked is met."
    } else {
        "No rule is met so far. Some cannot be told yet: see below what is missing."
    }
}

fn write_asking(item: &mut Markup, flag: &Flag, number: usize) {
    write_heading(item, "h3", flag);
    item.leaf("p", &[], &wording::with_days(&flag.text));
    for caution in &flag.cautions {
        let caution = wording::with_days(caution);
        item.leaf("p", &[("class", "caution")], &format!("Caution: {caution}"));
    }
    if let Some(acknowledged) = &flag.acknowledged {
        item.leaf("p", &[("class", "acknowledged")], &acknowledgement(acknowledged));
    }
    item.element("p", &[("class", "small")], |line| {
        if let Some(why) = &flag.why_now {
            line.leaf("strong", &[("class", "why")], &format!("{}.", why_words(why)));
            line.text(" ");
        }
        write_rests_on(line, flag, number);
        line.text(&format!("Source\u{a0}{}.", flag.source));
    });
}

/// Of what stands as it stood: its name, one sentence, and why it is quiet; all of it stands among what the flags rest on.
/// What to do is never cut: neither for the person, whose last sentence says it, nor where someone must call.
fn write_standing(item: &mut Markup, flag: &Flag, number: usize, audience: Audience) {
    write_heading(item, "h4", flag);
    let text = wording::with_days(&flag.text);
    let is_short = audience == Audience::CareTeam && flag.level >= Level::NextContact;
    item.leaf("p", &[], if is_short { wording::first_sentence(&text).0 } else { &text });
    item.element("p", &[("class", "small")], |line| {
        if let Some(why) = &flag.why_now {
            line.text(&format!("{}. ", why_words(why)));
        }
        write_rests_on(line, flag, number);
    });
}

fn write_heading(item: &mut Markup, tag: &str, flag: &Flag) {
    item.element(tag, &[], |heading| {
        heading.leaf("span", &[("class", "level")], wording::level(flag.level));
        heading.text(" ");
        heading.leaf("span", &[("class", "title")], &flag.title);
    });
}

fn why_words(why: &WhyNow) -> String {
    wording::capitalised(&wording::with_days(&why.words))
}

fn write_rests_on(line: &mut Markup, flag: &Flag, number: usize) {
    if let Some(rests_on) = rests_on(flag) {
        line.leaf("a", &[("href", &format!("#evidence-{number}"))], &rests_on);
        line.text(" ");
    }
}

/// How many entries a flag rests on, of when, and how fresh they are.
fn rests_on(flag: &Flag) -> Option<String> {
    let (first, last) = (flag.evidence.first()?, flag.evidence.last()?);
    let count = wording::counted(flag.evidence.len(), "entry", "entries");
    let age =
        flag.evidence_age_days.map_or_else(String::new, |days| format!(" (newest {})", wording::ago(days)));
    Some(format!("{count}, {}{age}.", wording::span(first.day, last.day)))
}

fn acknowledgement(acknowledged: &Acknowledged) -> String {
    let what = acknowledged.action.replace('-', " ");
    let who = wording::capitalised(&acknowledged.role.replace('-', " "));
    let until = acknowledged.until.map_or_else(String::new, |day| format!(" until {}", wording::day(day)));
    format!("{who}: {what}{until}, {}.", wording::day(acknowledged.day))
}

pub(super) fn write_open(section: &mut Markup, report: &Report) {
    if report.undecided.is_empty() {
        let open = if report.rules.is_empty() {
            "No rule was asked."
        } else {
            "Every rule that was asked could be decided."
        };
        section.leaf("p", &[], open);
    } else {
        section.element("ul", &[("class", "open")], |list| {
            for open in &report.undecided {
                list.element("li", &[], |item| {
                    item.leaf("strong", &[], &open.title);
                    item.text(": ");
                    item.text(&wording::with_days(&open.question));
                    if open.more_missing > 0 {
                        item.text(&format!(" ({} more missing)", open.more_missing));
                    }
                });
            }
        });
    }
    write_to_confirm(section, report);
}

fn write_to_confirm(section: &mut Markup, report: &Report) {
    if report.to_confirm.is_empty() {
        return;
    }
    section.leaf("h3", &[], "Weights to confirm");
    let ask = match report.audience {
        Audience::CareTeam => "No rule uses these until someone weighs again or confirms them.",
        Audience::Patient => "These look like a slip. Please weigh again, or confirm them.",
    };
    section.leaf("p", &[], ask);
    section.element("ul", &[], |list| {
        for EvidenceLine { day, what, .. } in &report.to_confirm {
            list.leaf("li", &[], &format!("{}: {}", wording::day(*day), wording::with_days(what)));
        }
    });
}
