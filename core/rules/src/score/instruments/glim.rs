//! Global Leadership Initiative on Malnutrition (Cederholm, Clin Nutr 2019;38:1-9).

use super::MuscleDeficit;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::{Fact, Level, Rule, World};
use crate::tables::Tables;
use crate::tri::Tri;

inputs! {
    /// What the GLIM criteria ask.
    GlimInput {
        /// A validated screen was positive.
        screen_positive: bool,
        /// Age in years.
        age: Exact,
        /// Of Asian population.
        asian: bool,
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Loss within the past 6 months, percent.
        wl_pct_within_6m: Exact,
        /// Loss over more than 6 months, percent.
        wl_pct_beyond_6m: Exact,
        /// Muscle mass by a validated method.
        muscle_deficit: MuscleDeficit,
        /// Days with at most half of the need eaten.
        intake_le50pct_days: Exact,
        /// Days with any reduction of intake.
        any_reduced_intake_days: Exact,
        /// Chronic gastrointestinal condition that impairs assimilation.
        chronic_gi_condition: bool,
        /// Acute disease or injury, or chronic disease-related inflammation.
        inflammation_or_disease_burden: bool,
    }
}

outcome! {
    /// The GLIM criteria's result.
    Glim {
        /// At least one phenotypic criterion.
        phenotypic: Tri,
        /// At least one etiologic criterion.
        etiologic: Tri,
        /// Positive screen, phenotypic and etiologic.
        malnutrition: Tri,
        /// 1 moderate, 2 severe, by the worst phenotypic criterion; none without malnutrition.
        stage: Option<i32>,
    }
}

/// Screen, then one phenotypic and one etiologic criterion; severity from the phenotypic ones only.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn glim(tables: &Tables, input: &GlimInput) -> Result<Glim, ScoreError> {
    let mut rule = Rule::of(tables, "glim")?;
    let screen = rule.flag("screen_positive", input.screen_positive);
    let phenotype = Phenotype::of(&mut rule, input)?;
    let etiology = [
        rule.cut(input.intake_le50pct_days, "intake_half")?,
        rule.cut(input.any_reduced_intake_days, "intake_reduced")?,
        rule.flag("chronic_gi_condition", input.chronic_gi_condition),
        rule.flag("inflammation_or_disease_burden", input.inflammation_or_disease_burden),
    ];
    let settled = rule.settle(|w| {
        let phenotypic = phenotype.present(w);
        let etiologic = etiology.into_iter().any(|fact| w.is(fact));
        let malnutrition = w.is(screen) && phenotypic && etiologic;
        let stage = malnutrition.then(|| if phenotype.severe(w) { 2 } else { 1 });
        (phenotypic, etiologic, malnutrition, stage)
    });
    Ok(Glim {
        phenotypic: settled.tri(|result| result.0),
        etiologic: settled.tri(|result| result.1),
        malnutrition: settled.tri(|result| result.2),
        stage: settled.agreed(|result| result.3).flatten(),
        basis: Basis::of(&rule, &settled),
    })
}

/// A BMI cut-off that depends on age and population: under 70, from 70, Asian under 70, Asian from 70.
struct BmiCuts([Fact; 4]);

struct Phenotype {
    loss_within_6m: [Fact; 2],
    loss_beyond_6m: [Fact; 2],
    muscle: Level,
    older: Fact,
    asian: Fact,
    asian_has_stage_2: bool,
    low: BmiCuts,
    severe: BmiCuts,
}

impl Phenotype {
    fn of(rule: &mut Rule<'_>, input: &GlimInput) -> Result<Self, ScoreError> {
        let [a, b, c, d, e, f, g, h] = rule.cuts(
            input.bmi,
            [
                "bmi_low",
                "bmi_low_older",
                "bmi_low_asian",
                "bmi_low_asian_older",
                "bmi_severe",
                "bmi_severe_older",
                "bmi_severe_asian",
                "bmi_severe_asian_older",
            ],
        )?;
        Ok(Self {
            loss_within_6m: rule.cuts(input.wl_pct_within_6m, ["loss_within_6m", "loss_within_6m_severe"])?,
            loss_beyond_6m: rule.cuts(input.wl_pct_beyond_6m, ["loss_beyond_6m", "loss_beyond_6m_severe"])?,
            muscle: rule.choice("muscle_deficit", input.muscle_deficit),
            older: rule.cut(input.age, "older")?,
            asian: rule.flag("asian", input.asian),
            asian_has_stage_2: rule.table.setting("asian_stage_2")? == "maeda_2020",
            low: BmiCuts([a, b, c, d]),
            severe: BmiCuts([e, f, g, h]),
        })
    }

    fn present(&self, w: &World<'_>) -> bool {
        let [within, _] = self.loss_within_6m;
        let [beyond, _] = self.loss_beyond_6m;
        let muscle = !w.chose(self.muscle, MuscleDeficit::None);
        w.is(within) || w.is(beyond) || muscle || self.bmi(w, &self.low)
    }

    fn severe(&self, w: &World<'_>) -> bool {
        let [_, within] = self.loss_within_6m;
        let [_, beyond] = self.loss_beyond_6m;
        let muscle = w.chose(self.muscle, MuscleDeficit::Severe);
        let bmi = (!w.is(self.asian) || self.asian_has_stage_2) && self.bmi(w, &self.severe);
        w.is(within) || w.is(beyond) || muscle || bmi
    }

    fn bmi(&self, w: &World<'_>, cuts: &BmiCuts) -> bool {
        let BmiCuts([young, older, asian_young, asian_older]) = *cuts;
        match (w.is(self.asian), w.is(self.older)) {
            (false, false) => w.is(young),
            (false, true) => w.is(older),
            (true, false) => w.is(asian_young),
            (true, true) => w.is(asian_older),
        }
    }
}
