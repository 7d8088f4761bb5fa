//! The sections in words: XHTML of headings, tables and lists alone, every text escaped. Days stand as in the resources beside them.

use crate::model::Report;
use crate::speech::Speech;
use nourish_fhir::model::Narrative;
use nourish_fhir::plain;
use nourish_record::{Fact, Unit};

/// The figures that are read first.
pub(super) fn glance(report: &Report) -> Narrative {
    let tiles = report.said_tiles();
    let rows = tiles.iter().map(|tile| {
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
    let about = format!("<p>{}</p>", plain(&report.speech.say("fhir-about")));
    generated(report, &format!("{about}{}", table(&report.speech, &["", "", "", ""], rows)))
}

/// The flags, the most urgent first.
pub(super) fn flags(report: &Report) -> Narrative {
    let speech = &report.speech;
    if report.flags.is_empty() {
        return generated(report, &format!("<p>{}</p>", plain(&speech.say("fhir-no-flag"))));
    }
    let rows = report.flags.iter().map(|flag| {
        let cautions: Vec<String> = flag.cautions.iter().map(|caution| speech.phrase(caution)).collect();
        let evidence = flag.evidence.iter().map(|line| format!("{} {}", line.day, speech.phrase(&line.what)));
        vec![
            speech.phrase(crate::json::level_name(flag.level)),
            speech.phrase(&flag.title),
            speech.phrase(&flag.text),
            evidence.collect::<Vec<_>>().join("; "),
            cautions.join("; "),
        ]
    });
    let head = [
        "fhir-column-soon",
        "fhir-column-flag",
        "fhir-column-said",
        "fhir-column-rests",
        "fhir-column-cautions",
    ];
    generated(report, &table(speech, &head, rows))
}

/// Every rule with what it says.
pub(super) fn rules(report: &Report) -> Narrative {
    let speech = &report.speech;
    let rows = report.rules.iter().map(|row| {
        let undecided = report.undecided.iter().find(|undecided| undecided.rule == row.rule);
        let question = undecided.map(|undecided| speech.phrase(&undecided.question)).unwrap_or_default();
        vec![speech.phrase(&row.title), speech.phrase(row.outcome), question, row.version.clone()]
    });
    let head = ["column-rule", "column-says", "fhir-column-decide", "column-version"];
    generated(report, &table(speech, &head, rows))
}

/// Energy, protein and fluid by day.
pub(super) fn intake(report: &Report) -> Narrative {
    let speech = &report.speech;
    let rows = report.series.days.iter().filter_map(|day| {
        let amounts = [
            day.energy_kcal_milli.total().map(|amount| shown(speech, Unit::KcalMilli, amount)),
            day.protein_mg.total().map(|amount| shown(speech, Unit::Milligram, amount)),
            day.fluid_ml.total().map(|amount| shown(speech, Unit::Millilitre, amount)),
            day.tube_delivered_ml.map(|amount| shown(speech, Unit::Millilitre, amount)),
            day.tube_prescribed_ml.map(|amount| shown(speech, Unit::Millilitre, amount)),
        ];
        let is_known = amounts.iter().any(Option::is_some);
        is_known.then(|| {
            let amounts =
                amounts.into_iter().map(|amount| amount.unwrap_or_else(|| speech.say("fhir-not-known")));
            std::iter::once(day.day.to_string()).chain(amounts).collect::<Vec<_>>()
        })
    });
    let head = [
        "column-day",
        "fhir-column-energy",
        "fhir-column-protein",
        "fhir-column-fluid",
        "fhir-column-delivered",
        "fhir-column-prescribed",
    ];
    generated(report, &table(speech, &head, rows))
}

/// Targets, and what was planned.
pub(super) fn targets(report: &Report, facts: Vec<(String, &Fact)>) -> Narrative {
    let speech = &report.speech;
    let of = [
        ("fhir-energy-a-day", &report.series.energy_target_kcal),
        ("fhir-protein-a-day", &report.series.protein_target_g),
    ];
    let rows = of.into_iter().filter_map(|(name, target)| {
        let target = target.as_ref()?;
        let least = target.least.to_string();
        let amount = target.most.map_or_else(
            || least.clone(),
            |most| {
                let most = most.to_string();
                let told = [("least", (&least).into()), ("most", (&most).into())];
                speech.say_of("fhir-range", &told)
            },
        );
        Some(vec![speech.say(name), amount, speech.phrase(&target.basis)])
    });
    let head = ["fhir-column-target", "column-how-much", "column-set-by"];
    let targets = table(speech, &head, rows);
    generated(report, &format!("{targets}{}", facts_table(report, facts)))
}

/// Entries, one a line.
pub(super) fn facts(report: &Report, facts: Vec<(String, &Fact)>) -> Narrative {
    generated(report, &facts_table(report, facts))
}

/// How complete the period is.
pub(super) fn coverage(report: &Report) -> Narrative {
    let (speech, coverage) = (&report.speech, &report.coverage);
    let whole = coverage.days.to_string();
    let of_days = |days: usize| {
        let part = days.to_string();
        speech.say_of("fhir-of-days", &[("part", (&part).into()), ("whole", (&whole).into())])
    };
    let rows = [
        ("fhir-weight", of_days(coverage.days_with_weight)),
        ("fhir-energy", of_days(coverage.days_with_energy)),
        ("fhir-protein", of_days(coverage.days_with_protein)),
        ("fhir-symptoms-asked", of_days(coverage.days_with_symptoms)),
        ("fhir-entries", coverage.entries.to_string()),
        ("fhir-corrected", coverage.amended.to_string()),
        ("fhir-doubtful", coverage.doubtful.to_string()),
    ];
    let mut rows: Vec<Vec<String>> =
        rows.into_iter().map(|(what, value)| vec![speech.say(what), value]).collect();
    rows.extend(coverage.by_source.iter().map(|(source, count)| {
        let source = speech.phrase(source.as_str());
        vec![speech.say_of("fhir-source", &[("source", (&source).into())]), count.to_string()]
    }));
    rows.extend(report.to_confirm.iter().map(|line| {
        let day = line.day.to_string();
        vec![speech.say_of("fhir-waits", &[("day", (&day).into())]), speech.phrase(&line.what)]
    }));
    generated(report, &table(speech, &["", ""], rows.into_iter()))
}

/// The entries as they are coded, by the names of their fields: those are English in every language, and marked as such.
fn facts_table(report: &Report, facts: Vec<(String, &Fact)>) -> String {
    let rows = facts.into_iter().map(|(day, fact)| {
        let values = fact.values();
        let values = values.iter().map(|(spec, value)| {
            format!("{} {}", spec.short_name().unwrap_or(spec.name).replace('_', " "), spec.write(value))
        });
        vec![day, fact.kind().name.replace('-', " "), values.collect::<Vec<_>>().join(", ")]
    });
    let open = match report.other_language() {
        Some(_) => "<table lang=\"en\" xml:lang=\"en\"><caption>[en]</caption>",
        None => "<table>",
    };
    table_within(open, &report.speech, &["column-day", "column-what", "fhir-column-values"], rows)
}

fn table(speech: &Speech, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    table_within("<table>", speech, head, rows)
}

/// A table behind what opens it.
fn table_within(
    open: &str,
    speech: &Speech,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let row = |cells: Vec<String>, tag: &str| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", plain(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let body: String = rows.map(|cells| row(cells, "td")).collect();
    if body.is_empty() {
        return format!("<p>{}</p>", plain(&speech.say("fhir-nothing")));
    }
    let has_head = head.iter().any(|cell| !cell.is_empty());
    let head =
        if has_head { format!("<thead>{}</thead>", row(speech.all(head), "th")) } else { String::new() };
    format!("{open}{head}<tbody>{body}</tbody></table>")
}

fn shown(speech: &Speech, unit: Unit, amount: u64) -> String {
    speech.number(&unit.write(i64::try_from(amount).unwrap_or(i64::MAX)))
}

fn generated(report: &Report, inner: &str) -> Narrative {
    match report.other_language() {
        Some(tag) => Narrative::generated_in(tag, inner),
        None => Narrative::generated(inner),
    }
}
