//! The feeding tube: whether it is in place on a day, as far as the journal tells.

mod account;

use crate::day::CalendarDay;
use crate::fact::{FeedMode, FeedingPlan, ParenteralBag, TubeCare, TubeEvent, TubeFeed, TubeRoute};
use crate::standing::Shown;
use crate::timeline::Timeline;
use account::Account;

/// How long a feed or a bag tells that there is a tube or a line, days. An own choice. What was fed does not last in a journal as
/// events and plans do, so nobody may look further back.
const FED_DAYS: i32 = 30;

/// How a feeding tube stands. Exhaustive on purpose: whoever asks decides about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TubeStanding {
    /// It is in place, and feeds.
    InPlace,
    /// It came out or moved and was neither put back, replaced nor removed since: it feeds nobody, and is still the person's tube.
    Dislodged,
    /// It was taken out, and nothing tells of another one.
    Removed,
    /// Something tells of a tube, and not whether one is in place.
    Unclear,
}

impl TubeStanding {
    /// Its name for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InPlace => "in-place",
            Self::Dislodged => "dislodged",
            Self::Removed => "removed",
            Self::Unclear => "unclear",
        }
    }
}

/// The feeding tube of a person on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tube {
    /// How it stands.
    pub standing: TubeStanding,
    /// Where it leads, where that was said of it or of what is prescribed for it.
    pub route: Option<TubeRoute>,
    /// How feed is given, as the plan says.
    pub mode: Option<FeedMode>,
    /// The day on which it was placed, came out or was taken out; `None` where nobody said so and the rest follows from a prescription,
    /// from feeds or from its care.
    pub since: Option<CalendarDay>,
    /// The day of the entry that this rests on.
    pub told_on: CalendarDay,
    /// Formula prescribed a day by the plans up to the day, whether or not the tube is in place. ml.
    pub prescribed_ml: Option<u32>,
}

impl Timeline {
    /// The feeding tube as it stands at the end of the day `on`; `None` where nothing tells of one.
    ///
    /// What was said last holds, in order of time; entries of later days are not known yet. Of what was said at one instant, what takes a
    /// tube out comes before what places one.
    ///
    /// - *Placed* and *replaced*: in place, whatever was before. A person has one tube; another kind takes the place of the one before.
    /// - *Removed*: removed. *Dislodged*: dislodged, until it is replaced, placed or removed, or something went through it on a later day.
    ///   Either counts only for the tube that it names, where it names one.
    /// - A prescription by tube (an amount that is not zero, or a route): in place as prescribed where no tube was told of, or where the
    ///   last one was taken out before. It does not bring a dislodged tube back, unless it names another kind. A prescription of nothing
    ///   leaves a tube that only a prescription told of unclear.
    /// - A feed or flush of the last 30 days: in place, unless a tube came out on the same day or later.
    /// - Other care: in place where it names the tube, else unclear. After a removal, what is done to a tube on a later day makes it
    ///   unclear; what is done to the skin does not.
    pub fn tube(&self, on: CalendarDay) -> Option<Tube> {
        let plans = self.of_kind::<FeedingPlan>().map(|(shown, plan)| (shown, Told::Plan(plan)));
        let feeds = self.of_kind_since::<TubeFeed>(on.plus(-FED_DAYS));
        let feeds = feeds.map(|(shown, feed)| (shown, Told::Feed(feed)));
        let cares = self.of_kind::<TubeCare>().map(|(shown, care)| (shown, Told::Care(care)));
        let known = plans.chain(feeds).chain(cares).filter(|(shown, _)| shown.day() <= on);
        let mut known: Vec<(&Shown, Told<'_>)> = known.collect();
        known.sort_by_key(|(shown, told)| (shown.instant_ms(), told.rank(), shown.root()));
        let mut account = Account::default();
        for (shown, told) in known {
            match told {
                Told::Plan(plan) => account.hear_of_plan(shown.day(), plan),
                Told::Feed(feed) => account.hear_of_feed(shown.day(), feed),
                Told::Care(care) => account.hear_of_care(shown.day(), care),
            }
        }
        account.tube()
    }

    /// Whether there is a line into a vein for feeding on the day `on`: a bag ran in the last 30 days. No kind of entry says
    /// that a line was taken out.
    pub fn has_line(&self, on: CalendarDay) -> bool {
        self.of_kind_since::<ParenteralBag>(on.plus(-FED_DAYS)).any(|(shown, _)| shown.day() <= on)
    }
}

/// What tells of a tube.
#[derive(Clone, Copy)]
enum Told<'a> {
    Plan(&'a FeedingPlan),
    Feed(&'a TubeFeed),
    Care(&'a TubeCare),
}

impl Told<'_> {
    /// Of what is said at one instant: a change of tubes takes the old one out first, and what was done to it was done before.
    const fn rank(self) -> u8 {
        match self {
            Self::Plan(_) | Self::Feed(_) => 0,
            Self::Care(care) => match care.event {
                TubeEvent::Removed | TubeEvent::Dislodged => 1,
                TubeEvent::Placed | TubeEvent::Replaced => 2,
                _ => 0,
            },
        }
    }
}

#[cfg(test)]
mod tests;
