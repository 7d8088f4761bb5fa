//! The head of a report and the figures that are read first.

use super::block::{Align, BODY, Block, Role, SMALL, Step, Type};
use super::faces::{Faces, Weight};
use super::flow::WIDTH;
use super::ink::{self, Ink, Pattern, Stroke};
use super::lines::{Span, isolated};
use super::mark::Mark;
use crate::model::{Report, Tile, TileFigure};
use crate::parts::frame;
use std::num::NonZeroU16;

const NAME: Type = Type { size: 16.0, leading: 1.25, align: Align::Left };
const VALUE: Type = Type { size: 12.5, leading: 1.2, align: Align::Left };
/// Words of a tile under its value.
const FIGURES: Type = Type { size: 7.3, leading: 1.22, align: Align::Left };
/// Between tiles.
const GAP: f32 = 5.0;
/// Between the edge of a tile and its words.
const INSET: f32 = 5.0;

/// Who the report is about, of when it is, and what in it asks for attention.
pub(super) fn head(faces: &Faces<'_>, report: &Report) -> Block {
    let mut block = Block::default();
    let kind = [Span::new(frame::title(report), Weight::Bold, ink::SOFT)];
    block.paragraph(faces, &kind, WIDTH, BODY);
    let name = frame::name(report);
    let role = Role::Heading(NonZeroU16::MIN, name.clone());
    block.within(role, |block| {
        block.text(faces, &[Span::new(isolated(&name), Weight::Bold, ink::INK)], WIDTH, NAME);
    });
    block.space(1.5);
    let facts: Vec<Span> = frame::facts(report)
        .into_iter()
        .flat_map(|(name, value)| {
            let value = isolated(&value.replace(' ', "\u{a0}"));
            let name = Span::new(format!("{name}\u{a0}"), Weight::Regular, ink::SOFT);
            [name, Span::new(value, Weight::Regular, ink::INK), Span::new("    ", Weight::Regular, ink::INK)]
        })
        .collect();
    block.paragraph(faces, &facts, WIDTH, BODY);
    let summary = frame::summary(report);
    if !summary.is_empty() {
        block.space(1.5);
        let summary = [Span::new(
            format!("{} {summary}", report.speech.say("needs-attention")),
            Weight::Bold,
            ink::INK,
        )];
        block.paragraph(faces, &summary, WIDTH, BODY);
    }
    block
}

/// The tiles side by side, as wide as what they say asks for.
pub(super) fn tiles(faces: &Faces<'_>, tiles: &[Tile]) -> Block {
    let drawn: Vec<(f32, Block)> =
        tiles.iter().zip(widths(faces, tiles)).map(|(one, width)| (width, tile(faces, one, width))).collect();
    let height = drawn.iter().map(|(_, block)| block.height).fold(0.0, f32::max);
    let mut row = Block::default();
    row.within(Role::List, |row| {
        let mut x = 0.0;
        for (width, block) in drawn {
            row.place((x, 0.0), block.backed((width, height), panel()));
            x += width + GAP;
        }
    });
    row
}

/// A share of the room each; a tile with a word that is wider than its share takes from the others.
fn widths(faces: &Faces<'_>, tiles: &[Tile]) -> Vec<f32> {
    let share = |tile: &Tile| match tile.topic {
        "weight" => 1.42,
        "energy" => 1.42,
        "operation" => 0.7,
        _ => 1.1,
    };
    let room = WIDTH - GAP * tiles.len().saturating_sub(1) as f32;
    let whole: f32 = tiles.iter().map(share).sum();
    let least: Vec<f32> = tiles.iter().map(|tile| least_width(faces, tile).min(room / 3.0)).collect();
    let is_tight = |(tile, least): &(&Tile, &f32)| **least > room * share(tile) / whole.max(1.0);
    let tight: f32 = tiles.iter().zip(&least).filter(is_tight).map(|(_, least)| least).sum();
    let loose: f32 =
        tiles.iter().zip(&least).filter(|pair| !is_tight(pair)).map(|(tile, _)| share(tile)).sum();
    let width = |pair: (&Tile, &f32)| {
        if is_tight(&pair) { *pair.1 } else { (room - tight) * share(pair.0) / loose.max(0.1) }
    };
    tiles.iter().zip(&least).map(width).collect()
}

/// What the widest word of a tile needs.
fn least_width(faces: &Faces<'_>, tile: &Tile) -> f32 {
    let words = |text: &str, type_: Type| {
        let widths = text.split_whitespace().map(|word| faces.width(word, Weight::Bold) * type_.size);
        widths.fold(0.0, f32::max)
    };
    let figures =
        tile.figures.iter().map(|figure| words(&figure.value, FIGURES).max(words(&figure.label, FIGURES)));
    figures.fold(words(&tile.value, VALUE), f32::max) + 2.0 * INSET + 1.0
}

/// A box with an edge.
fn panel() -> Ink {
    let edge = Stroke { colour: ink::RULE, width: 0.7, dashes: &[], is_round: false };
    Ink { fill: Some(ink::PANEL), pattern: Pattern::Plain, stroke: Some(edge), is_pale: false }
}

fn tile(faces: &Faces<'_>, tile: &Tile, outer: f32) -> Block {
    let width = outer - 2.0 * INSET;
    let mut inside = Block::default();
    inside.paragraph(faces, &[Span::new(tile.title.as_str(), Weight::Bold, ink::SOFT)], width, SMALL);
    inside.paragraph(faces, &[Span::new(tile.value.as_str(), Weight::Bold, ink::INK)], width, VALUE);
    inside.plain(faces, &tile.meaning, width, (FIGURES, ink::SOFT));
    inside.space(1.5);
    for one in &tile.figures {
        let line = vec![Mark::rect((0.0, 0.0), (width, 0.5), panel_rule())];
        inside.steps.push(Step::Ornament((0.0, inside.height), line));
        inside.space(1.0);
        figure(faces, &mut inside, one, width);
    }
    let mut block = Block::default();
    block.within(Role::Item, |block| {
        block.within(Role::ItemBody, |block| block.place((INSET, INSET - 1.0), inside));
    });
    block.space(INSET - 1.0);
    block
}

fn panel_rule() -> Ink {
    Ink { fill: Some(ink::RULE), pattern: Pattern::Plain, stroke: None, is_pale: false }
}

/// A label with its figure at the other end of the line, and under it where there is no room beside it.
fn figure(faces: &Faces<'_>, tile: &mut Block, figure: &TileFigure, width: f32) {
    let value = [
        Span::new(figure.value.as_str(), Weight::Bold, ink::INK),
        Span::new(format!(" {}", figure.note), Weight::Regular, ink::SOFT),
    ];
    let label = [Span::new(figure.label.as_str(), Weight::Regular, ink::SOFT)];
    let length = |spans: &[Span]| -> f32 {
        spans.iter().map(|span| faces.width(span.text.trim_end(), span.weight) * FIGURES.size).sum()
    };
    let right = Type { align: Align::Right, ..FIGURES };
    let top = tile.height;
    tile.within(Role::Paragraph, |tile| {
        tile.text(faces, &label, width, FIGURES);
        if length(&label) + length(&value) + 3.0 <= width {
            tile.height = top;
        }
        tile.text(faces, &value, width, right);
    });
}
