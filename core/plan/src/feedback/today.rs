//! The picture of the day in words.

use super::Listener;
use super::rings::{Ring, rings};
use crate::care::{CarePlan, PreparationStep};
use crate::texts::tenths;
use nourish_record::{CalendarDay, CareRole, EntryId, Note, Timeline, Weight};
use nourish_rules::{Assessment, Level};
use nourish_words::{Said, Words};

/// How long words of the team are shown, days.
const MESSAGE_DAYS: i32 = 14;

/// What the team said back.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The note.
    pub entry: EntryId,
    /// Its day.
    pub day: CalendarDay,
    /// Who said it.
    pub sender: CareRole,
    /// Their words.
    pub text: String,
    /// The rule whose flag it answers.
    pub rule: Option<String>,
}

/// The picture of a day.
#[derive(Clone, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub day: CalendarDay,
    /// One ring a target.
    pub rings: Vec<Ring>,
    /// The day in sentences, what matters most first. The rings have their own words.
    pub sentences: Vec<Said>,
    /// What the team said back in the last days, the latest first.
    pub messages: Vec<Message>,
}

quiet_debug!(Message, Today);

pub(super) fn today(
    (plan, timeline): (&CarePlan, &Timeline),
    assessment: &Assessment,
    day: CalendarDay,
    (listener, words): (Listener, &Words),
) -> Today {
    let mut sentences: Vec<Said> = call(plan, assessment, (listener, words)).into_iter().collect();
    if timeline.between(day, day).next().is_none() {
        sentences.push(words.say(&listener.id("today-nothing"), &[]));
    }
    sentences.extend(weight(timeline, day, (listener, words)));
    sentences.extend(cycle(plan, day, (listener, words)));
    sentences.extend(surgery(plan, (listener, words)));
    Today {
        day,
        rings: rings((plan, timeline), assessment, day, words),
        sentences,
        messages: messages(timeline, day, listener),
    }
}

/// The call that something logged asks for. Its own text says what it is; this says that there is one.
fn call(plan: &CarePlan, assessment: &Assessment, (listener, words): (Listener, &Words)) -> Option<Said> {
    let told = assessment.flags().filter(|finding| finding.patient_text.is_some());
    let level = told.map(|finding| finding.level).min()?;
    let phone = plan.phone.as_ref().map(|contact| contact.phone.as_str());
    match (level, phone) {
        (Level::Emergency, _) => Some(words.say(&listener.id("today-emergency"), &[])),
        (Level::SameDay, Some(phone)) => {
            Some(words.say(&listener.id("today-call"), &[("phone", phone.into())]))
        }
        (Level::SameDay, None) => Some(words.say(&listener.id("today-call-nobody"), &[])),
        (Level::NextContact | Level::Information, _) => None,
    }
}

fn weight(timeline: &Timeline, day: CalendarDay, (listener, words): (Listener, &Words)) -> Option<Said> {
    let (_, weight): (_, &Weight) = timeline.weights().find(|(shown, _)| shown.day() == day)?;
    let kilograms = tenths(words, u64::from(weight.weight_g));
    Some(words.say(&listener.id("today-weight"), &[("weight", (&kilograms).into())]))
}

/// The day of the cycle, as long as a cycle lasts.
fn cycle(plan: &CarePlan, day: CalendarDay, (listener, words): (Listener, &Words)) -> Option<Said> {
    let (_, cycle_day) = plan.cycle_on(day).filter(|(_, cycle_day)| *cycle_day <= 28)?;
    let cycle_day = u32::try_from(cycle_day).ok()?;
    Some(words.say(&listener.id("today-cycle"), &[("day", cycle_day.into())]))
}

fn surgery(plan: &CarePlan, (listener, words): (Listener, &Words)) -> Vec<Said> {
    let Some(surgery) = &plan.surgery else { return Vec::new() };
    let (days, date) = (u32::try_from(surgery.in_days).unwrap_or(0), surgery.day.to_string());
    let mut said =
        vec![words.say(&listener.id("today-surgery"), &[("days", days.into()), ("date", (&date).into())])];
    for step in &plan.preparation_steps {
        if let PreparationStep::Feeding { from, to, product, supplement_ml } = step
            && (*from..=*to).contains(&plan.as_of)
        {
            let what = product.as_deref().map_or_else(String::new, |product| match supplement_ml {
                Some(ml) => {
                    let ml = ml.to_string();
                    words.say("today-supplement", &[("product", product.into()), ("ml", (&ml).into())]).text
                }
                None => words.say("today-supplement-open", &[("product", product.into())]).text,
            });
            let (from, to) = (from.to_string(), to.to_string());
            let arguments = [("from", (&from).into()), ("to", (&to).into()), ("what", (&what).into())];
            let mut sentence = words.say("today-prepare-feeding", &arguments);
            sentence.text.truncate(sentence.text.trim_end().len());
            said.push(sentence);
        }
    }
    said
}

fn messages(timeline: &Timeline, day: CalendarDay, listener: Listener) -> Vec<Message> {
    let recent =
        timeline.of_kind_since::<Note>(day.plus(-MESSAGE_DAYS)).filter(|(shown, _)| shown.day() <= day);
    let for_listener = recent.filter(|(_, note)| match note.recipient {
        Some(CareRole::Patient) => true,
        Some(CareRole::Carer) => listener == Listener::Carer,
        _ => false,
    });
    let message = for_listener.filter_map(|(shown, note)| {
        let sender = note.sender.filter(|sender| !matches!(sender, CareRole::Patient))?;
        let (entry, day) = (shown.root(), shown.day());
        Some(Message { entry, day, sender, text: note.text.clone(), rule: note.rule.clone() })
    });
    message.collect()
}
