//! What the rules say of simulated people is said in every language that we ship: no text of theirs falls back to English.
#![allow(clippy::unwrap_used, reason = "a test that breaks says where")]

use nourish_people::Person;
use nourish_record::{CalendarDay, Entry, EntryId, Moment, Stamp, Timeline};
use nourish_report::{Audience, Language, Options, Units, compose};
use nourish_rules::Tables;
use nourish_rules::assess::{Past, assess_after};
use std::collections::BTreeSet;

const PERSONS: u32 = 16;
const DAYS: i32 = 140;
/// From one report of a person to the next.
const STEP: usize = 17;

fn journal(number: u32, first: CalendarDay) -> Timeline {
    let drafts = Person::of(7, number).journal(first, u32::try_from(DAYS).unwrap());
    let entries = (1u64..).zip(drafts).map(|(seq, draft)| {
        let id = EntryId::from_bytes(u128::from(seq).to_be_bytes());
        Entry::parse(draft, Stamp { id, ..Stamp::example(seq) }).unwrap()
    });
    Timeline::of(entries)
}

/// The English texts of a page that speaks another language.
fn fallen_back(page: &str) -> impl Iterator<Item = String> {
    let texts = page.split('<').filter_map(|piece| Some(piece.split_once('>')?.1.trim()));
    texts.filter(|text| text.contains("[en]")).map(str::to_owned)
}

#[test]
fn every_text_of_simulated_people_is_said_in_spanish() {
    let tables = Tables::built_in().unwrap();
    let first: CalendarDay = "2026-01-05".parse().unwrap();
    let mut english = BTreeSet::new();
    for number in 0..PERSONS {
        let timeline = journal(number, first);
        let mut past = Past::default();
        for day in first.through(first.plus(DAYS - 1)).skip(STEP).step_by(STEP) {
            let judged = assess_after(&timeline, &tables, day, &mut past);
            let made_at = Moment::parse(&format!("{day}T20:00[Europe/Madrid]")).unwrap();
            for audience in [Audience::Patient, Audience::CareTeam] {
                let made_at = made_at.clone();
                let options =
                    Options { from: day.plus(-30), to: day, made_at, audience, app_version: "0".into() };
                let report = compose(&timeline, &judged, &options);
                let page = report.speaking(&Language::SPANISH, Units::Metric).to_html();
                english.extend(fallen_back(&page));
            }
        }
    }
    assert!(english.is_empty(), "{english:#?}");
}
