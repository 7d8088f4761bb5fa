//! One ring a target: what came in today, and what is to be reached.

use crate::care::CarePlan;
use nourish_record::{CalendarDay, DaySummary, Timeline};
use nourish_rules::Assessment;
use nourish_rules::assess::Target;
use nourish_words::{Said, Words};

/// What a ring shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RingKind {
    /// Energy, kcal.
    Energy,
    /// Protein, g.
    Protein,
    /// Fluid, ml.
    Fluid,
    /// Formula by tube, ml.
    Tube,
}

impl RingKind {
    /// Its name for machines.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Protein => "protein",
            Self::Fluid => "fluid",
            Self::Tube => "tube",
        }
    }

    /// The unit of its numbers.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Energy => "kcal",
            Self::Protein => "g",
            Self::Fluid | Self::Tube => "ml",
        }
    }

    /// Its name in words.
    pub(super) fn say(self, words: &Words) -> Said {
        words.say(&format!("ring-{}", self.id()), &[])
    }

    /// What came in on a day, in whole units; unknown where nothing was logged.
    pub(super) fn delivered(self, day: &DaySummary) -> Option<u64> {
        match self {
            Self::Energy => day.energy_kcal_milli().map(|milli| milli / 1_000),
            Self::Protein => day.protein_mg().map(|mg| mg / 1_000),
            Self::Fluid => day.fluid_ml(),
            Self::Tube => day.tube_delivered_ml,
        }
    }
}

/// A ring.
#[derive(Clone, PartialEq, Eq)]
pub struct Ring {
    /// What it shows.
    pub kind: RingKind,
    /// Came in so far, in whole units; `None` is unknown.
    pub delivered: Option<u64>,
    /// To be reached; `None` where there is no target.
    pub target: Option<u64>,
    /// How far it is filled, percent rounded down; unknown where either is. It may pass 100.
    pub filled_percent: Option<u64>,
    /// Whether the target is the plan's, rather than a guideline's range for the weight.
    pub from_plan: bool,
    /// The same in words.
    pub said: Said,
}

quiet_debug!(Ring);

/// The rings of a day: energy, protein and fluid always, the tube where one is in place or anything was given by one.
pub(super) fn rings(
    (plan, timeline): (&CarePlan, &Timeline),
    assessment: &Assessment,
    day: CalendarDay,
    words: &Words,
) -> Vec<Ring> {
    let summary = DaySummary::between(timeline, day, day).pop().unwrap_or_else(|| DaySummary::unknown(day));
    let mut kinds = vec![RingKind::Energy, RingKind::Protein, RingKind::Fluid];
    if plan.tube.is_some() || summary.tube_delivered_ml.is_some() {
        kinds.push(RingKind::Tube);
    }
    let ring = |kind: RingKind| {
        let (delivered, (target, from_plan)) = (kind.delivered(&summary), target(kind, plan, assessment));
        let filled_percent =
            delivered.zip(target).and_then(|(delivered, target)| (delivered * 100).checked_div(target));
        let said = say(kind, delivered, target, words);
        Ring { kind, delivered, target, filled_percent, from_plan, said }
    };
    kinds.into_iter().map(ring).collect()
}

/// The plan's target in whole units, rounded up so that reaching it is reaching the plan; else the guideline's for the weight.
pub(super) fn target(kind: RingKind, plan: &CarePlan, assessment: &Assessment) -> (Option<u64>, bool) {
    let (targets, picture) = (&plan.targets, &assessment.picture);
    let up = |milli: u32| u64::from(milli).div_ceil(1_000);
    let guideline = |target: &Option<Target>| target.as_ref().map(|target| target.least);
    let (planned, otherwise) = match kind {
        RingKind::Energy => (
            targets.energy_kcal_milli.as_ref().map(|set| up(set.value.least)),
            guideline(&picture.energy_target_kcal),
        ),
        RingKind::Protein => {
            (targets.protein_mg.as_ref().map(|set| up(set.value.least)), guideline(&picture.protein_target_g))
        }
        RingKind::Fluid => {
            let planned = targets.fluid_ml.as_ref().map(|set| u64::from(set.value));
            // Where fluids are limited, only the team sets how much.
            let free = plan.fluid_restricted != Some(true);
            (planned, guideline(&picture.fluid_target_ml).filter(|_| free))
        }
        RingKind::Tube => (targets.tube_ml.as_ref().map(|set| u64::from(set.value)), None),
    };
    let planned = planned.filter(|target| *target > 0);
    (planned.or(otherwise.filter(|target| *target > 0)), planned.is_some())
}

fn say(kind: RingKind, delivered: Option<u64>, target: Option<u64>, words: &Words) -> Said {
    let what = kind.say(words);
    let said = |id: &str| {
        let (delivered, target) =
            (delivered.map(|number| number.to_string()), target.map(|number| number.to_string()));
        let arguments = [
            ("what", what.text.as_str().into()),
            ("delivered", delivered.as_deref().unwrap_or_default().into()),
            ("target", target.as_deref().unwrap_or_default().into()),
            ("unit", kind.unit().into()),
        ];
        words.say(id, &arguments)
    };
    match (delivered, target) {
        (Some(delivered), Some(target)) if delivered >= target => said("ring-reached"),
        (Some(_), Some(_)) => said("ring-so-far"),
        (Some(_), None) => said("ring-no-target"),
        (None, Some(_)) => said("ring-unknown"),
        (None, None) => said("ring-nothing"),
    }
}
