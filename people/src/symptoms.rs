//! What is felt, day by day, and what is reported of it.

use crate::rates::{self, PATTERNS, When};
use crate::today::{Page, Purpose, Today};
use nourish_record::{Attribute, Source, Symptom, SymptomItem};
use std::collections::VecDeque;

/// Levels felt on one day, in the order of `SymptomItem::ALL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Felt([u8; SymptomItem::ALL.len()]);

impl Felt {
    pub(crate) fn of(today: &Today<'_>) -> Self {
        let mut levels = [0; SymptomItem::ALL.len()];
        for (level, item) in levels.iter_mut().zip(SymptomItem::ALL) {
            let drawn = drawn_per_mille(today, *item);
            let holding = PATTERNS.iter().filter(|pattern| pattern.item == *item);
            let felt = holding
                .map(|pattern| level_of(drawn, pattern.at_least, share_per_mille(today, pattern.when)));
            *level = felt.max().unwrap_or(0);
        }
        Self(levels)
    }

    /// The level of a symptom, 0 to 4.
    pub(crate) fn level(&self, item: SymptomItem) -> u8 {
        self.0.get(item as usize).copied().unwrap_or(0)
    }
}

/// The days of the last week, this one last.
#[derive(Debug, Default)]
pub(crate) struct LastWeek(VecDeque<Felt>);

impl LastWeek {
    pub(crate) fn push(&mut self, felt: Felt) {
        self.0.push_back(felt);
        if self.0.len() > 7 {
            self.0.pop_front();
        }
    }

    /// How bad a symptom was at its worst.
    fn worst(&self, item: SymptomItem) -> u8 {
        self.0.iter().map(|felt| felt.level(item)).max().unwrap_or(0)
    }
}

/// A number from 0 to 999, the lower the worse, even over persons and days; it stays for an episode on most days, and is
/// the same in many episodes of a person.
fn drawn_per_mille(today: &Today<'_>, item: SymptomItem) -> u32 {
    let own = |parts: &[u64]| today.person.draws(parts);
    let (item, day) = (item as u64, u64::from(today.index.cast_unsigned()));
    let mut of_day = own(&[Purpose::AnotherDay as u64, item, day]);
    if of_day.per_mille(rates::ANOTHER_DAY) {
        return of_day.below(1_000);
    }
    let episode = today.cycle().map_or_else(
        || u64::from(today.index.div_euclid(7).cast_unsigned()),
        |(cycle, _)| (1 << 40) + u64::from(cycle.planned.cast_unsigned()),
    );
    let mut of_episode = own(&[Purpose::Episode as u64, item, episode]);
    if of_episode.per_mille(rates::AS_ALWAYS) {
        return own(&[Purpose::Felt as u64, item]).below(1_000);
    }
    if of_episode.per_mille(rates::TOGETHER) {
        return own(&[Purpose::Felt as u64, u64::MAX, episode]).below(1_000);
    }
    of_episode.below(1_000)
}

/// The highest level whose chance the drawn number lies below.
fn level_of(drawn: u32, at_least: [u32; 4], share_per_mille: u32) -> u8 {
    let reached = at_least.iter().take_while(|chance| drawn < **chance * share_per_mille / 1_000);
    u8::try_from(reached.count()).unwrap_or(0)
}

/// How far a situation holds today.
fn share_per_mille(today: &Today<'_>, when: When) -> u32 {
    let of_cycle = |from: i32, to: i32, takes: fn(&crate::regimen::Regimen) -> bool| {
        today.cycle().is_some_and(|(cycle, day)| (from..=to).contains(&day) && takes(cycle.regimen))
    };
    let holds = match when {
        When::Always => true,
        When::Cycle(from, to) => of_cycle(from, to, |regimen| regimen.taxane || regimen.oxaliplatin),
        When::Taxane(from, to) => of_cycle(from, to, |regimen| regimen.taxane),
        When::Oxaliplatin(from, to) => of_cycle(from, to, |regimen| regimen.oxaliplatin),
        When::Fluoropyrimidine(from, to) => of_cycle(from, to, |regimen| regimen.fluoropyrimidine),
        When::Capecitabine(from, to) => of_cycle(from, to, |regimen| regimen.capecitabine_until.is_some()),
        When::OxaliplatinGiven => return today.oxaliplatin_cycles().min(8) * 125,
        When::Operation(from, to) => today.since_surgery().is_some_and(|days| (from..=to).contains(&days)),
        When::Radiation => today.feels_radiation(),
        When::Advanced => today.is_advanced(),
    };
    if holds { 1_000 } else { 0 }
}

/// Asked every day.
const DAILY: [SymptomItem; 6] = [
    SymptomItem::Nausea,
    SymptomItem::Vomiting,
    SymptomItem::AppetiteLoss,
    SymptomItem::Diarrhoea,
    SymptomItem::Fatigue,
    SymptomItem::AbdominalPain,
];

/// Asked every week.
const WEEKLY: [SymptomItem; 12] = [
    SymptomItem::AppetiteLoss,
    SymptomItem::Nausea,
    SymptomItem::Vomiting,
    SymptomItem::Diarrhoea,
    SymptomItem::Constipation,
    SymptomItem::MouthSores,
    SymptomItem::TasteChange,
    SymptomItem::Fatigue,
    SymptomItem::Numbness,
    SymptomItem::AbdominalPain,
    SymptomItem::Sleep,
    SymptomItem::LowMood,
];

/// Asked every week of those whom it concerns.
const WEEKLY_OPERATED: [SymptomItem; 4] =
    [SymptomItem::EarlyFullness, SymptomItem::Dumping, SymptomItem::Reflux, SymptomItem::Bloating];
const WEEKLY_ADVANCED: [SymptomItem; 4] =
    [SymptomItem::Swelling, SymptomItem::Breathlessness, SymptomItem::Pain, SymptomItem::Worry];
const WEEKLY_CAPECITABINE: [SymptomItem; 1] = [SymptomItem::HandFoot];
const WEEKLY_RADIATION: [SymptomItem; 2] = [SymptomItem::Swallowing, SymptomItem::Heartburn];
/// Asked every fourth week of everybody.
const MONTHLY: [SymptomItem; 3] = [SymptomItem::DryMouth, SymptomItem::Hiccups, SymptomItem::Worry];

/// The daily report: how bad it was, of one day.
pub(crate) fn daily(page: &mut Page<'_>, felt: &Felt) {
    let minute = 20 * 60 + page.today.draws(Purpose::Reporting).between(0, 90);
    for item in DAILY {
        let level = felt.level(item);
        page.add(
            minute,
            Source::Typed,
            Symptom { item, attribute: Attribute::Severity, level, recall_days: 1 },
        );
    }
}

/// The weekly report of the last seven days. Gives the worst answer.
pub(crate) fn weekly(page: &mut Page<'_>, week: &LastWeek) -> u8 {
    let today = page.today;
    let mut draws = today.draws(Purpose::Reporting);
    let minute = 18 * 60 + draws.between(0, 100);
    let operated = WEEKLY_OPERATED.iter().filter(|_| today.since_surgery().is_some());
    let advanced = WEEKLY_ADVANCED.iter().filter(|_| today.is_advanced());
    let takes_capecitabine =
        today.cycle().is_some_and(|(cycle, _)| cycle.regimen.capecitabine_until.is_some());
    let capecitabine = WEEKLY_CAPECITABINE.iter().filter(|_| takes_capecitabine);
    let radiation = WEEKLY_RADIATION.iter().filter(|_| today.course.radiation.is_some());
    let monthly = MONTHLY.iter().filter(|item| {
        today.index.div_euclid(7) % 4 == 0 && !(**item == SymptomItem::Worry && today.is_advanced())
    });
    let asked =
        WEEKLY.iter().chain(operated).chain(advanced).chain(capecitabine).chain(radiation).chain(monthly);
    let mut worst = 0;
    for item in asked.copied() {
        let felt = week.worst(item);
        for (place, attribute) in attributes(item).iter().copied().enumerate() {
            // Where the first answer is none, the others are not asked.
            if place > 0 && felt == 0 {
                break;
            }
            // What a symptom does to the day is mostly less than how bad it is.
            let less = u8::from(place > 0 && draws.per_mille(550));
            let level = felt.saturating_sub(less);
            worst = worst.max(level);
            page.add(minute, Source::Typed, Symptom { item, attribute, level, recall_days: 7 });
        }
    }
    worst
}

/// What is asked about a symptom, the leading question first.
const fn attributes(item: SymptomItem) -> &'static [Attribute] {
    use Attribute::{Frequency, Interference, Severity};
    match item {
        SymptomItem::AbdominalPain | SymptomItem::Pain | SymptomItem::LowMood | SymptomItem::Worry => {
            &[Frequency, Severity, Interference]
        }
        SymptomItem::Nausea
        | SymptomItem::Vomiting
        | SymptomItem::Bloating
        | SymptomItem::Reflux
        | SymptomItem::Heartburn
        | SymptomItem::Hiccups
        | SymptomItem::Swelling => &[Frequency, Severity],
        SymptomItem::Diarrhoea => &[Frequency],
        SymptomItem::AppetiteLoss
        | SymptomItem::Fatigue
        | SymptomItem::Numbness
        | SymptomItem::MouthSores
        | SymptomItem::Breathlessness
        | SymptomItem::Sleep
        | SymptomItem::Dumping => &[Severity, Interference],
        _ => &[Severity],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_the_highest_whose_chance_covers_the_draw() {
        let at_least = [600, 220, 32, 6];
        for (drawn, level) in
            [(999, 0), (600, 0), (599, 1), (220, 1), (219, 2), (31, 3), (6, 3), (5, 4), (0, 4)]
        {
            assert_eq!(level_of(drawn, at_least, 1_000), level, "{drawn}");
        }
        // Half the situation, half the chance.
        assert_eq!((level_of(300, at_least, 500), level_of(299, at_least, 500)), (0, 1));
        assert_eq!(level_of(0, at_least, 0), 0);
    }

    #[test]
    fn chances_fall_from_level_to_level() {
        for pattern in PATTERNS {
            assert!(pattern.at_least.is_sorted_by(|a, b| a >= b), "{:?}", pattern.item);
            assert!(pattern.at_least[0] <= 1_000);
        }
    }

    #[test]
    fn every_symptom_has_a_pattern_and_is_found_at_its_place() {
        for (place, item) in SymptomItem::ALL.iter().enumerate() {
            assert_eq!(*item as usize, place);
            assert!(PATTERNS.iter().any(|pattern| pattern.item == *item), "{}", item.as_str());
        }
    }
}
