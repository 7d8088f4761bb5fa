//! What an entry says: one type a kind, the same as the record's own.

mod body;
mod care;
mod intake;
mod plan;
mod symptom;
mod treatment;

pub use body::*;
pub use care::*;
pub use intake::*;
pub use nourish_journal::Fact;
pub use plan::*;
pub use symptom::*;
pub use treatment::*;

/// One logged fact, of one of the kinds.
#[uniffi::remote(Enum)]
pub enum Fact {
    /// Who the person is, as far as the rules need it.
    Profile(Profile),
    /// A body weight. g, 20 kg to 300 kg.
    Weight(Weight),
    /// A body height. mm, 1.0 m to 2.5 m.
    Height(Height),
    /// Food and drink by mouth.
    OralIntake(OralIntake),
    /// A supplement drink.
    Supplement(Supplement),
    /// A feed through a tube; it happened when it started.
    TubeFeed(TubeFeed),
    /// A bag of parenteral nutrition; it happened when it started.
    ParenteralBag(ParenteralBag),
    /// Fluid apart from food and formula.
    FluidIntake(FluidIntake),
    /// What went out: urine, stools, vomit, drains; amounts or counts.
    Output(Output),
    /// One answer about one symptom.
    Symptom(Symptom),
    /// A check-in: which red-flag questions were asked, and which were answered yes. What was not asked is not a no.
    CheckIn(CheckIn),
    /// Temperature and vital signs.
    Vitals(Vitals),
    /// A laboratory value of the day its sample was taken.
    Lab(Lab),
    /// A measure of muscle.
    Muscle(Muscle),
    /// A treatment, planned or given: one drug of one cycle, a series of radiotherapy, an operation.
    Treatment(Treatment),
    /// A medicine taken or left out.
    Medicine(Medicine),
    /// Something that happened to a feeding tube or line.
    TubeCare(TubeCare),
    /// Targets and feeding prescription, valid from its day until the next.
    FeedingPlan(FeedingPlan),
    /// Someone to call.
    CareContact(CareContact),
    /// A note in somebody's own words: the person's, or what the team says back to them.
    Note(Note),
    /// That someone acted on a flag.
    Acknowledgement(Acknowledgement),
    /// What a clinician found or judged.
    Finding(ClinicalFinding),
    /// One answer to a question of a questionnaire that no other kind has a place for.
    Answer(QuestionnaireAnswer),
    /// How the team wants the person prepared for the operation that is planned: feeding, supplements, the last meal and drinks.
    SurgeryPreparation(SurgeryPreparation),
    /// A task of the plan, once or again and again.
    CareTask(CareTask),
    /// What to do on a sick day, agreed with the team, in the person's own words.
    SickDayRule(SickDayRule),
}
