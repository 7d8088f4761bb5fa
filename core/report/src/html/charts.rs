//! Charts with their captions, legends, and the same data as tables.

use super::tables::write_folded;
use crate::chart::{Format, svg};
use crate::markup::Markup;
use crate::parts::{Chart, Figure};
use crate::speech::Speech;

pub(super) fn write(section: &mut Markup, speech: &Speech, chart: &Chart<'_>) {
    match chart {
        Chart::Drawn(figure) => write_figure(section, speech, figure),
        Chart::Empty { heading, text, tables } => {
            if !heading.is_empty() {
                section.leaf("h3", &[], heading);
            }
            section.leaf("p", &[], text);
            tables.iter().for_each(|table| write_folded(section, speech, table));
        }
    }
}

/// Caption, legend, both sizes of the drawing, and its data folded under them.
pub(super) fn write_figure(section: &mut Markup, speech: &Speech, figure: &Figure<'_>) {
    section.element("figure", &[], |out| {
        out.element("figcaption", &[], |out| {
            if !figure.heading.is_empty() {
                out.leaf("h3", &[], &figure.heading);
            }
            out.leaf("p", &[], &figure.text);
            out.element("ul", &[("class", "legend")], |list| {
                for (class, text) in &figure.legend {
                    list.element("li", &[], |item| {
                        item.leaf("span", &[("class", &format!("key {class}")), ("aria-hidden", "true")], "");
                        item.text(text);
                    });
                }
            });
        });
        let drawings = Format::BOTH.iter().filter_map(|format| figure.draw(*format));
        drawings.for_each(|mut drawing| {
            drawing.description = format!("{} {}", drawing.description, speech.say("table-below"));
            out.own(&svg(&drawing));
        });
        figure.tables.iter().for_each(|table| write_folded(out, speech, table));
    });
}
