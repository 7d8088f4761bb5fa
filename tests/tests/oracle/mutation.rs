//! Every small mistake that a table could hold: a limit moved by a hair, a comparison made strict, a cell off by one.

use crate::number::{Q, decimal};
use crate::rows::{Member, Row, Rows};

/// A table with one mistake in it.
pub(crate) struct Mutant {
    pub(crate) row: String,
    pub(crate) change: String,
    pub(crate) text: String,
}

/// Quantities that are counted, so that between two whole numbers there is nothing.
const COUNTED: &[&str] = &[
    "score",
    "total",
    "nrs2002",
    "current",
    "rise",
    "minor_criteria",
    "moderate_criteria",
    "significant_criteria",
];

/// The smallest step of a quantity that is measured: what the answers show.
const HAIR: &str = "0.0001";

/// All mutants of an instrument's table.
pub(crate) fn mutants(text: &str) -> Vec<Mutant> {
    let is_counted = |row: &Row| match row.text("quantity") {
        Some(quantity) => COUNTED.contains(&quantity),
        None => row.text("unit") == Some("{score}"),
    };
    mutants_by(text, |row| if is_counted(row) { "1" } else { HAIR })
}

/// All mutants of a table's text, with the smallest step of what each row holds.
pub(crate) fn mutants_by(text: &str, step: impl Fn(&Row) -> &'static str) -> Vec<Mutant> {
    let table = Rows::of(text);
    let mut all = Mutants { table: &table, step: &step, found: Vec::new() };
    for row in table.of_kind("threshold").chain(table.of_kind("band")) {
        for bound in row.bounds() {
            all.bound(row, &[bound]);
        }
    }
    all.borders();
    all.points();
    all.categories();
    for row in table.of_kind("constant") {
        all.constant(row);
    }
    for row in table.of_kind("grid") {
        all.cells(row);
    }
    for row in table.of_kind("setting") {
        all.setting(row);
    }
    all.found
}

/// The table's text with another choice of a setting.
pub(crate) fn with_setting(text: &str, setting: &str, choice: &str) -> String {
    let table = Rows::of(text);
    let row = table.of_kind("setting").find(|row| row.id() == setting).expect("a setting of the table");
    let member = row.member("value").expect("a value");
    table.with(&[(member.line, quoted("value", choice))])
}

struct Mutants<'t> {
    table: &'t Rows,
    step: &'t dyn Fn(&Row) -> &'static str,
    found: Vec<Mutant>,
}

impl Mutants<'_> {
    fn add(&mut self, row: &str, change: String, edits: &[(usize, String)]) {
        self.found.push(Mutant { row: row.to_owned(), change, text: self.table.with(edits) });
    }

    /// One bound, or the two that are the same border: moved down, moved up, made strict or not strict.
    fn bound(&mut self, row: &Row, members: &[&Member]) {
        let step = decimal((self.step)(row));
        let value = decimal(&members[0].value);
        for moved in [value.minus(step), value.plus(step)] {
            let literal = moved.simpler().literal();
            let edits: Vec<_> =
                members.iter().map(|member| (member.line, quoted(&member.key, &literal))).collect();
            self.add(row.id(), format!("{} {} to {literal}", keys(members), members[0].value), &edits);
        }
        let edits: Vec<_> = members
            .iter()
            .map(|member| (member.line, quoted(other_strictness(&member.key), &member.value)))
            .collect();
        self.add(row.id(), format!("{} {} the other strictness", keys(members), members[0].value), &edits);
    }

    /// A border of two bands moves in both; in one alone it would tear a gap.
    fn borders(&mut self) {
        let bands: Vec<&Row> = self.table.of_kind("band").collect();
        for lower in &bands {
            for upper in bands.iter().filter(|upper| upper.text("quantity") == lower.text("quantity")) {
                let end = lower.member("below").or_else(|| lower.member("at_most"));
                let start = upper.member("at_least").or_else(|| upper.member("above"));
                if let (Some(end), Some(start)) = (end, start)
                    && end.value == start.value
                {
                    self.bound(lower, &[end, start]);
                }
            }
        }
    }

    fn points(&mut self) {
        let bands: Vec<&Row> = self.table.of_kind("band").collect();
        for (place, row) in bands.iter().enumerate() {
            let Some(points) = row.member("points") else { continue };
            let value: i32 = points.value.parse().expect("whole points");
            for other in [value - 1, value + 1] {
                let edit = (points.line, format!("points = {other}"));
                self.add(row.id(), format!("points {value} to {other}"), &[edit]);
            }
            for other in
                bands[place + 1..].iter().filter(|other| other.text("quantity") == row.text("quantity"))
            {
                self.swap(row, other, "points", |member, value| (member.line, format!("points = {value}")));
            }
        }
    }

    fn categories(&mut self) {
        let bands: Vec<&Row> = self.table.of_kind("band").collect();
        for (place, row) in bands.iter().enumerate() {
            for other in
                bands[place + 1..].iter().filter(|other| other.text("quantity") == row.text("quantity"))
            {
                self.swap(row, other, "category", |member, value| (member.line, quoted("category", value)));
            }
        }
    }

    fn swap(&mut self, row: &Row, other: &Row, key: &str, write: fn(&Member, &str) -> (usize, String)) {
        if let (Some(here), Some(there)) = (row.member(key), other.member(key))
            && here.value != there.value
        {
            let edits = [write(here, &there.value), write(there, &here.value)];
            self.add(row.id(), format!("{key} swapped with {}", other.id()), &edits);
        }
    }

    /// By the smallest step and by one in its last digit.
    fn constant(&mut self, row: &Row) {
        let member = row.member("value").expect("a value");
        let value = decimal(&member.value);
        let (step, last_digit) = (decimal((self.step)(row)), Q { n: 1, d: value.d });
        let steps = if step == last_digit { vec![step] } else { vec![step, last_digit] };
        for step in steps {
            for changed in [value.minus(step), value.plus(step)] {
                let literal = changed.simpler().literal();
                let edit = (member.line, quoted("value", &literal));
                self.add(row.id(), format!("{} to {literal}", member.value), &[edit]);
            }
        }
    }

    fn cells(&mut self, row: &Row) {
        for (at, line) in row.cells.iter().enumerate() {
            let content = self.table.lines[*line].trim_matches(|sign| " [],".contains(sign)).to_owned();
            let cells: Vec<i32> = content.split(", ").map(|cell| cell.parse().expect("a cell")).collect();
            for (place, cell) in cells.iter().enumerate() {
                for other in [cell - 1, cell + 1] {
                    let mut changed = cells.clone();
                    changed[place] = other;
                    let edit = (*line, format!("  {changed:?},"));
                    self.add(row.id(), format!("cell {at},{place} from {cell} to {other}"), &[edit]);
                }
            }
        }
    }

    fn setting(&mut self, row: &Row) {
        let value = row.member("value").expect("a value");
        let choices = row.text("choices").expect("choices");
        let words = choices.trim_matches(|sign| "[]".contains(sign)).split(", ");
        for choice in words.map(|word| word.trim_matches('"')).filter(|choice| *choice != value.value) {
            self.add(
                row.id(),
                format!("{} to {choice}", value.value),
                &[(value.line, quoted("value", choice))],
            );
        }
    }
}

fn keys(members: &[&Member]) -> String {
    members.iter().map(|member| member.key.as_str()).collect::<Vec<_>>().join(" and ")
}

fn quoted(key: &str, value: &str) -> String {
    format!("{key} = \"{value}\"")
}

fn other_strictness(key: &str) -> &'static str {
    match key {
        "below" => "at_most",
        "at_most" => "below",
        "above" => "at_least",
        _ => "above",
    }
}

#[test]
fn every_kind_of_row_has_its_mutants() {
    let text = "[[threshold]]\nid = \"low\"\nquantity = \"bmi\"\nbelow = \"18.5\"\n\
        [[band]]\nid = \"a\"\nquantity = \"score\"\nbelow = \"2\"\npoints = 0\n\
        [[band]]\nid = \"b\"\nquantity = \"score\"\nat_least = \"2\"\npoints = 1\n\
        [[constant]]\nid = \"factor\"\nvalue = \"1.5\"\nunit = \"g\"\n\
        [[grid]]\nid = \"grid\"\ncells = [\n  [0, 3],\n]\n\
        [[setting]]\nid = \"reading\"\nvalue = \"x\"\nchoices = [\"x\", \"y\"]\n";
    let changes: Vec<String> =
        mutants(text).into_iter().map(|mutant| format!("{}: {}", mutant.row, mutant.change)).collect();
    assert_eq!(
        changes[..3],
        [
            "low: below 18.5 to 18.4999".to_owned(),
            "low: below 18.5 to 18.5001".to_owned(),
            "low: below 18.5 the other strictness".to_owned()
        ]
    );
    for expected in [
        "a: below 2 to 1",
        "a: below and at_least 2 to 3",
        "a: below and at_least 2 the other strictness",
        "a: points swapped with b",
        "b: points 1 to 2",
        "factor: 1.5 to 1.4999",
        "factor: 1.5 to 1.6",
        "grid: cell 0,1 from 3 to 2",
        "reading: x to y",
    ] {
        assert!(changes.iter().any(|change| change == expected), "{expected} in {changes:#?}");
    }
}
