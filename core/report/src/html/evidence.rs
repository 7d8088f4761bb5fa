//! For each flag: the figures and entries it rests on, and what would clear it.

use crate::markup::Markup;
use crate::model::{EvidenceLine, Flag};
use crate::parts::flags;
use crate::wording;

/// Most entries that are listed in the open; the rest can be unfolded.
const OPEN_LINES: usize = 8;

pub(super) fn write(section: &mut Markup, flags: &[Flag]) {
    section.element("ol", &[("class", "evidence")], |list| {
        for (flag, number) in flags.iter().zip(1_usize..) {
            let id = format!("evidence-{number}");
            if flag.asks_today() {
                list.element("li", &[("id", &id)], |item| {
                    item.leaf("h3", &[], &flag.title);
                    write_basis(item, flag);
                });
            } else {
                list.element("li", &[], |item| write_folded(item, flag, &id));
            }
        }
    });
}

/// What stands as it stood is folded away: a link to it from above unfolds it.
fn write_folded(item: &mut Markup, flag: &Flag, id: &str) {
    item.element("details", &[], |details| {
        details.element("summary", &[("class", "whole")], |summary| summary.leaf("h3", &[], &flag.title));
        details.element("div", &[("id", id)], |inside| {
            let text = flags::text(flag);
            if wording::first_sentence(&text).1 {
                inside.leaf("p", &[], &text);
            }
            flags::cautions(flag).for_each(|caution| inside.leaf("p", &[("class", "caution")], &caution));
            write_basis(inside, flag);
        });
    });
}

fn write_basis(item: &mut Markup, flag: &Flag) {
    let figures = flags::figures(flag);
    if !figures.is_empty() {
        item.leaf("p", &[("class", "numbers")], &figures);
    }
    write_lines(item, &flag.evidence);
    let clears_when = flags::clears_when(flag);
    if !clears_when.is_empty() {
        item.leaf("p", &[("class", "small")], &clears_when);
    }
    item.leaf("p", &[("class", "small")], &format!("Rule {}. Source\u{a0}{}.", flag.version, flag.source));
}

/// The newest entries first: they are the ones that someone will ask about.
fn write_lines(item: &mut Markup, evidence: &[EvidenceLine]) {
    let newest: Vec<&EvidenceLine> = evidence.iter().rev().collect();
    let (open, folded) = newest.split_at_checked(OPEN_LINES).unwrap_or((&newest, &[]));
    write_list(item, open);
    if !folded.is_empty() {
        item.element("details", &[], |details| {
            details.leaf(
                "summary",
                &[],
                &format!("{} older", wording::counted(folded.len(), "entry", "entries")),
            );
            write_list(details, folded);
        });
    }
}

fn write_list(item: &mut Markup, lines: &[&EvidenceLine]) {
    if lines.is_empty() {
        return;
    }
    item.element("ul", &[], |list| {
        lines.iter().for_each(|line| list.leaf("li", &[], &flags::evidence(line)));
    });
}
