//! When an entry was written: a hybrid logical clock.

/// How far ahead of the device's own clock another device's stamp may pull this one, in milliseconds: 10 minutes.
/// A phone set to a far year can therefore not poison the order of everybody else's entries.
pub const MAX_DRIFT_MS: u64 = 600_000;

/// When an entry was recorded, as a hybrid logical clock: milliseconds since 1970 in the upper 48 bits and a counter in
/// the lower 16, so that two entries of one device are never at the same time and a correction always follows what it
/// corrects, whatever the phone's clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Recorded(u64);

impl Recorded {
    /// The stamp with this packed value.
    pub const fn from_packed(packed: u64) -> Self {
        Self(packed)
    }

    /// The packed value: order of the numbers is order of time.
    pub const fn packed(self) -> u64 {
        self.0
    }

    /// The stamp of the wall clock alone, in milliseconds since 1970.
    pub const fn at(wall_ms: u64) -> Self {
        Self(wall_ms << 16)
    }

    /// The wall-clock part in milliseconds since 1970.
    pub const fn wall_ms(self) -> u64 {
        self.0 >> 16
    }

    /// The next stamp of a device that last gave (or saw) `self` and whose clock now shows `wall_ms`.
    /// It is always later than `self`.
    pub const fn next(self, wall_ms: u64) -> Self {
        let wall = Self::at(wall_ms);
        if wall.0 > self.0 { wall } else { Self(self.0.saturating_add(1)) }
    }

    /// What a device remembers after seeing another's stamp: the later of the two, but never more than
    /// [`MAX_DRIFT_MS`] ahead of its own clock.
    pub fn saw(self, other: Self, wall_ms: u64) -> Self {
        let limit = Self::at(wall_ms.saturating_add(MAX_DRIFT_MS));
        if other > limit { self } else { self.max(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_clock_set_back_still_moves_forward() {
        let first = Recorded::default().next(1_000);
        let second = first.next(500);
        assert!(second > first);
        assert_eq!(second.wall_ms(), 1_000);
    }

    #[test]
    fn a_phone_in_2031_does_not_pull_others_along() {
        let mine = Recorded::at(1_000_000);
        assert_eq!(mine.saw(Recorded::at(1_000_000 + MAX_DRIFT_MS + 1), 1_000_000), mine);
        assert_eq!(mine.saw(Recorded::at(1_000_500), 1_000_000), Recorded::at(1_000_500));
    }

    proptest! {
        #[test]
        fn always_later(walls in prop::collection::vec(0u64..1 << 46, 1..200)) {
            let mut last = Recorded::default();
            for wall in walls {
                let next = last.next(wall);
                prop_assert!(next > last);
                last = next;
            }
        }
    }
}
