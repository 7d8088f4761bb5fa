//! How much there is in a store, by when it was last used.

use super::Holding;

/// Journals that are named as the biggest.
const BIGGEST: usize = 10;
/// Ends of the ages that journals are counted by, in days since they were last used.
const AGES_DAYS: [i64; 3] = [7, 30, 365];

/// Journals that were last used within the same time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Age {
    /// How many days ago at most; none where that is longer than any age here, or not known.
    pub most_days: Option<i64>,
    /// Whether it is known when they were used.
    pub known: bool,
    /// Journals.
    pub journals: u64,
    /// Their parcels.
    pub parcels: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What there is in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Journals, closed ones too.
    pub journals: u64,
    /// Journals that were closed.
    pub closed: u64,
    /// Parcels.
    pub parcels: u64,
    /// Bytes of parcels and parts of checkpoints; indexes and free room come on top of it.
    pub bytes: u64,
    /// By when they were last used: 7 days, 30, 365, longer, not known.
    pub ages: Vec<Age>,
    /// Those with the most bytes, at most ten.
    pub biggest: Vec<Holding>,
}

impl Stats {
    /// Nothing counted yet.
    pub(super) fn begun() -> Self {
        Self { ages: ages(), ..Self::default() }
    }

    /// Counts a journal.
    pub(super) fn count(&mut self, holding: &Holding, today: i64) {
        self.journals += 1;
        self.closed += u64::from(holding.closed);
        self.parcels += holding.parcels;
        self.bytes += holding.bytes;
        let days = holding.used_on.map(|used_on| today.saturating_sub(used_on));
        let is_of = |age: &Age| match (days, age.most_days) {
            (Some(days), Some(most)) => days <= most,
            (Some(_), None) => age.known,
            (None, _) => !age.known,
        };
        if let Some(age) = self.ages.iter_mut().find(|age| is_of(age)) {
            age.journals += 1;
            age.parcels += holding.parcels;
            age.bytes += holding.bytes;
        }
        let place = self.biggest.partition_point(|there| there.bytes >= holding.bytes);
        if place < BIGGEST {
            self.biggest.insert(place, *holding);
            self.biggest.truncate(BIGGEST);
        }
    }
}

fn ages() -> Vec<Age> {
    let known = AGES_DAYS.map(|days| Age { most_days: Some(days), known: true, ..Age::default() });
    let longer = Age { known: true, ..Age::default() };
    known.into_iter().chain([longer, Age::default()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::JournalId;

    fn holding(number: u8, bytes: u64, used_on: Option<i64>) -> Holding {
        Holding {
            journal: JournalId::from_bytes([number; 16]),
            parcels: 2,
            statements: 1,
            bytes,
            closed: false,
            begun_on: None,
            used_on,
        }
    }

    #[test]
    fn journals_are_counted_by_age_and_the_biggest_are_named() {
        let mut stats = Stats::begun();
        let used = [Some(100), Some(93), Some(92), Some(70), Some(69), Some(-265), Some(-266), None];
        for (number, used_on) in (0..).zip(used) {
            stats.count(&holding(number, 1 << number, used_on), 100);
        }
        let counted: Vec<u64> = stats.ages.iter().map(|age| age.journals).collect();
        assert_eq!(counted, [2, 2, 2, 1, 1]);
        let bytes: Vec<u64> = stats.ages.iter().map(|age| age.bytes).collect();
        assert_eq!(bytes, [3, 12, 48, 64, 128]);
        assert_eq!((stats.journals, stats.parcels, stats.bytes), (8, 16, 255));
        for number in 8..13 {
            stats.count(&holding(number, 20, None), 100);
        }
        let biggest: Vec<u64> = stats.biggest.iter().map(|holding| holding.bytes).collect();
        assert_eq!(biggest, [128, 64, 32, 20, 20, 20, 20, 20, 16, 8]);
    }
}
