//! How complete the period is, where its entries came from, and which rules were asked.

use super::tables::{Table, write_table};
use crate::markup::Markup;
use crate::model::{Coverage, Report, SourceRow};
use crate::wording::{self, counted};

pub(super) fn write_coverage(section: &mut Markup, report: &Report) {
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
    write_table(section, &Table { caption: &caption, head: &["What", "How much"], rows });
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

pub(super) fn write_rules(section: &mut Markup, report: &Report) {
    if report.rules.is_empty() {
        section.leaf("p", &[], "No rule was asked.");
        return;
    }
    let row = |rule: &crate::model::RuleRow| {
        vec![rule.title.clone(), rule.outcome.to_owned(), rule.version.clone(), rule.source.to_string()]
    };
    let rows = report.rules.iter().map(row).collect();
    let head = ["Rule", "Says", "Version and settings", "Source"];
    write_table(section, &Table { caption: "Rules that were asked", head: &head, rows });
    section.leaf("h3", &[], "Sources");
    section.element("ol", &[("class", "sources")], |list| {
        for source in &report.sources {
            list.element("li", &[], |item| write_source(item, source));
        }
    });
}

fn write_source(item: &mut Markup, source: &SourceRow) {
    item.text(&source.text);
    let Some(doi) = source.doi.as_deref() else { return };
    item.text(" ");
    let address = format!("https://doi.org/{doi}");
    item.leaf("a", &[("href", &address), ("rel", "noreferrer noopener")], &format!("doi:{doi}"));
}
