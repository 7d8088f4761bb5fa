//! How complete the period is, where its entries came from, and which rules were asked.

use super::tables::write_table;
use crate::markup::Markup;
use crate::model::{Report, SourceRow};
use crate::parts;

pub(super) fn write_coverage(section: &mut Markup, report: &Report) {
    write_table(section, &parts::coverage_table(report));
}

pub(super) fn write_rules(section: &mut Markup, report: &Report) {
    if report.rules.is_empty() {
        section.leaf("p", &[], &report.speech.say("flags-no-rule-asked"));
        return;
    }
    write_table(section, &parts::rule_table(report));
    section.leaf("h3", &[], &report.speech.say("sources"));
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
