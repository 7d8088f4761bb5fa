//! Refeeding risk by ASPEN (da Silva, Nutr Clin Pract 2020;35:178-195).

use super::{Degree, MuscleDeficit};
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::{Rule, World};
use crate::tables::Tables;

words! {
    /// Potassium, phosphate and magnesium before feeding.
    Electrolytes {
        /// Normal.
        Normal = "normal",
        /// Minimally low, or recently low and in need of little.
        MinimallyLow = "minimally_low",
        /// Moderately or significantly low, or recently low and in need of much.
        ModeratelyOrSignificantlyLow = "moderately_or_significantly_low",
    }
}

words! {
    /// Refeeding risk by ASPEN.
    AspenRefeedingRisk {
        /// Fewer than two moderate criteria.
        None = "none",
        /// Two moderate criteria.
        Moderate = "moderate",
        /// One significant criterion.
        Significant = "significant",
    }
}

inputs! {
    /// What ASPEN's criteria ask.
    AspenRefeedingInput {
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Loss within 1 month, percent.
        wl_pct_1m: Exact,
        /// Loss within 3 months, percent.
        wl_pct_3m: Exact,
        /// Loss within 6 months, percent.
        wl_pct_6m: Exact,
        /// Days with no or negligible intake.
        days_none_or_negligible: Exact,
        /// Electrolytes before feeding.
        electrolytes: Electrolytes,
        /// Loss of subcutaneous fat.
        fat_loss: Degree,
        /// Loss of muscle.
        muscle_loss: MuscleDeficit,
        /// Comorbidity.
        comorbidity: Degree,
    }
}

outcome! {
    /// Refeeding risk by ASPEN.
    AspenRefeeding {
        /// The risk.
        risk: Option<AspenRefeedingRisk>,
    }
}

/// How far one criterion is met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Not,
    Moderately,
    Significantly,
}

impl Met {
    fn of(moderately: bool, significantly: bool) -> Self {
        match (moderately, significantly) {
            (_, true) => Self::Significantly,
            (true, false) => Self::Moderately,
            (false, false) => Self::Not,
        }
    }
}

/// Refeeding risk by ASPEN: one significant criterion, or two moderate ones.
///
/// Of intake, only days with none or negligible amounts are asked; partial intake is for the clinician.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn aspen_refeeding(tables: &Tables, input: &AspenRefeedingInput) -> Result<AspenRefeeding, ScoreError> {
    let mut rule = Rule::of(tables, "aspen_refeeding")?;
    let [bmi_significant, bmi_moderate] = rule.cuts(input.bmi, ["bmi_significant", "bmi_moderate"])?;
    let loss_1m = rule.cut(input.wl_pct_1m, "loss_1m_moderate")?;
    let loss_3m = rule.cut(input.wl_pct_3m, "loss_3m_significant")?;
    let loss_6m = rule.cut(input.wl_pct_6m, "loss_6m_significant")?;
    let [days_significant, days_moderate] =
        rule.cuts(input.days_none_or_negligible, ["days_significant", "days_moderate"])?;
    let electrolytes = rule.choice("electrolytes", input.electrolytes);
    let fat = rule.choice("fat_loss", input.fat_loss);
    let muscle = rule.choice("muscle_loss", input.muscle_loss);
    let comorbidity = rule.choice("comorbidity", input.comorbidity);

    let criteria = |w: &World<'_>| {
        [
            Met::of(w.is(bmi_moderate), w.is(bmi_significant)),
            Met::of(w.is(loss_1m), w.is(loss_3m) || w.is(loss_6m)),
            Met::of(w.is(days_moderate), w.is(days_significant)),
            Met::of(
                w.chose(electrolytes, Electrolytes::MinimallyLow),
                w.chose(electrolytes, Electrolytes::ModeratelyOrSignificantlyLow),
            ),
            Met::of(w.chose(fat, Degree::Moderate), w.chose(fat, Degree::Severe)),
            Met::of(w.chose(muscle, MuscleDeficit::MildModerate), w.chose(muscle, MuscleDeficit::Severe)),
            Met::of(w.chose(comorbidity, Degree::Moderate), w.chose(comorbidity, Degree::Severe)),
        ]
    };
    let enough_significant = rule.table.threshold("significant_criteria")?.bound;
    let enough_moderate = rule.table.threshold("moderate_criteria")?.bound;
    let risk = rule.settle(|w| {
        let criteria = criteria(w);
        let count = |wanted: Met| Exact::whole(criteria.iter().map(|met| i64::from(*met == wanted)).sum());
        if enough_significant.holds(count(Met::Significantly)) {
            AspenRefeedingRisk::Significant
        } else if enough_moderate.holds(count(Met::Moderately)) {
            AspenRefeedingRisk::Moderate
        } else {
            AspenRefeedingRisk::None
        }
    });
    Ok(AspenRefeeding { risk: risk.agreed(|risk| *risk), basis: Basis::of(&rule, &risk) })
}
