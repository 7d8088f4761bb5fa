//! One thing to log, as every design gets it.

use crate::random::Sequence;
use nourish_record::{Draft, EntryId, Fact};

/// A draft with its name and the time it is recorded, in memory before any clock runs.
#[derive(Clone)]
pub struct Logged {
    /// Its name, the same in every design.
    pub id: EntryId,
    /// When it is recorded, in milliseconds since 1970.
    pub recorded_ms: u64,
    /// What is said.
    pub draft: Draft,
}

impl Logged {
    /// The same with another value, as a person corrects a slip.
    pub fn corrected(&self, sequence: &mut Sequence) -> Self {
        let mut corrected = self.clone();
        match &mut corrected.draft.fact {
            Fact::Weight(weight) => weight.weight_g += sequence.between(1, 3) * 10,
            Fact::OralIntake(intake) => {
                intake.energy_kcal_milli =
                    intake.energy_kcal_milli.map(|energy| energy + sequence.between(1, 40) * 1_000);
            }
            Fact::TubeFeed(feed) => {
                feed.delivered_ml = feed.delivered_ml.map(|delivered| delivered + sequence.between(1, 9));
            }
            Fact::Symptom(symptom) => symptom.level = (symptom.level + 1) % 5,
            _ => {}
        }
        corrected
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn a_correction_keeps_the_name_and_changes_the_value() {
        let mut sequence = Sequence::new(1);
        for entry in Generator::new(1).take(200) {
            let corrected = entry.corrected(&mut sequence);
            assert!(corrected.id == entry.id && corrected.draft.occurred == entry.draft.occurred);
            assert!(corrected.draft.fact != entry.draft.fact);
        }
    }
}
