//! A set of entries as it stands: corrections applied, retractions left out, duplicates and doubtful weights set aside.

use crate::day::CalendarDay;
use crate::draft::{Source, Status};
use crate::entry::{Content, Entry, Intent};
use crate::fact::{OfKind, Weight};
use crate::plausible::{Candidate, Doubt, doubts};
use crate::standing::{Shown, standing};
use std::collections::BTreeMap;

/// Everything that stands, in order of time.
///
/// Nothing here is stored: a timeline is made anew from entries whenever one is needed, by this one function of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    shown: Vec<Shown>,
    /// The places in `shown` of each kind, by the kind's number.
    places: Vec<Vec<usize>>,
    doubtful: Vec<Shown>,
    duplicates: Vec<Entry>,
    newer: Vec<Entry>,
}

impl Timeline {
    /// The timeline of a set of entries, whatever their order; an entry that comes twice counts once.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let standing = standing(entries);
        let mut timeline = Self { shown: Vec::with_capacity(standing.len()), ..Self::default() };
        for shown in standing {
            timeline.place(shown);
        }
        timeline.set_doubtful_weights_aside();
        timeline.find_places();
        timeline
    }

    /// Adds a new entry that comes after all others, and says whether that could be done. Where it could not (a correction, an entry
    /// of an earlier time, a weight that changes what is believed of another), nothing has changed: make the timeline anew.
    ///
    /// A timeline to which entries were added equals the one of all of them.
    #[must_use]
    pub fn add(&mut self, entry: &Entry) -> bool {
        let instant_ms = entry.occurred().instant_ms();
        let is_last = [&self.shown, &self.doubtful]
            .into_iter()
            .filter_map(|shown| shown.last())
            .map(Shown::instant_ms)
            .chain(self.duplicates.iter().chain(&self.newer).map(|other| other.occurred().instant_ms()))
            .all(|other_ms| other_ms < instant_ms);
        let stands = entry.intent() == Intent::Record && entry.status() != Status::EnteredInError;
        let Some(fact) = entry.fact().filter(|_| is_last && stands) else { return false };
        let mut shown = Shown { entry: entry.clone(), amended: false, clash: false, doubt: None };
        if let Some(weight) = entry.fact_of::<Weight>().filter(|weight| !weight.is_recalled()) {
            let Some(doubt) = self.doubt_of_last(Candidate::of(entry, weight)) else { return false };
            shown.doubt = doubt;
        }
        if shown.doubt.is_some() {
            self.doubtful.push(shown);
        } else {
            note_place(&mut self.places, fact.kind().number, self.shown.len());
            self.shown.push(shown);
        }
        true
    }

    /// The doubt about a weight that comes after all others; none if it changes what is believed of another.
    fn doubt_of_last(&self, last: Candidate) -> Option<Option<Doubt>> {
        let measured = |shown: &Shown| {
            let weight = shown.entry.fact_of::<Weight>().filter(|weight| !weight.is_recalled())?;
            Some((Candidate::of(&shown.entry, weight), (shown.instant_ms(), shown.root()), shown.doubt))
        };
        let mut known: Vec<_> = self.shown.iter().chain(&self.doubtful).filter_map(measured).collect();
        known.sort_by_key(|(_, place, _)| *place);
        let (mut candidates, was): (Vec<Candidate>, Vec<Option<Doubt>>) =
            known.into_iter().map(|(candidate, _, doubt)| (candidate, doubt)).unzip();
        candidates.push(last);
        let mut now = doubts(&candidates);
        let of_last = now.pop()?;
        (now == was).then_some(of_last)
    }

    /// What stands and is believed, in order of time.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Shown> + Clone {
        self.shown.iter()
    }

    /// What stands on the days from `from` to `to`, in order of time. Looks at those days alone.
    pub fn between(&self, from: CalendarDay, to: CalendarDay) -> impl DoubleEndedIterator<Item = &Shown> {
        let begin = self.shown.partition_point(|shown| shown.instant_ms() < first_instant_ms(from));
        let near = self.shown.get(begin..).unwrap_or_default().iter();
        let last_ms = first_instant_ms(to.plus(2 * DAY_SLACK + 1));
        let end = self.shown.partition_point(|shown| shown.instant_ms() < last_ms);
        near.take(end.saturating_sub(begin)).filter(move |shown| from <= shown.day() && shown.day() <= to)
    }

    /// Everything of one kind, in order of time.
    pub fn of_kind<K: OfKind + 'static>(&self) -> impl DoubleEndedIterator<Item = (&Shown, &K)> + Clone {
        let places = usize::try_from(K::NUMBER).ok().and_then(|number| self.places.get(number));
        let shown = places.into_iter().flatten().filter_map(|place| self.shown.get(*place));
        shown.filter_map(|shown| shown.entry.fact_of::<K>().map(|fact| (shown, fact)))
    }

    /// Everything of one kind from the day `from` on, the latest first. Looks at no older day.
    pub fn of_kind_since<K: OfKind + 'static>(
        &self,
        from: CalendarDay,
    ) -> impl Iterator<Item = (&Shown, &K)> + Clone {
        let first_ms = first_instant_ms(from);
        let recent = self.of_kind::<K>().rev().take_while(move |(shown, _)| shown.instant_ms() >= first_ms);
        recent.filter(move |(shown, _)| shown.day() >= from)
    }

    /// The last of one kind on or before `day`.
    pub fn latest<K: OfKind + 'static>(&self, day: CalendarDay) -> Option<(&Shown, &K)> {
        self.of_kind::<K>().rfind(|(shown, _)| shown.day() <= day)
    }

    /// One weighing a day: the first of each that is believed and was measured or stated on the day itself.
    pub fn weights(&self) -> impl DoubleEndedIterator<Item = (&Shown, &Weight)> {
        let mut of_day: BTreeMap<CalendarDay, (&Shown, &Weight)> = BTreeMap::new();
        for (shown, weight) in self.of_kind::<Weight>().filter(|(_, weight)| !weight.is_recalled()) {
            of_day.entry(shown.day()).or_insert((shown, weight));
        }
        of_day.into_values()
    }

    /// Weights that wait to be confirmed; no rule sees them.
    pub fn doubtful(&self) -> impl DoubleEndedIterator<Item = &Shown> + Clone {
        self.doubtful.iter()
    }

    /// Entries that say again what another of the same source says of the same instant.
    pub fn duplicates(&self) -> &[Entry] {
        &self.duplicates
    }

    /// Entries of a newer version, which this one keeps and hands on but does not understand.
    pub fn newer(&self) -> &[Entry] {
        &self.newer
    }

    /// First and last day with anything on it.
    pub fn span(&self) -> Option<(CalendarDay, CalendarDay)> {
        let days = || self.shown.iter().map(Shown::day);
        Some((days().min()?, days().max()?))
    }

    /// The same timeline with the days from `from` to `to` alone. What stands on them was judged beside all others.
    #[must_use]
    pub fn on(mut self, from: CalendarDay, to: CalendarDay) -> Self {
        let within = |day: CalendarDay| from <= day && day <= to;
        self.shown.retain(|shown| within(shown.day()));
        self.doubtful.retain(|shown| within(shown.day()));
        self.duplicates.retain(|entry| within(entry.occurred().day()));
        self.newer.retain(|entry| within(entry.occurred().day()));
        self.find_places();
        self
    }

    fn find_places(&mut self) {
        self.places = Vec::new();
        for (place, shown) in self.shown.iter().enumerate() {
            if let Some(fact) = shown.entry.fact() {
                note_place(&mut self.places, fact.kind().number, place);
            }
        }
    }

    fn place(&mut self, shown: Shown) {
        if shown.entry.erasure().is_some() {
            // What was erased is not shown, and neither is that it was.
        } else if matches!(shown.entry.content(), Content::Newer { .. }) {
            self.newer.push(shown.entry);
        } else {
            let earlier =
                self.said_before(&shown.entry).and_then(|at| self.shown.get(at).map(|said| (at, said)));
            match earlier {
                Some((at, said)) if corrects_itself(&said.entry, &shown.entry) => {
                    let said = self.shown.remove(at);
                    self.duplicates.push(said.entry);
                    self.shown.push(shown);
                }
                Some(_) => self.duplicates.push(shown.entry),
                None => self.shown.push(shown),
            }
        }
    }

    /// Where the same source, or an import beside it, already said this of the same instant. What two people typed repeats only where
    /// it is the same.
    fn said_before(&self, entry: &Entry) -> Option<usize> {
        let instant_ms = entry.occurred().instant_ms();
        let is_said = |shown: &Shown| {
            let (Some(was), Some(is)) = (shown.entry.fact(), entry.fact()) else { return false };
            let earlier = &shown.entry;
            let same_source = earlier.source() == entry.source() && earlier.origin() == entry.origin();
            let both_imported = earlier.origin().is_some() && entry.origin().is_some();
            let same_hand = earlier.origin().is_some() || earlier.author() == entry.author();
            (same_source && same_hand && was.same_slot(is)) || ((same_source || both_imported) && was == is)
        };
        let same_instant = self.shown.iter().enumerate().rev();
        let mut same_instant =
            same_instant.take_while(|(_, shown)| shown.entry.occurred().instant_ms() == instant_ms);
        same_instant.find(|(_, shown)| is_said(shown)).map(|(at, _)| at)
    }

    fn set_doubtful_weights_aside(&mut self) {
        let is_candidate =
            |shown: &Shown| shown.entry.fact_of::<Weight>().is_some_and(|weight| !weight.is_recalled());
        let candidates: Vec<Candidate> = self
            .shown
            .iter()
            .filter(|shown| is_candidate(shown))
            .filter_map(|shown| {
                let weight = shown.entry.fact_of::<Weight>()?;
                Some(Candidate::of(&shown.entry, weight))
            })
            .collect();
        let mut found = doubts(&candidates).into_iter();
        for shown in self.shown.iter_mut().filter(|shown| is_candidate(shown)) {
            shown.doubt = found.next().flatten();
        }
        self.doubtful = self.shown.extract_if(.., |shown| shown.doubt.is_some()).collect();
    }
}

/// Whether one hand typed the second after the first: then that is what it means.
fn corrects_itself(first: &Entry, second: &Entry) -> bool {
    let one_hand = first.origin().is_none() && second.origin().is_none() && first.author() == second.author();
    one_hand && first.recorded() < second.recorded()
}

fn note_place(places: &mut Vec<Vec<usize>>, kind: u32, place: usize) {
    let Ok(number) = usize::try_from(kind) else { return };
    if places.len() <= number {
        places.resize(number + 1, Vec::new());
    }
    if let Some(of_kind) = places.get_mut(number) {
        of_kind.push(place);
    }
}

impl Candidate {
    fn of(entry: &Entry, weight: &Weight) -> Self {
        Self {
            instant_ms: entry.occurred().instant_ms(),
            day: entry.occurred().day(),
            weight_g: weight.weight_g,
            confirmed: weight.confirmed == Some(true),
            typed: entry.source() == Source::Typed,
        }
    }
}

impl Weight {
    /// Whether the weight is remembered from an earlier time rather than read on its day.
    pub fn is_recalled(&self) -> bool {
        self.method == Some(crate::fact::WeightMethod::Recalled)
    }
}

/// How many days the instant of an entry may lie from its day in UTC: one that the person's day may be off the clock's, one for the
/// zone, rounded up.
const DAY_SLACK: i32 = 2;

/// No entry of `day` or later has an instant before this one.
fn first_instant_ms(day: CalendarDay) -> i64 {
    i64::from(day.plus(-DAY_SLACK).days_since_1970()) * 86_400_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Recorded;
    use crate::draft::{Draft, Stamp};
    use crate::fact::Fact;
    use crate::id::Author;
    use crate::moment::Moment;
    use crate::standing::{base as base_of, standing_version};
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    fn at(text: &str) -> Moment {
        Moment::parse(&format!("{text}[Europe/Madrid]")).unwrap()
    }

    fn weight(kg: &str) -> Fact {
        Fact::read("weight", &[("weight", &format!("{kg} kg"))]).unwrap()
    }

    fn logged(seq: u64, when: &str, kg: &str) -> Entry {
        Entry::parse(Draft::new(at(when), Source::Typed, weight(kg)), Stamp::example(seq)).unwrap()
    }

    fn weights_g(timeline: &Timeline) -> Vec<u32> {
        timeline.weights().map(|(_, weight)| weight.weight_g).collect()
    }

    #[test]
    fn the_latest_correction_stands_and_a_clash_is_visible() {
        let first = logged(1, "2026-11-01T07:00", "70.0");
        let mine =
            first.amend(weight("70.1"), first.occurred().clone(), "misread", Stamp::example(2)).unwrap();
        let theirs =
            first.amend(weight("70.2"), first.occurred().clone(), "slipped", Stamp::example(3)).unwrap();
        let after =
            theirs.amend(weight("70.3"), first.occurred().clone(), "again", Stamp::example(4)).unwrap();

        let quiet = Timeline::of([first.clone(), theirs.clone(), after.clone()]);
        assert_eq!(weights_g(&quiet), [70_300]);
        assert!(quiet.iter().all(|shown| shown.amended() && !shown.clash()));

        let clash = Timeline::of([first, mine, theirs]);
        assert_eq!(weights_g(&clash), [70_200]);
        assert!(clash.iter().all(Shown::clash));
    }

    #[test]
    fn a_correction_of_a_correction_stands_though_its_device_is_years_behind() {
        let first = logged(1, "2026-11-01T07:00", "70.0");
        let occurred = first.occurred().clone();
        let stamp = |seq, wall_ms| Stamp { recorded: Recorded::at(wall_ms), ..Stamp::example(seq) };
        // 2031 and 2027, in milliseconds since 1970.
        let ahead = first.amend(weight("71.0"), occurred.clone(), "a", stamp(2, 1_924_992_000_000)).unwrap();
        let after = ahead.amend(weight("72.0"), occurred, "b", stamp(3, 1_798_761_600_000)).unwrap();
        let timeline = Timeline::of([after, ahead, first]);
        assert_eq!(weights_g(&timeline), [72_000]);
        assert!(timeline.iter().all(|shown| shown.amended() && !shown.clash()));
    }

    #[test]
    fn what_is_retracted_is_gone_with_its_corrections() {
        let first = logged(1, "2026-11-01T07:00", "70.0");
        let amended =
            first.amend(weight("70.1"), first.occurred().clone(), "misread", Stamp::example(2)).unwrap();
        let retracted = first.retract("somebody else's", Stamp::example(3)).unwrap();
        assert_eq!(Timeline::of([retracted, amended, first]), Timeline::default());
    }

    #[test]
    fn the_first_weighing_of_a_day_counts_and_all_are_kept() {
        let timeline =
            Timeline::of([logged(2, "2026-11-01T19:00", "70.9"), logged(1, "2026-11-01T07:00", "70.0")]);
        assert_eq!(weights_g(&timeline), [70_000]);
        assert_eq!(timeline.of_kind::<Weight>().count(), 2);
    }

    #[test]
    fn a_doubtful_weight_waits_until_someone_confirms_it() {
        let slip = logged(3, "2026-11-03T07:00", "154.3");
        let entries = vec![
            logged(1, "2026-11-01T07:00", "70.0"),
            logged(2, "2026-11-02T07:00", "70.1"),
            slip.clone(),
            logged(4, "2026-11-04T07:00", "69.9"),
        ];
        let waiting = Timeline::of(entries.clone());
        assert_eq!(weights_g(&waiting), [70_000, 70_100, 69_900]);
        assert_eq!(waiting.doubtful().map(Shown::doubt).collect::<Vec<_>>(), [Some(Doubt::UnitSlip)]);

        let fact = Fact::read("weight", &[("weight", "154.3 kg"), ("confirmed", "yes")]).unwrap();
        let confirmed = slip.amend(fact, slip.occurred().clone(), "it is right", Stamp::example(5)).unwrap();
        let believed = Timeline::of(entries.into_iter().chain([confirmed]));
        assert_eq!(believed.doubtful().count(), 0);
        assert_eq!(weights_g(&believed).len(), 4);
    }

    #[test]
    fn one_meal_in_two_apps_counts_once_but_two_foods_count_twice() {
        let food = |seq, system: &str, kcal: &str| {
            let fact = Fact::read("oral-intake", &[("energy", kcal)]).unwrap();
            let draft = Draft::imported(at("2026-11-01T13:00"), fact, system, seq_key(seq));
            Entry::parse(draft, Stamp::example(seq)).unwrap()
        };
        let timeline = Timeline::of([
            food(1, "Kitchen app", "300 kcal"),
            food(2, "Kitchen app", "120 kcal"),
            food(3, "Health", "300 kcal"),
        ]);
        assert_eq!(timeline.iter().count(), 2);
        assert_eq!(timeline.duplicates().len(), 1);
    }

    #[test]
    fn two_people_who_weigh_alike_at_one_time_are_both_heard_unless_they_say_the_same() {
        let other = |seq, kg| logged(seq, "2026-11-01T12:00", kg).restamped(Author::from_bytes([9; 16]), 1);
        let mine = logged(1, "2026-11-01T12:00", "68.4");
        let timeline = Timeline::of([mine.clone(), other(2, "68.1"), other(3, "68.4")]);
        assert_eq!((timeline.iter().count(), timeline.duplicates().len()), (2, 1));
    }

    #[test]
    fn of_what_one_hand_says_of_one_instant_the_last_word_stands() {
        for first_id in [1, 9] {
            let first_stamp = Stamp { id: Stamp::example(first_id).id, ..Stamp::example(1) };
            let draft = Draft::new(at("2026-11-01T12:00"), Source::Typed, weight("68.4"));
            let first = Entry::parse(draft, first_stamp).unwrap();
            let timeline = Timeline::of([first.clone(), logged(2, "2026-11-01T12:00", "68.1")]);
            assert_eq!(weights_g(&timeline), [68_100]);
            assert_eq!(timeline.duplicates(), [first]);
        }
    }

    fn seq_key(seq: u64) -> String {
        format!("row {seq}")
    }

    #[test]
    fn a_recalled_weight_is_kept_apart() {
        let fact = Fact::read("weight", &[("weight", "78 kg"), ("method", "recalled")]).unwrap();
        let recalled =
            Entry::parse(Draft::new(at("2026-05-01T12:00"), Source::Typed, fact), Stamp::example(1)).unwrap();
        let timeline = Timeline::of([recalled]);
        assert_eq!(weights_g(&timeline), Vec::<u32>::new());
        assert_eq!(timeline.of_kind::<Weight>().count(), 1);
    }

    proptest! {
        /// Whatever is logged one after the other, a timeline that can take it says the same as one made anew.
        #[test]
        fn what_is_added_stands_as_if_it_had_been_there(
            grams in proptest::collection::vec(prop_oneof![68_000u32..72_000, 30_000u32..160_000], 1..24),
            hours in proptest::collection::vec(0i64..60, 24),
        ) {
            let mut timeline = Timeline::default();
            let mut entries: Vec<Entry> = Vec::new();
            let mut instant_ms = at("2026-11-01T07:00").instant_ms();
            for ((seq, grams), hours) in (1..).zip(grams).zip(hours) {
                instant_ms += hours * 3_600_000;
                let moment = Moment::in_zone(instant_ms, "Europe/Madrid".parse().unwrap()).unwrap();
                let fact = weight(&format!("{}.{:03}", grams / 1000, grams % 1000));
                let entry = Entry::parse(Draft::new(moment, Source::Typed, fact), Stamp::example(seq)).unwrap();
                entries.push(entry.clone());
                let anew = Timeline::of(entries.clone());
                if timeline.add(&entry) {
                    prop_assert_eq!(&timeline, &anew);
                }
                timeline = anew;
            }
        }

        /// However corrections are based on one another and whatever the clocks say: none stands that another corrects, and of
        /// the others the latest does.
        #[test]
        fn of_corrections_one_stands_that_nobody_corrected(
            choices in proptest::collection::vec((any::<proptest::sample::Index>(), 0u64..4), 1..9),
        ) {
            let mut versions = vec![logged(1, "2026-11-01T07:00", "70.0")];
            for ((base, day), seq) in choices.into_iter().zip(2..) {
                let base: &Entry = base.get(&versions);
                let recorded = Recorded::at(1_800_000_000_000 + day * 86_400_000);
                let stamp = Stamp { recorded, ..Stamp::example(seq) };
                let fact = weight(&format!("70.{seq}"));
                versions.push(base.amend(fact, base.occurred().clone(), "again", stamp).unwrap());
            }
            let is_corrected = |version: &Entry| versions.iter().any(|other| {
                base_of(other) == Some(version.id())
            });
            prop_assert_eq!(standing_version(&versions[..1]), versions.first());
            let mut last: Option<&Entry> = None;
            for version in versions.iter().skip(1).filter(|version| !is_corrected(version)) {
                if last.is_none_or(|last| (last.recorded(), last.id()) < (version.recorded(), version.id())) {
                    last = Some(version);
                }
            }
            for rotated in 0..versions.len() {
                let mut order = versions.clone();
                order.rotate_left(rotated);
                prop_assert_eq!(standing_version(&order), last);
                let timeline = Timeline::of(order);
                prop_assert_eq!(timeline.iter().next().map(Shown::entry), last);
            }
        }

        /// Devices get the same entries in different orders, some of them twice and some in two logs: all see the same timeline.
        #[test]
        fn order_and_repetition_do_not_matter(
            order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
            again in subsequence((0..12).collect::<Vec<usize>>(), 0..12),
        ) {
            let mut entries: Vec<Entry> =
                (1..=8).map(|seq| logged(seq, &format!("2026-11-0{seq}T07:00"), "70.0")).collect();
            let occurred = entries[0].occurred().clone();
            entries.push(entries[0].amend(weight("71.0"), occurred.clone(), "a", Stamp::example(9)).unwrap());
            entries.push(entries[0].amend(weight("71.5"), occurred, "b", Stamp::example(10)).unwrap());
            entries.push(entries[3].retract("c", Stamp::example(11)).unwrap());
            entries.push(logged(12, "2026-11-02T20:00", "150.0"));
            let again_elsewhere: Vec<Entry> = again
                .iter()
                .map(|place| entries[*place].clone().restamped(Author::from_bytes([0; 16]), 1 + *place as u64))
                .collect();
            entries.extend(again_elsewhere);
            let expected = Timeline::of(entries.clone());
            let more = 12..entries.len();
            let order: Vec<usize> = more.chain(order).collect();
            let shuffled = order.iter().chain(&again).map(|place| entries[*place].clone());
            prop_assert_eq!(Timeline::of(shuffled), expected);
        }
    }
}
