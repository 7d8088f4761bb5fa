//! One day of a person: where they are in their treatment, and the page of the diary that it fills.

use crate::course::{Course, Cycle, weekday};
use crate::person::{Journey, Person};
use crate::random::Sequence;
use nourish_record::{CalendarDay, Draft, Fact, Moment, Source};

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;
/// Minutes of a day.
const DAY_MIN: i64 = 1_440;
/// Cycles make themselves felt for this many days.
const CYCLE_FELT_DAYS: i32 = 28;

/// What numbers are drawn for; each purpose has its own, so that a change of one leaves the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    Person = 1,
    Birthday = 2,
    Course = 3,
    Start = 4,
    Adherence = 5,
    Week = 6,
    Felt = 7,
    Episode = 8,
    AnotherDay = 9,
    Eating = 10,
    Feeding = 11,
    Body = 12,
    Reporting = 13,
    CheckIn = 14,
    Vitals = 15,
    Laboratory = 16,
    Medicine = 18,
    Output = 19,
    Care = 20,
    Dirt = 21,
    Fever = 22,
}

/// One day of a person.
pub(crate) struct Today<'a> {
    pub(crate) person: &'a Person,
    pub(crate) course: &'a Course,
    /// Days since the first of the journal.
    pub(crate) index: i32,
    pub(crate) day: CalendarDay,
    /// 0 for Monday.
    pub(crate) weekday: i32,
    noon: Moment,
}

impl<'a> Today<'a> {
    /// Day `index` of the journal; `None` beyond the last day that a journal may hold.
    pub(crate) fn of(
        person: &'a Person,
        course: &'a Course,
        first_day: CalendarDay,
        index: i32,
    ) -> Option<Self> {
        let day = CalendarDay::from_days_since_1970(first_day.days_since_1970().checked_add(index)?)?;
        // Clocks are put forward and back at night: at noon UTC they show what they show from six in the morning on.
        let noon_ms = i64::from(day.days_since_1970()) * DAY_MS + DAY_MS / 2;
        let noon = Moment::in_zone(noon_ms, person.zone.parse().ok()?).ok()?;
        Some(Self { person, course, index, day, weekday: weekday(first_day, index), noon })
    }

    /// The numbers of this day for a purpose.
    pub(crate) fn draws(&self, purpose: Purpose) -> Sequence {
        self.person.draws(&[purpose as u64, u64::from(self.index.cast_unsigned())])
    }

    /// The cycle that is felt today, and its day, 1 being that of the infusion.
    pub(crate) fn cycle(&self) -> Option<(&'a Cycle, i32)> {
        let begun =
            self.course.cycles.iter().rev().filter_map(|cycle| Some((cycle, self.index - cycle.given? + 1)));
        let length = |cycle: &Cycle| cycle.regimen.cycle_days.max(CYCLE_FELT_DAYS);
        begun.into_iter().find(|(_, day)| *day >= 1).filter(|(cycle, day)| *day <= length(cycle))
    }

    /// Cycles of oxaliplatin that were given until today.
    pub(crate) fn oxaliplatin_cycles(&self) -> u32 {
        let given = |cycle: &&Cycle| {
            cycle.regimen.oxaliplatin && cycle.given.is_some_and(|given| given <= self.index)
        };
        u32::try_from(self.course.cycles.iter().filter(given).count()).unwrap_or(0)
    }

    /// Days since the operation, 0 being its day; `None` before it.
    pub(crate) fn since_surgery(&self) -> Option<i32> {
        self.course.surgery.map(|surgery| self.index - surgery.given).filter(|days| *days >= 0)
    }

    /// Whether radiotherapy is felt: from its second week until two weeks after it.
    pub(crate) fn feels_radiation(&self) -> bool {
        let days = self.course.radiation.as_ref().map(|radiation| &radiation.days);
        let span = days.and_then(|days| Some((*days.first()?, *days.last()?)));
        span.is_some_and(|(first, last)| (first + 7..=last + 14).contains(&self.index))
    }

    /// Whether neutrophils are at their lowest.
    pub(crate) fn at_nadir(&self) -> bool {
        self.cycle().is_some_and(|(cycle, day)| cycle.regimen.taxane && (7..=12).contains(&day))
    }

    /// Whether parenteral nutrition has begun.
    pub(crate) fn has_line(&self) -> bool {
        self.course.parenteral.is_some_and(|parenteral| parenteral.from <= self.index)
    }

    /// Whether a feeding tube is in place.
    pub(crate) fn has_tube(&self) -> bool {
        self.course.tube.is_some_and(|tube| (tube.from..tube.until).contains(&self.index))
    }

    /// Whether the cancer cannot be cured.
    pub(crate) fn is_advanced(&self) -> bool {
        matches!(self.person.journey, Journey::PalliativeCapox | Journey::ParenteralNutrition)
    }

    /// The moment that clocks show this many minutes after midnight; beyond midnight it still belongs to this day.
    pub(crate) fn at(&self, minute: i64) -> Option<Moment> {
        let local_ms = i64::from(self.day.days_since_1970()) * DAY_MS + minute * MINUTE_MS;
        let instant_ms = local_ms - i64::from(self.noon.offset_s()) * 1_000;
        let moment = Moment::new(instant_ms, self.noon.offset_s(), self.noon.zone()).ok()?;
        if minute >= DAY_MIN { moment.on_day(self.day).ok() } else { Some(moment) }
    }
}

/// What the diary says of a day.
pub(crate) struct Page<'a> {
    pub(crate) today: &'a Today<'a>,
    drafts: Vec<Draft>,
}

impl<'a> Page<'a> {
    pub(crate) const fn of(today: &'a Today<'a>) -> Self {
        Self { today, drafts: Vec::new() }
    }

    /// Writes a fact down, as of a minute of the day. Past the last day that a journal may hold there is no moment, and no entry.
    pub(crate) fn add(&mut self, minute: i64, source: Source, fact: impl Into<Fact>) {
        self.drafts.extend(self.today.at(minute).map(|occurred| Draft::new(occurred, source, fact)));
    }

    /// Writes down what a file from elsewhere says.
    pub(crate) fn import(&mut self, minute: i64, system: &str, fact: impl Into<Fact>) {
        let Some(occurred) = self.today.at(minute) else { return };
        let fact: Fact = fact.into();
        let key = format!("{}/{}", fact.kind().name, occurred.instant_ms());
        self.drafts.push(Draft::imported(occurred, fact, system, key));
    }

    /// Everything on the page.
    pub(crate) fn into_drafts(self) -> Vec<Draft> {
        self.drafts
    }

    /// Writes down once more what came from files.
    pub(crate) fn repeat_imports(&mut self) {
        let again: Vec<Draft> = self.drafts.iter().filter(|draft| draft.origin.is_some()).cloned().collect();
        self.drafts.extend(again);
    }
}
