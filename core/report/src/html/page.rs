//! The frame of the page: head, header, the order of sections, footer.

use super::tables::write_table;
use super::{charts, evidence, flags, overview, provenance, tiles};
use crate::chart::patterns;
use crate::markup::{Markup, css_string};
use crate::model::Report;
use crate::parts::{self, Topic, frame};

const STYLE: &str = "src/html/style.css";
/// Nothing may be fetched, and nothing may run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

pub(super) fn write(report: &Report) -> String {
    let mut page = Markup::default();
    let language = [("lang", report.language().tag())];
    page.own("<!DOCTYPE html>\n");
    page.element("html", &language, |html| {
        html.element("head", &[], |head| write_head(head, report));
        html.element("body", &[], |body| {
            body.own(&patterns());
            body.element("header", &[], |header| write_header(header, report));
            body.element("main", &[], |main| write_main(main, report));
            body.element("footer", &[], |footer| {
                footer.leaf("p", &[], &frame::not_a_diagnosis(report));
                footer.leaf("p", &[], &frame::made_by(report));
            });
        });
    });
    page.finish()
}

fn write_head(head: &mut Markup, report: &Report) {
    let as_of = report.speech.day(report.header.as_of);
    head.void("meta", &[("charset", "utf-8")]);
    head.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    head.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    head.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    head.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    head.leaf("title", &[], &format!("{}, {as_of}", frame::title(report)));
    let person = format!("{} | {as_of}", frame::whose(report, &frame::name(report)));
    // The name on every sheet of paper, as a string that cannot leave its quotes.
    let paper = format!("@page {{ @bottom-left {{ content: {}; font-size: 8pt; }} }}\n", css_string(&person));
    head.element("style", &[], |style| {
        style.own(crate::FILES.text(STYLE));
        style.own(&paper);
        if report.other_language().is_some() {
            style.own(&page_numbers(report));
        }
    });
}

/// The numbers of pages on paper, where the style sheet's own words do not do.
fn page_numbers(report: &Report) -> String {
    const PAGE: &str = "\u{1}";
    const PAGES: &str = "\u{2}";
    let said = report.speech.say_of("page-of", &[("page", PAGE.into()), ("pages", PAGES.into())]);
    let piece = |piece: &str| match piece {
        PAGE => "counter(page)".to_owned(),
        PAGES => "counter(pages)".to_owned(),
        text => css_string(text),
    };
    let parted = said.replace(PAGE, "\u{0}\u{1}\u{0}").replace(PAGES, "\u{0}\u{2}\u{0}");
    let pieces: Vec<String> = parted.split('\u{0}').filter(|text| !text.is_empty()).map(piece).collect();
    format!(
        "@page {{ @bottom-right {{ content: {}; font-size: 8pt; white-space: nowrap; }} }}\n",
        pieces.join(" ")
    )
}

fn write_header(page: &mut Markup, report: &Report) {
    page.leaf("p", &[("class", "kind")], &frame::title(report));
    page.element("h1", &[], |h1| {
        h1.leaf("bdi", &[], &frame::name(report));
    });
    page.element("dl", &[("class", "facts")], |list| {
        frame::facts(report).iter().for_each(|(name, value)| fact(list, name, value));
    });
    write_summary(page, report);
    page.leaf("p", &[("class", "notice")], &frame::not_a_diagnosis(report));
}

/// How much asks for attention today, for whoever reads one line alone.
fn write_summary(page: &mut Markup, report: &Report) {
    let summary = frame::summary(report);
    if !summary.is_empty() {
        page.element("p", &[("class", "summary")], |line| {
            line.text(&format!("{} ", report.speech.say("needs-attention")));
            line.leaf("a", &[("href", "#flags")], &summary);
        });
    }
}

fn fact(list: &mut Markup, name: &str, value: &str) {
    list.element("div", &[], |row| {
        row.leaf("dt", &[], name);
        row.element("dd", &[], |dd| dd.leaf("bdi", &[], value));
    });
}

fn write_main(main: &mut Markup, report: &Report) {
    for topic in parts::topics(report) {
        section(main, topic.id(), &topic.heading(report), |section| write_topic(section, report, topic));
    }
}

fn write_topic(section: &mut Markup, report: &Report, topic: Topic) {
    let speech = &report.speech;
    match topic {
        Topic::Figures => tiles::write(section, report),
        Topic::Flags => flags::write_flags(section, report),
        Topic::BeforeOperation => {
            if let Some(before) = &report.before_operation {
                overview::write_before_operation(section, report, before);
            }
        }
        Topic::Weight => charts::write(section, speech, &parts::weight(report)),
        Topic::Open => flags::write_open(section, report),
        Topic::Intake => parts::intake(report).iter().for_each(|chart| charts::write(section, speech, chart)),
        Topic::Symptoms => {
            parts::symptoms(report).iter().for_each(|chart| charts::write(section, speech, chart))
        }
        Topic::Cycles => {
            if let Some(by_cycle) = &report.symptoms_by_cycle {
                charts::write_figure(section, speech, &parts::cycles(report, by_cycle));
            }
        }
        Topic::Treatment => {
            if let Some(treatment) = &report.treatment {
                overview::write_treatment(section, speech, treatment);
            }
        }
        Topic::Passage => write_table(section, &parts::passage_table(report)),
        Topic::CheckIns => write_table(section, &parts::check_in_table(report)),
        Topic::Plan => write_table(section, &parts::plan_table(report)),
        Topic::Instruments => overview::write_instruments(section, report),
        Topic::Evidence => evidence::write(section, speech, &report.flags),
        Topic::Completeness => provenance::write_coverage(section, report),
        Topic::Rules => provenance::write_rules(section, report),
    }
}

fn section(main: &mut Markup, id: &str, heading: &str, inside: impl FnOnce(&mut Markup)) {
    let heading_id = format!("{id}-heading");
    main.element("section", &[("id", id), ("aria-labelledby", &heading_id)], |section| {
        section.leaf("h2", &[("id", &heading_id)], heading);
        inside(section);
    });
}
