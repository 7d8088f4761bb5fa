//! The care plan of a person, derived from the journal: what holds, who set it, and what it replaced.

mod calendar;
mod set;
mod surgery;
mod tasks;

pub use calendar::{Cycle, PlannedTreatment};
pub use set::{Replaced, Set, SetBy};
pub use surgery::{NextSurgery, PreparationStep};
pub use tasks::PlannedTask;

pub(crate) use tasks::{completed_since, latest_requests};

use nourish_record::{
    CalendarDay, CareContact, CareRole, FeedMode, FeedingPlan, Finding, FindingItem, Profile, SickDayRule,
    SurgeryPreparation, Timeline, TreatmentStatus, Tube, TubeRoute, TubeStanding,
};

/// A daily target from the plan. In the unit that its name says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TargetRange {
    /// Lower end.
    pub least: u32,
    /// Upper end, where one was set.
    pub most: Option<u32>,
}

/// What is to be reached a day; `None` where nobody set it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Targets {
    /// Energy. kcal/1000.
    pub energy_kcal_milli: Option<Set<TargetRange>>,
    /// Protein. mg.
    pub protein_mg: Option<Set<TargetRange>>,
    /// Fluid. ml.
    pub fluid_ml: Option<Set<u32>>,
    /// Formula by tube. ml.
    pub tube_ml: Option<Set<u32>>,
}

/// The care plan on a day.
#[derive(Clone, PartialEq, Eq)]
pub struct CarePlan {
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Targets of a day.
    pub targets: Targets,
    /// The feeding prescription: the latest plan that says anything of tube or formula.
    pub feeding: Option<Set<FeedingPlan>>,
    /// The feeding tube that is in place, as far as is known.
    pub tube: Option<TubeInPlace>,
    /// What the journal tells of the tube, in place or not; `None` where nothing tells of one.
    pub tube_told: Option<Tube>,
    /// The next operation.
    pub surgery: Option<NextSurgery>,
    /// How to be prepared for it.
    pub preparation: Option<Set<SurgeryPreparation>>,
    /// The same as steps with their days; empty where no operation is planned or nobody set how.
    pub preparation_steps: Vec<PreparationStep>,
    /// Treatments, planned and given, in order.
    pub treatments: Vec<PlannedTreatment>,
    /// Cycles that have begun or are planned, in order.
    pub cycles: Vec<Cycle>,
    /// Tasks that are still open.
    pub tasks: Vec<PlannedTask>,
    /// Numbers to call: the latest of each role and name.
    pub contacts: Vec<Set<CareContact>>,
    /// Whom to call by day and night: the latest emergency line, else the latest nurse.
    pub phone: Option<CareContact>,
    /// What to do on a sick day, in the person's words.
    pub sick_day_rules: Vec<Set<SickDayRule>>,
    /// Whether a clinician said that fluids are limited; `None` where nobody said.
    pub fluid_restricted: Option<bool>,
    /// The zone that the person lives in, as the profile says; an unknown one is not used.
    pub home_zone: Option<HomeZone>,
}

/// A tube that is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TubeInPlace {
    /// Where it leads, where that was said.
    pub route: Option<TubeRoute>,
    /// How feed is given, as the plan says.
    pub mode: Option<FeedMode>,
    /// Since when; `None` where it follows from a prescription, from feeds or from its care alone.
    pub since: Option<CalendarDay>,
}

impl TubeInPlace {
    fn of(tube: &Tube) -> Option<Self> {
        let Tube { route, mode, since, .. } = *tube;
        (tube.standing == TubeStanding::InPlace).then_some(Self { route, mode, since })
    }
}

/// The zone of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeZone {
    /// A zone that is known.
    Known(nourish_record::Tz),
    /// The profile names a zone that is none: correct it, like `Europe/Madrid`.
    Unknown,
}

quiet_debug!(TargetRange, Targets, CarePlan);

impl CarePlan {
    /// The plan that holds on the day `as_of`: entries up to that day count, and of later ones what is planned.
    #[must_use]
    pub fn of(timeline: &Timeline, as_of: CalendarDay) -> Self {
        let surgery = surgery::next(timeline, as_of);
        let tube = timeline.tube(as_of);
        let preparation =
            set::latest(timeline, as_of, |found: &SurgeryPreparation| Some((found.clone(), found.set_by)));
        let treatments = calendar::treatments(timeline, as_of);
        Self {
            as_of,
            targets: targets(timeline, as_of),
            feeding: set::latest(timeline, as_of, |plan: &FeedingPlan| {
                let feeds =
                    plan.tube_prescribed_ml.is_some() || plan.formula.is_some() || plan.route.is_some();
                feeds.then(|| (plan.clone(), plan.set_by))
            }),
            tube: tube.as_ref().and_then(TubeInPlace::of),
            tube_told: tube,
            preparation_steps: surgery::steps(surgery.as_ref(), preparation.as_ref()),
            surgery,
            preparation,
            cycles: calendar::cycles(&treatments),
            treatments,
            tasks: tasks::open(timeline, as_of),
            contacts: contacts(timeline, as_of),
            phone: [CareRole::EmergencyLine, CareRole::Nurse]
                .into_iter()
                .find_map(|role| timeline.contact(role, as_of))
                .map(|(_, contact)| contact.clone()),
            sick_day_rules: set::all(timeline, as_of, |rule: &SickDayRule| {
                (rule.situation.clone(), rule.set_by)
            }),
            fluid_restricted: timeline
                .of_kind::<Finding>()
                .rfind(|(shown, found)| found.item == FindingItem::FluidRestriction && shown.day() <= as_of)
                .map(|(_, found)| found.present),
            home_zone: home_zone(timeline, as_of),
        }
    }

    /// The cycle of drug treatment that holds on `day`, and its day, 1 being the first.
    #[must_use]
    pub fn cycle_on(&self, day: CalendarDay) -> Option<(&Cycle, i32)> {
        let begun = self.cycles.iter().rev().find(|cycle| cycle.first_day <= day)?;
        Some((begun, day.days_since(begun.first_day) + 1))
    }

    /// Treatments planned for `as_of` or later that nobody called off.
    pub fn upcoming(&self) -> impl Iterator<Item = &PlannedTreatment> {
        self.treatments.iter().filter(|t| t.status == TreatmentStatus::Planned && t.day >= self.as_of)
    }
}

fn targets(timeline: &Timeline, as_of: CalendarDay) -> Targets {
    let range = |least: Option<u32>, most: Option<u32>| least.map(|least| TargetRange { least, most });
    Targets {
        energy_kcal_milli: set::latest(timeline, as_of, |plan: &FeedingPlan| {
            Some((range(plan.energy_min_kcal_milli, plan.energy_max_kcal_milli)?, plan.set_by))
        }),
        protein_mg: set::latest(timeline, as_of, |plan: &FeedingPlan| {
            Some((range(plan.protein_min_mg, plan.protein_max_mg)?, plan.set_by))
        }),
        fluid_ml: set::latest(timeline, as_of, |plan: &FeedingPlan| Some((plan.fluid_ml?, plan.set_by))),
        tube_ml: set::latest(timeline, as_of, |plan: &FeedingPlan| {
            Some((plan.tube_prescribed_ml?, plan.set_by))
        }),
    }
}

fn contacts(timeline: &Timeline, as_of: CalendarDay) -> Vec<Set<CareContact>> {
    let mut contacts =
        set::all(timeline, as_of, |contact: &CareContact| ((contact.role, contact.name.clone()), None));
    contacts.sort_by(|a, b| (a.value.role, &a.value.name).cmp(&(b.value.role, &b.value.name)));
    contacts
}

fn home_zone(timeline: &Timeline, as_of: CalendarDay) -> Option<HomeZone> {
    let profiles = timeline.of_kind::<Profile>().rev().filter(|(shown, _)| shown.day() <= as_of);
    let named = profiles.filter_map(|(_, profile)| profile.home_zone.clone()).next()?;
    Some(named.trim().parse().map_or(HomeZone::Unknown, HomeZone::Known))
}
