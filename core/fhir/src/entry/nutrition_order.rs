//! A feeding plan: NutritionOrder, `order` where a clinician issued it and `plan` otherwise.

use super::amount::{quantity, text_of};
use super::extension::{EntryExtension, short};
use super::not_read::NotRead;
use super::told::{Subject, Told};
use crate::codes::{self, tube_code};
use crate::model::{
    CodeableConcept, Coding, DietNutrient, EnteralFormula, FormulaAdministration, NutritionOrder, OralDiet,
    Resource, Timing,
};
use crate::names;
use nourish_record::{Fact, FeedingPlan, KindSpec, Source, Value};

/// The nutrients that a diet gives an amount of.
const NUTRIENTS: [&str; 3] = ["energy_min", "protein_min", "fluid"];
/// The fields that stand in elements.
const ELSEWHERE: [&str; 8] =
    ["energy_min", "protein_min", "fluid", "tube_prescribed", "tube_density", "formula", "route", "mode"];

/// The NutritionOrder of a plan.
pub(crate) fn write(
    told: Told<'_>,
    plan: &FeedingPlan,
    extension: EntryExtension,
    subject: &Subject,
) -> Resource {
    let status = match () {
        () if told.is_in_error() => "entered-in-error",
        () if told.superseded => "completed",
        () => "active",
    };
    let intent = if told.entry.source() == Source::Clinician { "order" } else { "plan" };
    let fact = Fact::from(plan.clone());
    let mut order = NutritionOrder::new(status, intent, subject.reference(), told.occurred());
    order.identifier = vec![told.identifier()];
    order.oral_diet = diet(&fact);
    order.enteral_formula = formula(&fact, plan);
    order.extension = extension.with_all_but(&fact, &ELSEWHERE).done();
    Resource::NutritionOrder(Box::new(order))
}

/// Targets of a day as a diet.
fn diet(fact: &Fact) -> Option<OralDiet> {
    let kind = fact.kind();
    let mut nutrient = Vec::new();
    for (spec, value) in fact.values() {
        if let (true, Value::Number(number)) = (NUTRIENTS.contains(&short(spec)), &value) {
            let code = Coding::new(names::JOURNAL_CODES, &super::observation::own_code(kind, spec), None);
            nutrient.push(DietNutrient {
                modifier: Some(CodeableConcept::new(
                    vec![code],
                    format!("{} a day", short(spec).replace('_', " ")),
                )),
                amount: quantity(kind.name, spec, *number),
            });
        }
    }
    let r#type = vec![CodeableConcept::text("targets of a day, by all ways together")];
    (!nutrient.is_empty()).then_some(OralDiet { r#type, nutrient, instruction: None })
}

fn formula(fact: &Fact, plan: &FeedingPlan) -> Option<EnteralFormula> {
    let kind = fact.kind();
    let amount = |name: &str| {
        let (spec, value) = fact.values().into_iter().find(|(spec, _)| short(spec) == name)?;
        match value {
            Value::Number(number) => quantity(kind.name, spec, number),
            _ => None,
        }
    };
    let mode = plan.mode.map(|mode| {
        let coding = vec![Coding::new(names::WORDS, mode.as_str(), None)];
        FormulaAdministration {
            schedule: Some(Timing::coded(CodeableConcept::new(coding, mode.as_str()))),
            ..FormulaAdministration::empty()
        }
    });
    let route = plan.route.map(|route| {
        let coding = vec![Coding::of(&tube_code(route)), Coding::new(names::WORDS, route.as_str(), None)];
        CodeableConcept::new(coding, route.as_str())
    });
    let (max_volume_to_deliver, caloric_density) = (amount("tube_prescribed"), amount("tube_density"));
    let is_fed = max_volume_to_deliver.is_some() || caloric_density.is_some();
    (is_fed || plan.formula.is_some() || route.is_some() || mode.is_some()).then(|| EnteralFormula {
        base_formula_type: Some(CodeableConcept {
            coding: vec![Coding::of(&codes::ENTERAL_FORMULA)],
            text: None,
        }),
        base_formula_product_name: plan.formula.clone(),
        caloric_density,
        routeof_administration: route,
        administration: mode.into_iter().collect(),
        max_volume_to_deliver,
        administration_instruction: None,
    })
}

/// The fields of a NutritionOrder of ours that stand in its elements.
pub(crate) fn read(
    order: &NutritionOrder,
    kind: &'static KindSpec,
) -> Result<Vec<(&'static str, String)>, NotRead> {
    let mut fields = Vec::new();
    let nutrients = order.oral_diet.iter().flat_map(|diet| &diet.nutrient);
    let formula = order.enteral_formula.as_ref();
    for spec in kind.fields {
        let own = super::observation::own_code(kind, spec);
        let element = match short(spec) {
            "tube_prescribed" => formula.and_then(|formula| formula.max_volume_to_deliver.as_ref()),
            "tube_density" => formula.and_then(|formula| formula.caloric_density.as_ref()),
            _ => nutrients
                .clone()
                .find(|nutrient| {
                    nutrient.modifier.as_ref().is_some_and(|m| m.has(names::JOURNAL_CODES, &own))
                })
                .and_then(|nutrient| nutrient.amount.as_ref()),
        };
        if let Some(quantity) = element {
            fields.push((spec.name, text_of(kind.name, spec, short(spec), quantity)?));
        }
    }
    let Some(formula) = formula else { return Ok(fields) };
    let word = |concept: &CodeableConcept| concept.code_of(names::WORDS).map(str::to_owned);
    fields.extend(formula.base_formula_product_name.clone().map(|name| ("formula", name)));
    fields.extend(formula.routeof_administration.as_ref().and_then(word).map(|route| ("route", route)));
    let schedule = formula.administration.first().and_then(|given| given.schedule.as_ref());
    fields.extend(
        schedule.and_then(|schedule| schedule.code.as_ref()).and_then(word).map(|mode| ("mode", mode)),
    );
    Ok(fields)
}
