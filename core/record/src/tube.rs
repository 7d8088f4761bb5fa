//! The feeding tube: whether it is in place on a day, as far as the journal tells.

use crate::day::CalendarDay;
use crate::fact::{FeedMode, FeedingPlan, ParenteralBag, TubeCare, TubeEvent, TubeFeed, TubeRoute};
use crate::standing::Shown;
use crate::timeline::Timeline;

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

/// What a standing rests on, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grounds {
    Prescription,
    Use,
    Event,
}

#[derive(Clone, Copy)]
struct Known {
    standing: TubeStanding,
    route: Option<TubeRoute>,
    since: Option<CalendarDay>,
    told_on: CalendarDay,
    grounds: Grounds,
}

/// What was heard so far.
#[derive(Default)]
struct Account {
    known: Option<Known>,
    /// The day on which a tube last came out, until another one is there.
    out_on: Option<CalendarDay>,
    prescribed_ml: Option<u32>,
    mode: Option<FeedMode>,
    /// Where the plans since the last removal say that the tube leads.
    planned_route: Option<TubeRoute>,
}

impl Account {
    fn tube(&self) -> Option<Tube> {
        let known = self.known?;
        Some(Tube {
            standing: known.standing,
            route: known.route.or(self.planned_route),
            mode: self.mode,
            since: known.since,
            told_on: known.told_on,
            prescribed_ml: self.prescribed_ml,
        })
    }

    /// A tube that nobody said to have been placed.
    fn suppose(
        &mut self,
        standing: TubeStanding,
        route: Option<TubeRoute>,
        day: CalendarDay,
        grounds: Grounds,
    ) {
        self.known = Some(Known { standing, route, since: None, told_on: day, grounds });
    }

    fn hear_of_plan(&mut self, day: CalendarDay, plan: &FeedingPlan) {
        self.mode = plan.mode.or(self.mode);
        if plan.tube_prescribed_ml.is_none() && plan.route.is_none() {
            return;
        }
        self.prescribed_ml = plan.tube_prescribed_ml.or(self.prescribed_ml);
        self.planned_route = plan.route.or(self.planned_route);
        let prescribes = self.prescribed_ml != Some(0);
        let by_plan = Grounds::Prescription;
        match self.known {
            Some(known) if !prescribes => {
                if known.standing == TubeStanding::InPlace && known.grounds == by_plan {
                    self.suppose(TubeStanding::Unclear, known.route, day, by_plan);
                }
            }
            None if !prescribes => {}
            None => self.suppose(TubeStanding::InPlace, plan.route, day, by_plan),
            Some(known) => match known.standing {
                TubeStanding::Removed | TubeStanding::Unclear => {
                    self.suppose(TubeStanding::InPlace, plan.route, day, by_plan);
                }
                TubeStanding::Dislodged if are_two(plan.route, known.route) => {
                    self.suppose(TubeStanding::InPlace, plan.route, day, by_plan);
                }
                TubeStanding::InPlace if known.grounds == by_plan => {
                    self.suppose(TubeStanding::InPlace, plan.route.or(known.route), day, by_plan);
                }
                TubeStanding::Dislodged | TubeStanding::InPlace => {}
            },
        }
    }

    fn hear_of_feed(&mut self, day: CalendarDay, feed: &TubeFeed) {
        let went_in = feed.delivered_ml > Some(0) || feed.flush_ml > Some(0);
        // A feed of the day on which the tube came out may have run before it did.
        if !went_in || self.out_on.is_some_and(|out| day <= out) {
            return;
        }
        let before = self.known.filter(|known| known.standing != TubeStanding::Removed);
        let route = feed.route.or(before.and_then(|known| known.route));
        match before {
            Some(known) if known.standing == TubeStanding::InPlace && known.grounds == Grounds::Event => {
                self.known = Some(Known { route: known.route.or(feed.route), ..known });
            }
            _ => self.suppose(TubeStanding::InPlace, route, day, Grounds::Use),
        }
        self.out_on = None;
    }

    fn hear_of_care(&mut self, day: CalendarDay, care: &TubeCare) {
        match care.event {
            TubeEvent::Placed => self.put_in(day, care.route),
            TubeEvent::Replaced => {
                self.put_in(day, care.route.or(self.known.and_then(|known| known.route)));
            }
            TubeEvent::Removed => self.take_out(TubeStanding::Removed, day, care.route),
            TubeEvent::Dislodged => self.take_out(TubeStanding::Dislodged, day, care.route),
            TubeEvent::Blocked
            | TubeEvent::BuriedBumper
            | TubeEvent::PositionChecked
            | TubeEvent::SetChanged
            | TubeEvent::Flushed => self.care_for(day, care.route, true),
            TubeEvent::Leaking
            | TubeEvent::SiteInfection
            | TubeEvent::Overgranulation
            | TubeEvent::Dressing => self.care_for(day, care.route, false),
        }
    }

    fn put_in(&mut self, day: CalendarDay, route: Option<TubeRoute>) {
        let (standing, grounds) = (TubeStanding::InPlace, Grounds::Event);
        self.known = Some(Known { standing, route, since: Some(day), told_on: day, grounds });
        self.out_on = None;
    }

    fn take_out(&mut self, standing: TubeStanding, day: CalendarDay, route: Option<TubeRoute>) {
        if let Some(known) = self.known {
            if known.standing == standing && !are_two(route, known.route) {
                // Said again: out since it was first said, and no feed of this day says otherwise.
                self.out_on = Some(day);
                return;
            }
            if known.standing != TubeStanding::Removed && are_two(route, known.route) {
                if known.grounds > Grounds::Prescription {
                    // That was another tube, from before this one.
                    return;
                }
                if standing == TubeStanding::Removed {
                    // Whether the one that is prescribed was placed already nobody said.
                    self.suppose(TubeStanding::Unclear, known.route, day, Grounds::Prescription);
                    return;
                }
            }
        }
        let route = route.or(self.known.and_then(|known| known.route)).or(self.planned_route);
        self.known = Some(Known { standing, route, since: Some(day), told_on: day, grounds: Grounds::Event });
        self.out_on = Some(day);
        if standing == TubeStanding::Removed {
            self.planned_route = None;
        }
    }

    /// Care that is neither: of the tube itself, or of the skin around it.
    fn care_for(&mut self, day: CalendarDay, route: Option<TubeRoute>, of_the_tube: bool) {
        let Some(known) = self.known else {
            let standing = if route.is_some() { TubeStanding::InPlace } else { TubeStanding::Unclear };
            self.suppose(standing, route, day, Grounds::Use);
            return;
        };
        match known.standing {
            TubeStanding::InPlace => {
                self.known = Some(Known { route: known.route.or(route), ..known });
            }
            // A hole is dressed after its tube is gone; a tube that is flushed is not gone, unless it was before it went.
            TubeStanding::Removed if of_the_tube && self.out_on.is_some_and(|out| day > out) => {
                let standing =
                    if are_two(route, known.route) { TubeStanding::InPlace } else { TubeStanding::Unclear };
                self.suppose(standing, route, day, Grounds::Use);
            }
            TubeStanding::Removed | TubeStanding::Dislodged | TubeStanding::Unclear => {}
        }
    }
}

/// Whether two tubes are meant: both are named, and not alike.
fn are_two(one: Option<TubeRoute>, other: Option<TubeRoute>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

#[cfg(test)]
mod tests;
