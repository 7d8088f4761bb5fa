//! What happened, line by line, and what was prescribed.

use super::Period;
use crate::model::{EventLine, Origin, PlanLine};
use crate::wording::{self, capitalised, counted, spoken};
use nourish_record::{
    Acknowledgement, CalendarDay, CheckIn, FeedingPlan, RedFlag, Shown, Timeline, TubeCare, TubeFeed,
    TubeStanding,
};
use nourish_rules::assess::Assessment;
use std::cmp::Reverse;

/// Red flags that speak of swallowing, stomach, bowel or tube.
const OF_PASSAGE: [RedFlag; 9] = [
    RedFlag::VomitingBlood,
    RedFlag::BlackStool,
    RedFlag::ChokingOnFeed,
    RedFlag::CannotSwallowFluids,
    RedFlag::SevereAbdominalPain,
    RedFlag::NoStoolNoWind,
    RedFlag::VomitingOldFood,
    RedFlag::TubeMoved,
    RedFlag::SiteInfection,
];

/// Where an entry came from, and whether it was corrected.
pub(super) fn origin(shown: &Shown) -> Origin {
    Origin { source: shown.entry().source(), corrected: shown.amended() }
}

/// What happened to swallowing, stomach, bowel and tube.
pub(super) fn passage(timeline: &Timeline, period: Period) -> Vec<EventLine> {
    let tube = timeline.of_kind::<TubeCare>().map(|(shown, care)| {
        let route = care.route.map(|route| spoken(route.as_str()));
        let note = route.into_iter().chain(care.note.clone()).collect::<Vec<_>>().join("; ");
        line(shown, format!("Tube {}", spoken(care.event.as_str())), note)
    });
    let interrupted = timeline.of_kind::<TubeFeed>().filter_map(|(shown, feed)| {
        let minutes = feed.interrupted_min.filter(|minutes| *minutes > 0)?;
        let why = feed.interruption_reason.map(|reason| spoken(reason.as_str()));
        let minutes = counted(usize::try_from(minutes).unwrap_or_default(), "minute", "minutes");
        let detail = [Some(minutes), why].into_iter().flatten().collect::<Vec<_>>().join("; ");
        Some(line(shown, "Tube feed interrupted".to_owned(), detail))
    });
    let flagged = timeline.of_kind::<CheckIn>().flat_map(|(shown, check_in)| {
        let said = check_in.yes.iter().filter(|flag| OF_PASSAGE.contains(flag));
        said.map(move |flag| line(shown, capitalised(&spoken(flag.as_str())), "answered yes".to_owned()))
    });
    newest_first(tube.chain(interrupted).chain(flagged), period)
}

/// Check-ins, and what was done about flags.
pub(super) fn check_ins(timeline: &Timeline, assessment: &Assessment, period: Period) -> Vec<EventLine> {
    let answered = timeline.of_kind::<CheckIn>().map(|(shown, check_in)| {
        let asked = counted(check_in.asked.len(), "red-flag question", "red-flag questions");
        let yes: Vec<String> = check_in.yes.iter().map(|flag| spoken(flag.as_str())).collect();
        let yes =
            if yes.is_empty() { "none answered yes".to_owned() } else { format!("yes: {}", yes.join(", ")) };
        let open = if check_in.completed == Some(false) { "; not completed" } else { "" };
        let set = capitalised(&spoken(check_in.set.as_str()));
        line(shown, format!("{set} check-in"), format!("{asked}, {yes}{open}"))
    });
    let title = |rule: &str| {
        let finding = assessment.findings.iter().find(|finding| finding.rule == rule);
        finding.map_or_else(|| spoken(rule), |finding| finding.title.clone())
    };
    let acknowledged = timeline.of_kind::<Acknowledgement>().map(|(shown, said)| {
        let until = said.until_on.map_or_else(String::new, |day| format!(" until {}", wording::day(day)));
        let note = said.note.as_ref().map_or_else(String::new, |note| format!("; {note}"));
        let (role, action) = (capitalised(&spoken(said.role.as_str())), spoken(said.action.as_str()));
        line(shown, format!("Answer to: {}", title(&said.rule)), format!("{role}: {action}{until}{note}"))
    });
    newest_first(answered.chain(acknowledged), period)
}

fn line(shown: &Shown, what: String, detail: String) -> EventLine {
    EventLine { entry: shown.root(), day: shown.day(), what, detail, origin: origin(shown) }
}

fn newest_first(lines: impl Iterator<Item = EventLine>, period: Period) -> Vec<EventLine> {
    let mut lines: Vec<EventLine> = lines.filter(|line| period.contains(line.day)).collect();
    lines.sort_by(|a, b| (Reverse(a.day), &a.what, a.entry).cmp(&(Reverse(b.day), &b.what, b.entry)));
    lines
}

/// Each target and prescription as the latest plan that names it has it, and how the tube stands.
pub(super) fn plan(timeline: &Timeline, as_of: CalendarDay) -> Vec<PlanLine> {
    let plans = || timeline.of_kind::<FeedingPlan>().rev().filter(|(shown, _)| shown.day() <= as_of);
    let latest = |what: &str, value: fn(&FeedingPlan) -> Option<String>| {
        let (shown, plan, value) = plans().find_map(|(shown, plan)| Some((shown, plan, value(plan)?)))?;
        let set_by = plan.set_by.map(|role| role.as_str());
        Some(PlanLine { what: what.to_owned(), value, set_by, since: shown.day() })
    };
    let lines = [
        latest("Energy a day", |plan| {
            let (least, most) = (plan.energy_min_kcal_milli?, plan.energy_max_kcal_milli);
            Some(range(least, most, "kcal"))
        }),
        latest("Protein a day", |plan| Some(range(plan.protein_min_mg?, plan.protein_max_mg, "g"))),
        latest("Fluid a day", |plan| Some(format!("{} ml", wording::grouped(u64::from(plan.fluid_ml?))))),
        latest("By tube a day", |plan| {
            let formula = plan.formula.as_ref().map_or_else(String::new, |formula| format!(" of {formula}"));
            let density = plan.tube_density_kcal_milli_per_ml.map_or_else(String::new, |density| {
                format!(" with {} kcal/ml", wording::exact_milli(u64::from(density)))
            });
            Some(format!("{} ml{formula}{density}", wording::grouped(u64::from(plan.tube_prescribed_ml?))))
        }),
        latest("How the tube feed runs", |plan| {
            let words = [plan.route.map(|route| route.as_str()), plan.mode.map(|mode| mode.as_str())];
            let words: Vec<String> = words.into_iter().flatten().map(spoken).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }),
    ];
    lines.into_iter().flatten().chain(tube(timeline, as_of)).collect()
}

/// The feeding tube as it stands, since the day that tells so.
fn tube(timeline: &Timeline, as_of: CalendarDay) -> Option<PlanLine> {
    let tube = timeline.tube(as_of)?;
    let standing = match tube.standing {
        TubeStanding::InPlace => "in place",
        TubeStanding::Dislodged => "came out or moved",
        TubeStanding::Removed => "taken out",
        TubeStanding::Unclear => "not clear whether in place",
    };
    let words: Vec<String> =
        tube.route.map(|route| spoken(route.as_str())).into_iter().chain([standing.to_owned()]).collect();
    let since = tube.since.unwrap_or(tube.told_on);
    Some(PlanLine { what: "Feeding tube".to_owned(), value: words.join(", "), set_by: None, since })
}

/// Thousandths as a range: `1,800–2,100 kcal`.
fn range(least: u32, most: Option<u32>, unit: &str) -> String {
    let least = wording::whole(u64::from(least));
    match most {
        Some(most) => format!("{least}\u{2013}{} {unit}", wording::whole(u64::from(most))),
        None => format!("{least} {unit} or more"),
    }
}
