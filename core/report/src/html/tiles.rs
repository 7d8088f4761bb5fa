//! The figures that are read first.

use crate::markup::Markup;
use crate::model::{Tile, TileFigure};
use crate::wording::UNKNOWN;

pub(super) fn write(section: &mut Markup, tiles: &[Tile]) {
    section.element("ul", &[("class", "tiles")], |list| {
        for tile in tiles {
            let class = format!("tile {}", tile.topic);
            list.element("li", &[("class", &class)], |item| write_tile(item, tile));
        }
    });
}

fn write_tile(item: &mut Markup, tile: &Tile) {
    item.leaf("h3", &[], &tile.title);
    item.element("p", &[("class", "value")], |line| {
        line.leaf("strong", &[("class", value_class(&tile.value))], &tile.value);
        line.text(" ");
        line.leaf("span", &[], &tile.meaning);
    });
    item.element("dl", &[], |list| {
        for figure in &tile.figures {
            write_figure(list, figure);
        }
    });
}

fn write_figure(list: &mut Markup, figure: &TileFigure) {
    list.element("div", &[], |row| {
        row.leaf("dt", &[], &figure.label);
        row.element("dd", &[], |dd| {
            dd.leaf("span", &[("class", value_class(&figure.value))], &figure.value);
            dd.text(" ");
            if !figure.note.is_empty() {
                dd.leaf("small", &[], &figure.note);
            }
        });
    });
}

fn value_class(value: &str) -> &'static str {
    if value == UNKNOWN { "figure unknown" } else { "figure" }
}
