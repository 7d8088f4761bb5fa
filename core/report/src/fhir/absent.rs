//! What the period lacks, said as absent and never as zero; and the body mass index.

use super::Writing;
use super::sections::Part;
use nourish_fhir::Uuid;
use nourish_fhir::codes::{
    BODY_MASS_INDEX, BODY_WEIGHT, Code, ENERGY_DAY, FLUID_DAY, PROTEIN_DAY, SURVEY, UNKNOWN, VITAL_SIGNS,
};
use nourish_fhir::model::{
    CodeableConcept, Coding, Decimal, Observation, Period, Quantity, Reference, Resource,
};
use nourish_record::{EntryId, Height};
use std::collections::BTreeSet;

/// The profile that every reader of R4 knows.
const BMI_PROFILE: &str = "http://hl7.org/fhir/StructureDefinition/bmi";

impl Writing<'_> {
    /// An Observation without a value for each measure of which the whole period knows nothing.
    pub(super) fn absent(&self) -> Vec<(Part, Uuid, Resource)> {
        let days = &self.report.series.days;
        let measures = [
            ("weight", Part::Body, BODY_WEIGHT, VITAL_SIGNS, days.iter().any(|day| day.weight_g.is_some())),
            (
                "energy",
                Part::Intake,
                ENERGY_DAY,
                SURVEY,
                days.iter().any(|day| !day.energy_kcal_milli.is_unknown()),
            ),
            (
                "protein",
                Part::Intake,
                PROTEIN_DAY,
                SURVEY,
                days.iter().any(|day| !day.protein_mg.is_unknown()),
            ),
            ("fluid", Part::Intake, FLUID_DAY, SURVEY, days.iter().any(|day| !day.fluid_ml.is_unknown())),
        ];
        let absent = measures.into_iter().filter(|(.., is_known)| !is_known);
        absent
            .map(|(name, part, code, category, _)| {
                let uuid = self.named(&["absent", name]);
                (part, uuid, self.without_value(uuid, name, &code, &category))
            })
            .collect()
    }

    fn without_value(&self, uuid: Uuid, name: &str, code: &Code, category: &Code) -> Resource {
        let header = &self.report.header;
        let concept = CodeableConcept::new(vec![Coding::of(code)], format!("{name}: nothing was logged"));
        let mut observation = Observation::new("final", concept, self.subject());
        observation.identifier = vec![Self::identifier(uuid)];
        observation.category = vec![coded(category)];
        observation.effective_period =
            Some(Period::new(Some(header.from.to_string()), Some(header.to.to_string())));
        observation.data_absent_reason = Some(coded(&UNKNOWN));
        Resource::Observation(Box::new(observation))
    }

    /// The body mass index of the last believed weight and the last height, if both are in the document.
    pub(super) fn body_mass_index(&self, known: &BTreeSet<EntryId>) -> Option<(Part, Uuid, Resource)> {
        let timeline = self.document.timeline;
        let (weighed, weight) = timeline.weights().rfind(|(shown, _)| known.contains(&shown.root()))?;
        let (measured, height) = timeline.latest::<Height>(self.report.header.to)?;
        let uuid = self.named(&["body mass index"]);
        let mut observation = Observation::new(
            "final",
            CodeableConcept::new(vec![Coding::of(&BODY_MASS_INDEX)], "body mass index"),
            self.subject(),
        );
        observation.meta = Some(nourish_fhir::model::Meta::of_profile(BMI_PROFILE));
        observation.identifier = vec![Self::identifier(uuid)];
        observation.category = vec![coded(&VITAL_SIGNS)];
        observation.effective_date_time = Some(nourish_fhir::date_time(weighed.entry().occurred()));
        let tenths = body_mass_index_tenths(weight.weight_g, height.height_mm);
        observation.value_quantity = Some(Quantity::new(Decimal::scaled(tenths, 1), "kg/m2"));
        let from = [weighed.root(), measured.root()].into_iter().filter(|entry| known.contains(entry));
        observation.derived_from = from.map(|entry| Reference::to(Uuid::of_entry(entry).urn())).collect();
        Some((Part::Body, uuid, Resource::Observation(Box::new(observation))))
    }
}

fn coded(code: &Code) -> CodeableConcept {
    CodeableConcept::new(vec![Coding::of(code)], code.display)
}

/// kg/m2 in tenths, halves up: for showing alone, no rule reads it.
fn body_mass_index_tenths(weight_g: u32, height_mm: u32) -> i64 {
    // g / 1000 over (mm / 1000) squared, times ten.
    let (over, under) = (u64::from(weight_g) * 10_000, u64::from(height_mm).pow(2).max(1));
    i64::try_from((2 * over + under) / (2 * under)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_mass_index_is_rounded_to_a_tenth() {
        // 51.2 kg at 160 cm is 20 exactly; 68.4 kg at 170 cm is 23.668.
        assert_eq!(body_mass_index_tenths(51_200, 1_600), 200);
        assert_eq!(body_mass_index_tenths(68_400, 1_700), 237);
    }
}
