//! The plan for machines.

use nourish_journal::{
    CarePlan, Fact, PlannedTreatment, PreparationStep, Set, SetBy, TargetRange, fact_fields,
};
use serde_json::{Value, json};

pub(super) fn plan(plan: &CarePlan) -> Value {
    let targets = &plan.targets;
    json!({
        "as_of": plan.as_of.to_string(),
        "targets": {
            "energy_kcal_milli": targets.energy_kcal_milli.as_ref().map(|set| with(set, range)),
            "protein_mg": targets.protein_mg.as_ref().map(|set| with(set, range)),
            "fluid_ml": targets.fluid_ml.as_ref().map(|set| with(set, |ml| json!(ml))),
            "tube_ml": targets.tube_ml.as_ref().map(|set| with(set, |ml| json!(ml))),
        },
        "fluid_restricted": plan.fluid_restricted,
        "feeding": plan.feeding.as_ref().map(|set| with(set, |fact| fields(Fact::from(fact.clone())))),
        "tube": plan.tube.map(|tube| json!({
            "route": tube.route.map(|route| route.as_str()),
            "mode": tube.mode.map(|mode| mode.as_str()),
            "since": tube.since.map(|since| since.to_string()),
        })),
        "tube_told": plan.tube_told.map(|tube| json!({
            "standing": tube.standing.as_str(),
            "route": tube.route.map(|route| route.as_str()),
            "since": tube.since.map(|since| since.to_string()),
        })),
        "surgery": plan.surgery.as_ref().map(|surgery| json!({
            "day": surgery.day.to_string(), "name": surgery.name, "in_days": surgery.in_days,
            "entry": surgery.entry.to_string(),
        })),
        "preparation": plan.preparation.as_ref().map(|set| with(set, |fact| fields(Fact::from(fact.clone())))),
        "preparation_steps": plan.preparation_steps.iter().map(step).collect::<Vec<_>>(),
        "cycles": plan.cycles.iter().map(|cycle| json!({
            "regimen": cycle.regimen, "number": cycle.number, "first_day": cycle.first_day.to_string(),
            "given": cycle.given,
        })).collect::<Vec<_>>(),
        "treatments": plan.treatments.iter().map(treatment).collect::<Vec<_>>(),
        "tasks": plan.tasks.iter().map(|task| json!({
            "title": task.title, "first_on": task.first_on.to_string(), "every_days": task.every_days,
            "until_on": task.until_on.map(|day| day.to_string()), "done_on": task.done_on.map(|day| day.to_string()),
            "note": task.note, "set": by(&task.by),
        })).collect::<Vec<_>>(),
        "contacts": plan.contacts.iter().map(|set| with(set, |fact| fields(Fact::from(fact.clone())))).collect::<Vec<_>>(),
        "sick_day_rules":
            plan.sick_day_rules.iter().map(|set| with(set, |fact| fields(Fact::from(fact.clone())))).collect::<Vec<_>>(),
    })
}

fn with<T>(set: &Set<T>, value: impl Fn(&T) -> Value) -> Value {
    let replaced = set.replaced.as_ref();
    json!({
        "value": value(&set.value),
        "set": by(&set.by),
        "replaced": replaced.map(|before| json!({"value": value(&before.value), "set": by(&before.by)})),
    })
}

fn by(by: &SetBy) -> Value {
    json!({
        "entry": by.entry.to_string(), "day": by.day.to_string(), "recorded_ms": by.recorded_ms,
        "author": by.author.to_string(), "role": by.role.map(|role| role.as_str()), "source": by.source.as_str(),
        "amended": by.amended,
    })
}

fn range(range: &TargetRange) -> Value {
    json!({"least": range.least, "most": range.most})
}

fn fields(fact: Fact) -> Value {
    Value::Object(fact_fields(&fact))
}

fn treatment(treatment: &PlannedTreatment) -> Value {
    json!({
        "entry": treatment.entry.to_string(), "day": treatment.day.to_string(), "name": treatment.name,
        "modality": treatment.modality.as_str(), "regimen": treatment.regimen, "cycle": treatment.cycle,
        "cycle_day": treatment.cycle_day, "state": treatment.status.as_str(),
    })
}

fn step(step: &PreparationStep) -> Value {
    match step {
        PreparationStep::Feeding { from, to, product, supplement_ml } => json!({
            "step": "feeding", "from": from.to_string(), "to": to.to_string(), "product": product,
            "supplement_ml": supplement_ml,
        }),
        PreparationStep::EveningDrink { day, volume_ml } => {
            json!({"step": "evening-drink", "day": day.to_string(), "volume_ml": volume_ml})
        }
        PreparationStep::Solids { until_min } => json!({"step": "solids", "until_min_before": until_min}),
        PreparationStep::Fluids { until_min } => json!({"step": "fluids", "until_min_before": until_min}),
        PreparationStep::MorningDrink { day, volume_ml, until_min } => json!({
            "step": "morning-drink", "day": day.to_string(), "volume_ml": volume_ml, "until_min_before": until_min,
        }),
    }
}
