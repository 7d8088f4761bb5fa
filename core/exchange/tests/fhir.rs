//! FHIR as others write it, with what they get wrong, and ours back as it was logged.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod outcome;

use nourish_exchange::{Format, SkipReason, entry_named_by};
use nourish_fhir::{BundleKind, Subject, Wanted, write_everything};
use nourish_record::{
    Draft, Entry, Fact, FeedingPlan, FluidIntake, Lab, Medicine, Modality, Moment, OralIntake, Source, Stamp,
    Status, Treatment, TreatmentStatus, TubeFeed, TubeRoute, Vitals, Weight,
};
use outcome::{Outcome, read_bytes};

fn read_one(resource: &str) -> Outcome {
    read_bytes(Format::FhirBundle, resource.as_bytes())
}

fn observation(code: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","status":"final","code":{{"coding":[{{"system":"http://loinc.org","code":"{code}"}}]}},
        "effectiveDateTime":"2026-11-10T08:00:00+01:00",{rest}}}"#
    )
}

fn measured(code: &str, value: &str, unit: &str) -> Outcome {
    let quantity = format!(
        r#""valueQuantity":{{"value":{value},"system":"http://unitsofmeasure.org","code":"{unit}"}}"#
    );
    read_one(&observation(code, &quantity))
}

#[test]
fn laboratory_values_come_in_the_journals_unit_or_not_at_all() {
    for (code, value, unit, milli) in [
        ("1751-7", "3.4", "g/dL", 34_000),
        ("1751-7", "34.25", "g/L", 34_250),
        ("718-7", "11.2", "g/dL", 112_000),
        ("718-7", "11.2", "g/dl", 112_000),
        ("1988-5", "0.4", "mg/dL", 4_000),
        ("14338-8", "21", "mg/dL", 210_000),
        ("731-0", "1.2", "10*3/uL", 1_200_000),
        ("2276-4", "80.1234", "ng/mL", 80_123),
        // 83.91 mg/dL of glucose, 180.156 g/mol: 4.65763 mmol/L.
        ("2339-0", "83.91", "mg/dL", 4_658),
        // 0.9 mg/dL of creatinine, 113.12 g/mol: 79.562 umol/L.
        ("2160-0", "0.9", "mg/dL", 79_562),
        // Magnesium has two charges: 1.6 milliequivalents are 0.8 millimoles.
        ("2601-3", "1.6", "meq/L", 800),
        ("2823-3", "4.1", "meq/L", 4_100),
        ("2132-9", "0.25", "nmol/L", 250_000),
        ("14647-2", "5", "mmol/L", 193_330),
    ] {
        let outcome = measured(code, value, unit);
        assert_eq!(outcome.facts::<Lab>()[0].1.value_milli, milli, "{code} {value} {unit}");
    }
    for (code, unit) in [("1751-7", "umol/L"), ("2777-1", "meq/L"), ("731-0", "g/L"), ("718-7", "")] {
        let outcome = measured(code, "3.4", unit);
        assert_eq!(outcome.refused.len(), 1, "{code} {unit}");
        assert!(outcome.refused[0].field.ends_with("valueQuantity.code"));
    }
}

#[test]
fn intake_comes_by_the_way_that_is_told_and_no_total_is_guessed_at() {
    assert_eq!(measured("8999-5", "1400", "mL/24h").facts::<FluidIntake>()[0].1.volume_ml, 1_400);
    assert_eq!(measured("9000-1", "1.4", "L/(24.h)").facts::<FluidIntake>()[0].1.volume_ml, 1_400);
    assert_eq!(measured("80477-3", "960", "mL/d").facts::<TubeFeed>()[0].1.delivered_ml, Some(960));
    assert_eq!(measured("79561-7", "120", "mL").facts::<TubeFeed>()[0].1.residual_ml, Some(120));
    assert_eq!(measured("81662-9", "50", "%").facts::<OralIntake>()[0].1.eaten_percent, Some(50));
    for total in ["9057-1", "9085-2", "9108-2"] {
        let outcome = measured(total, "1800", "kcal");
        assert_eq!(outcome.drafts.len(), 0);
        assert!(outcome.refused[0].problem.contains("total"));
    }
}

#[test]
fn vital_signs_come_with_their_components() {
    let temperature = measured("8310-5", "101", "[degF]");
    assert_eq!(temperature.facts::<Vitals>()[0].1.temperature_c_milli, Some(38_333));
    let pressure = read_one(&observation(
        "85354-9",
        r#""component":[
            {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":107,"code":"mm[Hg]"}},
            {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":60.5,"code":"mm[Hg]"}}]"#,
    ));
    let vitals = pressure.facts::<Vitals>()[0].1.clone();
    assert_eq!((vitals.systolic_mmhg, vitals.diastolic_mmhg), (Some(107), Some(60)));
}

#[test]
fn codes_decide_and_displays_never_do() {
    let outcome = read_one(
        r#"{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7","display":"Body\u200b height"}],"text":"height"},
        "effectiveDateTime":"2026-11-10T08:00:00+01:00","valueQuantity":{"value":61.40,"code":"kg"}}"#,
    );
    assert_eq!(outcome.facts::<Weight>()[0].1.weight_g, 61_400);
    let local = outcome::draft_of(nourish_exchange::Item::Draft(outcome.drafts[0].clone()));
    assert_eq!(local.status, Status::Final);
}

fn order(density: &str) -> String {
    format!(
        r#"{{"resourceType":"NutritionOrder","status":"active","intent":"order","dateTime":"2026-11-10","patient":{{"reference":"Patient/1"}},
        "enteralFormula":{{"baseFormulaProductName":"Sample Formula","caloricDensity":{density},
        "routeofAdministration":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration","code":"NGT"}}]}},
        "maxVolumeToDeliver":{{"value":880,"code":"mL/d"}}}}}}"#
    )
}

#[test]
fn a_density_in_small_calories_is_taken_for_what_it_can_only_mean_and_waits_to_be_confirmed() {
    let outcome = read_one(&order(r#"{"value":1.5,"code":"cal/mL"}"#));
    let (draft, plan) = outcome.facts::<FeedingPlan>()[0].clone();
    assert_eq!(plan.tube_density_kcal_milli_per_ml, Some(1_500));
    assert_eq!((plan.tube_prescribed_ml, plan.route), (Some(880), Some(TubeRoute::Nasogastric)));
    assert_eq!(draft.status, Status::Preliminary);
    let sure = read_one(&order(r#"{"value":1.5,"code":"kcal/mL"}"#));
    assert_eq!(sure.drafts[0].status, Status::Final);
    let small = read_one(&order(r#"{"value":1500,"code":"cal/mL"}"#));
    assert!(small.drafts.is_empty() && small.refused.len() == 1);
}

#[test]
fn an_order_of_nothing_that_the_journal_holds_is_refused() {
    let outcome = read_one(
        r#"{"resourceType":"NutritionOrder","status":"active","intent":"order","dateTime":"2026-11-10","oralDiet":{"instruction":"soft"}}"#,
    );
    assert_eq!(outcome.refused.len(), 1);
}

#[test]
fn medicines_and_treatments_come_by_their_codes_and_profiles() {
    let given = read_one(
        r##"{"resourceType":"MedicationAdministration","status":"completed","contained":[{"resourceType":"Medication","id":"m","code":{"text":"Ondansetron"}}],
        "medicationReference":{"reference":"#m"},"effectivePeriod":{"start":"2026-11-10T08:00:00+01:00"},"dosage":{"dose":{"value":8,"code":"mg"}}}"##,
    );
    let medicine = given.facts::<Medicine>()[0].1.clone();
    assert_eq!(
        (medicine.name.as_str(), medicine.taken, medicine.dose.as_deref()),
        ("Ondansetron", true, Some("8 mg"))
    );
    let operation = read_one(
        r#"{"resourceType":"Procedure","status":"preparation","code":{"coding":[{"system":"http://snomed.info/sct","code":"53442002","display":"Gastrectomy"}]},
        "performedDateTime":"2026-12-07"}"#,
    );
    let treatment = operation.facts::<Treatment>()[0].1.clone();
    assert_eq!((treatment.modality, treatment.status), (Modality::Surgery, TreatmentStatus::Planned));
    let radiation = read_one(
        r#"{"resourceType":"Procedure","status":"completed","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-course-summary"]},
        "code":{"coding":[{"system":"http://snomed.info/sct","code":"1217123003"}]},"performedPeriod":{"start":"2026-09-01","end":"2026-10-05"},
        "extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","extension":[
        {"url":"totalDoseDelivered","valueQuantity":{"value":4500,"code":"cGy"}},{"url":"fractionsDelivered","valueUnsignedInt":25}]}]}"#,
    );
    let treatment = radiation.facts::<Treatment>()[0].1.clone();
    assert_eq!((treatment.dose_cgy, treatment.fractions), (Some(4_500), Some(25)));
    let other = read_one(r#"{"resourceType":"Procedure","status":"completed","code":{"text":"Ambulation"}}"#);
    assert_eq!(other.skipped[&SkipReason::KindNotTaken], 1);
}

#[test]
fn an_older_version_is_refused_and_says_so() {
    let older = read_one(&observation(
        "29463-7",
        r#""context":{"reference":"Encounter/1"},"valueQuantity":{"value":70,"code":"kg"}"#,
    ));
    assert!(older.drafts.is_empty());
    assert!(older.refused[0].problem.contains("older version"));
    let partial = observation("29463-7", r#""valueQuantity":{"value":70,"code":"kg"}"#);
    for date in ["2026", "2026-11", "2026-11-10T08:00:00", "2026-11-10T08:00:00+"] {
        let outcome = read_one(&partial.replace("2026-11-10T08:00:00+01:00", date));
        assert_eq!((outcome.drafts.len(), outcome.refused.len()), (0, 1), "{date}");
        assert!(outcome.refused[0].field.ends_with("effectiveDateTime"));
    }
}

/// A meal as R5 has it.
const INTAKE: &str = r#"{"resourceType":"NutritionIntake","id":"n","status":"completed","subject":{"reference":"Patient/1"},
  "occurrenceDateTime":"2026-11-10T13:00:00+01:00",
  "consumedItem":[{"type":{"text":"food"},"nutritionProduct":{"concept":{"text":"Soup"}}}],
  "ingredientLabel":[{"nutrient":{"concept":{"text":"Energy"}},"amount":{"value":420.5,"code":"[Cal]"}},
                     {"nutrient":{"concept":{"coding":[{"system":"http://snomed.info/sct","code":"2331003"}]}},"amount":{"value":50,"code":"g"}}]}"#;

#[test]
fn the_intake_of_r5_comes_bare_and_in_both_its_r4_forms() {
    let bare = read_one(INTAKE);
    let back_port = |mark: &str, sub: &str| {
        format!(
            r#"{{"resourceType":"Basic","id":"n","subject":{{"reference":"Patient/1"}},"code":{{"coding":[{{"code":"NutritionIntake"}}]}},"extension":[
            {{"url":"{mark}status","valueCode":"completed"}},
            {{"url":"{mark}occurrence","valueDateTime":"2026-11-10T13:00:00+01:00"}},
            {{"url":"{mark}consumedItem","extension":[{{"url":"{sub}type","valueCodeableConcept":{{"text":"food"}}}},
              {{"url":"{sub}nutritionProduct","valueCodeableConcept":{{"text":"Soup"}}}}]}},
            {{"url":"{mark}ingredientLabel","extension":[{{"url":"{sub}nutrient","valueCodeableConcept":{{"text":"Energy"}}}},
              {{"url":"{sub}amount","valueQuantity":{{"value":420.5,"code":"[Cal]"}}}}]}},
            {{"url":"{mark}ingredientLabel","extension":[{{"url":"{sub}nutrient","valueCodeableConcept":{{"coding":[{{"system":"http://snomed.info/sct","code":"2331003"}}]}}}},
              {{"url":"{sub}amount","valueQuantity":{{"value":50,"code":"g"}}}}]}}]}}"#
        )
    };
    let hl7 =
        read_one(&back_port("http://hl7.org/fhir/5.0/StructureDefinition/extension-NutritionIntake.", ""));
    let qi_core =
        read_one(&back_port("http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-nutritionintake-", ""));
    for outcome in [&bare, &hl7, &qi_core] {
        let meal = outcome.facts::<OralIntake>()[0].1.clone();
        assert_eq!((meal.energy_kcal_milli, meal.carbohydrate_mg), (Some(420_500), Some(50_000)));
        assert_eq!(meal.description.as_deref(), Some("Soup"));
    }
    assert_eq!(bare.keys(), hl7.keys(), "the same meal has the same name");
    let other = read_one(r#"{"resourceType":"Basic","code":{"text":"referral"}}"#);
    assert_eq!(other.skipped[&SkipReason::KindNotTaken], 1);
}

#[test]
fn lines_of_resources_are_read_as_a_bundle_is() {
    let weight = observation("29463-7", r#""valueQuantity":{"value":70,"code":"kg"}"#).replace('\n', " ");
    let lines = format!("{weight}\n{}\n{}\n", INTAKE.replace('\n', " "), weight.replace("70,", "\"70\","));
    let outcome = read_one(&lines);
    assert_eq!(outcome.drafts.len(), 2);
    assert_eq!(outcome.refusals(), [(0, "resource[2].valueQuantity.value")]);
}

#[test]
fn a_journals_own_bundle_comes_back_whole_under_its_own_names() {
    let at = Moment::parse("2026-11-10T00:20:00+01:00[Europe/Madrid]").unwrap();
    let eve = at.clone().on_day("2026-11-09".parse().unwrap()).unwrap();
    let facts = [
        ("weight", vec![("weight", "61.449 kg"), ("method", "recalled"), ("fluid", "oedema")]),
        ("check-in", vec![("set", "daily"), ("asked", "rigors,collapse"), ("yes", "collapse")]),
        ("tube-feed", vec![("delivered", "400 ml"), ("density", "1.5"), ("route", "nasojejunal")]),
        ("treatment", vec![("modality", "surgery"), ("status", "given"), ("name", "gastrectomy")]),
        ("note", vec![("text", "a <b>bold</b> note")]),
    ];
    let entries: Vec<Entry> = facts
        .into_iter()
        .zip(1u64..)
        .map(|((kind, fields), seq)| {
            let draft = Draft::new(eve.clone(), Source::Scale, Fact::read(kind, &fields).unwrap());
            Entry::parse(draft, Stamp::example(seq)).unwrap()
        })
        .collect();
    let wanted = Wanted { kind: BundleKind::Transaction, from: None, to: None, since_ms: None, made_at: &at };
    let mut bytes = Vec::new();
    write_everything(&entries, &wanted, &Subject::named([7; 16]), &mut bytes).unwrap();
    let outcome = read_bytes(Format::FhirBundle, &bytes);
    assert!(outcome.refused.is_empty());
    assert_eq!(outcome.drafts.len(), entries.len());
    for entry in &entries {
        let named = |draft: &&Draft| draft.origin.as_ref().and_then(entry_named_by) == Some(entry.id());
        let draft = outcome.drafts.iter().find(named).unwrap();
        assert!(Some(&draft.fact) == entry.fact());
        assert_eq!(
            (&draft.occurred, draft.source, draft.status),
            (entry.occurred(), Source::Scale, Status::Final)
        );
    }
    assert!(outcome.skipped[&SkipReason::CopyInGroup] > 2, "the person, the device, the totals");
}
