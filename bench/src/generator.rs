//! A person's days, made up from a seed: a weight, twenty bites and drinks, sixteen readings of the pump, eighteen answers about
//! symptoms. Nobody logs more; whoever logs less waits less.

use crate::logged::Logged;
use crate::random::Sequence;
use nourish_record::{
    Attribute, CalendarDay, Draft, EntryId, Fact, FeedMode, Meal, Moment, OralIntake, Source, Symptom,
    SymptomItem, Tolerance, TubeFeed, TubeRoute, Tz, Weight,
};
use std::sync::LazyLock;

/// Entries of a whole day.
pub const ENTRIES_A_DAY: u32 = 55;
const INTAKES: u32 = 20;
const FEEDS: u32 = 16;
/// Logged apart from the weight, which comes first.
const REST: u32 = ENTRIES_A_DAY - 1;
/// Has no factor in common with [`REST`], so that steps of it mix the kinds over the day and meet each place once.
const STRIDE: u32 = 7;

/// 2021-01-04, a Monday, in days since 1970.
const FIRST_DAY: i32 = 18_631;
const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;
/// 05:00 UTC: six in the morning of a winter's day in Madrid, seven of a summer's.
const MORNING_MS: i64 = 300 * MINUTE_MS;
/// From one entry to the next; the jitter stays below it, so that no two share an instant.
const STEP_MIN: i64 = 17;
const JITTER_MIN: u32 = 16;
pub(crate) static ZONE: LazyLock<Tz> = LazyLock::new(|| "Europe/Madrid".parse().unwrap_or(Tz::UTC));

/// Days until another formula is prescribed.
const PRESCRIPTION_DAYS: i32 = 90;
/// Name, kcal/1000 per ml, mg of protein per ml of formulas that do not exist.
const FORMULAS: [(&str, u32, u32); 3] = [
    ("Plainly Fictional 1.0", 1_000, 40),
    ("Plainly Fictional Fibre", 1_200, 55),
    ("Plainly Fictional 1.5", 1_500, 60),
];
const WORDS: [&str; 32] = [
    "porridge", "yoghurt", "soup", "bread", "half", "banana", "rice", "egg", "tea", "with", "milk", "apple",
    "small", "chicken", "potato", "cheese", "toast", "fish", "honey", "puree", "of", "carrot", "custard",
    "water", "slowly", "cracker", "broth", "peach", "biscuit", "left", "warm", "pudding",
];

/// The entries of a journal, in order of time, without end.
#[derive(Debug, Clone)]
pub struct Generator {
    sequence: Sequence,
    day: i32,
    place: u32,
    weight_g: u32,
}

impl Generator {
    /// The days that belong to `seed`.
    pub const fn new(seed: u64) -> Self {
        Self { sequence: Sequence::new(seed), day: FIRST_DAY, place: 0, weight_g: 64_000 }
    }

    /// What the sequence draws next, for choices beside the entries.
    pub const fn sequence(&mut self) -> &mut Sequence {
        &mut self.sequence
    }

    fn fact(&mut self) -> (Source, Fact) {
        let Some(place) = self.place.checked_sub(1) else { return (Source::Scale, self.weight().into()) };
        match place * STRIDE % REST {
            intake if intake < INTAKES => (Source::Typed, self.intake().into()),
            feed if feed < INTAKES + FEEDS => (Source::Pump, self.feed(feed == INTAKES).into()),
            symptom => (Source::Typed, self.symptom((symptom - INTAKES - FEEDS) as usize).into()),
        }
    }

    /// A walk of at most 210 g a day around 64 kg.
    fn weight(&mut self) -> Weight {
        let middle = if self.weight_g > 64_000 { 210 } else { 190 };
        self.weight_g = self.weight_g + self.sequence.between(0, 40) * 10 - middle;
        Weight { weight_g: self.weight_g, method: None, fluid: None, confirmed: None }
    }

    fn intake(&mut self) -> OralIntake {
        let draw = &mut self.sequence;
        let meal = [Meal::Breakfast, Meal::Lunch, Meal::Dinner, Meal::Snack];
        OralIntake {
            meal: draw.pick(&meal).copied(),
            eaten_percent: draw.percent(25).then(|| draw.between(1, 4) * 25),
            energy_kcal_milli: Some(draw.between(15, 170) * 1_000),
            protein_mg: Some(draw.between(0, 18) * 500),
            carbohydrate_mg: None,
            fat_mg: None,
            fluid_ml: draw.percent(50).then(|| draw.between(5, 25) * 10),
            description: draw.percent(35).then(|| words(draw)),
        }
    }

    fn feed(&mut self, first_of_day: bool) -> TubeFeed {
        let prescription = (self.day - FIRST_DAY) / PRESCRIPTION_DAYS % 3;
        let formula = FORMULAS.get(prescription.unsigned_abs() as usize);
        let draw = &mut self.sequence;
        TubeFeed {
            route: Some(TubeRoute::Gastrostomy),
            mode: Some(FeedMode::Continuous),
            formula: formula.filter(|_| first_of_day).map(|(name, ..)| (*name).to_owned()),
            density_kcal_milli_per_ml: formula.map(|(_, density, _)| *density),
            protein_mg_per_ml: formula.map(|(.., protein)| *protein),
            rate_ml_per_h: Some(60),
            delivered_ml: Some(draw.between(45, 60)),
            prescribed_ml: Some(60),
            duration_min: Some(60),
            flush_ml: draw.percent(20).then(|| draw.between(4, 10) * 5),
            residual_ml: None,
            interrupted_min: None,
            interruption_reason: None,
            tolerance: draw.percent(10).then_some(Tolerance::Good),
        }
    }

    fn symptom(&mut self, place: usize) -> Symptom {
        let attributes = [Attribute::Severity, Attribute::Frequency, Attribute::Interference];
        let item = SymptomItem::ALL.get(place).copied().unwrap_or(SymptomItem::Nausea);
        let attribute = attributes.get(place % 3).copied().unwrap_or(Attribute::Severity);
        // Most answers are "none" or "mild".
        let level = self.sequence.below(3) * self.sequence.below(3);
        Symptom { item, attribute, level: u8::try_from(level).unwrap_or(0), recall_days: 1 }
    }
}

impl Iterator for Generator {
    type Item = Logged;

    fn next(&mut self) -> Option<Logged> {
        let id = EntryId::from_bytes(self.sequence.bytes());
        let minute = i64::from(self.place) * STEP_MIN + i64::from(self.sequence.below(JITTER_MIN));
        let instant_ms = i64::from(self.day) * DAY_MS + MORNING_MS + minute * MINUTE_MS;
        let occurred = Moment::in_zone(instant_ms, *ZONE).ok()?;
        let (source, fact) = self.fact();
        let recorded_ms = instant_ms.unsigned_abs() + u64::from(self.sequence.between(2, 40)) * 1_000;
        self.place += 1;
        if self.place == ENTRIES_A_DAY {
            (self.place, self.day) = (0, self.day + 1);
        }
        Some(Logged { id, recorded_ms, draft: Draft::new(occurred, source, fact) })
    }
}

/// The day that the last of `entries` belongs to.
pub fn last_day(entries: &[Logged]) -> CalendarDay {
    entries.last().map_or(CalendarDay::FIRST, |entry| entry.draft.occurred.day())
}

fn words(draw: &mut Sequence) -> String {
    let count = draw.between(1, 5);
    let drawn: Vec<&str> = (0..count).filter_map(|_| draw.pick(&WORDS).copied()).collect();
    drawn.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::{Entry, Stamp, Timeline};

    fn of_kind(day: &[Logged], name: &str) -> usize {
        day.iter().filter(|entry| entry.draft.fact.kind().name == name).count()
    }

    #[test]
    fn every_day_has_one_weight_twenty_intakes_sixteen_feeds_and_eighteen_symptoms() {
        let entries: Vec<Logged> = Generator::new(1).take(55 * 400).collect();
        for day in entries.chunks(55) {
            let counts = ["weight", "oral-intake", "tube-feed", "symptom"].map(|name| of_kind(day, name));
            assert_eq!(counts, [1, 20, 16, 18]);
            assert!(day.iter().all(|entry| entry.draft.occurred.day() == last_day(day)));
        }
        assert!(entries.is_sorted_by(|a, b| a.draft.occurred.instant_ms() < b.draft.occurred.instant_ms()));
    }

    #[test]
    fn a_seed_gives_one_life() {
        let some = |seed| -> Vec<_> {
            Generator::new(seed).take(200).map(|entry| (entry.id, entry.draft)).collect()
        };
        assert!(some(1) == some(1));
        assert!(some(1) != some(2));
    }

    #[test]
    fn everything_is_accepted_and_nothing_is_doubted() {
        let entries = (1..).zip(Generator::new(3).take(55 * 500)).map(|(seq, logged)| {
            let stamp = Stamp { id: logged.id, ..Stamp::example(seq) };
            Entry::parse(logged.draft, stamp).unwrap()
        });
        let timeline = Timeline::of(entries);
        assert_eq!(timeline.iter().count(), 55 * 500);
        assert_eq!((timeline.doubtful().count(), timeline.duplicates().len()), (0, 0));
    }
}
