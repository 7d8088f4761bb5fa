//! What was taken in on a day: a total for each of energy, protein and fluid, and what went in by each way.

use crate::codes::{self, Code};
use crate::entry::Subject;
use crate::model::{
    CodeableConcept, Coding, Decimal, Identifier, Observation, ObservationComponent, Quantity, Resource,
};
use crate::names;
use crate::uuid::Uuid;
use nourish_record::DaySummary;

/// Amounts of one way in.
struct Way {
    name: &'static str,
    words: &'static str,
    route: Code,
    energy_kcal_milli: Option<u64>,
    protein_mg: Option<u64>,
    fluid_ml: Option<u64>,
    formula_ml: Option<u64>,
    prescribed_ml: Option<u64>,
    eaten_percent: Option<u64>,
}

/// The Observations of a day, each with its name. What is not known is not there; nothing is zero that nobody logged.
pub fn totals_of(day: &DaySummary, subject: &Subject) -> Vec<(Uuid, Resource)> {
    let totals = [
        ("energy", codes::ENERGY_DAY, day.energy_kcal_milli(), "kcal/(24.h)", 3),
        ("protein", codes::PROTEIN_DAY, day.protein_mg(), "g/(24.h)", 3),
        ("fluid", codes::FLUID_DAY, day.fluid_ml(), "mL/(24.h)", 0),
    ];
    let mut resources = Vec::new();
    for (name, code, amount, unit, places) in totals {
        let Some(amount) = amount else { continue };
        let concept = CodeableConcept::new(
            vec![Coding::of(&code), own(&format!("day.{name}"))],
            format!("{name} of the day by every way that is known"),
        );
        let (uuid, mut observation) = begin(day, name, concept, subject);
        observation.value_quantity = Some(amount_in(amount, unit, places));
        resources.push((uuid, Resource::Observation(Box::new(observation))));
    }
    for way in ways(day) {
        let concept = CodeableConcept::new(
            vec![own(&format!("day.{}", way.name))],
            format!("intake of the day {}", way.words),
        );
        let (uuid, mut observation) = begin(day, way.name, concept, subject);
        observation.method = Some(CodeableConcept { coding: vec![Coding::of(&way.route)], text: None });
        observation.component = components(&way);
        if !observation.component.is_empty() {
            resources.push((uuid, Resource::Observation(Box::new(observation))));
        }
    }
    resources
}

fn begin(day: &DaySummary, name: &str, code: CodeableConcept, subject: &Subject) -> (Uuid, Observation) {
    let date = day.day.to_string();
    let uuid = subject.uuid().derived(&["day", name, &date]);
    let mut observation = Observation::new("final", code, subject.reference());
    observation.identifier =
        vec![Identifier::new(names::COMPUTED_ID, format!("day.{name}.{date}.{}", subject.uuid()))];
    observation.category = vec![CodeableConcept { coding: vec![Coding::of(&codes::SURVEY)], text: None }];
    observation.effective_date_time = Some(date);
    (uuid, observation)
}

fn ways(day: &DaySummary) -> [Way; 3] {
    [
        Way {
            name: "oral",
            words: "by mouth, supplements included",
            route: codes::ROUTE_ORAL,
            energy_kcal_milli: day.oral_energy_kcal_milli,
            protein_mg: day.oral_protein_mg,
            fluid_ml: day.oral_fluid_ml,
            formula_ml: None,
            prescribed_ml: None,
            eaten_percent: day.eaten_percent.map(u64::from),
        },
        Way {
            name: "tube",
            words: "by tube",
            route: codes::ROUTE_FEEDING_TUBE,
            energy_kcal_milli: day.tube_energy_kcal_milli,
            protein_mg: day.tube_protein_mg,
            fluid_ml: day.tube_fluid_ml,
            formula_ml: day.tube_delivered_ml,
            prescribed_ml: day.tube_prescribed_ml,
            eaten_percent: None,
        },
        Way {
            name: "parenteral",
            words: "by vein",
            route: codes::ROUTE_INTRAVENOUS,
            energy_kcal_milli: day.parenteral_energy_kcal_milli,
            protein_mg: day.parenteral_protein_mg,
            fluid_ml: day.intravenous_fluid_ml,
            formula_ml: None,
            prescribed_ml: None,
            eaten_percent: None,
        },
    ]
}

fn components(way: &Way) -> Vec<ObservationComponent> {
    let is_tube = way.name == "tube";
    let parts = [
        ("energy", is_tube.then_some(codes::ENERGY_ENTERAL), way.energy_kcal_milli, "kcal/(24.h)", 3),
        ("protein", None, way.protein_mg, "g/(24.h)", 3),
        ("fluid", None, way.fluid_ml, "mL/(24.h)", 0),
        ("formula delivered", Some(codes::FORMULA_DAY), way.formula_ml, "mL/(24.h)", 0),
        ("formula prescribed", None, way.prescribed_ml, "mL/(24.h)", 0),
        ("share of the usual eaten", None, way.eaten_percent, "%", 0),
    ];
    let mut components = Vec::new();
    for (words, code, amount, unit, places) in parts {
        let Some(amount) = amount else { continue };
        let mut coding: Vec<Coding> = code.iter().map(Coding::of).collect();
        coding.push(own(&format!("day.{}.{}", way.name, words.replace(' ', "-"))));
        let mut component = ObservationComponent::new(CodeableConcept::new(coding, words));
        component.value_quantity = Some(amount_in(amount, unit, places));
        components.push(component);
    }
    components
}

fn own(code: &str) -> Coding {
    Coding::new(names::JOURNAL_CODES, code, None)
}

fn amount_in(amount: u64, unit: &str, places: u32) -> Quantity {
    Quantity::new(Decimal::scaled(i64::try_from(amount).unwrap_or(i64::MAX), places), unit)
}
