//! The plan on the screen.

use super::thousandths;
use crate::commands::fields::fields;
use crate::failure::Failure;
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::{
    CalendarDay, CarePlan, CareRole, Fact, HomeZone, Modality, PreparationStep, Set, TargetRange,
    TreatmentStatus, TubeStanding,
};

/// Most days with treatments that are listed.
const DAYS: usize = 12;

pub(super) fn plan(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    targets(plan, screen)?;
    feeding(plan, screen)?;
    surgery(plan, screen)?;
    treatments(plan, screen)?;
    tasks(plan, screen)?;
    people(plan, screen)
}

fn heading(screen: &mut Screen, text: &str) -> Result<(), Failure> {
    let text = screen.paint(Tone::Heading, text);
    screen.line(&text)
}

/// Who set something, when, and what stood before.
fn by<T>(set: &Set<T>, before: Option<String>) -> String {
    let who = set.by.role.map_or_else(String::new, |who| format!(" by {}", role(who)));
    let before = before.map_or_else(String::new, |before| format!("; before: {before}"));
    format!("set{who} on {}{before}", set.by.day)
}

fn role(role: CareRole) -> String {
    role.as_str().replace('-', " ")
}

fn range(range: &TargetRange, unit: &str) -> String {
    match range.most {
        Some(most) => format!("{} to {} {unit}", thousandths(range.least), thousandths(most)),
        None => format!("at least {} {unit}", thousandths(range.least)),
    }
}

fn targets(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    heading(screen, "Targets of a day")?;
    let ranges =
        [("energy", &plan.targets.energy_kcal_milli, "kcal"), ("protein", &plan.targets.protein_mg, "g")];
    for (name, set, unit) in ranges {
        let text = set.as_ref().map(|set| {
            let before = set.replaced.as_ref().map(|before| range(&before.value, unit));
            format!("{}   {}", range(&set.value, unit), by(set, before))
        });
        screen.line(&format!("  {name:<9} {}", text.unwrap_or_else(|| "not set".to_owned())))?;
    }
    for (name, set) in [("fluid", &plan.targets.fluid_ml), ("by tube", &plan.targets.tube_ml)] {
        let text = set.as_ref().map(|set| {
            let before = set.replaced.as_ref().map(|before| format!("{} ml", before.value));
            format!("{} ml   {}", set.value, by(set, before))
        });
        screen.line(&format!("  {name:<9} {}", text.unwrap_or_else(|| "not set".to_owned())))?;
    }
    if plan.fluid_restricted == Some(true) {
        screen.line("  fluids are limited, as a clinician said")?;
    }
    Ok(())
}

fn feeding(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    let Some(set) = &plan.feeding else { return Ok(()) };
    heading(screen, "Feeding prescription")?;
    let before = set.replaced.as_ref().map(|before| format!("the plan of {}", before.by.day));
    let text = wrapped(&fields(&Fact::from(set.value.clone())), 2, screen.columns);
    screen.line(&format!("  {text}"))?;
    screen.line(&format!("  {}", by(set, before)))?;
    match plan.tube {
        Some(tube) => {
            let since = tube
                .since
                .map_or_else(|| "as prescribed or used".to_owned(), |since| format!("since {since}"));
            let leads = tube.route.map_or("where it leads is not known", |route| route.as_str());
            screen.line(&format!("  tube in place {since}: {leads}"))
        }
        None => screen.line(&format!("  {}", no_tube(plan))),
    }
}

/// Why no tube is in place.
fn no_tube(plan: &CarePlan) -> String {
    let Some(tube) = plan.tube_told else { return "no tube is in place, as far as is known".to_owned() };
    let day = tube.since.unwrap_or(tube.told_on);
    match tube.standing {
        TubeStanding::Dislodged => {
            format!("the tube came out or moved on {day}, and nothing tells that it is back")
        }
        TubeStanding::Removed => format!("the tube was taken out on {day}"),
        TubeStanding::InPlace | TubeStanding::Unclear => {
            format!("whether a tube is in place is not clear, after what was logged on {day}")
        }
    }
}

fn surgery(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    let Some(surgery) = &plan.surgery else { return Ok(()) };
    heading(screen, "Operation")?;
    screen.line(&format!("  {} on {}, in {} days", surgery.name, surgery.day, surgery.in_days))?;
    let hours = |minutes: u32| match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    for step in &plan.preparation_steps {
        let text = match step {
            PreparationStep::Feeding { from, to, product, supplement_ml } => {
                let product = product.as_deref().unwrap_or("feeding stepped up");
                let amount = supplement_ml.map_or_else(String::new, |ml| format!(", {ml} ml a day"));
                format!("{from} to {to}: {product}{amount}")
            }
            PreparationStep::EveningDrink { day, volume_ml } => {
                format!("{day}, in the evening: {volume_ml} ml of carbohydrate drink")
            }
            PreparationStep::Solids { until_min } => {
                format!("solid food until {} before the operation", hours(*until_min))
            }
            PreparationStep::Fluids { until_min } => {
                format!("clear fluids until {} before the operation", hours(*until_min))
            }
            PreparationStep::MorningDrink { day, volume_ml, until_min } => {
                let until =
                    until_min.map_or_else(String::new, |min| format!(", until {} before", hours(min)));
                format!("{day}, in the morning: {volume_ml} ml of carbohydrate drink{until}")
            }
        };
        screen.line(&format!("  {text}"))?;
    }
    match &plan.preparation {
        Some(set) => screen
            .line(&format!("  {}", by(set, set.replaced.as_ref().map(|b| format!("that of {}", b.by.day))))),
        None => screen.line("  nobody has set how to be prepared: `nourish log surgery-preparation …`"),
    }
}

fn treatments(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    if let Some((cycle, day)) = plan.cycle_on(plan.as_of).filter(|(_, day)| *day <= 42) {
        heading(screen, "Treatment")?;
        let number = cycle.number.map_or_else(String::new, |number| format!(", cycle {number}"));
        let given = if cycle.given { "" } else { " (nobody has said yet that it was given)" };
        screen.line(&format!("  {}{number}: day {day}{given}", cycle.regimen))?;
    }
    let days = days_ahead(plan);
    if !days.is_empty() {
        heading(screen, "Planned treatments")?;
    }
    for (day, course, drugs) in days.iter().take(DAYS) {
        let course = if course.is_empty() { String::new() } else { format!("{course}: ") };
        screen.line(&format!("  {day}  {course}{}", drugs.join(", ")))?;
    }
    if days.len() > DAYS {
        screen.line(&format!("  and {} days more", days.len() - DAYS))?;
    }
    let lately = plan.treatments.iter().filter(|t| {
        matches!(t.status, TreatmentStatus::Delayed | TreatmentStatus::Cancelled)
            && (0..=28).contains(&plan.as_of.days_since(t.day))
    });
    for treatment in lately {
        let what = if treatment.status == TreatmentStatus::Delayed { "put off" } else { "called off" };
        screen.line(&format!("  {}  {} {what}", treatment.day, treatment.name))?;
    }
    Ok(())
}

/// The days for which treatments are planned, each with its regimen and cycle and what is given; operations stand by themselves.
fn days_ahead(plan: &CarePlan) -> Vec<(CalendarDay, String, Vec<String>)> {
    let mut days: Vec<(CalendarDay, String, Vec<String>)> = Vec::new();
    for treatment in plan.upcoming().filter(|treatment| treatment.modality != Modality::Surgery) {
        let cycle = treatment.cycle.map_or_else(String::new, |cycle| format!(", cycle {cycle}"));
        let course =
            treatment.regimen.as_ref().map_or_else(String::new, |regimen| format!("{regimen}{cycle}"));
        match days.iter_mut().find(|(day, known, _)| *day == treatment.day && *known == course) {
            Some((_, _, drugs)) => drugs.push(treatment.name.clone()),
            None => days.push((treatment.day, course, vec![treatment.name.clone()])),
        }
    }
    days
}

fn tasks(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    if !plan.tasks.is_empty() {
        heading(screen, "Tasks")?;
    }
    for task in &plan.tasks {
        let every = task.every_days.map_or_else(String::new, |days| format!(", every {days} days"));
        let done = task.done_on.map_or_else(|| "not done yet".to_owned(), |day| format!("last done {day}"));
        screen.line(&format!("  {}  {}{every}; {done}", task.first_on, task.title))?;
    }
    Ok(())
}

fn people(plan: &CarePlan, screen: &mut Screen) -> Result<(), Failure> {
    if !plan.sick_day_rules.is_empty() {
        heading(screen, "On a sick day")?;
    }
    for rule in &plan.sick_day_rules {
        let call = rule.value.call.map_or_else(String::new, |who| format!(" (call: {})", role(who)));
        let text = format!("{}: {}{call}", rule.value.situation, rule.value.action);
        let text = wrapped(&text, 2, screen.columns);
        screen.line(&format!("  {text}"))?;
    }
    heading(screen, "Whom to call")?;
    if plan.contacts.is_empty() {
        screen.line("  no number is recorded: `nourish log care-contact role=nurse phone=…`")?;
    }
    for contact in &plan.contacts {
        let (name, hours) = (contact.value.name.as_deref(), contact.value.hours.as_deref());
        let more: Vec<&str> = [name, hours].into_iter().flatten().collect();
        screen.line(&format!(
            "  {:<20} {}  {}",
            role(contact.value.role),
            contact.value.phone,
            more.join(", ")
        ))?;
    }
    if plan.home_zone == Some(HomeZone::Unknown) {
        screen.remark("The home zone of the profile is not a zone that is known; correct it, like home_zone=Europe/Madrid.");
    }
    Ok(())
}
