//! Tables on paper: columns as wide as they need to be, the head again on every page.

use super::block::{Block, Role, SMALL};
use super::faces::{Faces, Weight};
use super::flow::{Row, WIDTH};
use super::ink;
use super::lines::{Span, lines};
use crate::parts::Table;

/// Between columns.
const GUTTER: f32 = 9.0;
/// Over and under the words of a row.
const PADDING: f32 = 1.7;

/// A table under its caption.
pub(super) fn table<'a>(faces: &'a Faces<'_>, table: &Table) -> Vec<Row<'a>> {
    let mut caption = Block::default();
    caption.plain(faces, &table.caption, WIDTH, (SMALL, ink::SOFT));
    let widths = widths(faces, table);
    let rows = table.rows.iter().map(|cells| row(faces, cells, &widths, false)).collect();
    let names = table.head.clone();
    let head = Box::new(move || row(faces, &names, &widths, true));
    vec![Row::Heading(caption), Row::Rows { role: Role::Table, head: Some(head), rows }]
}

fn row(faces: &Faces<'_>, cells: &[String], widths: &[f32], is_head: bool) -> Block {
    let weight = if is_head { Weight::Bold } else { Weight::Regular };
    let mut row = Block::default();
    row.within(Role::Row, |row| {
        let mut x = 0.0;
        for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let role = if is_head || place == 0 { Role::Head { is_of_row: !is_head } } else { Role::Cell };
            let mut block = Block::default();
            block.space(PADDING);
            let spans = [Span::new(cell.as_str(), weight, ink::INK)];
            block.within(role, |block| block.text(faces, &spans, *width, SMALL));
            block.space(PADDING);
            row.place((x, 0.0), block);
            x += width + GUTTER;
        }
    });
    let height = row.height;
    row.ornament((0.0, height), (WIDTH, if is_head { 0.9 } else { 0.5 }), ink::RULE);
    row.space(0.6);
    row
}

/// As a page does it: what every column needs at least, and of the rest as much as each would like.
fn widths(faces: &Faces<'_>, table: &Table) -> Vec<f32> {
    let columns = table.head.len();
    let cells = |column: usize| {
        let body =
            table.rows.iter().filter_map(move |row| row.get(column)).map(|cell| (cell, Weight::Regular));
        table.head.get(column).map(|cell| (cell, Weight::Bold)).into_iter().chain(body)
    };
    let widest_word = |column: usize| {
        let words =
            cells(column).flat_map(|(cell, weight)| cell.split_whitespace().map(move |word| (word, weight)));
        words.map(|(word, weight)| faces.width(word, weight) * SMALL.size).fold(0.0, f32::max)
    };
    let widest_cell = |column: usize| {
        let line = |(cell, weight): (&String, Weight)| {
            let spans = [Span::new(cell.as_str(), weight, ink::INK)];
            lines(faces, &spans, f32::MAX).iter().map(|line| line.width * SMALL.size).fold(0.0, f32::max)
        };
        cells(column).map(line).fold(0.0, f32::max)
    };
    let room = WIDTH - GUTTER * columns.saturating_sub(1) as f32;
    let fair = room / columns.max(1) as f32;
    // A word of a hundred letters is cut, not the other columns.
    let least: Vec<f32> = (0..columns).map(|column| widest_word(column).min(fair.max(60.0)) + 0.5).collect();
    let most: Vec<f32> = (0..columns).map(|column| widest_cell(column) + 0.5).collect();
    if most.iter().sum::<f32>() <= room {
        return most;
    }
    // A column of short words keeps them on a line; the long ones share what is left.
    let is_short = |most: &&f32| **most <= fair / 2.0;
    let short: f32 = most.iter().filter(is_short).sum();
    let long = || least.iter().zip(&most).filter(|(_, most)| !is_short(most));
    let (least_long, most_long) = long().fold((0.0, 0.0), |(a, b), (least, most)| (a + least, b + most));
    let left = room - short;
    let share = ((left - least_long) / (most_long - least_long).max(1.0)).clamp(0.0, 1.0);
    let squeeze = (left / least_long.max(1.0)).min(1.0);
    let width = |(least, most): (&f32, &f32)| {
        if is_short(&most) { *most } else { (least + (most - least).max(0.0) * share) * squeeze }
    };
    least.iter().zip(&most).map(width).collect()
}
