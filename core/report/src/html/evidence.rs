//! For each flag: the figures and entries it rests on, and what would clear it.

use crate::markup::Markup;
use crate::model::{EvidenceLine, Flag};
use crate::parts::flags;
use crate::speech::Speech;
use crate::wording;

/// Most entries that are listed in the open; the rest can be unfolded.
const OPEN_LINES: usize = 8;

pub(super) fn write(section: &mut Markup, speech: &Speech, flags: &[Flag]) {
    section.element("ol", &[("class", "evidence")], |list| {
        for (flag, number) in flags.iter().zip(1_usize..) {
            let id = format!("evidence-{number}");
            if flag.asks_today() {
                list.element("li", &[("id", &id)], |item| {
                    item.leaf("h3", &[], &speech.phrase(&flag.title));
                    write_basis(item, speech, flag);
                });
            } else {
                list.element("li", &[], |item| write_folded(item, speech, flag, &id));
            }
        }
    });
}

/// What stands as it stood is folded away: a link to it from above unfolds it.
fn write_folded(item: &mut Markup, speech: &Speech, flag: &Flag, id: &str) {
    item.element("details", &[], |details| {
        details.element("summary", &[("class", "whole")], |summary| {
            summary.leaf("h3", &[], &speech.phrase(&flag.title));
        });
        details.element("div", &[("id", id)], |inside| {
            let text = flags::text(speech, flag);
            if wording::first_sentence(&text).1 {
                inside.leaf("p", &[], &text);
            }
            flags::cautions(speech, flag)
                .for_each(|caution| inside.leaf("p", &[("class", "caution")], &caution));
            write_basis(inside, speech, flag);
        });
    });
}

fn write_basis(item: &mut Markup, speech: &Speech, flag: &Flag) {
    let figures = flags::figures(speech, flag);
    if !figures.is_empty() {
        item.leaf("p", &[("class", "numbers")], &figures);
    }
    write_lines(item, speech, &flag.evidence);
    let clears_when = flags::clears_when(speech, flag);
    if !clears_when.is_empty() {
        item.leaf("p", &[("class", "small")], &clears_when);
    }
    item.leaf("p", &[("class", "small")], &flags::rule(speech, flag));
}

/// The newest entries first: they are the ones that someone will ask about.
fn write_lines(item: &mut Markup, speech: &Speech, evidence: &[EvidenceLine]) {
    let newest: Vec<&EvidenceLine> = evidence.iter().rev().collect();
    let (open, folded) = newest.split_at_checked(OPEN_LINES).unwrap_or((&newest, &[]));
    write_list(item, speech, open);
    if !folded.is_empty() {
        item.element("details", &[], |details| {
            details.leaf("summary", &[], &flags::older(speech, folded.len()));
            write_list(details, speech, folded);
        });
    }
}

fn write_list(item: &mut Markup, speech: &Speech, lines: &[&EvidenceLine]) {
    if lines.is_empty() {
        return;
    }
    item.element("ul", &[], |list| {
        lines.iter().for_each(|line| list.leaf("li", &[], &flags::evidence(speech, line)));
    });
}
