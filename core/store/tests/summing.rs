//! Sums of days with fresh corrections are the sums of all entries, whichever way they come about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod house;

use house::{House, log, put_all, stamp};
use nourish_record::{CalendarDay, DaySummary, Draft, Entry, Fact, Moment, Source, Timeline, Week};
use nourish_store::{Store, StoreError};
use proptest::prelude::*;
use std::collections::BTreeMap;

const WEEKS: i32 = 2;

fn first() -> CalendarDay {
    // A Monday, two weeks before the clocks of Madrid were put back on 25 October 2026.
    "2026-10-12".parse().unwrap()
}

/// What may be logged: weights of which some are out of all proportion, plans, feeds that the plan completes, repetitions.
fn fact(kind: u8, amount: u32) -> Fact {
    let text = |unit: &str| format!("{amount} {unit}");
    match kind {
        0 | 1 => Fact::read("weight", &[("weight", &format!("{} g", 70_000 + amount * 10))]),
        2 => Fact::read("weight", &[("weight", "27.0 kg")]),
        3 => Fact::read("feeding-plan", &[("tube_prescribed", &text("ml"))]),
        4..=6 => Fact::read("tube-feed", &[("delivered", &text("ml"))]),
        7 => {
            let level = (amount % 5).to_string();
            let fields = [
                ("item", "nausea"),
                ("attribute", "severity"),
                ("level", level.as_str()),
                ("recall_days", "1"),
            ];
            Fact::read("symptom", &fields)
        }
        _ => Fact::read("fluid", &[("volume", &text("ml"))]),
    }
    .unwrap()
}

fn moment(day: i32, hour: u32, zone: &str, own_day: i32) -> Moment {
    let at = Moment::parse(&format!("{}T{hour:02}:00[{zone}]", first().plus(day))).unwrap();
    let day = at.day().plus(own_day);
    at.on_day(day).unwrap()
}

fn draft(kind: u8, amount: u32, at: Moment) -> Draft {
    Draft::new(at, Source::Typed, fact(kind, amount))
}

#[derive(Debug, Clone)]
enum Edit {
    Log(u8, u32, i32, u32),
    Amend(prop::sample::Index, u32, i32, u32),
    Retract(prop::sample::Index),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (0u8..10, 1u32..400, 0..WEEKS * 7, 0u32..2).prop_map(|(kind, amount, day, hour)| Edit::Log(kind, amount, day, hour)),
        3 => (any::<prop::sample::Index>(), 1u32..400, 0..7i32, 0u32..2).prop_map(|(which, amount, day, hour)| Edit::Amend(which, amount, day, hour)),
        2 => any::<prop::sample::Index>().prop_map(Edit::Retract),
    ]
}

fn expected(store: &Store) -> Vec<DaySummary> {
    let mut weeks: BTreeMap<Week, Vec<Entry>> = BTreeMap::new();
    for entry in store.read_all().unwrap().entries {
        weeks.entry(entry.filed().week()).or_default().push(entry);
    }
    weeks.into_values().flat_map(|entries| DaySummary::of(&Timeline::of(entries))).collect()
}

fn apply(store: &mut Store, known: &mut Vec<Entry>, edit: &Edit) {
    let made = match edit {
        Edit::Log(kind, amount, day, hour) => {
            log(store, vec![draft(*kind, *amount, moment(*day, hour * 6, "Europe/Madrid", 0))])
        }
        Edit::Amend(which, amount, day, hour) => {
            let was = which.get(known).clone();
            let Some(old) = was.fact() else { return };
            let number = (0..10u8).find(|kind| fact(*kind, 1).kind().number == old.kind().number).unwrap();
            let monday = was.filed().week().first_day().days_since(first());
            let at = moment(monday + day, hour * 6, "Europe/Madrid", 0);
            store
                .append(|next| {
                    Ok::<_, StoreError>(vec![
                        was.amend(fact(number, *amount), at, "misread", stamp(next, 0)).unwrap(),
                    ])
                })
                .unwrap()
        }
        Edit::Retract(which) => {
            let was = which.get(known).clone();
            store
                .append(|next| Ok::<_, StoreError>(vec![was.retract("twice", stamp(next, 0)).unwrap()]))
                .unwrap()
        }
    };
    known.extend(made);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn sums_with_fresh_entries_are_those_of_all_entries(
        history in prop::collection::vec((0u8..10, 1u32..400, 0..WEEKS * 7, 0u32..2), 10..50),
        travels in any::<bool>(),
        late in any::<bool>(),
        before in prop::collection::vec(any_edit(), 0..6),
        after in prop::collection::vec(any_edit(), 1..6),
    ) {
        let (_house, mut store) = House::new();
        let mut importing = store.import().unwrap();
        let drafts = history.iter().enumerate().map(|(at, (kind, amount, day, hour))| {
            let zone = if travels && at % 9 == 0 { "America/Lima" } else { "Europe/Madrid" };
            let own_day = i32::from(late && at % 2 == 0);
            (1_000_000 + at as u128, draft(*kind, *amount, moment(*day, hour * 6, zone, own_day)))
        });
        put_all(&mut importing, drafts);
        importing.finish().unwrap();
        let mut known = store.read_all().unwrap().entries;
        known.sort_by_key(|entry| entry.seq());
        // Corrections that lie in blocks themselves, and those that are fresh.
        for edit in &before {
            apply(&mut store, &mut known, edit);
        }
        store.fold().unwrap();
        let (from, to) = (first().plus(-7), first().plus(7 * WEEKS + 7));
        for edit in &after {
            apply(&mut store, &mut known, edit);
            let sums = store.summaries(from, to).unwrap();
            let all = expected(&store);
            prop_assert!(sums == all, "{edit:?}");
            let some = store.summaries(first().plus(3), first().plus(9)).unwrap();
            let within = all.into_iter().filter(|day| first().plus(3) <= day.day && day.day <= first().plus(9));
            prop_assert!(some == within.collect::<Vec<_>>(), "{edit:?}");
            // The file keeps the days of fresh entries when it is let go.
            store.suspend().unwrap();
            store.resume().unwrap();
            prop_assert!(store.summaries(from, to).unwrap() == sums, "{edit:?} after a pause");
        }
    }
}

#[test]
fn many_weeks_with_fresh_corrections_are_summed_as_all_entries_are() {
    const MANY: i32 = 11;
    let (house, mut store) = House::new();
    let mut importing = store.import().unwrap();
    let drafts = (0..MANY * 7).map(|day| {
        let kind = (day % 10) as u8;
        (1_000_000 + day as u128, draft(kind, 100 + day as u32, moment(day, 8, "Europe/Madrid", 0)))
    });
    put_all(&mut importing, drafts);
    importing.finish().unwrap();
    for (was, at) in store.read_all().unwrap().entries.iter().zip(0..).filter(|(_, at)| at % 5 != 3) {
        let monday = was.filed().week().first_day().days_since(first());
        let moved = moment(monday + at % 7, 9, "Europe/Madrid", 0);
        let corrected = |next| match was.fact() {
            Some(fact) if at % 3 != 0 => was.amend(fact.clone(), moved, "misread", stamp(next, 0)),
            _ => was.retract("twice", stamp(next, 0)),
        };
        store.append(|next| Ok::<_, StoreError>(vec![corrected(next).unwrap()])).unwrap();
    }
    let (from, to) = (first(), first().plus(7 * MANY));
    let sums = store.summaries(from, to).unwrap();
    assert_eq!(sums, expected(&store));
    drop(store);
    // What was written down when the file was let go says the same, of all weeks and of one alone.
    let store = house.open().unwrap();
    assert_eq!(store.summaries(from, to).unwrap(), sums);
    let third = sums.iter().filter(|day| day.day.week() == first().plus(14).week());
    let third: Vec<DaySummary> = third.cloned().collect();
    assert_eq!(store.summaries(first().plus(14), first().plus(20)).unwrap(), third);
}
