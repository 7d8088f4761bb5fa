//! Questions by chance, from a seed: always the same, and clustered where thresholds are.

use crate::case::{Case, Given, Input, Instrument, Kind, Unknowns};
use crate::completion::ways;
use crate::number::Q;

/// The most completions a question by chance may have; beyond it, unknown inputs are filled.
const MOST_WAYS: usize = 120;

/// A source of repeatable chance (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(limit).unwrap()).unwrap()
    }

    /// From `least` to `greatest`, both included.
    pub(crate) fn between(&mut self, least: i128, greatest: i128) -> i128 {
        least + i128::from(self.roll()).rem_euclid(greatest - least + 1)
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A question: about one input in six unknown, the rest mostly near a threshold.
    pub(crate) fn case<'a>(&mut self, instrument: &'a Instrument) -> Case<'a> {
        let given = match instrument.close {
            Some(close) if self.one_in(3) => close(self),
            _ => instrument.inputs.iter().map(|input| self.answer(input)).collect(),
        };
        let mut case = Case { instrument, given };
        let all_known = self.one_in(4);
        for place in 0..case.given.len() {
            if !all_known && self.one_in(6) {
                case.given[place] = Given::Unknown;
            }
        }
        while tried(instrument) && ways(&case) > MOST_WAYS {
            let place = self.below(case.given.len());
            case.given[place] = self.answer(&instrument.inputs[place]);
        }
        case
    }

    /// A known answer to one input.
    pub(crate) fn answer(&mut self, input: &Input) -> Given {
        match input.kind {
            Kind::Number { bounds, .. } if input.name == "bmi" && self.one_in(3) => self.body(bounds),
            Kind::Number { range, bounds, classes } => Given::Number(self.number(range, bounds, classes)),
            Kind::Small(most) => Given::Small(u8::try_from(self.below(usize::from(most) + 1)).unwrap()),
            Kind::Flag => Given::Flag(self.one_in(2)),
            Kind::Word(words) => Given::Word(self.pick(words)),
            Kind::Words { words, sets: [] } => Given::Words(self.sparse(words.len())),
            Kind::Words { sets, .. } => Given::Words(self.pick(sets)),
        }
    }

    /// A body near one of the bounds, or upon it.
    fn body(&mut self, bounds: &[Q]) -> Given {
        let height_mm = if self.one_in(2) { self.between(14, 20) * 100 } else { self.between(1_300, 2_100) };
        let bound = self.pick(bounds);
        let upon = bound.n * height_mm * height_mm / (bound.d * 1_000);
        let weight_g = (upon + self.between(-2, 2)).clamp(20_000, 300_000);
        Given::Body { weight_g, height_mm }
    }

    fn number(&mut self, [least, greatest]: [Q; 2], bounds: &[Q], classes: &[Q]) -> Q {
        let place = self.pick(&[Q::whole(1), Q { n: 1, d: 10 }, Q { n: 1, d: 100 }, Q { n: 1, d: 10_000 }]);
        let q = match self.below(10) {
            0..=5 if !bounds.is_empty() => {
                let steps = Q::whole(self.between(-2, 2));
                self.pick(bounds).plus(place.times(steps)).simpler()
            }
            0..=7 => self.pick(classes),
            _ => {
                let span = greatest.minus(least);
                let steps = (span.n * place.d) / span.d;
                least.plus(Q { n: self.between(0, steps), d: place.d })
            }
        };
        if q < least {
            least
        } else if q > greatest {
            greatest
        } else {
            q
        }
    }

    /// A few of `count` bits.
    fn sparse(&mut self, count: usize) -> u32 {
        let keep = self.roll() & self.roll() & if self.one_in(2) { u64::MAX } else { self.roll() };
        u32::try_from(keep % (1 << count)).unwrap()
    }
}

/// Whether completions of unknown inputs are tried at all.
fn tried(instrument: &Instrument) -> bool {
    matches!(instrument.unknowns, Unknowns::Open | Unknowns::Assuming(_))
}
