//! What needs attention, what cannot be told yet, and weights that wait to be confirmed.

use crate::json::level_name;
use crate::markup::Markup;
use crate::model::{Flag, Report};
use crate::parts::flags;
use crate::speech::Speech;

pub(super) fn write_flags(section: &mut Markup, report: &Report) {
    let speech = &report.speech;
    if report.flags.is_empty() {
        section.leaf("p", &[], &flags::no_flag(report));
        return;
    }
    let numbered = || report.flags.iter().zip(1_usize..);
    if report.flags.iter().any(Flag::asks_today) {
        section.element("ol", &[("class", "flags")], |list| {
            for (flag, number) in numbered().filter(|(flag, _)| flag.asks_today()) {
                let class = format!("flag {}", level_name(flag.level));
                list.element("li", &[("class", &class)], |item| write_asking(item, speech, flag, number));
            }
        });
    } else {
        section.leaf("p", &[], &speech.say(flags::QUIET));
    }
    if report.flags.iter().all(Flag::asks_today) {
        return;
    }
    section.leaf("h3", &[("class", "standing-heading")], &speech.say("flags-standing"));
    section.element("ol", &[("class", "standings")], |list| {
        for (flag, number) in numbered().filter(|(flag, _)| !flag.asks_today()) {
            let class = format!("standing {}", level_name(flag.level));
            list.element("li", &[("class", &class)], |item| {
                write_standing(item, report, flag, number);
            });
        }
    });
}

fn write_asking(item: &mut Markup, speech: &Speech, flag: &Flag, number: usize) {
    write_heading(item, speech, "h3", flag);
    item.leaf("p", &[], &flags::text(speech, flag));
    flags::cautions(speech, flag).for_each(|caution| item.leaf("p", &[("class", "caution")], &caution));
    if let Some(acknowledged) = &flag.acknowledged {
        item.leaf("p", &[("class", "acknowledged")], &flags::acknowledgement(speech, acknowledged));
    }
    item.element("p", &[("class", "small")], |line| {
        if let Some(why) = &flag.why_now {
            line.leaf("strong", &[("class", "why")], &format!("{}.", flags::why(speech, why)));
            line.text(" ");
        }
        write_rests_on(line, speech, flag, number);
        line.text(&flags::source(speech, flag));
    });
}

/// Of what stands as it stood: its name, what is said of it, and why it is quiet; all of it stands among what the flags rest on.
fn write_standing(item: &mut Markup, report: &Report, flag: &Flag, number: usize) {
    let speech = &report.speech;
    write_heading(item, speech, "h4", flag);
    item.leaf("p", &[], &flags::standing_text(speech, flag, report.audience));
    item.element("p", &[("class", "small")], |line| {
        if let Some(why) = &flag.why_now {
            line.text(&format!("{}. ", flags::why(speech, why)));
        }
        write_rests_on(line, speech, flag, number);
    });
}

fn write_heading(item: &mut Markup, speech: &Speech, tag: &str, flag: &Flag) {
    item.element(tag, &[], |heading| {
        heading.leaf("span", &[("class", "level")], &speech.level(flag.level));
        heading.text(" ");
        heading.leaf("span", &[("class", "title")], &speech.phrase(&flag.title));
    });
}

fn write_rests_on(line: &mut Markup, speech: &Speech, flag: &Flag, number: usize) {
    if let Some(rests_on) = flags::rests_on(speech, flag) {
        line.leaf("a", &[("href", &format!("#evidence-{number}"))], &rests_on);
        line.text(" ");
    }
}

pub(super) fn write_open(section: &mut Markup, report: &Report) {
    let speech = &report.speech;
    if report.undecided.is_empty() {
        section.leaf("p", &[], &flags::nothing_open(report));
    } else {
        section.element("ul", &[("class", "open")], |list| {
            for open in &report.undecided {
                list.element("li", &[], |item| {
                    item.leaf("strong", &[], &speech.phrase(&open.title));
                    item.text(": ");
                    item.text(&flags::question(speech, open));
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
    section.leaf("h3", &[], &report.speech.say("flags-weights"));
    section.leaf("p", &[], &flags::confirm(report));
    section.element("ul", &[], |list| {
        report
            .to_confirm
            .iter()
            .for_each(|line| list.leaf("li", &[], &flags::evidence(&report.speech, line)));
    });
}
