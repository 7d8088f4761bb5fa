//! The frame of the page: head, header, the order of sections, footer.

use super::{charts, cycles, evidence, flags, overview, provenance, symptoms, tiles};
use crate::chart::patterns;
use crate::markup::{Markup, css_string};
use crate::model::{Audience, Header, Report};
use crate::wording;
use nourish_rules::assess::Level;

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched, and nothing may run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// What the page must always say.
pub(super) const NOT_A_DIAGNOSIS: &str = "Screening by published rules over what was logged. It is not a diagnosis and replaces no one's judgement.";

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
                footer.leaf("p", &[], NOT_A_DIAGNOSIS);
                footer.leaf("p", &[], &made_by(&report.header));
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
    head.leaf("title", &[], &format!("{}, {}", title(report), wording::day(report.header.as_of)));
    let person = format!("{} | {}", whose(&report.header), wording::day(report.header.as_of));
    // The name on every sheet of paper, as a string that cannot leave its quotes.
    let paper = format!("@page {{ @bottom-left {{ content: {}; font-size: 8pt; }} }}\n", css_string(&person));
    head.element("style", &[], |style| {
        style.own(STYLE);
        style.own(&paper);
    });
}

fn title(report: &Report) -> &'static str {
    match report.audience {
        Audience::CareTeam => "Nutrition and side effects",
        Audience::Patient => "My nutrition and side effects",
    }
}

fn whose(header: &Header) -> String {
    let name = header.name.clone().unwrap_or_else(|| "Name not recorded".to_owned());
    header.born_on.map_or_else(|| name.clone(), |birthday| format!("{name}, born {}", wording::day(birthday)))
}

fn write_header(page: &mut Markup, report: &Report) {
    let header = &report.header;
    page.leaf("p", &[("class", "kind")], title(report));
    page.element("h1", &[], |h1| {
        let name = header.name.as_deref().unwrap_or("Name not recorded");
        h1.leaf("bdi", &[], name);
    });
    page.element("dl", &[("class", "facts")], |list| {
        if let Some(born_on) = header.born_on {
            let age = header.age_years.map_or_else(String::new, |age| format!(" ({age} years)"));
            fact(list, "Born", &format!("{}{age}", wording::day(born_on)));
        }
        if let Some(diagnosis) = &header.diagnosis {
            fact(list, "Diagnosis", diagnosis);
        }
        fact(list, "As of", &wording::day(header.as_of));
        fact(list, "Period", &wording::span(header.from, header.to));
        fact(list, "Made", &header.made_at);
    });
    write_summary(page, report);
    page.leaf("p", &[("class", "notice")], NOT_A_DIAGNOSIS);
}

/// How much asks for attention today, for whoever reads one line alone.
fn write_summary(page: &mut Markup, report: &Report) {
    let asking =
        |level: Level| report.flags.iter().filter(|flag| flag.level == level && flag.asks_today()).count();
    let standing = report.flags.iter().filter(|flag| !flag.asks_today()).count();
    let counts = [
        (asking(Level::Emergency), "emergency", "emergencies"),
        (asking(Level::SameDay), "call today", "calls today"),
        (asking(Level::NextContact), "for the next contact", "for the next contact"),
        (asking(Level::Information), "good to know", "good to know"),
        (standing, "stands as before or was answered", "stand as before or were answered"),
    ];
    let told = counts.iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> = told.map(|(count, one, many)| wording::counted(*count, one, many)).collect();
    if !told.is_empty() {
        page.element("p", &[("class", "summary")], |line| {
            line.text("Needs attention: ");
            line.leaf("a", &[("href", "#flags")], &told.join(", "));
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
    section(main, "figures", "Key figures", |section| tiles::write(section, &report.tiles));
    section(main, "flags", "What needs attention", |section| flags::write_flags(section, report));
    if let Some(before) = &report.before_operation {
        section(main, "before-operation", "Before the operation", |section| {
            overview::write_before_operation(section, before, report.audience);
        });
    }
    section(main, "weight-section", "Weight", |section| charts::write_weight(section, report));
    section(main, "open", "What cannot be told yet", |section| flags::write_open(section, report));
    section(main, "intake", "Energy and protein", |section| charts::write_intake(section, report));
    section(main, "symptoms-section", "Side effects", |section| symptoms::write(section, report));
    if let Some(by_cycle) = &report.symptoms_by_cycle {
        section(main, "cycles", "Symptoms by day of cycle", |section| cycles::write(section, by_cycle));
    }
    if let Some(treatment) = &report.treatment {
        section(main, "treatment", "Treatment", |section| overview::write_treatment(section, treatment));
    }
    if !report.instruments.is_empty() {
        section(main, "instruments", "Instruments", |section| {
            overview::write_instruments(section, &report.instruments)
        });
    }
    if !report.flags.is_empty() {
        section(main, "evidence", "What the flags rest on", |section| {
            evidence::write(section, &report.flags)
        });
    }
    section(main, "completeness", "Completeness and origin", |section| {
        provenance::write_coverage(section, report)
    });
    section(main, "rules", "Rules and sources", |section| provenance::write_rules(section, report));
}

fn section(main: &mut Markup, id: &str, heading: &str, inside: impl FnOnce(&mut Markup)) {
    let heading_id = format!("{id}-heading");
    main.element("section", &[("id", id), ("aria-labelledby", &heading_id)], |section| {
        section.leaf("h2", &[("id", &heading_id)], heading);
        inside(section);
    });
}

fn made_by(header: &Header) -> String {
    format!("Made by Nourish {} on {}.", header.app_version, header.made_at)
}
