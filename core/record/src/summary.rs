//! A day in numbers: what a chart shows of it. Sums over what stands; what nobody logged stays unknown.

use crate::day::CalendarDay;
use crate::fact::{
    Attribute, Fact, FeedingPlan, FluidIntake, FluidRoute, OralIntake, Output, ParenteralBag, Supplement,
    Symptom, TubeFeed,
};
use crate::standing::Shown;
use crate::symptom_levels::SymptomLevels;
use crate::timeline::Timeline;
use std::collections::BTreeMap;

/// A weight of a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeightPoint {
    /// When, in milliseconds since 1970.
    pub instant_ms: i64,
    /// The weight. g.
    pub weight_g: u32,
}

/// A day in numbers. `None` is unknown: nothing of the sort was logged.
#[derive(Clone, PartialEq, Eq)]
pub struct DaySummary {
    /// The day.
    pub day: CalendarDay,
    /// Its first weighing that is believed.
    pub weight: Option<WeightPoint>,
    /// Energy by mouth, supplements included. kcal/1000.
    pub oral_energy_kcal_milli: Option<u64>,
    /// Energy by tube. kcal/1000.
    pub tube_energy_kcal_milli: Option<u64>,
    /// Energy by vein. kcal/1000.
    pub parenteral_energy_kcal_milli: Option<u64>,
    /// Protein by mouth, supplements included. mg.
    pub oral_protein_mg: Option<u64>,
    /// Protein by tube. mg.
    pub tube_protein_mg: Option<u64>,
    /// Protein by vein. mg.
    pub parenteral_protein_mg: Option<u64>,
    /// Fluid by mouth: drinks, drinks with meals, supplements. ml.
    pub oral_fluid_ml: Option<u64>,
    /// Water by tube: flushes, and the water that formula holds. ml.
    pub tube_fluid_ml: Option<u64>,
    /// Fluid by vein. ml.
    pub intravenous_fluid_ml: Option<u64>,
    /// Water by tube apart from formula: flushes and drinks. ml.
    pub tube_flush_ml: Option<u64>,
    /// Formula delivered. ml.
    pub tube_delivered_ml: Option<u64>,
    /// Formula prescribed: by the feeds themselves, else by the plan of the day. ml.
    pub tube_prescribed_ml: Option<u64>,
    /// Share of the usual eaten, as said of the whole day. Percent.
    pub eaten_percent: Option<u32>,
    /// Stools.
    pub stool_count: Option<u32>,
    /// Times vomited.
    pub vomit_count: Option<u32>,
    /// Worst level of each symptom by any attribute but presence, 0 to 4.
    pub symptoms: SymptomLevels,
    /// How many entries stand on the day.
    pub entries: u32,
}

impl DaySummary {
    /// A day of which nothing is known.
    pub const fn unknown(day: CalendarDay) -> Self {
        Self {
            day,
            weight: None,
            oral_energy_kcal_milli: None,
            tube_energy_kcal_milli: None,
            parenteral_energy_kcal_milli: None,
            oral_protein_mg: None,
            tube_protein_mg: None,
            parenteral_protein_mg: None,
            oral_fluid_ml: None,
            tube_fluid_ml: None,
            intravenous_fluid_ml: None,
            tube_flush_ml: None,
            tube_delivered_ml: None,
            tube_prescribed_ml: None,
            eaten_percent: None,
            stool_count: None,
            vomit_count: None,
            symptoms: SymptomLevels::NONE,
            entries: 0,
        }
    }

    /// The days of a timeline that have anything on them, in order.
    pub fn of(timeline: &Timeline) -> Vec<Self> {
        timeline.span().map_or_else(Vec::new, |(from, to)| Self::between(timeline, from, to))
    }

    /// The days from `from` to `to` that have anything on them, in order. Looks at no other day but for the plan in force.
    pub fn between(timeline: &Timeline, from: CalendarDay, to: CalendarDay) -> Vec<Self> {
        let mut days: BTreeMap<CalendarDay, Self> = BTreeMap::new();
        for shown in timeline.between(from, to) {
            days.entry(shown.day()).or_insert_with(|| Self::unknown(shown.day())).add(shown);
        }
        for day in days
            .values_mut()
            .filter(|day| day.tube_delivered_ml.is_some() && day.tube_prescribed_ml.is_none())
        {
            let plan = timeline.latest::<FeedingPlan>(day.day);
            day.tube_prescribed_ml = plan.and_then(|(_, plan)| plan.tube_prescribed_ml).map(u64::from);
        }
        days.into_values().collect()
    }

    /// Energy by every way that is known. kcal/1000.
    pub fn energy_kcal_milli(&self) -> Option<u64> {
        sum([self.oral_energy_kcal_milli, self.tube_energy_kcal_milli, self.parenteral_energy_kcal_milli])
    }

    /// Protein by every way that is known. mg.
    pub fn protein_mg(&self) -> Option<u64> {
        sum([self.oral_protein_mg, self.tube_protein_mg, self.parenteral_protein_mg])
    }

    /// Fluid by every way that is known. ml.
    pub fn fluid_ml(&self) -> Option<u64> {
        sum([self.oral_fluid_ml, self.tube_fluid_ml, self.intravenous_fluid_ml])
    }

    /// Everything liquid by every way that is known, of a formula the whole rather than its water. ml.
    pub fn volume_ml(&self) -> Option<u64> {
        let by_tube = sum([self.tube_delivered_ml, self.tube_flush_ml]);
        sum([self.oral_fluid_ml, by_tube, self.intravenous_fluid_ml])
    }

    fn add(&mut self, shown: &Shown) {
        self.entries += 1;
        match shown.entry().fact() {
            Some(Fact::Weight(fact)) if !fact.is_recalled() => {
                let instant_ms = shown.entry().occurred().instant_ms();
                self.weight.get_or_insert(WeightPoint { instant_ms, weight_g: fact.weight_g });
            }
            Some(Fact::OralIntake(fact)) => self.add_oral(fact),
            Some(Fact::Supplement(fact)) => self.add_supplement(fact),
            Some(Fact::TubeFeed(fact)) => self.add_tube(fact),
            Some(Fact::ParenteralBag(fact)) => self.add_bag(fact),
            Some(Fact::FluidIntake(fact)) => self.add_fluid(fact),
            Some(Fact::Output(fact)) => self.add_output(fact),
            Some(Fact::Symptom(fact)) => self.add_symptom(fact),
            _ => {}
        }
    }

    fn add_oral(&mut self, fact: &OralIntake) {
        plus(&mut self.oral_energy_kcal_milli, fact.energy_kcal_milli);
        plus(&mut self.oral_protein_mg, fact.protein_mg);
        plus(&mut self.oral_fluid_ml, fact.fluid_ml);
        if fact.meal == Some(crate::fact::Meal::WholeDay) {
            self.eaten_percent = fact.eaten_percent.or(self.eaten_percent);
        }
    }

    fn add_supplement(&mut self, fact: &Supplement) {
        plus(&mut self.oral_energy_kcal_milli, fact.energy_kcal_milli);
        plus(&mut self.oral_protein_mg, fact.protein_mg);
        plus(&mut self.oral_fluid_ml, fact.volume_ml);
    }

    fn add_fluid(&mut self, fact: &FluidIntake) {
        let (fluid_ml, energy_kcal_milli) = match fact.route.unwrap_or(FluidRoute::Oral) {
            FluidRoute::Oral => (&mut self.oral_fluid_ml, &mut self.oral_energy_kcal_milli),
            FluidRoute::Tube => (&mut self.tube_fluid_ml, &mut self.tube_energy_kcal_milli),
            FluidRoute::Intravenous => {
                (&mut self.intravenous_fluid_ml, &mut self.parenteral_energy_kcal_milli)
            }
        };
        plus(fluid_ml, Some(fact.volume_ml));
        plus(energy_kcal_milli, fact.energy_kcal_milli);
        if fact.route == Some(FluidRoute::Tube) {
            plus(&mut self.tube_flush_ml, Some(fact.volume_ml));
        }
    }

    fn add_tube(&mut self, fact: &TubeFeed) {
        plus(&mut self.tube_energy_kcal_milli, fact.energy_kcal_milli());
        plus(&mut self.tube_protein_mg, fact.protein_mg());
        plus(&mut self.tube_fluid_ml, fact.water_ml());
        plus(&mut self.tube_fluid_ml, fact.flush_ml);
        plus(&mut self.tube_flush_ml, fact.flush_ml);
        plus(&mut self.tube_delivered_ml, fact.delivered_ml);
        plus(&mut self.tube_prescribed_ml, fact.prescribed_ml);
    }

    fn add_bag(&mut self, fact: &ParenteralBag) {
        plus(&mut self.parenteral_energy_kcal_milli, fact.energy_kcal_milli());
        plus(&mut self.parenteral_protein_mg, fact.protein_mg());
        plus(&mut self.intravenous_fluid_ml, fact.volume_ml);
    }

    fn add_output(&mut self, fact: &Output) {
        let more = |known: &mut Option<u32>, count: Option<u32>| {
            if let Some(count) = count {
                *known = Some(known.unwrap_or(0).saturating_add(count));
            }
        };
        more(&mut self.stool_count, fact.stool_count);
        more(&mut self.vomit_count, fact.vomit_count);
    }

    fn add_symptom(&mut self, fact: &Symptom) {
        if fact.attribute != Attribute::Presence {
            self.symptoms.raise(fact.item, fact.level);
        }
    }
}

impl std::fmt::Debug for DaySummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DaySummary({}, ..)", self.day)
    }
}

impl std::fmt::Debug for WeightPoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WeightPoint { .. }")
    }
}

fn plus(known: &mut Option<u64>, more: Option<impl Into<u64>>) {
    if let Some(more) = more {
        *known = Some(known.unwrap_or(0).saturating_add(more.into()));
    }
}

fn sum<const N: usize>(parts: [Option<u64>; N]) -> Option<u64> {
    let known: Vec<u64> = parts.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Source, Stamp};
    use crate::entry::Entry;
    use crate::fact::SymptomItem;
    use crate::moment::Moment;

    fn day_of(facts: &[(&str, &[(&str, &str)])]) -> DaySummary {
        let at = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
        let entries = (1u64..).zip(facts).map(|(seq, (kind, fields))| {
            let draft = Draft::new(at.clone(), Source::Typed, Fact::read(kind, fields).unwrap());
            Entry::parse(draft, Stamp::example(seq)).unwrap()
        });
        let days = DaySummary::of(&Timeline::of(entries));
        assert_eq!(days.len(), 1);
        days.into_iter().next().unwrap()
    }

    #[test]
    fn adds_up_every_way_in() {
        let day = day_of(&[
            ("oral-intake", &[("energy", "600 kcal"), ("protein", "20 g"), ("fluid", "200 ml")]),
            ("supplement", &[("volume", "200 ml"), ("energy", "400 kcal"), ("protein", "20 g")]),
            (
                "tube-feed",
                &[("delivered", "500 ml"), ("density", "1.5"), ("protein", "60"), ("flush", "60 ml")],
            ),
            ("parenteral-bag", &[("dextrose", "100 g"), ("amino_acid", "50 g"), ("volume", "1000 ml")]),
        ]);
        assert_eq!(day.oral_energy_kcal_milli, Some(1_000_000));
        assert_eq!(day.tube_energy_kcal_milli, Some(750_000));
        assert_eq!(day.parenteral_energy_kcal_milli, Some(540_000));
        assert_eq!(day.energy_kcal_milli(), Some(2_290_000));
        assert_eq!(day.protein_mg(), Some(20_000 + 20_000 + 30_000 + 50_000));
        // 500 ml of formula at 1.5 kcal/ml hold 77 % water, and 60 ml were flushed.
        assert_eq!(day.tube_fluid_ml, Some(385 + 60));
        assert_eq!(day.fluid_ml(), Some(200 + 200 + 445 + 1000));
        assert_eq!(day.volume_ml(), Some(200 + 200 + 500 + 60 + 1000));
    }

    #[test]
    fn energy_of_a_fluid_counts_where_the_fluid_goes() {
        let drip = [("volume", "500 ml"), ("route", "intravenous"), ("energy", "85 kcal")];
        let juice = [("volume", "200 ml"), ("energy", "90 kcal")];
        let water = [("volume", "50 ml"), ("route", "tube")];
        let day = day_of(&[("fluid", &drip), ("fluid", &juice), ("fluid", &water)]);
        assert_eq!(day.parenteral_energy_kcal_milli, Some(85_000));
        assert_eq!((day.oral_energy_kcal_milli, day.tube_energy_kcal_milli), (Some(90_000), None));
        assert_eq!((day.fluid_ml(), day.volume_ml()), (Some(750), Some(750)));
    }

    #[test]
    fn what_nobody_logged_is_unknown_and_not_zero() {
        let day = day_of(&[(
            "symptom",
            &[("item", "nausea"), ("attribute", "severity"), ("level", "3"), ("recall_days", "1")],
        )]);
        assert_eq!(day.energy_kcal_milli(), None);
        assert_eq!(day.fluid_ml(), None);
        assert_eq!(day.symptoms.get(SymptomItem::Nausea), Some(3));
        let known_zero = day_of(&[("oral-intake", &[("energy", "0 kcal")])]);
        assert_eq!(known_zero.energy_kcal_milli(), Some(0));
    }

    #[test]
    fn comes_back_from_its_bytes() {
        let day = day_of(&[
            ("weight", &[("weight", "68.4 kg")]),
            ("oral-intake", &[("energy", "0 kcal"), ("meal", "whole-day"), ("eaten", "40%")]),
            ("output", &[("stool_count", "0"), ("vomit_count", "2")]),
        ]);
        let bytes = DaySummary::pack(std::slice::from_ref(&day));
        assert_eq!(DaySummary::unpack(&bytes), Ok(vec![day]));
        for length in 0..bytes.len() {
            assert!(DaySummary::unpack(&bytes[..length]).is_err());
        }
    }

    #[test]
    fn some_days_are_read_and_some_written_anew_and_the_others_stay() {
        let first = CalendarDay::from_days_since_1970(20_000).unwrap();
        let days: Vec<DaySummary> = (0..9)
            .map(|more| DaySummary { entries: more + 1, ..DaySummary::unknown(first.plus(more as i32)) })
            .collect();
        let bytes = DaySummary::pack(&days);
        let before = DaySummary::unknown(first);
        let wanted = |day: CalendarDay| first.plus(2) <= day && day <= first.plus(4);
        let unpacked = |bytes: &[u8]| {
            let mut days = vec![before.clone()];
            (DaySummary::unpack_onto(&mut days, bytes, wanted).is_ok(), days)
        };
        assert_eq!(unpacked(&bytes), (true, [std::slice::from_ref(&before), &days[2..=4]].concat()));
        // The second of two days is longer than a day.
        let one = DaySummary::pack(&days[2..3]).split_off(3);
        let length = one.len() as u8;
        let broken = [&[3, 2, length][..], &one, &[length + 1], &one, &[0]].concat();
        assert_eq!(unpacked(&broken), (false, vec![before.clone()]));

        let new = [
            DaySummary { entries: 70, ..DaySummary::unknown(first.plus(3)) },
            DaySummary::unknown(first.plus(30)),
        ];
        let bytes =
            DaySummary::repack(&bytes, &new, |day| day >= first.plus(2) && day <= first.plus(4)).unwrap();
        let expected = [&days[..2], &new[..1], &days[5..], &new[1..]].concat();
        assert_eq!(DaySummary::unpack(&bytes), Ok(expected));
        assert!(DaySummary::repack(&[9], &new, |_| false).is_err());
    }

    #[test]
    fn what_the_version_before_wrote_is_read() {
        // Version 2, one day: day 20,777, two entries, no weight, 600 kcal by mouth, nothing else, nausea (word 2) at level 3.
        let amounts = [&[0xc1, 0xcf, 0x24][..], &[0; 14]].concat();
        let bytes = [&[2, 1, 0xd2, 0xc4, 0x02, 2, 0][..], &amounts, &[1, 2, 3]].concat();
        let day = DaySummary {
            entries: 2,
            oral_energy_kcal_milli: Some(600_000),
            symptoms: [(SymptomItem::Nausea, 3)].into_iter().collect(),
            ..DaySummary::unknown(CalendarDay::from_days_since_1970(20_777).unwrap())
        };
        assert_eq!(DaySummary::unpack(&bytes), Ok(vec![day.clone()]));
        assert_eq!(
            DaySummary::repack(&bytes, &[], |_| false).map(|bytes| DaySummary::unpack(&bytes)),
            Ok(Ok(vec![day]))
        );
    }
}
