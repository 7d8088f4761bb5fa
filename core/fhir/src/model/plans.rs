//! What is planned, what the rules said, and who wrote it.

use super::{
    Annotation, CodeableConcept, Coding, Dosage, Extension, Identifier, Meta, Period, Quantity, Range,
    Reference, Signature, Timing, elements,
};

elements! {
    /// What is to be eaten, drunk and fed.
    NutritionOrder {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        intent: Option<String>,
        patient: Option<Reference>,
        date_time: Option<String>,
        orderer: Option<Reference>,
        oral_diet: Option<OralDiet>,
        supplement: Vec<OrderedSupplement>,
        enteral_formula: Option<EnteralFormula>,
        note: Vec<Annotation>,
    }
    /// What is to be eaten.
    OralDiet { r#type: Vec<CodeableConcept>, nutrient: Vec<DietNutrient>, instruction: Option<String> }
    /// How much of a nutrient.
    DietNutrient { modifier: Option<CodeableConcept>, amount: Option<Quantity> }
    /// What is to be drunk beside food.
    OrderedSupplement {
        r#type: Option<CodeableConcept>,
        product_name: Option<String>,
        schedule: Vec<Timing>,
        quantity: Option<Quantity>,
        instruction: Option<String>,
    }
    /// What is to be fed through a tube.
    EnteralFormula {
        base_formula_type: Option<CodeableConcept>,
        base_formula_product_name: Option<String>,
        caloric_density: Option<Quantity>,
        routeof_administration: Option<CodeableConcept>,
        administration: Vec<FormulaAdministration>,
        max_volume_to_deliver: Option<Quantity>,
        administration_instruction: Option<String>,
    }
    /// How a formula is to be fed.
    FormulaAdministration { schedule: Option<Timing>, quantity: Option<Quantity>, rate_quantity: Option<Quantity> }
    /// What a rule says of a person.
    RiskAssessment {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        method: Option<CodeableConcept>,
        code: Option<CodeableConcept>,
        subject: Option<Reference>,
        occurrence_date_time: Option<String>,
        performer: Option<Reference>,
        basis: Vec<Reference>,
        prediction: Vec<Prediction>,
        mitigation: Option<String>,
        note: Vec<Annotation>,
    }
    /// What is to be expected.
    Prediction { outcome: Option<CodeableConcept>, qualitative_risk: Option<CodeableConcept>, rationale: Option<String> }
    /// Something to be seen by whoever opens the record.
    Flag {
        id: Option<String>,
        meta: Option<Meta>,
        extension: Vec<Extension>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        category: Vec<CodeableConcept>,
        code: Option<CodeableConcept>,
        subject: Option<Reference>,
        period: Option<Period>,
        author: Option<Reference>,
    }
    /// What is wanted.
    Goal {
        id: Option<String>,
        meta: Option<Meta>,
        identifier: Vec<Identifier>,
        lifecycle_status: Option<String>,
        category: Vec<CodeableConcept>,
        description: Option<CodeableConcept>,
        subject: Option<Reference>,
        start_date: Option<String>,
        target: Vec<GoalTarget>,
        note: Vec<Annotation>,
    }
    /// How much is wanted.
    GoalTarget { measure: Option<CodeableConcept>, detail_quantity: Option<Quantity>, detail_range: Option<Range> }
    /// What is to be done for a person.
    CarePlan {
        id: Option<String>,
        meta: Option<Meta>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        intent: Option<String>,
        category: Vec<CodeableConcept>,
        title: Option<String>,
        subject: Option<Reference>,
        period: Option<Period>,
        created: Option<String>,
        goal: Vec<Reference>,
        activity: Vec<CarePlanActivity>,
    }
    /// A part of a care plan.
    CarePlanActivity { reference: Option<Reference> }
    /// Who made something, when and why.
    Provenance {
        id: Option<String>,
        meta: Option<Meta>,
        target: Vec<Reference>,
        occurred_period: Option<Period>,
        recorded: Option<String>,
        policy: Vec<String>,
        reason: Vec<CodeableConcept>,
        activity: Option<CodeableConcept>,
        agent: Vec<ProvenanceAgent>,
        entity: Vec<ProvenanceEntity>,
        signature: Vec<Signature>,
    }
    /// Who took part.
    ProvenanceAgent { r#type: Option<CodeableConcept>, who: Option<Reference>, on_behalf_of: Option<Reference> }
    /// What it was made of.
    ProvenanceEntity { role: Option<String>, what: Option<Reference> }
    /// Intake as R5 has it; read, never written.
    NutritionIntake {
        id: Option<String>,
        identifier: Vec<Identifier>,
        status: Option<String>,
        subject: Option<Reference>,
        occurrence_date_time: Option<String>,
        occurrence_period: Option<Period>,
        consumed_item: Vec<ConsumedItem>,
        ingredient_label: Vec<IngredientLabel>,
    }
    /// What was eaten or fed.
    ConsumedItem {
        r#type: Option<CodeableConcept>,
        nutrition_product: Option<CodeableReference>,
        amount: Option<Quantity>,
        rate: Option<Quantity>,
        not_consumed: Option<bool>,
    }
    /// How much of a nutrient was in it.
    IngredientLabel { nutrient: Option<CodeableReference>, amount: Option<Quantity> }
    /// A concept or a resource.
    CodeableReference { concept: Option<CodeableConcept>, reference: Option<Reference> }
}

impl NutritionOrder {
    /// An order that still lacks what is ordered. `intent` is `plan` where no clinician issued it.
    pub fn new(status: &str, intent: &str, patient: Reference, date_time: String) -> Self {
        Self {
            status: Some(status.to_owned()),
            intent: Some(intent.to_owned()),
            patient: Some(patient),
            date_time: Some(date_time),
            ..Self::empty()
        }
    }
}

impl RiskAssessment {
    /// What the rule `method` says.
    pub fn new(status: &str, method: CodeableConcept, subject: Reference) -> Self {
        Self {
            status: Some(status.to_owned()),
            method: Some(method),
            subject: Some(subject),
            ..Self::empty()
        }
    }
}

impl Prediction {
    /// What is to be expected, how likely and why.
    pub fn new(
        outcome: CodeableConcept,
        qualitative_risk: CodeableConcept,
        rationale: Option<String>,
    ) -> Self {
        Self { outcome: Some(outcome), qualitative_risk: Some(qualitative_risk), rationale }
    }
}

impl Flag {
    /// A flag that stands.
    pub fn new(code: CodeableConcept, subject: Reference) -> Self {
        Self { status: Some("active".to_owned()), code: Some(code), subject: Some(subject), ..Self::empty() }
    }
}

impl Goal {
    /// Something that is wanted from now on.
    pub fn new(description: CodeableConcept, subject: Reference) -> Self {
        Self {
            lifecycle_status: Some("active".to_owned()),
            description: Some(description),
            subject: Some(subject),
            ..Self::empty()
        }
    }
}

impl GoalTarget {
    /// At least `low`, and at most `high` where there is one.
    pub fn range(measure: CodeableConcept, low: Quantity, high: Option<Quantity>) -> Self {
        let range = Range { low: Some(low), high };
        Self { measure: Some(measure), detail_range: Some(range), ..Self::empty() }
    }
}

impl CarePlan {
    /// A plan that stands.
    pub fn new(title: &str, subject: Reference) -> Self {
        Self {
            status: Some("active".to_owned()),
            intent: Some("plan".to_owned()),
            title: Some(title.to_owned()),
            subject: Some(subject),
            ..Self::empty()
        }
    }
}

impl CarePlanActivity {
    /// The part that another resource holds.
    pub const fn to(reference: Reference) -> Self {
        Self { reference: Some(reference) }
    }
}

impl Provenance {
    /// That `agent` wrote the targets.
    pub fn new(target: Vec<Reference>, recorded: String, agent: ProvenanceAgent) -> Self {
        Self { target, recorded: Some(recorded), agent: vec![agent], ..Self::empty() }
    }
}

impl ProvenanceAgent {
    /// Who wrote it, as what.
    pub fn new(role: Coding, who: Reference) -> Self {
        Self {
            r#type: Some(CodeableConcept { coding: vec![role], text: None }),
            who: Some(who),
            on_behalf_of: None,
        }
    }
}

impl Signature {
    /// A signature over the bytes that its caller names.
    pub fn new(meaning: Coding, when: String, who: Reference) -> Self {
        Self { r#type: vec![meaning], when: Some(when), who: Some(who), ..Self::empty() }
    }
}

impl Dosage {
    /// How a medicine is to be taken.
    pub(crate) fn new(timing: Timing) -> Self {
        Self { timing: Some(timing), ..Self::empty() }
    }
}
