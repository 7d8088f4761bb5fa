//! Many persons at once: everything is accepted, everything occurs, nothing is out of bounds, nobody is like another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_people::{Journey, LoggedBy, Person, Thoroughness};
use nourish_record::{
    CalendarDay, CheckIn, Draft, Entry, Fact, Modality, OfKind, Source, Stamp, Symptom, Timeline,
    TreatmentStatus, Weight,
};
use std::collections::{BTreeMap, BTreeSet};

const PERSONS: u32 = 320;
const DAYS: u32 = 180;

fn first_day() -> CalendarDay {
    "2026-06-03".parse().unwrap()
}

fn entries(drafts: Vec<Draft>) -> Vec<Entry> {
    (1..).zip(drafts).map(|(seq, draft)| Entry::parse(draft, Stamp::example(seq)).unwrap()).collect()
}

fn of_kind<K: OfKind + 'static>(drafts: &[Draft]) -> impl Iterator<Item = (&Draft, &K)> {
    drafts.iter().filter_map(|draft| Some((draft, K::of(&draft.fact)?)))
}

fn all_journals() -> impl Iterator<Item = (Person, Vec<Draft>)> {
    (1..=PERSONS).map(|number| {
        let person = Person::of(17, number);
        let journal = person.journal(first_day(), DAYS);
        (person, journal)
    })
}

/// FNV-1a over the bytes of the entries: enough to notice a change.
fn print(drafts: Vec<Draft>) -> u64 {
    let bytes = entries(drafts).into_iter().flat_map(|entry| entry.encode());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_does_not() {
    let of = |seed, number| print(Person::of(seed, number).journal(first_day(), 60));
    assert_eq!(of(1, 1), of(1, 1));
    assert_ne!(of(1, 1), of(2, 1));
    assert_ne!(of(1, 1), of(1, 2));
}

/// A journal that must not change unnoticed. Where it changes on purpose, the changelog says so: whoever compares figures over
/// simulated people must know that they are other people now.
#[test]
fn a_frozen_journal_stays_as_it_is() {
    let journal = Person::of(2026, 1).journal(first_day(), 14);
    assert_eq!((journal.len(), print(journal)), (207, 5_159_422_162_706_444_090));
}

#[test]
fn every_entry_is_accepted_and_in_order() {
    for (person, journal) in all_journals() {
        assert!(journal.is_sorted_by_key(|draft| draft.occurred.instant_ms()));
        let (first, end) = (first_day(), first_day().plus(DAYS as i32));
        for draft in &journal {
            let day = draft.occurred.day();
            let remembered =
                matches!(&draft.fact, Fact::Weight(weight) if day < first && weight.method.is_some());
            let planned = matches!(&draft.fact, Fact::Treatment(treatment)
                if day >= end && treatment.status == TreatmentStatus::Planned);
            assert!((first..end).contains(&day) || remembered || planned, "{} {day}", person.number);
            assert_eq!(draft.occurred.zone().map(|zone| zone.name()), Some(person.zone));
        }
        let count = journal.len();
        assert_eq!(entries(journal).len(), count);
    }
}

#[test]
fn clocks_that_change_leave_every_entry_on_its_day() {
    // The clocks of Europe and America change within these days, in either direction.
    for first in ["2026-03-01", "2026-10-20"] {
        for number in 0..60 {
            let person = Person::of(5, number);
            for draft in person.journal(first.parse().unwrap(), 45) {
                let off = i64::from(draft.occurred.day().days_since_1970())
                    - i64::from(
                        CalendarDay::from_date(draft.occurred.clock().date()).unwrap().days_since_1970(),
                    );
                // A bite after midnight belongs to the day before.
                assert!(off == 0 || off == -1 && draft.fact.kind().name == "oral-intake");
                let lived = nourish_record::Moment::in_zone(
                    draft.occurred.instant_ms(),
                    draft.occurred.zone().unwrap(),
                );
                assert_eq!(lived.unwrap().offset_s(), draft.occurred.offset_s());
            }
        }
    }
}

#[test]
fn a_longer_journal_begins_with_the_shorter_one() {
    for number in 0..40 {
        let person = Person::of(9, number);
        let last = first_day().plus(59);
        let until = |days| -> Vec<Draft> {
            let mut drafts = person.journal(first_day(), days);
            drafts.retain(|draft| draft.occurred.day() <= last);
            drafts
        };
        let (short, long) = (until(60), until(150));
        assert!(short == long, "{number}");
        // What was planned ahead stands in the longer journal too, on its day.
        let ahead = person.journal(first_day(), 60).into_iter().filter(|draft| draft.occurred.day() > last);
        let whole = person.journal(first_day(), 150);
        assert!(
            ahead
                .filter(|draft| draft.occurred.day() < first_day().plus(150))
                .all(|draft| whole.contains(&draft))
        );
    }
}

#[test]
fn nobody_is_like_another() {
    let mut names = BTreeSet::new();
    let mut prints = BTreeSet::new();
    for number in 0..500 {
        let person = Person::of(17, number);
        assert!(names.insert(person.name.clone()), "{}", person.name);
        assert!(prints.insert(print(person.journal(first_day(), 3))), "{number}");
    }
}

#[test]
fn every_kind_journey_and_keeper_occurs_among_200_persons() {
    let mut kinds = BTreeSet::new();
    let mut sources = BTreeSet::new();
    let mut treatments = BTreeSet::new();
    let mut people = BTreeSet::new();
    for (person, journal) in all_journals().take(200) {
        kinds.extend(journal.iter().map(|draft| draft.fact.kind().name));
        sources.extend(journal.iter().map(|draft| draft.source));
        treatments.extend(
            of_kind::<nourish_record::Treatment>(&journal).map(|(_, found)| (found.modality, found.status)),
        );
        people.insert((person.journey.as_str(), ""));
        people.insert((person.thoroughness.as_str(), person.logged_by.as_str()));
    }
    // Answers to a site's own questionnaire are the one kind that these persons, who are under no site, do not log.
    let missing: Vec<&str> =
        Fact::KINDS.iter().map(|kind| kind.name).filter(|name| !kinds.contains(name)).collect();
    assert_eq!(missing, ["answer"]);
    assert_eq!(sources.len(), Source::ALL.len(), "{sources:?}");
    assert_eq!(people.len(), Journey::ALL.len() + 6, "{people:?}");
    for modality in Modality::ALL {
        assert!(treatments.contains(&(*modality, TreatmentStatus::Given)), "{}", modality.as_str());
    }
    for status in TreatmentStatus::ALL {
        assert!(treatments.contains(&(Modality::Chemotherapy, *status)), "{}", status.as_str());
    }
    assert_eq!((LoggedBy::Carer.as_str(), Thoroughness::Usual.as_str()), ("carer", "usual"));
}

/// Figures over all journals.
#[derive(Debug, Default)]
struct Figures {
    entries: usize,
    days: BTreeMap<Thoroughness, (u32, u32)>,
    days_with_weight: u32,
    person_days: u32,
    weekly: u32,
    weekly_severe: u32,
    weekly_answers: u32,
    weekly_answers_severe: u32,
    yes: u32,
    doubtful: usize,
    duplicates: usize,
    weights: usize,
}

fn figures() -> Figures {
    let mut all = Figures::default();
    for (person, journal) in all_journals() {
        all.entries += journal.len();
        all.person_days += DAYS;
        let within =
            |draft: &&Draft| (first_day()..first_day().plus(DAYS as i32)).contains(&draft.occurred.day());
        let days = |found: &mut dyn Iterator<Item = &Draft>| {
            found.map(|draft| draft.occurred.day()).collect::<BTreeSet<_>>().len() as u32
        };
        let typed = |draft: &&Draft| draft.source != Source::Clinician;
        let logged = all.days.entry(person.thoroughness).or_default();
        logged.0 += days(&mut journal.iter().filter(within).filter(typed));
        logged.1 += DAYS;
        all.days_with_weight += days(&mut of_kind::<Weight>(&journal).map(|(draft, _)| draft).filter(within));
        let mut reports: BTreeMap<CalendarDay, u8> = BTreeMap::new();
        for (draft, symptom) in of_kind::<Symptom>(&journal).filter(|(_, symptom)| symptom.recall_days == 7) {
            all.weekly_answers += 1;
            all.weekly_answers_severe += u32::from(symptom.level >= 3);
            let worst = reports.entry(draft.occurred.day()).or_default();
            *worst = (*worst).max(symptom.level);
        }
        all.weekly += reports.len() as u32;
        all.weekly_severe += reports.values().filter(|worst| **worst >= 3).count() as u32;
        all.yes += of_kind::<CheckIn>(&journal).filter(|(_, found)| !found.yes.is_empty()).count() as u32;
        let timeline = Timeline::of(entries(journal));
        all.weights += timeline.of_kind::<Weight>().count();
        all.doubtful += timeline.doubtful().count();
        all.duplicates += timeline.duplicates().len();
    }
    all
}

#[test]
fn figures_lie_where_they_are_meant_to() {
    let all = figures();
    println!("{all:?}");
    let per_mille = |part: u32, whole: u32| u64::from(part) * 1_000 / u64::from(whole);
    let between = |what: &str, found: u64, least: u64, most: u64| {
        assert!((least..=most).contains(&found), "{what}: {found} is not within {least} to {most}");
    };
    between("entries a day, in tenths", all.entries as u64 * 10 / u64::from(all.person_days), 60, 250);
    let logged: Vec<u64> = all.days.values().map(|(days, of)| per_mille(*days, *of)).collect();
    assert!(logged.is_sorted_by(|a, b| a > b), "the more thorough, the more days: {logged:?}");
    between("days logged by the thorough", logged[0], 850, 1_000);
    between("days logged by the sparse", logged[2], 300, 700);
    between("days with a weight", per_mille(all.days_with_weight, all.person_days), 200, 700);
    between("weekly reports a person-week", per_mille(all.weekly, all.person_days / 7), 400, 900);
    // STAR alerted in 13 % of the weeks and on 2 % of the answers, PRO-TECT in 34 % and on 6 %.
    between("weekly reports with 3 or 4", per_mille(all.weekly_severe, all.weekly), 130, 340);
    between("weekly answers of 3 or 4", per_mille(all.weekly_answers_severe, all.weekly_answers), 15, 60);
    // Once in some person-months, and not never.
    between("yes in 1,000 person-months", per_mille(all.yes, all.person_days / 30), 50, 400);
    between("doubtful weights", all.doubtful as u64 * 10_000 / all.weights as u64, 10, 150);
    assert!(all.duplicates > 0, "a file imported twice");
}

#[test]
fn weights_fall_after_an_operation_and_stay_those_of_living_people() {
    let (mut operated, mut lost_per_mille) = (0, 0);
    for (person, journal) in all_journals() {
        let timeline = Timeline::of(entries(journal));
        let mut trusted: Vec<i64> =
            timeline.weights().map(|(_, weight)| i64::from(weight.weight_g)).collect();
        // The median of the last five: a slip after a week without a weight may pass for a weight.
        let last_five = trusted.len().saturating_sub(5);
        let last = &mut trusted[last_five..];
        last.sort_unstable();
        let median_g = last[last.len() / 2];
        assert!((25_000..150_000).contains(&median_g), "{}: {median_g}", person.number);
        if person.journey == Journey::JejunostomyFeeding && last.len() == 5 {
            operated += 1;
            lost_per_mille += 1_000 - median_g * 1_000 / i64::from(person.start_weight_g);
        }
    }
    // Months after a gastrectomy a tenth of the weight is commonly gone; a tube keeps some of it.
    let mean = lost_per_mille / operated;
    assert!(operated > 15 && (30..=150).contains(&mean), "a mean loss of {mean} per mille among {operated}");
}
