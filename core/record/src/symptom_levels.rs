//! The worst level of each symptom of a day, in as little room as there are symptoms: a chart of five years holds thousands of days.

use crate::fact::SymptomItem;

/// Where a symptom was not answered.
const UNANSWERED: u8 = u8::MAX;

/// A level of each symptom that was answered, 0 to 4.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SymptomLevels([u8; SymptomItem::ALL.len()]);

impl SymptomLevels {
    /// No symptom was answered.
    pub const NONE: Self = Self([UNANSWERED; SymptomItem::ALL.len()]);

    /// The level of a symptom, where it was answered.
    pub fn get(&self, item: SymptomItem) -> Option<u8> {
        self.0.get(item as usize).copied().filter(|level| *level != UNANSWERED)
    }

    /// Takes up an answer: the worse one counts.
    pub fn raise(&mut self, item: SymptomItem, level: u8) {
        let worst = self.get(item).map_or(level, |known| known.max(level));
        if let Some(place) = self.0.get_mut(item as usize) {
            *place = worst.min(UNANSWERED - 1);
        }
    }

    /// The symptoms that were answered with their levels, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = (SymptomItem, u8)> + '_ {
        let all = SymptomItem::ALL.iter().copied().zip(self.0);
        all.filter(|(_, level)| *level != UNANSWERED)
    }

    /// Whether no symptom was answered.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }
}

impl FromIterator<(SymptomItem, u8)> for SymptomLevels {
    fn from_iter<I: IntoIterator<Item = (SymptomItem, u8)>>(answers: I) -> Self {
        answers.into_iter().fold(Self::NONE, |mut levels, (item, level)| {
            levels.raise(item, level);
            levels
        })
    }
}

/// How somebody feels is nobody's who reads a log.
impl std::fmt::Debug for SymptomLevels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SymptomLevels(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_answer_counts_and_none_is_not_the_same_as_zero() {
        let mut levels = SymptomLevels::NONE;
        assert!(levels.is_empty() && levels.get(SymptomItem::Nausea).is_none());
        for level in [1, 3, 2] {
            levels.raise(SymptomItem::Nausea, level);
        }
        levels.raise(SymptomItem::Vomiting, 0);
        assert_eq!(levels.get(SymptomItem::Nausea), Some(3));
        assert_eq!(levels.get(SymptomItem::Vomiting), Some(0));
        assert!(!levels.is_empty());
    }

    #[test]
    fn every_symptom_has_its_own_place_in_the_order_of_the_list() {
        for item in SymptomItem::ALL {
            let levels: SymptomLevels = [(*item, 4)].into_iter().collect();
            assert_eq!(levels.iter().collect::<Vec<_>>(), [(*item, 4)]);
        }
        let all: SymptomLevels = SymptomItem::ALL.iter().rev().map(|item| (*item, 1)).collect();
        assert!(all.iter().map(|(item, _)| item).eq(SymptomItem::ALL.iter().copied()));
    }
}
