//! What to tell at the next visit: what stands out of the last two weeks, to be read off.

use super::Listener;
use super::week::{SEVERE, change};
use nourish_record::{CalendarDay, CareRole, DaySummary, Medicine, Note, SymptomItem, Timeline, TubeFeed};
use nourish_words::{Said, Words};
use std::collections::{BTreeMap, BTreeSet};

/// How far back it looks, days; a weight, twice as far.
const DAYS: i32 = 14;
/// From this change on a weight is named. g.
const CHANGE_G: u32 = 1_000;
/// Below this share of the usual a day counts as one on which little was eaten. Percent.
const LITTLE_PERCENT: u32 = 50;

pub(super) fn list(
    timeline: &Timeline,
    day: CalendarDay,
    (listener, words): (Listener, &Words),
) -> Vec<Said> {
    let from = day.plus(1 - DAYS);
    let days = DaySummary::between(timeline, from, day);
    let mut list: Vec<Said> = weight(timeline, day, words).into_iter().collect();
    list.extend(symptoms(&days, words));
    let ate_little = days.iter().filter(|day| day.eaten_percent.is_some_and(|eaten| eaten < LITTLE_PERCENT));
    list.extend(counted("visit-ate-little", "days", ate_little.count(), words));
    let interrupted: BTreeSet<CalendarDay> = timeline
        .of_kind_since::<TubeFeed>(from)
        .filter(|(shown, feed)| shown.day() <= day && feed.interrupted_min.is_some_and(|minutes| minutes > 0))
        .map(|(shown, _)| shown.day())
        .collect();
    list.extend(counted("visit-tube", "days", interrupted.len(), words));
    list.extend(left_out(timeline, (from, day), words));
    let notes = timeline.of_kind_since::<Note>(from).filter(|(shown, note)| {
        let own = matches!(note.sender, None | Some(CareRole::Patient | CareRole::Carer));
        shown.day() <= day && own
    });
    list.extend(counted(&listener.id("visit-notes"), "notes", notes.count(), words));
    if list.is_empty() {
        list.push(words.say("visit-nothing", &[]));
    }
    list
}

fn counted(id: &str, name: &str, count: usize, words: &Words) -> Option<Said> {
    (count > 0).then(|| words.say(id, &[(name, count.into())]))
}

fn weight(timeline: &Timeline, day: CalendarDay, words: &Words) -> Option<Said> {
    let from = day.plus(1 - 2 * DAYS);
    let mut weighed = timeline
        .weights()
        .map(|(shown, weight)| (shown.day(), weight.weight_g))
        .filter(|(weighed, _)| (from..=day).contains(weighed));
    let (first_day, first_g) = weighed.next()?;
    let (_, last_g) = weighed.next_back()?;
    (first_g.abs_diff(last_g) >= CHANGE_G)
        .then(|| change("visit-weight", (first_day, first_g, last_g), None, words))
}

fn symptoms(days: &[DaySummary], words: &Words) -> Vec<Said> {
    let severe_on = |item: SymptomItem| {
        days.iter().filter(|day| day.symptoms.get(item).is_some_and(|level| level >= SEVERE)).count()
    };
    let mut severe: Vec<(usize, SymptomItem)> =
        SymptomItem::ALL.iter().map(|item| (severe_on(*item), *item)).filter(|(days, _)| *days > 0).collect();
    severe.sort_by_key(|(days, item)| (std::cmp::Reverse(*days), *item));
    let say = |(days, item): (usize, SymptomItem)| {
        let symptom = words.say(&format!("symptom-{}", item.as_str()), &[]);
        words.say("visit-symptom", &[("symptom", symptom.text.as_str().into()), ("days", days.into())])
    };
    severe.into_iter().map(say).collect()
}

fn left_out(timeline: &Timeline, (from, to): (CalendarDay, CalendarDay), words: &Words) -> Vec<Said> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let medicines = timeline.of_kind_since::<Medicine>(from).filter(|(shown, _)| shown.day() <= to);
    for (_, medicine) in medicines.filter(|(_, medicine)| !medicine.taken) {
        *left.entry(medicine.name.as_str()).or_default() += 1;
    }
    let say = |(medicine, times): (&str, usize)| {
        words.say("visit-medicine", &[("medicine", medicine.into()), ("times", times.into())])
    };
    left.into_iter().map(say).collect()
}
