//! The last seven days in a few sentences.

use super::Listener;
use super::rings::{RingKind, target};
use crate::care::CarePlan;
use crate::texts::tenths;
use nourish_record::{CalendarDay, DaySummary, SymptomItem, Timeline};
use nourish_rules::Assessment;
use nourish_words::{Said, Words};

/// Days of a week.
const DAYS: i32 = 7;
/// From this answer on a symptom is severe, 0 to 4.
pub(super) const SEVERE: u8 = 3;
/// Most symptoms that are named.
const NAMED: usize = 3;

/// The last seven days.
#[derive(Clone, PartialEq, Eq)]
pub struct Week {
    /// First day.
    pub from: CalendarDay,
    /// Last day.
    pub to: CalendarDay,
    /// The week in sentences.
    pub sentences: Vec<Said>,
}

quiet_debug!(Week);

pub(super) fn week(
    (plan, timeline): (&CarePlan, &Timeline),
    assessment: &Assessment,
    to: CalendarDay,
    (listener, words): (Listener, &Words),
) -> Week {
    let from = to.plus(1 - DAYS);
    let days = DaySummary::between(timeline, from, to);
    let mut sentences = vec![weight(timeline, (from, to), (listener, words))];
    let mut kinds = vec![RingKind::Energy, RingKind::Protein, RingKind::Fluid];
    if plan.tube.is_some() {
        kinds.push(RingKind::Tube);
    }
    for kind in kinds {
        sentences.extend(intake(kind, &days, target(kind, plan, assessment).0, words));
    }
    sentences.push(symptoms(&days, words));
    Week { from, to, sentences }
}

fn weight(
    timeline: &Timeline,
    (from, to): (CalendarDay, CalendarDay),
    (listener, words): (Listener, &Words),
) -> Said {
    let weighed: Vec<(CalendarDay, u32)> = timeline
        .weights()
        .map(|(shown, weight)| (shown.day(), weight.weight_g))
        .filter(|(day, _)| (from..=to).contains(day))
        .collect();
    match weighed.as_slice() {
        [(day, first), .., (_, last)] => change("week-weight", (*day, *first, *last), Some(listener), words),
        _ => words.say("week-weight-unknown", &[]),
    }
}

/// A change of weight in words; `same` where it rounds to nothing.
pub(super) fn change(
    id: &str,
    (day, first_g, last_g): (CalendarDay, u32, u32),
    listener: Option<Listener>,
    words: &Words,
) -> Said {
    let apart_g = u64::from(first_g.abs_diff(last_g));
    let way = match (apart_g < 50, last_g < first_g) {
        (true, _) => "same",
        (false, true) => "less",
        (false, false) => "more",
    };
    let id = format!("{id}-{way}");
    let id = listener.map_or_else(|| id.clone(), |listener| listener.id(&id));
    let (kilograms, date) = (tenths(words, apart_g), day.to_string());
    if way == "same" {
        return words.say(&id, &[("date", (&date).into())]);
    }
    words.say(&id, &[("kilograms", (&kilograms).into()), ("date", (&date).into())])
}

/// The mean of the days that were written down, and on how many of them the target was reached.
fn intake(kind: RingKind, days: &[DaySummary], target: Option<u64>, words: &Words) -> Vec<Said> {
    let known: Vec<u64> = days.iter().filter_map(|day| kind.delivered(day)).collect();
    let what = kind.say(words);
    let Some(mean) = known.iter().sum::<u64>().checked_div(known.len() as u64) else {
        return vec![words.say("week-mean-unknown", &[("what", what.text.as_str().into())])];
    };
    let mean = mean.to_string();
    let arguments = [
        ("what", what.text.as_str().into()),
        ("mean", (&mean).into()),
        ("unit", kind.unit().into()),
        ("days", known.len().into()),
    ];
    let mut said = vec![words.say("week-mean", &arguments)];
    if let Some(target) = target {
        // Where it was never reached, the mean says enough.
        let reached = known.iter().filter(|amount| **amount >= target).count();
        if reached > 0 {
            let reached = reached.to_string();
            let arguments = [("reached", (&reached).into()), ("days", known.len().into())];
            said.push(words.say("week-reached", &arguments));
        }
    }
    said
}

fn symptoms(days: &[DaySummary], words: &Words) -> Said {
    let asked = |item: SymptomItem| days.iter().filter_map(move |day| day.symptoms.get(item));
    if SymptomItem::ALL.iter().all(|item| asked(*item).next().is_none()) {
        return words.say("week-symptoms-unknown", &[]);
    }
    let mut hard: Vec<(u8, usize, SymptomItem)> = SymptomItem::ALL
        .iter()
        .filter_map(|item| {
            let worst = asked(*item).max().filter(|worst| *worst >= SEVERE)?;
            Some((worst, asked(*item).filter(|level| *level >= SEVERE).count(), *item))
        })
        .collect();
    if hard.is_empty() {
        return words.say("week-quiet", &[]);
    }
    hard.sort_by_key(|(worst, days, item)| (std::cmp::Reverse((*worst, *days)), *item));
    let named: Vec<String> = hard
        .iter()
        .take(NAMED)
        .map(|(.., item)| words.say(&format!("symptom-{}", item.as_str()), &[]).text)
        .collect();
    words.say("week-symptoms", &[("symptoms", (&named.join(", ")).into())])
}
