//! Weight loss in cancer: BMI-adjusted grade (Martin, J Clin Oncol 2015;33:90-99) and cachexia
//! (Fearon, Lancet Oncol 2011;12:489-495).

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;

inputs! {
    /// What the BMI-adjusted grade asks.
    MartinInput {
        /// Present body-mass index, kg/m2.
        bmi: Exact,
        /// Loss within the past 6 months, percent; negative for a gain.
        wl_pct_6m: Exact,
    }
}

outcome! {
    /// The BMI-adjusted weight loss grade. Prognostic: never for the patient's eyes.
    Martin {
        /// 0 to 4.
        grade: Option<i32>,
    }
}

words! {
    /// Stage of cachexia. Refractory cachexia is a clinician's entry and never inferred.
    CachexiaStage {
        /// Neither.
        None = "none",
        /// Small loss with loss of appetite or metabolic change.
        Precachexia = "precachexia",
        /// Over the consensus' limits.
        Cachexia = "cachexia",
    }
}

inputs! {
    /// What the consensus on cachexia asks.
    FearonInput {
        /// Loss within 6 months, percent.
        wl_pct_6m: Exact,
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Sarcopenia.
        sarcopenia: bool,
        /// Loss of appetite or metabolic change.
        anorexia_or_metabolic_change: bool,
    }
}

outcome! {
    /// The stage of cachexia.
    Fearon {
        /// The stage.
        stage: Option<CachexiaStage>,
    }
}

/// The BMI-adjusted weight loss grade, from unrounded values.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn martin_wl_grade(tables: &Tables, input: &MartinInput) -> Result<Martin, ScoreError> {
    let mut rule = Rule::of(tables, "martin_wl_grade")?;
    let loss = rule.placed(input.wl_pct_6m, "wl_pct_6m")?;
    let bmi = rule.placed(input.bmi, "bmi")?;
    let grid = rule.table.grid("grade")?;
    let grade = rule.settle(|w| grid.cell(w.level(loss), w.level(bmi)));
    Ok(Martin { grade: grade.agreed(|grade| *grade).flatten(), basis: Basis::of(&rule, &grade) })
}

/// The stage of cachexia. A weight that is stable or gained can still be pre-cachexia.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn fearon_cachexia(tables: &Tables, input: &FearonInput) -> Result<Fearon, ScoreError> {
    let mut rule = Rule::of(tables, "fearon_cachexia")?;
    let [loss_over_5, loss_over_2] = rule.cuts(input.wl_pct_6m, ["loss_over_5", "loss_over_2"])?;
    let bmi_low = rule.cut(input.bmi, "bmi_low")?;
    let sarcopenia = rule.flag("sarcopenia", input.sarcopenia);
    let early_signs = rule.flag("anorexia_or_metabolic_change", input.anorexia_or_metabolic_change);
    let stage = rule.settle(|w| {
        if w.is(loss_over_5) || (w.is(loss_over_2) && (w.is(bmi_low) || w.is(sarcopenia))) {
            CachexiaStage::Cachexia
        } else if w.is(early_signs) {
            CachexiaStage::Precachexia
        } else {
            CachexiaStage::None
        }
    });
    Ok(Fearon { stage: stage.agreed(|stage| *stage), basis: Basis::of(&rule, &stage) })
}
