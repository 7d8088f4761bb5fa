//! The sections of a report on paper.

use super::block::{Block, SMALL};
use super::faces::{Faces, Weight};
use super::flow::{Row, Section, WIDTH, heading};
use super::lines::Span;
use super::table::table;
use super::{figures, flags, head, ink};
use crate::model::{BeforeOperation, ChecklistLine, Report, SourceRow};
use crate::parts::{self, Topic};

/// A section, laid out.
pub(super) fn section<'a>(faces: &'a Faces<'_>, report: &Report, topic: Topic) -> Section<'a> {
    Section { heading: topic.heading(report), blocks: blocks(faces, report, topic) }
}

fn blocks<'a>(faces: &'a Faces<'_>, report: &Report, topic: Topic) -> Vec<Row<'a>> {
    let charts =
        |charts: Vec<parts::Chart<'_>>| charts.iter().map(|chart| figures::chart(faces, chart)).collect();
    match topic {
        Topic::Figures => vec![Row::Whole(head::tiles(faces, &report.said_tiles()))],
        Topic::Flags => flags::attention(faces, report),
        Topic::BeforeOperation => {
            report.before_operation.iter().flat_map(|before| operation(faces, report, before)).collect()
        }
        Topic::Weight => vec![figures::chart(faces, &parts::weight(report))],
        Topic::Open => flags::open(faces, report),
        Topic::Intake => charts(parts::intake(report)),
        Topic::Symptoms => charts(parts::symptoms(report)),
        Topic::Cycles => {
            let by_cycle = report.symptoms_by_cycle.iter();
            by_cycle
                .map(|by_cycle| Row::Whole(figures::figure(faces, &parts::cycles(report, by_cycle))))
                .collect()
        }
        Topic::Treatment => {
            report.treatment.iter().flat_map(|given| treatment(faces, report, given)).collect()
        }
        Topic::Passage => table(faces, &parts::passage_table(report)),
        Topic::CheckIns => table(faces, &parts::check_in_table(report)),
        Topic::Plan => table(faces, &parts::plan_table(report)),
        Topic::Instruments => {
            let table = table(faces, &parts::instrument_table(report));
            std::iter::once(small(faces, &report.speech.say("instruments-note"))).chain(table).collect()
        }
        Topic::Evidence => flags::evidence(faces, report),
        Topic::Completeness => table(faces, &parts::coverage_table(report)),
        Topic::Rules => rules(faces, report),
    }
}

fn small<'a>(faces: &Faces<'_>, text: &str) -> Row<'a> {
    let mut block = Block::default();
    block.plain(faces, text, WIDTH, (SMALL, ink::SOFT));
    Row::Whole(block)
}

/// What is said where a letter could not be printed.
pub(super) fn missing_letters(faces: &Faces<'_>, report: &Report) -> Block {
    let mut block = Block::default();
    block.space(6.0);
    block.plain(faces, &report.speech.say("letters-missing"), WIDTH, (SMALL, ink::INK));
    block
}

fn operation<'a>(faces: &Faces<'_>, report: &Report, before: &BeforeOperation) -> Vec<Row<'a>> {
    let speech = &report.speech;
    let summary = flags::sentence(faces, &parts::operation_summary(report, before));
    let line = |item: &ChecklistLine| {
        let is_there = item.on.is_some();
        let (weight, colour) =
            if is_there { (Weight::Regular, ink::SOFT) } else { (Weight::Bold, ink::SAME_DAY) };
        let spans = [
            Span::new(format!("{} ", parts::checklist_state(speech, item)), weight, colour),
            Span::new(speech.phrase(&item.what), Weight::Regular, ink::INK),
            Span::new(format!(" {}", parts::checklist_note(speech, item)), Weight::Regular, ink::SOFT),
        ];
        flags::item(faces, &spans, flags::column_width())
    };
    vec![summary, flags::in_two_columns(before.items.iter().map(line).collect())]
}

fn treatment<'a>(faces: &'a Faces<'_>, report: &Report, treatment: &crate::model::Treatment) -> Vec<Row<'a>> {
    let speech = &report.speech;
    let note = (!treatment.courses.is_empty()).then(|| small(faces, &speech.say("dose-intensity")));
    let tables = parts::treatment_tables(speech, treatment);
    note.into_iter().chain(tables.iter().flat_map(|one| table(faces, one))).collect()
}

fn rules<'a>(faces: &'a Faces<'_>, report: &Report) -> Vec<Row<'a>> {
    if report.rules.is_empty() {
        return vec![flags::sentence(faces, &report.speech.say("flags-no-rule-asked"))];
    }
    let mut rows = table(faces, &parts::rule_table(report));
    rows.push(Row::Heading(heading(faces, 3, &report.speech.say("sources"))));
    let source = |source: &SourceRow| {
        let doi = source.doi.as_ref().map_or_else(String::new, |doi| format!(" doi:{doi}"));
        let text = format!("{}. {}{doi}", source.number, source.text);
        flags::item(faces, &[Span::new(text, Weight::Regular, ink::INK)], WIDTH)
    };
    rows.push(Row::Rows {
        role: super::block::Role::List,
        head: None,
        rows: report.sources.iter().map(source).collect(),
    });
    rows
}
