//! How complete the period is, where its entries came from, and which rules were asked, in words.

use super::table::Table;
use crate::model::{Coverage, Report, RuleRow};
use crate::speech::Speech;

/// How complete the period is.
pub(crate) fn coverage_table(report: &Report) -> Table {
    let (speech, coverage) = (&report.speech, &report.coverage);
    let of_days = |days: usize| {
        let part = days.to_string();
        speech.say_of("coverage-of-days", &[("part", (&part).into()), ("count", coverage.days.into())])
    };
    let rows = [
        ("coverage-weight", of_days(coverage.days_with_weight)),
        ("coverage-energy", of_days(coverage.days_with_energy)),
        ("coverage-protein", of_days(coverage.days_with_protein)),
        ("coverage-symptoms", of_days(coverage.days_with_symptoms)),
        ("coverage-by-origin", by_source(speech, coverage)),
        ("coverage-corrected", corrected(speech, coverage)),
        ("coverage-duplicates", coverage.duplicates.to_string()),
        ("coverage-doubtful", coverage.doubtful.to_string()),
        ("coverage-newer", newer(speech, coverage)),
    ];
    let rows = rows.into_iter().map(|(what, value)| vec![speech.say(what), value]).collect();
    let span = speech.span(report.header.from, report.header.to);
    let caption = speech.say_of("coverage-table", &[("span", (&span).into())]);
    Table::new(caption, speech.all(&["column-what", "column-how-much"]), rows)
}

fn by_source(speech: &Speech, coverage: &Coverage) -> String {
    let sources = coverage.by_source.iter();
    let parts: Vec<String> =
        sources.map(|(source, count)| format!("{count} {}", speech.phrase(source.as_str()))).collect();
    if parts.is_empty() {
        speech.say("coverage-no-entries")
    } else {
        format!("{} ({})", coverage.entries, parts.join(", "))
    }
}

fn corrected(speech: &Speech, coverage: &Coverage) -> String {
    let amended = coverage.amended.to_string();
    match coverage.clashes {
        0 => amended,
        clashes => {
            let clashes = clashes.to_string();
            let told = [("amended", (&amended).into()), ("clashes", (&clashes).into())];
            speech.say_of("coverage-clashes", &told)
        }
    }
}

fn newer(speech: &Speech, coverage: &Coverage) -> String {
    match coverage.newer_in_journal {
        0 => "0".to_owned(),
        newer => speech.say_of("coverage-newer-some", &[("count", newer.into())]),
    }
}

/// Every rule that was asked, and what it said.
pub(crate) fn rule_table(report: &Report) -> Table {
    let speech = &report.speech;
    let row = |rule: &RuleRow| {
        let (title, outcome) = (speech.phrase(&rule.title), speech.phrase(rule.outcome));
        vec![title, outcome, rule.version.clone(), rule.source.to_string()]
    };
    let head = speech.all(&["column-rule", "column-says", "column-settings", "column-source"]);
    Table::new(speech.say("rules-table"), head, report.rules.iter().map(row).collect())
}
