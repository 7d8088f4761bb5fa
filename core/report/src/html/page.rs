//! The frame of the page: head, header, the order of sections, footer.

use super::tables::write_table;
use super::{charts, evidence, flags, overview, provenance, tiles};
use crate::chart::patterns;
use crate::markup::{Markup, css_string};
use crate::model::Report;
use crate::parts::{self, Topic, frame};
use crate::wording;

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched, and nothing may run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

pub(super) fn write(report: &Report) -> String {
    let mut page = Markup::default();
    page.own("<!DOCTYPE html>\n");
    page.element("html", &[("lang", "en")], |html| {
        html.element("head", &[], |head| write_head(head, report));
        html.element("body", &[], |body| {
            body.own(&patterns());
            body.element("header", &[], |header| write_header(header, report));
            body.element("main", &[], |main| write_main(main, report));
            body.element("footer", &[], |footer| {
                footer.leaf("p", &[], frame::NOT_A_DIAGNOSIS);
                footer.leaf("p", &[], &frame::made_by(&report.header));
            });
        });
    });
    page.finish()
}

fn write_head(head: &mut Markup, report: &Report) {
    head.void("meta", &[("charset", "utf-8")]);
    head.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    head.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    head.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    head.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    head.leaf("title", &[], &format!("{}, {}", frame::title(report), wording::day(report.header.as_of)));
    let person = format!("{} | {}", frame::whose(report), wording::day(report.header.as_of));
    // The name on every sheet of paper, as a string that cannot leave its quotes.
    let paper = format!("@page {{ @bottom-left {{ content: {}; font-size: 8pt; }} }}\n", css_string(&person));
    head.element("style", &[], |style| {
        style.own(STYLE);
        style.own(&paper);
    });
}

fn write_header(page: &mut Markup, report: &Report) {
    let header = &report.header;
    page.leaf("p", &[("class", "kind")], frame::title(report));
    page.element("h1", &[], |h1| {
        h1.leaf("bdi", &[], frame::name(report));
    });
    page.element("dl", &[("class", "facts")], |list| {
        frame::facts(header).iter().for_each(|(name, value)| fact(list, name, value));
    });
    write_summary(page, report);
    page.leaf("p", &[("class", "notice")], frame::NOT_A_DIAGNOSIS);
}

/// How much asks for attention today, for whoever reads one line alone.
fn write_summary(page: &mut Markup, report: &Report) {
    let summary = frame::summary(report);
    if !summary.is_empty() {
        page.element("p", &[("class", "summary")], |line| {
            line.text("Needs attention: ");
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
        section(main, topic.id(), &topic.heading(report.audience), |section| {
            write_topic(section, report, topic)
        });
    }
}

fn write_topic(section: &mut Markup, report: &Report, topic: Topic) {
    match topic {
        Topic::Figures => tiles::write(section, &report.tiles),
        Topic::Flags => flags::write_flags(section, report),
        Topic::BeforeOperation => {
            if let Some(before) = &report.before_operation {
                overview::write_before_operation(section, before, report.audience);
            }
        }
        Topic::Weight => charts::write(section, &parts::weight(report)),
        Topic::Open => flags::write_open(section, report),
        Topic::Intake => parts::intake(report).iter().for_each(|chart| charts::write(section, chart)),
        Topic::Symptoms => parts::symptoms(report).iter().for_each(|chart| charts::write(section, chart)),
        Topic::Cycles => {
            if let Some(by_cycle) = &report.symptoms_by_cycle {
                charts::write_figure(section, &parts::cycles(by_cycle));
            }
        }
        Topic::Treatment => {
            if let Some(treatment) = &report.treatment {
                overview::write_treatment(section, treatment);
            }
        }
        Topic::Passage => write_table(section, &parts::passage_table(report)),
        Topic::CheckIns => write_table(section, &parts::check_in_table(report)),
        Topic::Plan => write_table(section, &parts::plan_table(report)),
        Topic::Instruments => overview::write_instruments(section, &report.instruments),
        Topic::Evidence => evidence::write(section, &report.flags),
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
