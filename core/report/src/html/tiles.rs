//! The figures that are read first.

use crate::markup::Markup;
use crate::model::{Report, Tile, TileFigure};

pub(super) fn write(section: &mut Markup, report: &Report) {
    let unknown = report.speech.unknown();
    section.element("ul", &[("class", "tiles")], |list| {
        for tile in report.said_tiles().as_ref() {
            let class = format!("tile {}", tile.topic);
            list.element("li", &[("class", &class)], |item| write_tile(item, tile, &unknown));
        }
    });
}

fn write_tile(item: &mut Markup, tile: &Tile, unknown: &str) {
    item.leaf("h3", &[], &tile.title);
    item.element("p", &[("class", "value")], |line| {
        line.leaf("strong", &[("class", value_class(&tile.value, unknown))], &tile.value);
        line.text(" ");
        line.leaf("span", &[], &tile.meaning);
    });
    item.element("dl", &[], |list| {
        for figure in &tile.figures {
            write_figure(list, figure, unknown);
        }
    });
}

fn write_figure(list: &mut Markup, figure: &TileFigure, unknown: &str) {
    list.element("div", &[], |row| {
        row.leaf("dt", &[], &figure.label);
        row.element("dd", &[], |dd| {
            dd.leaf("span", &[("class", value_class(&figure.value, unknown))], &figure.value);
            dd.text(" ");
            if !figure.note.is_empty() {
                dd.leaf("small", &[], &figure.note);
            }
        });
    });
}

fn value_class(value: &str, unknown: &str) -> &'static str {
    if value == unknown { "figure unknown" } else { "figure" }
}
