//! The page: well-formed, closed to the outside, honest about what is missing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod story;

use nourish_record::Timeline;
use nourish_report::{Audience, Options, Report, compose};
use nourish_rules::Tables;
use nourish_rules::assess::{Assessment, Picture, assess};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// An element: its name and attributes, unescaped.
struct Element {
    tag: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).unwrap().parse().unwrap()
    }

    fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }
}

/// Every element in order, each with the text right inside it. Panics where the page is not well-formed.
fn elements(page: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) => {
                open.push(found.len());
                found.push(element(&start));
            }
            Event::Empty(start) => found.push(element(&start)),
            Event::End(_) => drop(open.pop().unwrap()),
            Event::Text(text) => {
                if let Some(place) = open.last() {
                    found[*place].text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let text = format!("&{};", &*name);
                if let Some(place) = open.last() {
                    found[*place].text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "elements left open");
    found
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        (attribute.key.as_ref().to_owned(), attribute.value.to_string())
    });
    Element { tag: start.name().as_ref().to_owned(), attributes: attributes.collect(), text: String::new() }
}

fn report(days: i32) -> Report {
    compose(&story::half_year().timeline(), &story::assessment(), &story::options(days))
}

fn empty() -> Report {
    let assessment = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    compose(&Timeline::default(), &assessment, &story::options(30))
}

fn five_years() -> Report {
    let mut journal = story::Journal::default();
    story::days_of(&mut journal, story::today().plus(-1_825), 1_826);
    compose(&journal.timeline(), &story::assessment(), &story::options(1_826))
}

fn for_patient() -> Report {
    let options = Options { audience: Audience::Patient, ..story::options(183) };
    compose(&story::half_year().timeline(), &story::assessment(), &options)
}

/// A person of whom everything was logged, with every rule met.
fn everything(days: i32, audience: Audience) -> Report {
    let timeline = story::everything().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let options = Options { audience, ..story::options(days) };
    compose(&timeline, &story::all_met(judged), &options)
}

fn every_kind() -> Vec<Report> {
    vec![
        everything(183, Audience::CareTeam),
        everything(1_826, Audience::CareTeam),
        everything(183, Audience::Patient),
        report(1),
        report(20),
        report(56),
        report(92),
        report(183),
        report(400),
        five_years(),
        for_patient(),
        empty(),
    ]
}

#[test]
fn every_page_is_well_formed_and_its_references_lead_somewhere() {
    for report in every_kind() {
        let elements = elements(&report.to_html());
        let ids: Vec<&str> = elements.iter().filter_map(|element| element.get("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "an id stands twice");
        let labels = elements
            .iter()
            .filter_map(|element| element.get("aria-labelledby"))
            .flat_map(|ids| ids.split(' '));
        let anchors = elements.iter().filter_map(|element| element.get("href")?.strip_prefix('#'));
        for id in labels.chain(anchors) {
            assert!(unique.contains(id), "{id} leads nowhere");
        }
    }
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    for report in every_kind() {
        let page = report.to_html();
        assert!(page.contains(
            "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:\""
        ));
        assert!(!page.contains("@import"));
        assert!(page.match_indices("url(").all(|(at, _)| page[at..].starts_with("url(#")));
        for element in elements(&page) {
            assert!(!["script", "link", "img", "iframe", "object", "use"].contains(&element.tag.as_str()));
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "src" && name != "style", "{name}");
                let leads_out = name == "href" && !value.starts_with('#');
                assert!(
                    !leads_out || (value.starts_with("https://doi.org/") && element.get("rel").is_some())
                );
            }
        }
    }
}

#[test]
fn what_was_typed_stays_text() {
    let page = report(183).to_html();
    assert!(!page.contains("<script"));
    assert!(page.contains(
        "Sample Person &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Co&quot;</bdi>"
    ));
    // In the margin of the printed page, the name is a CSS string.
    assert!(
        page.contains(
            r"Sample Person \3c script\3e alert\28 \27 x\27 \29 \3c \2f script\3e  \26  \22 Co\22 "
        )
    );
}

#[test]
fn headings_do_not_skip_a_level() {
    for report in every_kind() {
        let mut before = 0;
        for element in elements(&report.to_html()) {
            let Some(level) = element.tag.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) else {
                continue;
            };
            assert!(level <= before + 1, "h{level} after h{before}");
            before = level;
        }
    }
}

#[test]
fn every_chart_has_a_name_a_description_and_a_table() {
    let elements = elements(&report(183).to_html());
    let count = |tag: &str| elements.iter().filter(|element| element.tag == tag).count();
    let charts =
        elements.iter().filter(|element| element.tag == "svg" && element.get("role") == Some("img")).count();
    // Weight, energy, energy lately, protein, symptoms lately, symptoms; each for phone and page.
    assert_eq!((count("figure"), charts, count("desc")), (6, 12, 12));
    assert_eq!(
        elements.iter().filter(|element| element.tag == "title" && element.get("id").is_some()).count(),
        12
    );
    assert!(count("details") >= 5);
}

#[test]
fn letters_in_charts_stay_inside_and_off_each_other() {
    for report in every_kind() {
        let mut width = 0.0;
        let mut labels: Vec<(f64, f64, f64)> = Vec::new();
        for element in elements(&report.to_html()) {
            if element.tag == "svg" {
                labels.clear();
                width = element
                    .get("viewBox")
                    .map_or(0.0, |view| view.split(' ').nth(2).unwrap().parse().unwrap());
            }
            if element.tag != "text" {
                continue;
            }
            // Half an em a letter: a text that leaves its chart even so is surely cut.
            let extent = element.text.chars().count() as f64 * 6.3;
            let x = element.number("x");
            let start = match element.get("text-anchor").unwrap() {
                "start" => x,
                "middle" => x - extent / 2.0,
                _ => x - extent,
            };
            assert!(start > -4.0 && start + extent < width + 4.0, "{} leaves its chart", element.text);
            if element.has_class("label") || element.has_class("marker-label") {
                let y = element.number("y");
                for (other, to, at) in &labels {
                    let apart = (y - at).abs() >= 12.0 || start >= *to || start + extent <= *other;
                    assert!(apart, "{} lies on another label", element.text);
                }
                labels.push((start, start + extent, y));
            }
        }
    }
}

#[test]
fn an_empty_journal_says_what_is_unknown_and_shows_no_zero() {
    let report = empty();
    let page = report.to_html();
    assert!(report.tiles.iter().all(|tile| tile.value == "unknown"));
    assert!(page.contains("Name not recorded"));
    assert!(page.contains("No weight was logged in this period."));
    assert!(page.contains("this is unknown, not zero"));
    assert!(page.contains("this is unknown, not absent"));
    assert!(!page.contains("<figure>"));
    for id in ["before-operation", "cycles", "treatment", "instruments", "evidence"] {
        assert!(!page.contains(&format!("id=\"{id}\"")), "{id} has nothing to show");
    }
    assert!(!page.contains("0 kcal") && !page.contains("0.0 kg"));
}

#[test]
fn no_flag_is_printed_that_is_not_met() {
    let report = report(183);
    let rules: Vec<&str> = report.flags.iter().map(|flag| flag.rule.as_str()).collect();
    // The most urgent first, the others in the assessment's order.
    let expected =
        ["tube_delivery", "weight_change", "intake_energy", "glim", "symptom_worsening:nausea", "gps"];
    assert_eq!(rules, expected);
    let page = report.to_html();
    assert!(!page.contains("No temperature of 38.0"), "a rule that is not met has no sentence");
    assert!(
        !page.contains("Between 2 and 4 of 7 points"),
        "a rule that is open has a question, not a sentence"
    );
    assert!(page.contains("an albumin value of the last 30 days would decide this (1 more missing)"));
}

#[test]
fn the_person_reads_plain_words_and_no_prognosis() {
    let report = for_patient();
    let (page, data) = (report.to_html(), report.to_json());
    for text in [&page, &data] {
        assert!(!text.contains("Prognostic score") && !text.contains("CRP"));
        assert!(!text.contains("severe by GLIM"));
        assert!(text.contains("Please tell your care team about this"));
    }
    assert!(report.flags.iter().all(|flag| flag.figures.is_empty()));
}

#[test]
fn tile_and_chart_print_the_same_weight() {
    let report = report(183);
    let tile = report.tiles.iter().find(|tile| tile.topic == "weight").unwrap();
    let drawn = elements(&report.to_html());
    let labels: Vec<&Element> = drawn.iter().filter(|element| element.has_class("strong")).collect();
    assert_eq!(labels.len(), 2);
    assert!(labels.iter().all(|label| label.text.trim() == tile.value));
}

#[test]
fn a_day_without_data_is_hatched_and_a_gap_breaks_the_line() {
    let drawn = elements(&report(183).to_html());
    let chart = |class: &str| drawn.iter().filter(|element| element.has_class(class)).count();
    // One week of the half year has no data at all, and 3 of the last 28 days; three charts, each in two sizes.
    assert_eq!(chart("missing"), 2 * (1 + 3 + 1));
    let trend = drawn.iter().find(|element| element.has_class("trend")).unwrap();
    let strokes = trend.get("d").unwrap().matches('M').count();
    assert_eq!(strokes, 2, "eight days without a weighing break the line once");
}

#[test]
fn a_weight_to_confirm_is_crossed_and_stretches_no_axis() {
    let drawn = elements(&report(183).to_html());
    assert_eq!(drawn.iter().filter(|element| element.get("class") == Some("doubtful")).count(), 2);
    let highest = drawn
        .iter()
        .filter(|element| element.tag == "text" && element.get("class") == Some("tick"))
        .filter_map(|element| element.text.trim().parse::<u32>().ok())
        .take(8)
        .max();
    assert_eq!(highest, Some(70));
}

#[test]
fn five_years_stay_within_a_megabyte() {
    assert!(everything(1_826, Audience::CareTeam).to_html().len() < 1_000_000);
    let report = five_years();
    assert!(report.to_html().len() < 1_000_000);
    assert!(report.to_html().contains("Each bar is a month"));
}

#[test]
fn the_longest_name_changes_nothing_but_the_name() {
    let mut journal = story::Journal::default();
    let name = "Ñandú ".repeat(20);
    journal.log(story::today(), 9, nourish_record::Source::Typed, "profile", &[("name", name.trim())]);
    let page = compose(&journal.timeline(), &story::assessment(), &story::options(30)).to_html();
    assert!(elements(&page).iter().any(|element| element.tag == "bdi" && element.text == name.trim()));
}

#[test]
fn a_plan_among_the_evidence_does_not_make_it_newer_than_today() {
    let mut assessment = story::assessment();
    let planned = nourish_rules::assess::Evidence {
        entry: story::entry(7),
        day: story::today().plus(17),
        what: "operation planned".into(),
    };
    let flag = assessment.findings.iter_mut().find(|finding| finding.rule == "glim").unwrap();
    flag.evidence.push(planned);
    let report = compose(&story::half_year().timeline(), &assessment, &story::options(183));
    let flag = report.flags.iter().find(|flag| flag.rule == "glim").unwrap();
    assert_eq!((flag.evidence.len(), flag.evidence_age_days), (4, Some(0)));
}
