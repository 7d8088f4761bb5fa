//! How complete the period is, where its entries came from, and which rules were asked, in words.

use super::table::Table;
use crate::model::{Coverage, Report, RuleRow};
use crate::wording::{self, counted};

/// How complete the period is.
pub(crate) fn coverage_table(report: &Report) -> Table {
    let coverage = &report.coverage;
    let of_days = |days: usize| format!("{days} of {}", counted(coverage.days, "day", "days"));
    let rows = [
        ("Days with a weight", of_days(coverage.days_with_weight)),
        ("Days with energy", of_days(coverage.days_with_energy)),
        ("Days with protein", of_days(coverage.days_with_protein)),
        ("Days with side effects asked", of_days(coverage.days_with_symptoms)),
        ("Entries by origin", by_source(coverage)),
        ("Corrected entries", corrected(coverage)),
        ("Repetitions left out", coverage.duplicates.to_string()),
        ("Weights held back until confirmed", coverage.doubtful.to_string()),
        ("Entries of a newer app version, whole journal", newer(coverage)),
    ];
    let rows = rows.into_iter().map(|(what, value)| vec![what.to_owned(), value]).collect();
    let caption = format!("What was logged from {}", wording::span(report.header.from, report.header.to));
    Table::new(&caption, &["What", "How much"], rows)
}

fn by_source(coverage: &Coverage) -> String {
    let parts: Vec<String> =
        coverage.by_source.iter().map(|(source, count)| format!("{count} {}", source.as_str())).collect();
    if parts.is_empty() {
        "no entries".to_owned()
    } else {
        format!("{} ({})", coverage.entries, parts.join(", "))
    }
}

fn corrected(coverage: &Coverage) -> String {
    match coverage.clashes {
        0 => coverage.amended.to_string(),
        clashes => {
            format!("{}, of them {clashes} corrected twice at once: the later one is shown", coverage.amended)
        }
    }
}

fn newer(coverage: &Coverage) -> String {
    match coverage.newer_in_journal {
        0 => "0".to_owned(),
        newer => format!("{newer}: no rule saw them; update the app"),
    }
}

/// Every rule that was asked, and what it said.
pub(crate) fn rule_table(report: &Report) -> Table {
    let row = |rule: &RuleRow| {
        vec![rule.title.clone(), rule.outcome.to_owned(), rule.version.clone(), rule.source.to_string()]
    };
    let head = ["Rule", "Says", "Version and settings", "Source"];
    Table::new("Rules that were asked", &head, report.rules.iter().map(row).collect())
}
