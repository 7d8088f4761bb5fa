//! The days of a report as one table: RFC 4180, UTF-8, one row a day of the period, an empty cell where nothing is known.
//!
//! Columns: `day` (YYYY-MM-DD); `weight_kg`; `energy_`, `protein_` and `fluid_` by mouth, tube and vein and in total, in the unit
//! at the end of the name; `volume_total_ml`, everything liquid with formula as a whole; formula delivered and prescribed;
//! `eaten_percent`; counts, that of entries last; then one column `<symptom>_level` for every symptom there is, 0 (none) to 4
//! (worst), always all of them so that tables of different people fit together. Every cell is a number or a day: there is no free
//! text in it that a spreadsheet could run.

use crate::model::{ByRoute, Day, Report};
use crate::wording::exact_milli;
use nourish_record::{CalendarDay, SymptomItem};
use std::collections::BTreeMap;

const AMOUNT_COLUMNS: [&str; 20] = [
    "weight_kg",
    "energy_oral_kcal",
    "energy_tube_kcal",
    "energy_parenteral_kcal",
    "energy_total_kcal",
    "protein_oral_g",
    "protein_tube_g",
    "protein_parenteral_g",
    "protein_total_g",
    "fluid_oral_ml",
    "fluid_tube_ml",
    "fluid_intravenous_ml",
    "fluid_total_ml",
    "volume_total_ml",
    "tube_delivered_ml",
    "tube_prescribed_ml",
    "eaten_percent",
    "stool_count",
    "vomit_count",
    "entries",
];

impl Report {
    /// The days of the period as a table, one row a day, with exact figures.
    pub fn to_csv(&self) -> String {
        let known: BTreeMap<CalendarDay, &Day> = self.series.days.iter().map(|day| (day.day, day)).collect();
        let mut out = String::new();
        let symptoms =
            SymptomItem::ALL.iter().map(|item| format!("{}_level", item.as_str().replace('-', "_")));
        let names =
            std::iter::once("day".to_owned()).chain(AMOUNT_COLUMNS.map(str::to_owned)).chain(symptoms);
        row(&mut out, names);
        for day in self.header.from.through(self.header.to) {
            row(&mut out, cells(day, known.get(&day).copied()));
        }
        out
    }
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&cell);
    }
    out.push_str("\r\n");
}

fn cells(day: CalendarDay, known: Option<&Day>) -> impl Iterator<Item = String> {
    let amounts = known.map_or_else(|| empty().collect(), amounts);
    let symptoms = SymptomItem::ALL.iter().map(move |item| {
        let level = known.and_then(|known| known.symptoms.get(item));
        level.map_or_else(String::new, u8::to_string)
    });
    std::iter::once(day.to_string()).chain(amounts).chain(symptoms)
}

/// A day on which nothing was logged: all that is known is that there are no entries.
fn empty() -> impl Iterator<Item = String> {
    let unknown = AMOUNT_COLUMNS.len() - 1;
    std::iter::repeat_n(String::new(), unknown).chain(std::iter::once("0".to_owned()))
}

fn amounts(day: &Day) -> Vec<String> {
    let milli = |amount: Option<u64>| amount.map_or_else(String::new, exact_milli);
    let plain = |amount: Option<u64>| amount.map_or_else(String::new, |amount| amount.to_string());
    let routes = |amount: &ByRoute| [amount.oral, amount.tube, amount.parenteral, amount.total()];
    let mut cells = vec![milli(day.weight_g.map(u64::from))];
    cells.extend(routes(&day.energy_kcal_milli).map(milli));
    cells.extend(routes(&day.protein_mg).map(milli));
    cells.extend(routes(&day.fluid_ml).map(plain));
    cells.push(plain(day.volume_ml));
    cells.extend([day.tube_delivered_ml, day.tube_prescribed_ml].map(plain));
    cells.extend(
        [day.eaten_percent, day.stool_count, day.vomit_count].map(|count| plain(count.map(u64::from))),
    );
    cells.push(day.entries.to_string());
    cells
}
