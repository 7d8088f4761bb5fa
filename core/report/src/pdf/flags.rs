//! What needs attention, what cannot be told yet, and what the flags rest on.

use super::block::{BODY, Block, Role, SMALL, Type};
use super::faces::{Faces, Weight};
use super::flow::{Row, WIDTH, heading};
use super::ink::{self, Colour, Ink, Pattern, Stroke};
use super::lines::Span;
use crate::model::{Flag, Report};
use crate::parts::flags;
use crate::speech::Speech;
use nourish_rules::assess::Level;

/// The text of a flag.
const CARD: Type = Type { size: 8.5, ..BODY };
/// Between two columns.
const GAP: f32 = 8.0;
/// How wide one of two columns is.
const COLUMN: f32 = (WIDTH - GAP) / 2.0;
/// Between the edge of a card and its words.
const INSET: f32 = 6.0;
/// Most entries of a flag that are listed; all of them are in the data.
const MOST_LINES: usize = 8;

/// Flags that ask today as cards, then those that stand.
pub(super) fn attention<'a>(faces: &Faces<'_>, report: &Report) -> Vec<Row<'a>> {
    let speech = &report.speech;
    let mut rows = Vec::new();
    if report.flags.is_empty() {
        return vec![sentence(faces, &flags::no_flag(report))];
    }
    let (asking, standing): (Vec<&Flag>, Vec<&Flag>) =
        report.flags.iter().partition(|flag| flag.asks_today());
    if asking.is_empty() {
        rows.push(sentence(faces, &speech.say(flags::QUIET)));
    } else {
        rows.push(in_two_columns(asking.into_iter().map(|flag| card(faces, speech, flag)).collect()));
    }
    if !standing.is_empty() {
        rows.push(Row::Heading(heading(faces, 3, &speech.say("flags-standing"))));
        let lines = standing.into_iter().map(|flag| standing_line(faces, flag, report)).collect();
        rows.push(in_two_columns(lines));
    }
    rows
}

/// Findings that are open, and weights to confirm.
pub(super) fn open<'a>(faces: &Faces<'_>, report: &Report) -> Vec<Row<'a>> {
    let speech = &report.speech;
    let mut rows = Vec::new();
    if report.undecided.is_empty() {
        rows.push(sentence(faces, &flags::nothing_open(report)));
    } else {
        let lines = report.undecided.iter().map(|open| {
            let title = Span::new(format!("{}: ", speech.phrase(&open.title)), Weight::Bold, ink::INK);
            let question = Span::new(flags::question(speech, open), Weight::Regular, ink::INK);
            item(faces, &[title, question], COLUMN)
        });
        rows.push(in_two_columns(lines.collect()));
    }
    if !report.to_confirm.is_empty() {
        rows.push(Row::Heading(heading(faces, 3, &speech.say("flags-weights"))));
        rows.push(sentence(faces, &flags::confirm(report)));
        let lines = report.to_confirm.iter();
        let lines = lines.map(|line| {
            item(faces, &[Span::new(flags::evidence(speech, line), Weight::Regular, ink::INK)], COLUMN)
        });
        rows.push(in_two_columns(lines.collect()));
    }
    rows
}

/// For each flag: the figures and entries it rests on, and what would clear it.
pub(super) fn evidence<'a>(faces: &Faces<'_>, report: &Report) -> Vec<Row<'a>> {
    let speech = &report.speech;
    let basis = |flag: &Flag| {
        let mut block = Block::default();
        block.append(0.0, heading(faces, 3, &speech.phrase(&flag.title)));
        let small = |block: &mut Block, text: &str| {
            if !text.is_empty() {
                block.plain(faces, text, WIDTH, (SMALL, ink::INK));
            }
        };
        if !flag.asks_today() {
            small(&mut block, &flags::text(speech, flag));
            flags::cautions(speech, flag).for_each(|caution| small(&mut block, &caution));
        }
        small(&mut block, &flags::figures(speech, flag));
        let newest = flag.evidence.iter().rev();
        let mut lines: Vec<String> =
            newest.take(MOST_LINES).map(|line| flags::evidence(speech, line)).collect();
        if let Some(older) = flag.evidence.len().checked_sub(MOST_LINES).filter(|older| *older > 0) {
            lines.push(flags::older(speech, older));
        }
        small(&mut block, &lines.join(" \u{b7} "));
        small(&mut block, &flags::clears_when(speech, flag));
        block.plain(faces, &flags::rule(speech, flag), WIDTH, (SMALL, ink::SOFT));
        block.space(3.0);
        Row::Whole(block)
    };
    report.flags.iter().map(basis).collect()
}

/// A line of text by itself.
pub(super) fn sentence<'a>(faces: &Faces<'_>, text: &str) -> Row<'a> {
    let mut block = Block::default();
    block.plain(faces, text, WIDTH, (BODY, ink::INK));
    Row::Whole(block)
}

/// Items of a list side by side, two to a row.
pub(super) fn in_two_columns<'a>(items: Vec<Block>) -> Row<'a> {
    let mut rows = Vec::new();
    let mut items = items.into_iter();
    while let Some(left) = items.next() {
        let mut row = Block::default();
        row.place((0.0, 0.0), left);
        if let Some(right) = items.next() {
            row.place((COLUMN + GAP, 0.0), right);
        }
        row.space(3.5);
        rows.push(row);
    }
    Row::Rows { role: Role::List, head: None, rows }
}

/// An item of a list.
pub(super) fn item(faces: &Faces<'_>, spans: &[Span], width: f32) -> Block {
    let mut block = Block::default();
    block.within(Role::Item, |block| {
        block.within(Role::ItemBody, |block| block.paragraph(faces, spans, width, SMALL));
    });
    block
}

/// The column that [`in_two_columns`] gives each item.
pub(super) const fn column_width() -> f32 {
    COLUMN
}

const fn colour(level: Level) -> Colour {
    match level {
        Level::Emergency => ink::EMERGENCY,
        Level::SameDay => ink::SAME_DAY,
        Level::NextContact => ink::NEXT_CONTACT,
        Level::Information => ink::SOFT,
    }
}

fn card(faces: &Faces<'_>, speech: &Speech, flag: &Flag) -> Block {
    let width = COLUMN - 2.0 * INSET - 2.0;
    let mut words = Block::default();
    let title = [
        Span::new(format!("{} ", speech.level(flag.level)), Weight::Bold, colour(flag.level)),
        Span::new(speech.phrase(&flag.title), Weight::Bold, ink::INK),
    ];
    words.paragraph(faces, &title, width, CARD);
    words.plain(faces, &flags::text(speech, flag), width, (CARD, ink::INK));
    flags::cautions(speech, flag).for_each(|caution| words.plain(faces, &caution, width, (SMALL, ink::SOFT)));
    if let Some(acknowledged) = &flag.acknowledged {
        words.plain(faces, &flags::acknowledgement(speech, acknowledged), width, (SMALL, ink::INK));
    }
    words.paragraph(faces, &foot(speech, flag), width, SMALL);
    let mut card = Block::default();
    card.within(Role::Item, |card| {
        card.within(Role::ItemBody, |card| card.place((INSET + 2.0, 2.5), words));
    });
    card.space(3.5);
    let edge = Stroke { colour: ink::RULE, width: 0.7, dashes: &[], is_round: false };
    let height = card.height;
    card.ornament((0.0, 0.0), (3.2, height), colour(flag.level));
    let paper = Ink { fill: Some(ink::PAPER), pattern: Pattern::Plain, stroke: Some(edge), is_pale: false };
    card.backed((COLUMN, height), paper)
}

fn standing_line(faces: &Faces<'_>, flag: &Flag, report: &Report) -> Block {
    let speech = &report.speech;
    let mut block = Block::default();
    block.within(Role::Item, |block| {
        block.within(Role::ItemBody, |block| {
            let title = [
                Span::new(format!("{} ", speech.level(flag.level)), Weight::Regular, ink::SOFT),
                Span::new(speech.phrase(&flag.title), Weight::Bold, ink::INK),
            ];
            block.paragraph(faces, &title, COLUMN, SMALL);
            let text = flags::standing_text(speech, flag, report.audience);
            block.plain(faces, &text, COLUMN, (SMALL, ink::INK));
            block.paragraph(faces, &foot(speech, flag), COLUMN, SMALL);
        });
    });
    block
}

/// Why it asks, what it rests on, where it was published.
fn foot(speech: &Speech, flag: &Flag) -> Vec<Span> {
    let why = flag.why_now.as_ref().map(|why| {
        let weight = if why.asks_today { Weight::Bold } else { Weight::Regular };
        Span::new(format!("{}. ", flags::why(speech, why)), weight, ink::INK)
    });
    let rests_on =
        flags::rests_on(speech, flag).map(|on| Span::new(format!("{on} "), Weight::Regular, ink::SOFT));
    let source = Span::new(flags::source(speech, flag), Weight::Regular, ink::SOFT);
    why.into_iter().chain(rests_on).chain([source]).collect()
}
