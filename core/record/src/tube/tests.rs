use super::TubeStanding::{Dislodged, InPlace, Removed, Unclear};
use super::*;
use crate::draft::{Draft, Source, Stamp};
use crate::entry::Entry;
use crate::fact::Fact;
use crate::moment::Moment;

type Fields<'a> = &'a [(&'a str, &'a str)];

fn entry(seq: u64, when: &str, kind: &str, fields: Fields<'_>) -> Entry {
    let at = Moment::parse(&format!("2026-11-{when}[Europe/Madrid]")).unwrap();
    Entry::parse(Draft::new(at, Source::Typed, Fact::read(kind, fields).unwrap()), Stamp::example(seq))
        .unwrap()
}

/// One thing that was said, in a few words: `02T08:00 placed nasojejunal`, `03T09:00 plan 800 jejunostomy`, `04T20:00 feed 500`.
fn read(seq: u64, line: &str) -> Entry {
    let mut words = line.split(' ');
    let (when, what) = (words.next().unwrap(), words.next().unwrap());
    let route = |fields: &mut Vec<(&'static str, String)>, word: Option<&str>| {
        fields.extend(word.map(|word| ("route", word.to_owned())));
    };
    let mut fields = Vec::new();
    let kind = match what {
        "plan" => {
            match words.next().unwrap() {
                "-" => fields.push(("energy_min", "1800 kcal".to_owned())),
                ml => fields.push(("tube_prescribed", format!("{ml} ml"))),
            }
            route(&mut fields, words.next());
            "feeding-plan"
        }
        "feed" => {
            fields.push(("delivered", format!("{} ml", words.next().unwrap())));
            route(&mut fields, words.next());
            "tube-feed"
        }
        event => {
            fields.push(("event", event.to_owned()));
            route(&mut fields, words.next());
            "tube-care"
        }
    };
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    entry(seq, when, kind, &fields)
}

fn day(of_november: &str) -> CalendarDay {
    format!("2026-11-{of_november}").parse().unwrap()
}

fn timeline(lines: &[&str]) -> Timeline {
    Timeline::of((1..).zip(lines).map(|(seq, line)| read(seq, line)))
}

fn tube(lines: &[&str]) -> Option<Tube> {
    timeline(lines).tube(day("20"))
}

fn standing(lines: &[&str]) -> Option<TubeStanding> {
    tube(lines).map(|tube| tube.standing)
}

/// Standing and since when.
fn stands(lines: &[&str]) -> Option<(TubeStanding, Option<CalendarDay>)> {
    tube(lines).map(|tube| (tube.standing, tube.since))
}

fn route(lines: &[&str]) -> Option<TubeRoute> {
    tube(lines).and_then(|tube| tube.route)
}

#[test]
fn nothing_tells_of_a_tube_where_nobody_spoke_of_one() {
    assert_eq!(tube(&[]), None);
    assert_eq!(tube(&["02T08:00 plan -", "03T08:00 plan 0"]), None);
    assert_eq!(tube(&["02T08:00 feed 0"]), None);
}

#[test]
fn a_tube_stands_as_what_happened_to_it_last() {
    let placed = "02T08:00 placed nasojejunal";
    let on = |of_november| Some(day(of_november));
    assert_eq!(stands(&[placed]), Some((InPlace, on("02"))));
    assert_eq!(stands(&[placed, "04T08:00 dislodged"]), Some((Dislodged, on("04"))));
    assert_eq!(stands(&[placed, "04T08:00 removed"]), Some((Removed, on("04"))));
    let lost = [placed, "04T08:00 dislodged", "05T08:00 removed"];
    assert_eq!(stands(&lost), Some((Removed, on("05"))));
    let back = [placed, "04T08:00 dislodged", "05T08:00 replaced"];
    assert_eq!(stands(&back), Some((InPlace, on("05"))));
    assert_eq!(stands(&[placed, "04T08:00 removed", "06T08:00 placed"]), Some((InPlace, on("06"))));
    // Said twice, it is out since the first.
    assert_eq!(stands(&[placed, "04T08:00 dislodged", "06T08:00 dislodged"]), Some((Dislodged, on("04"))));
    // Without anything before it, too.
    assert_eq!(standing(&["04T08:00 dislodged"]), Some(Dislodged));
    assert_eq!(standing(&["04T08:00 removed"]), Some(Removed));
}

#[test]
fn on_one_day_the_hour_decides_and_at_one_instant_the_new_tube_comes_after_the_old() {
    let (out, into) = ("04T09:00 removed", "04T15:00 placed jejunostomy");
    assert_eq!(standing(&[out, into]), Some(InPlace));
    assert_eq!(standing(&["04T08:00 placed", "04T15:00 removed"]), Some(Removed));
    for lines in [["04T09:00 removed", "04T09:00 placed"], ["04T09:00 placed", "04T09:00 removed"]] {
        assert_eq!(standing(&lines), Some(InPlace));
    }
    // As of a day: what comes later is not known yet.
    let timeline = timeline(&["02T08:00 placed", "04T08:00 dislodged", "06T08:00 removed"]);
    let of = |of_november| timeline.tube(day(of_november)).map(|tube| tube.standing);
    let all = ["01", "02", "03", "04", "05", "06"].map(of);
    assert_eq!(all, [None, Some(InPlace), Some(InPlace), Some(Dislodged), Some(Dislodged), Some(Removed)]);
}

#[test]
fn corrections_and_what_was_taken_back_count_as_they_stand() {
    let placed = read(1, "02T08:00 placed nasojejunal");
    let out = read(2, "04T08:00 dislodged");
    let now = |entries: &[Entry]| Timeline::of(entries.to_vec()).tube(day("20")).unwrap().standing;
    assert_eq!(now(&[placed.clone(), out.clone()]), Dislodged);
    let removed = Fact::read("tube-care", &[("event", "removed")]).unwrap();
    let corrected = out.amend(removed, out.occurred().clone(), "taken out", Stamp::example(3)).unwrap();
    assert_eq!(now(&[placed.clone(), out.clone(), corrected.clone()]), Removed);
    let taken_back = out.retract("of somebody else", Stamp::example(4)).unwrap();
    assert_eq!(now(&[placed, out, corrected, taken_back]), InPlace);
}

#[test]
fn another_kind_takes_the_place_of_the_one_before() {
    let nose = "02T08:00 placed nasogastric";
    let skin = "04T08:00 placed jejunostomy";
    assert_eq!(route(&[nose, skin]), Some(TubeRoute::Jejunostomy));
    // The old one goes a day later, and that is not the new one.
    let change = [nose, skin, "05T08:00 removed nasogastric"];
    assert_eq!((standing(&change), route(&change)), (Some(InPlace), Some(TubeRoute::Jejunostomy)));
    assert_eq!(standing(&[nose, skin, "05T08:00 dislodged nasogastric"]), Some(InPlace));
    assert_eq!(standing(&[nose, skin, "05T08:00 removed jejunostomy"]), Some(Removed));
    // Who names no kind means the one that is there.
    assert_eq!(standing(&[nose, skin, "05T08:00 removed"]), Some(Removed));
    let kept = [nose, "04T08:00 dislodged", "05T08:00 replaced"];
    assert_eq!(route(&kept), Some(TubeRoute::Nasogastric));
    let other = [nose, "04T08:00 dislodged", "05T08:00 replaced nasojejunal"];
    assert_eq!(route(&other), Some(TubeRoute::Nasojejunal));
    // Once it is gone, the next that comes out is the next.
    let next = [nose, "04T08:00 removed", "06T08:00 dislodged jejunostomy"];
    assert_eq!((standing(&next), route(&next)), (Some(Dislodged), Some(TubeRoute::Jejunostomy)));
}

#[test]
fn a_prescription_tells_of_a_tube_that_nothing_else_tells_of() {
    let planned = "03T08:00 plan 1000 nasogastric";
    assert_eq!(stands(&[planned]), Some((InPlace, None)));
    assert_eq!(route(&[planned]), Some(TubeRoute::Nasogastric));
    assert_eq!(standing(&["03T08:00 plan - jejunostomy"]), Some(InPlace));
    // What a later plan leaves out still holds.
    let later = tube(&[planned, "05T08:00 plan -"]).unwrap();
    assert_eq!((later.standing, later.prescribed_ml), (InPlace, Some(1_000)));
    // Nothing is to go through it any more, and nobody said that it was taken out.
    assert_eq!(standing(&[planned, "05T08:00 plan 0"]), Some(Unclear));
    assert_eq!(standing(&[planned, "05T08:00 plan 0", "06T08:00 plan 500"]), Some(InPlace));
    assert_eq!(standing(&["02T08:00 placed", planned, "05T08:00 plan 0"]), Some(InPlace));
    // Where it leads is the plan's to say where the event does not.
    assert_eq!(route(&[planned, "04T08:00 placed"]), Some(TubeRoute::Nasogastric));
    assert_eq!(route(&[planned, "04T08:00 placed nasojejunal"]), Some(TubeRoute::Nasojejunal));
    assert_eq!(route(&[planned, "04T08:00 removed", "05T08:00 placed"]), None);
}

#[test]
fn a_prescription_after_a_removal_means_another_tube_and_brings_no_dislodged_one_back() {
    let placed = "02T08:00 placed nasogastric";
    let renewed = "05T08:00 plan 1200 nasogastric";
    assert_eq!(stands(&[placed, "04T08:00 removed", renewed]), Some((InPlace, None)));
    assert_eq!(standing(&[placed, "05T07:00 removed", renewed]), Some(InPlace));
    assert_eq!(standing(&[placed, renewed, "05T09:00 removed"]), Some(Removed));
    // At one instant the tube is gone: a plan does not place one.
    assert_eq!(standing(&[placed, renewed, "05T08:00 removed"]), Some(Removed));
    let dislodged = tube(&[placed, "04T08:00 dislodged", renewed]).unwrap();
    assert_eq!((dislodged.standing, dislodged.prescribed_ml), (Dislodged, Some(1_200)));
    let other = [placed, "04T08:00 dislodged", "05T08:00 plan 1200 jejunostomy"];
    assert_eq!((standing(&other), route(&other)), (Some(InPlace), Some(TubeRoute::Jejunostomy)));
}

#[test]
fn what_happens_to_another_tube_than_the_prescribed_one_leaves_it_unclear_or_is_believed() {
    let planned = "03T08:00 plan 1000 jejunostomy";
    assert_eq!(standing(&[planned, "04T08:00 removed nasogastric"]), Some(Unclear));
    let out = [planned, "04T08:00 dislodged nasogastric"];
    assert_eq!((standing(&out), route(&out)), (Some(Dislodged), Some(TubeRoute::Nasogastric)));
}

#[test]
fn a_feed_tells_of_a_tube_for_thirty_days_and_not_on_the_day_it_came_out() {
    let fed = |of_november: &str| timeline(&["01T20:00 feed 500"]).tube(day(of_november));
    assert_eq!(fed("20").map(|tube| (tube.standing, tube.since)), Some((InPlace, None)));
    let told = timeline(&["01T20:00 feed 500"]);
    assert!(told.tube(day("01").plus(FED_DAYS)).is_some());
    assert_eq!(told.tube(day("01").plus(FED_DAYS + 1)), None);
    let placed = "02T08:00 placed nasogastric";
    for (out, on_the_day) in [("04T08:00 dislodged", Dislodged), ("04T08:00 removed", Removed)] {
        assert_eq!(standing(&[placed, out, "04T20:00 feed 500"]), Some(on_the_day));
        assert_eq!(standing(&[placed, out, "05T20:00 feed 500"]), Some(InPlace));
        assert_eq!(standing(&[placed, out, "05T20:00 feed 0"]), Some(on_the_day));
        let again = out.replace("04T", "06T");
        assert_eq!(standing(&[placed, out, "05T20:00 feed 9", &again, "06T20:00 feed 9"]), Some(on_the_day));
    }
    assert_eq!(
        standing(&[placed, "04T08:00 dislodged", "06T08:00 dislodged", "06T20:00 feed 500"]),
        Some(Dislodged)
    );
    // Placed on a day stays so, whatever is fed.
    assert_eq!(stands(&[placed, "04T20:00 feed 500"]), Some((InPlace, Some(day("02")))));
}

#[test]
fn care_tells_of_a_tube_and_not_of_which() {
    assert_eq!(standing(&["04T08:00 flushed jejunostomy"]), Some(InPlace));
    // It may be a line's.
    assert_eq!(standing(&["04T08:00 site-infection"]), Some(Unclear));
    assert_eq!(standing(&["04T08:00 flushed", "05T20:00 feed 500"]), Some(InPlace));
    let placed = "02T08:00 placed";
    assert_eq!(route(&[placed, "04T08:00 position-checked nasogastric"]), Some(TubeRoute::Nasogastric));
    let removed = "04T08:00 removed jejunostomy";
    // The hole is dressed after its tube is gone.
    for of_the_skin in ["leaking", "site-infection", "overgranulation", "dressing"] {
        assert_eq!(standing(&[placed, removed, &format!("06T08:00 {of_the_skin}")]), Some(Removed));
    }
    for of_the_tube in ["blocked", "buried-bumper", "position-checked", "set-changed", "flushed"] {
        let later = format!("06T08:00 {of_the_tube}");
        assert_eq!(standing(&[placed, removed, &later]), Some(Unclear));
        assert_eq!(standing(&[placed, removed, &format!("04T20:00 {of_the_tube}")]), Some(Removed));
        assert_eq!(standing(&[placed, removed, &format!("{later} nasogastric")]), Some(InPlace));
        assert_eq!(standing(&[placed, "04T08:00 dislodged", &later]), Some(Dislodged));
    }
}

#[test]
fn a_line_is_there_while_bags_run() {
    let timeline = Timeline::of([entry(1, "02T20:00", "parenteral-bag", &[("volume", "1000 ml")])]);
    let has = |after| timeline.has_line(day("02").plus(after));
    assert_eq!([-1, 0, FED_DAYS, FED_DAYS + 1].map(has), [false, true, true, false]);
}
