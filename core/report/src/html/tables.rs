//! Tables that scroll sideways within themselves, never the page.

use crate::markup::Markup;
use crate::parts::Table;
use crate::speech::Speech;

pub(super) fn write_table(out: &mut Markup, table: &Table) {
    let frame =
        [("class", "scroll"), ("role", "region"), ("aria-label", table.caption.as_str()), ("tabindex", "0")];
    out.element("div", &frame, |frame| {
        frame.element("table", &[], |out| {
            out.leaf("caption", &[], &table.caption);
            out.element("thead", &[], |head| {
                head.element("tr", &[], |row| {
                    table.head.iter().for_each(|name| row.leaf("th", &[("scope", "col")], name));
                });
            });
            out.element("tbody", &[], |body| {
                for cells in &table.rows {
                    body.element("tr", &[], |row| write_cells(row, cells));
                }
            });
        });
    });
}

fn write_cells(row: &mut Markup, cells: &[String]) {
    let Some((first, rest)) = cells.split_first() else { return };
    row.leaf("th", &[("scope", "row")], first);
    rest.iter().for_each(|cell| row.leaf("td", &[], cell));
}

/// The same behind a fold, under a chart.
pub(super) fn write_folded(out: &mut Markup, speech: &Speech, table: &Table) {
    out.element("details", &[], |details| {
        let caption = speech.say_of("as-a-table", &[("caption", (&table.caption).into())]);
        details.leaf("summary", &[], &caption);
        write_table(details, table);
    });
}
