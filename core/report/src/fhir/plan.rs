//! Targets as Goals, and the CarePlan that holds them with the feeding plan in force.

use super::Writing;
use crate::model::TargetRange;
use nourish_fhir::Uuid;
use nourish_fhir::codes::{Code, ENERGY_DAY, PROTEIN_DAY};
use nourish_fhir::model::{
    Annotation, CarePlan, CarePlanActivity, CodeableConcept, Coding, Decimal, Goal, GoalTarget, Period,
    Quantity, Reference, Resource,
};
use nourish_record::EntryId;

impl Writing<'_> {
    /// The goals of today and their plan; nothing where there is neither a target nor a plan.
    pub(super) fn targets(&self, plan: Option<EntryId>) -> Vec<(Uuid, Resource)> {
        let series = &self.report.series;
        let targets = [
            ("energy", ENERGY_DAY, "kcal/d", &series.energy_target_kcal),
            ("protein", PROTEIN_DAY, "g/d", &series.protein_target_g),
        ];
        let mut resources = Vec::new();
        for (name, code, unit, target) in targets {
            if let Some(target) = target {
                let uuid = self.named(&["goal", name]);
                resources.push((uuid, self.goal(uuid, name, &code, unit, target)));
            }
        }
        if resources.is_empty() && plan.is_none() {
            return resources;
        }
        let uuid = self.named(&["care plan"]);
        let mut care = CarePlan::new("Nutrition", self.subject());
        care.identifier = vec![Self::identifier(uuid)];
        care.category = vec![CodeableConcept::text("nutrition")];
        care.period = Some(Period::new(Some(self.report.header.as_of.to_string()), None));
        care.goal = resources.iter().map(|(uuid, _)| Reference::to(uuid.urn())).collect();
        let order = plan.map(|plan| CarePlanActivity::to(Reference::to(Uuid::of_entry(plan).urn())));
        care.activity = order.into_iter().collect();
        resources.push((uuid, Resource::CarePlan(Box::new(care))));
        resources
    }

    fn goal(&self, uuid: Uuid, name: &str, code: &Code, unit: &str, target: &TargetRange) -> Resource {
        let description = CodeableConcept::text(format!("{name} a day"));
        let mut goal = Goal::new(description, self.subject());
        goal.identifier = vec![Self::identifier(uuid)];
        goal.start_date = Some(self.report.header.as_of.to_string());
        let amount =
            |amount: u64| Quantity::new(Decimal::from(i64::try_from(amount).unwrap_or(i64::MAX)), unit);
        let measure = CodeableConcept::new(vec![Coding::of(code)], format!("{name} a day"));
        goal.target = vec![GoalTarget::range(measure, amount(target.least), target.most.map(amount))];
        goal.note = vec![Annotation::new(&target.basis)];
        Resource::Goal(Box::new(goal))
    }
}
