//! What holds of every assessment.

use super::journal::{Journal, Says, TODAY, assess_entries};
use crate::assess::{Outcome, assess};
use crate::tables::Tables;
use nourish_record::{Entry, Timeline};

/// A journal in which nothing changes: what is left out of it can only be missing.
fn unchanging() -> Journal {
    let fixed = Journal::default()
        .with(90, "finding", &[("item", "gastric-cancer"), ("present", "yes")])
        .with(3, "finding", &[("item", "disease-severity"), ("present", "yes"), ("grade", "1")]);
    let person = fixed
        .with(100, "height", &[("height", "170 cm")])
        .with(100, "profile", &[("born_on", "1960-01-01"), ("asian_cutoffs", "no")])
        .with(5, "finding", &[("item", "impaired-general-condition"), ("present", "no")])
        .with(5, "finding", &[("item", "subjective-global-assessment"), ("present", "yes"), ("grade", "1")])
        .with(5, "finding", &[("item", "hepatic-or-renal-dysfunction"), ("present", "no")])
        .with(5, "muscle", &[("method", "examination"), ("deficit", "none")])
        .with(5, "lab", &[("analyte", "albumin"), ("value", "41")]);
    let weighed =
        [300, 182, 91, 61, 30, 7, 0].into_iter().fold(person, |journal, days| journal.weight(days, "70.0"));
    (0..7).fold(weighed, |journal, days| journal.ate(days, 1_800).drank(days, 2_200))
}

/// A small generator of numbers that repeat: Knuth's MMIX constants.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn shuffled(&mut self, mut entries: Vec<Entry>) -> Vec<Entry> {
        for place in (1..entries.len()).rev() {
            entries.swap(place, self.next(place + 1));
        }
        entries
    }
}

#[test]
fn leaving_entries_out_never_makes_anyone_look_well() {
    let whole = unchanging();
    let nutrition = [
        "nrs2002",
        "glim",
        "pons",
        "espen_surgery_severe_risk",
        "weight_change",
        "intake_energy",
        "hydration",
    ];
    for rule in nutrition {
        assert_eq!(whole.says(rule), Says::NotMet, "{rule}");
    }
    let mut numbers = Numbers(20_261_120);
    for round in 0..60 {
        let keep = 1 + round % 10;
        let more: Vec<Entry> =
            whole.entries().iter().filter(|_| numbers.next(10) < keep + 2).cloned().collect();
        let fewer: Vec<Entry> = more.iter().filter(|_| numbers.next(10) < keep).cloned().collect();
        let (more, fewer) = (assess_entries(more), assess_entries(fewer));
        for rule in nutrition {
            let outcome = |of: &crate::assess::Assessment| {
                of.findings.iter().find(|finding| finding.rule == rule).unwrap().outcome.clone()
            };
            if matches!(outcome(&more), Outcome::Indeterminate { .. }) {
                assert_ne!(outcome(&fewer), Outcome::NotMet, "{rule} in round {round}");
            }
        }
    }
}

#[test]
fn the_order_of_entries_does_not_matter() {
    let busy = unchanging()
        .felt(0, "nausea", 3)
        .felt(7, "nausea", 1)
        .with(0, "check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")])
        .with(2, "tube-feed", &[("delivered", "400 ml"), ("prescribed", "1000 ml")]);
    let expected = busy.assess();
    let mut numbers = Numbers(7);
    for _ in 0..50 {
        assert_eq!(assess_entries(numbers.shuffled(busy.entries().to_vec())), expected);
    }
}

#[test]
fn what_comes_later_is_not_seen_but_planned_operations_are() {
    let today = unchanging();
    let later = today.clone().weight(-3, "60.0").ate(-1, 100).felt(-1, "nausea", 4).with(
        -1,
        "vitals",
        &[("temperature", "40 C")],
    );
    assert_eq!(later.assess(), today.assess());
    let planned = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    assert!(today.with(-20, "treatment", &planned).assess().picture.surgery.is_some());
}

#[test]
fn met_findings_come_first_by_urgency() {
    let journal = unchanging().weight(1, "71.0").felt(0, "nausea", 3).with(
        0,
        "check-in",
        &[("set", "daily"), ("asked", "chest-pain,rigors"), ("yes", "chest-pain,rigors")],
    );
    let assessment = journal.assess();
    let flags: Vec<&str> = assessment.flags().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(
        flags,
        ["red_flag:chest-pain", "red_flag:rigors", "rapid_weight_change", "symptom_worsening:nausea"]
    );
    let groups: Vec<u8> = assessment
        .findings
        .iter()
        .map(|finding| match finding.outcome {
            Outcome::Met => 0,
            Outcome::Indeterminate { .. } => 1,
            Outcome::NotMet => 2,
        })
        .collect();
    assert!(groups.is_sorted());
}

#[test]
fn every_finding_rests_on_entries_and_says_what_would_clear_it() {
    let journal = unchanging().felt(0, "nausea", 3).with(0, "vitals", &[("temperature", "39 C")]);
    for finding in journal.assess().findings {
        assert!(!finding.evidence.is_empty(), "{}", finding.rule);
        assert!(!finding.clears_when.is_empty() && !finding.team_text.is_empty(), "{}", finding.rule);
        assert!(!finding.source.text.is_empty() && !finding.version.is_empty(), "{}", finding.rule);
        let known = |entry| journal.entries().iter().any(|known| known.root() == entry);
        assert!(finding.evidence.iter().all(|evidence| known(evidence.entry)), "{}", finding.rule);
    }
}

#[test]
fn tables_of_another_edition_leave_everything_open() {
    let tables = Tables::parse("input = []", &[]).unwrap();
    let assessment = assess(&unchanging().timeline(), &tables, TODAY.parse().unwrap());
    assert!(!assessment.findings.is_empty());
    assert_eq!(assessment.undecided().count(), assessment.findings.len());
}

#[test]
fn an_empty_journal_is_not_well() {
    let assessment = assess(&Timeline::default(), &Tables::built_in().unwrap(), TODAY.parse().unwrap());
    assert_eq!(assessment.undecided().count(), assessment.findings.len());
}
