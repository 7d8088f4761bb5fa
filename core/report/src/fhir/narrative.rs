//! The sections in words: XHTML of headings, tables and lists alone, every text escaped.

use crate::model::Report;
use nourish_fhir::model::Narrative;
use nourish_fhir::plain;
use nourish_record::{Fact, Unit};

/// The figures that are read first.
pub(super) fn glance(report: &Report) -> Narrative {
    let rows = report.tiles.iter().map(|tile| {
        let beside = tile.figures.iter().map(|figure| {
            let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
            format!("{}: {}{note}", figure.label, figure.value)
        });
        vec![
            tile.title.clone(),
            tile.value.clone(),
            tile.meaning.clone(),
            beside.collect::<Vec<_>>().join("; "),
        ]
    });
    let about = "<p>Made from what the person and their carers logged. It is not a diagnosis.</p>";
    generated(&format!("{about}{}", table(&["", "", "", ""], rows)))
}

/// The flags, the most urgent first.
pub(super) fn flags(report: &Report) -> Narrative {
    if report.flags.is_empty() {
        return generated("<p>No rule is met by what is known.</p>");
    }
    let rows = report.flags.iter().map(|flag| {
        let cautions = flag.cautions.join("; ");
        let evidence = flag.evidence.iter().map(|line| format!("{} {}", line.day, line.what));
        vec![
            crate::json::level_name(flag.level).to_owned(),
            flag.title.clone(),
            flag.text.clone(),
            evidence.collect::<Vec<_>>().join("; "),
            cautions,
        ]
    });
    generated(&table(&["How soon", "Flag", "What it says", "Rests on", "Cautions"], rows))
}

/// Every rule with what it says.
pub(super) fn rules(report: &Report) -> Narrative {
    let rows = report.rules.iter().map(|row| {
        let undecided = report.undecided.iter().find(|undecided| undecided.rule == row.rule);
        let question = undecided.map(|undecided| undecided.question.clone()).unwrap_or_default();
        vec![row.title.clone(), row.outcome.to_owned(), question, row.version.clone()]
    });
    generated(&table(&["Rule", "Says", "What would decide it", "Version"], rows))
}

/// Energy, protein and fluid by day.
pub(super) fn intake(report: &Report) -> Narrative {
    let rows = report.series.days.iter().filter_map(|day| {
        let amounts = [
            day.energy_kcal_milli.total().map(|amount| shown(Unit::KcalMilli, amount)),
            day.protein_mg.total().map(|amount| shown(Unit::Milligram, amount)),
            day.fluid_ml.total().map(|amount| shown(Unit::Millilitre, amount)),
            day.tube_delivered_ml.map(|amount| shown(Unit::Millilitre, amount)),
            day.tube_prescribed_ml.map(|amount| shown(Unit::Millilitre, amount)),
        ];
        let is_known = amounts.iter().any(Option::is_some);
        is_known.then(|| {
            let amounts = amounts.into_iter().map(|amount| amount.unwrap_or_else(|| "not known".to_owned()));
            std::iter::once(day.day.to_string()).chain(amounts).collect::<Vec<_>>()
        })
    });
    let head = ["Day", "Energy", "Protein", "Fluid", "Formula delivered", "Formula prescribed"];
    generated(&table(&head, rows))
}

/// Targets, and what was planned.
pub(super) fn targets(report: &Report, facts: Vec<(String, &Fact)>) -> Narrative {
    let of = [
        ("energy, kcal a day", &report.series.energy_target_kcal),
        ("protein, g a day", &report.series.protein_target_g),
    ];
    let rows = of.into_iter().filter_map(|(name, target)| {
        let target = target.as_ref()?;
        let most = target.most.map(|most| format!(" to {most}")).unwrap_or_default();
        Some(vec![name.to_owned(), format!("{}{most}", target.least), target.basis.clone()])
    });
    let targets = table(&["Target", "How much", "Set by"], rows);
    generated(&format!("{targets}{}", facts_table(facts)))
}

/// Entries, one a line.
pub(super) fn facts(facts: Vec<(String, &Fact)>) -> Narrative {
    generated(&facts_table(facts))
}

/// How complete the period is.
pub(super) fn coverage(report: &Report) -> Narrative {
    let coverage = &report.coverage;
    let of_days = |days: usize| format!("{days} of {} days", coverage.days);
    let mut rows = vec![
        vec!["weight".to_owned(), of_days(coverage.days_with_weight)],
        vec!["energy".to_owned(), of_days(coverage.days_with_energy)],
        vec!["protein".to_owned(), of_days(coverage.days_with_protein)],
        vec!["symptoms".to_owned(), of_days(coverage.days_with_symptoms)],
        vec!["entries".to_owned(), coverage.entries.to_string()],
        vec!["corrected".to_owned(), coverage.amended.to_string()],
        vec!["set aside as doubtful".to_owned(), coverage.doubtful.to_string()],
    ];
    rows.extend(
        coverage
            .by_source
            .iter()
            .map(|(source, count)| vec![format!("source: {}", source.as_str()), count.to_string()]),
    );
    rows.extend(
        report
            .to_confirm
            .iter()
            .map(|line| vec![format!("waits to be confirmed, {}", line.day), line.what.clone()]),
    );
    generated(&table(&["", ""], rows.into_iter()))
}

fn facts_table(facts: Vec<(String, &Fact)>) -> String {
    let rows = facts.into_iter().map(|(day, fact)| {
        let values = fact.values();
        let values = values.iter().map(|(spec, value)| {
            format!("{} {}", spec.short_name().unwrap_or(spec.name).replace('_', " "), spec.write(value))
        });
        vec![day, fact.kind().name.replace('-', " "), values.collect::<Vec<_>>().join(", ")]
    });
    table(&["Day", "What", "Values"], rows)
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let row = |cells: Vec<String>, tag: &str| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", plain(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let body: String = rows.map(|cells| row(cells, "td")).collect();
    if body.is_empty() {
        return "<p>Nothing was logged.</p>".to_owned();
    }
    let has_head = head.iter().any(|cell| !cell.is_empty());
    let head = head.iter().map(|cell| (*cell).to_owned()).collect();
    let head = if has_head { format!("<thead>{}</thead>", row(head, "th")) } else { String::new() };
    format!("<table>{head}<tbody>{body}</tbody></table>")
}

fn shown(unit: Unit, amount: u64) -> String {
    unit.write(i64::try_from(amount).unwrap_or(i64::MAX))
}

fn generated(inner: &str) -> Narrative {
    Narrative::generated(inner)
}
