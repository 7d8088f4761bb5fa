//! What was told of a tube, heard in order of time.

use super::{Tube, TubeStanding};
use crate::day::CalendarDay;
use crate::fact::{FeedMode, FeedingPlan, TubeCare, TubeEvent, TubeFeed, TubeRoute};

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
pub(super) struct Account {
    known: Option<Known>,
    /// The day on which a tube last came out, until another one is there.
    out_on: Option<CalendarDay>,
    prescribed_ml: Option<u32>,
    mode: Option<FeedMode>,
    /// Where the plans since the last removal say that the tube leads.
    planned_route: Option<TubeRoute>,
}

impl Account {
    pub(super) fn tube(&self) -> Option<Tube> {
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

    pub(super) fn hear_of_plan(&mut self, day: CalendarDay, plan: &FeedingPlan) {
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

    pub(super) fn hear_of_feed(&mut self, day: CalendarDay, feed: &TubeFeed) {
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

    pub(super) fn hear_of_care(&mut self, day: CalendarDay, care: &TubeCare) {
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
