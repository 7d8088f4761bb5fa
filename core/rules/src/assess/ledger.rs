//! Intake over windows of days against its target.
//!
//! Days without data are no zeros: a mean is that of the days with data, and how many they are always stands
//! beside it.

use super::context::Context;
use super::goal::{Goal, percent_of};
use super::model::{Evidence, IntakeWindow};
use super::print;
use crate::exact::{Exact, ExactError};
use crate::score::ScoreError;
use nourish_record::{CalendarDay, DaySummary, Fact};

/// What is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nutrient {
    /// kcal.
    Energy,
    /// g.
    Protein,
    /// Water, ml: drinks, flushes, infusions, and the water that formula holds.
    Fluid,
    /// Everything liquid, ml: the whole of a formula rather than its water.
    Volume,
}

/// A mean against its target.
pub(super) struct Judgement {
    pub(super) mean: Exact,
    /// In percent of the target's lower end.
    pub(super) share: Exact,
    /// Mean and share without today, where today lowers them.
    without_today: Option<(Exact, Exact)>,
}

/// The share of the need eaten, in percent.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) percent: Exact,
    /// Whether today was left out, as it may not be over.
    without_today: bool,
}

/// The days of a window that have data.
pub(super) struct Window {
    pub(super) days: i32,
    as_of: CalendarDay,
    amounts: Vec<(CalendarDay, Exact)>,
}

impl Nutrient {
    /// Its unit in print.
    pub(super) const fn unit(self) -> &'static str {
        match self {
            Self::Energy => "kcal",
            Self::Protein => "g",
            Self::Fluid | Self::Volume => "ml",
        }
    }

    /// What a day holds of it; unknown if nothing of the sort was logged.
    fn of(self, day: &DaySummary) -> Result<Option<Exact>, ExactError> {
        let (stored, parts) = match self {
            Self::Energy => (day.energy_kcal_milli(), 1000),
            Self::Protein => (day.protein_mg(), 1000),
            Self::Fluid => (day.fluid_ml(), 1),
            Self::Volume => (day.volume_ml(), 1),
        };
        stored.map(|amount| Exact::ratio(i128::from(amount), parts)).transpose()
    }

    /// Whether an entry holds some of it.
    fn is_in(self, fact: &Fact) -> bool {
        match (self, fact) {
            (Self::Energy, Fact::OralIntake(meal)) => meal.energy_kcal_milli.is_some(),
            (Self::Energy, Fact::Supplement(drink)) => drink.energy_kcal_milli.is_some(),
            (Self::Energy, Fact::TubeFeed(feed)) => feed.energy_kcal_milli().is_some(),
            (Self::Energy, Fact::ParenteralBag(bag)) => bag.energy_kcal_milli().is_some(),
            (Self::Protein, Fact::OralIntake(meal)) => meal.protein_mg.is_some(),
            (Self::Protein, Fact::Supplement(drink)) => drink.protein_mg.is_some(),
            (Self::Protein, Fact::TubeFeed(feed)) => feed.protein_mg().is_some(),
            (Self::Protein, Fact::ParenteralBag(bag)) => bag.protein_mg().is_some(),
            (Self::Energy, Fact::FluidIntake(drink)) => drink.energy_kcal_milli.is_some(),
            (Self::Fluid | Self::Volume, Fact::OralIntake(meal)) => meal.fluid_ml.is_some(),
            (Self::Fluid | Self::Volume, Fact::Supplement(drink)) => drink.volume_ml.is_some(),
            (Self::Fluid, Fact::TubeFeed(feed)) => feed.water_ml().is_some() || feed.flush_ml.is_some(),
            (Self::Volume, Fact::TubeFeed(feed)) => feed.delivered_ml.is_some() || feed.flush_ml.is_some(),
            (Self::Fluid | Self::Volume, Fact::ParenteralBag(bag)) => bag.volume_ml.is_some(),
            (Self::Fluid | Self::Volume, Fact::FluidIntake(_)) => true,
            _ => false,
        }
    }
}

impl Window {
    /// The last `days` days, today included.
    pub(super) fn of(context: &Context<'_>, nutrient: Nutrient, days: i32) -> Result<Self, ExactError> {
        let mut amounts = Vec::new();
        for summary in context.last_days(days) {
            if let Some(amount) = nutrient.of(summary)? {
                amounts.push((summary.day, amount));
            }
        }
        Ok(Self { days, as_of: context.as_of, amounts })
    }

    /// On how many days there is data.
    pub(super) fn days_with_data(&self) -> i32 {
        i32::try_from(self.amounts.len()).unwrap_or(i32::MAX)
    }

    /// Mean over the days with data.
    pub(super) fn mean(&self) -> Result<Option<Exact>, ExactError> {
        mean(self.amounts.iter().map(|(_, amount)| *amount))
    }

    /// Mean over the days with data but today, where today lowers the mean: it may not be over.
    fn mean_without_today(&self) -> Result<Option<Exact>, ExactError> {
        let over = self.amounts.iter().filter(|(day, _)| *day != self.as_of);
        let (without, with) = (mean(over.map(|(_, amount)| *amount))?, self.mean()?);
        Ok(without.filter(|_| without > with))
    }

    /// The mean against the target, from at least `needed` days with data.
    pub(super) fn judge(&self, goal: Option<&Goal>, needed: i32) -> Result<Option<Judgement>, ExactError> {
        let Some((mean, goal)) = self.mean()?.zip(goal).filter(|_| self.days_with_data() >= needed) else {
            return Ok(None);
        };
        let Some(share) = percent_of(mean, goal)? else { return Ok(None) };
        let without_today = match self.mean_without_today()? {
            Some(mean) => percent_of(mean, goal)?.map(|share| (mean, share)),
            None => None,
        };
        Ok(Some(Judgement { mean, share, without_today }))
    }

    /// One piece of evidence for each day with data: its first entry, and the day's sum.
    pub(super) fn evidence(&self, context: &Context<'_>, nutrient: Nutrient) -> Vec<Evidence> {
        let of_day = |day: CalendarDay, amount: Exact| {
            let of_day = context.timeline.between(day, day);
            let mut entries =
                of_day.filter(|shown| shown.entry().fact().is_some_and(|fact| nutrient.is_in(fact)));
            let first = entries.next()?;
            let count = i32::try_from(entries.count()).unwrap_or(i32::MAX).saturating_add(1);
            let (amount, unit) = (print::whole(amount), nutrient.unit());
            let entries = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
            Some(Evidence {
                entry: first.root(),
                day,
                what: format!("{amount} {unit} on the day, from {entries}"),
            })
        };
        self.amounts.iter().filter_map(|(day, amount)| of_day(*day, *amount)).collect()
    }

    /// The window as a report shows it.
    pub(super) fn shown(&self, goal: Option<&Goal>) -> Result<IntakeWindow, ExactError> {
        let mean = self.mean()?;
        let percent = match mean.zip(goal) {
            Some((mean, goal)) => percent_of(mean, goal)?,
            None => None,
        };
        let reached = |goal: &Goal| self.amounts.iter().filter(|(_, amount)| *amount >= goal.least).count();
        Ok(IntakeWindow {
            window_days: self.days,
            days_with_data: self.days_with_data(),
            mean: mean.map(Exact::to_text),
            percent_of_target: percent.map(Exact::to_text),
            days_on_target: i32::try_from(goal.map_or(0, reached)).unwrap_or(i32::MAX),
        })
    }
}

impl Judgement {
    /// The share that flags are judged by: a day that is not over raises none.
    pub(super) fn deciding(&self) -> Exact {
        self.without_today.map_or(self.share, |(_, share)| share)
    }

    /// The numbers as the team reads them, beside the `limit` that they are compared with.
    pub(super) fn text(&self, nutrient: Nutrient, goal: &Goal, limit: Exact) -> String {
        let unit = nutrient.unit();
        let amount = |mean: Exact| format!("{} {unit}", print::whole(mean));
        let without_today = self.without_today.map_or_else(String::new, |(mean, share)| {
            format!(
                "; without today, which may not be over, {} and {} %",
                amount(mean),
                print::percent(share, limit)
            )
        });
        format!(
            "{} a day, {} % of {} ({}){without_today}",
            amount(self.mean),
            print::percent(self.share, limit),
            amount(goal.least),
            goal.basis
        )
    }
}

impl Share {
    /// What the number is, in a figure.
    pub(super) const fn label(self) -> &'static str {
        if self.without_today {
            "share of the energy need eaten in the last week, without today"
        } else {
            "share of the energy need eaten in the last week"
        }
    }
}

/// Share of the energy need eaten on a day, in percent; the share of the usual where nothing better was noted.
pub(super) fn share_of_day(day: &DaySummary, goal: Option<&Goal>) -> Result<Option<Exact>, ExactError> {
    let by_energy = match Nutrient::Energy.of(day)?.zip(goal) {
        Some((amount, goal)) => percent_of(amount, goal)?,
        None => None,
    };
    Ok(by_energy.or(day.eaten_percent.map(|percent| Exact::whole(i64::from(percent)))))
}

/// Share of the energy need eaten over the last `days` days, in percent, from at least `needed` days with
/// data. Days on which only a share of the usual was noted count with that share.
pub(super) fn share_of_need(
    context: &Context<'_>,
    days: i32,
    needed: i32,
) -> Result<Option<Share>, ScoreError> {
    let goal = Goal::of(context, Nutrient::Energy)?;
    let mut amounts = Vec::new();
    for summary in context.last_days(days) {
        amounts.extend(share_of_day(summary, goal.as_ref())?.map(|share| (summary.day, share)));
    }
    let window = Window { days, as_of: context.as_of, amounts };
    if window.days_with_data() < needed {
        return Ok(None);
    }
    let without_today = window.mean_without_today()?;
    let percent = without_today.or(window.mean()?);
    Ok(percent.map(|percent| Share { percent, without_today: without_today.is_some() }))
}

fn mean(amounts: impl Iterator<Item = Exact>) -> Result<Option<Exact>, ExactError> {
    let (mut sum, mut count) = (Exact::ZERO, 0_i64);
    for amount in amounts {
        sum = sum.plus(amount)?;
        count += 1;
    }
    if count == 0 { Ok(None) } else { sum.over(Exact::whole(count)).map(Some) }
}
