//! Nutritional risk before an operation: ESPEN's severe risk (Weimann, Clin Nutr 2021;40:4745-4761) and the
//! Perioperative Nutrition Screen (Wischmeyer, Anesth Analg 2018;126:1883-1895).

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;
use crate::tri::Tri;

words! {
    /// Subjective Global Assessment.
    Sga {
        /// Well nourished.
        A = "A",
        /// Moderately malnourished or suspected.
        B = "B",
        /// Severely malnourished.
        C = "C",
    }
}

inputs! {
    /// What ESPEN's criteria ask.
    EspenSurgeryInput {
        /// Loss within 6 months, percent.
        wl_pct_6m: Exact,
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Subjective Global Assessment, by a clinician.
        sga: Sga,
        /// NRS-2002 total, 0 to 7.
        nrs2002: u8,
        /// Serum albumin, g/L.
        albumin_g_l: Exact,
        /// Hepatic or renal dysfunction, which explains a low albumin.
        hepatic_or_renal_dysfunction: bool,
    }
}

outcome! {
    /// Severe nutritional risk.
    EspenSurgery {
        /// Any one criterion met.
        severe: Tri,
    }
}

inputs! {
    /// What PONS asks.
    PonsInput {
        /// Age in years.
        age: Exact,
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Unplanned loss within 6 months, percent.
        wl_pct_6m: Exact,
        /// Ate less than half of normal in the preceding week.
        ate_lt50pct_last_week: bool,
        /// Serum albumin, g/dL.
        albumin_g_dl: Exact,
    }
}

outcome! {
    /// The Perioperative Nutrition Screen.
    Pons {
        /// Criteria known to be met, of 4.
        positives: i32,
        /// Any criterion met.
        at_risk: Tri,
    }
}

/// Severe nutritional risk by ESPEN: any one criterion.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn espen_surgery_severe_risk(
    tables: &Tables,
    input: &EspenSurgeryInput,
) -> Result<EspenSurgery, ScoreError> {
    let mut rule = Rule::of(tables, "espen_surgery_severe_risk")?;
    let [loss, _] = rule.cuts(input.wl_pct_6m, ["loss_over_10", "loss_over_15"])?;
    let bmi_low = rule.cut(input.bmi, "bmi_low")?;
    let sga = rule.choice("sga", input.sga);
    let nrs2002_high = rule.cut(input.nrs2002.map(|total| Exact::whole(total.into())), "nrs2002_high")?;
    let albumin_low = rule.cut(input.albumin_g_l, "albumin_low")?;
    let dysfunction = rule.flag("hepatic_or_renal_dysfunction", input.hepatic_or_renal_dysfunction);
    let severe = rule.settle(|w| {
        w.is(loss)
            || w.is(bmi_low)
            || w.chose(sga, Sga::C)
            || w.is(nrs2002_high)
            || (w.is(albumin_low) && !w.is(dysfunction))
    });
    Ok(EspenSurgery { severe: severe.tri(|yes| *yes), basis: Basis::of(&rule, &severe) })
}

/// Nutrition risk by PONS: any one criterion. Criteria still open count neither way.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn pons(tables: &Tables, input: &PonsInput) -> Result<Pons, ScoreError> {
    let mut rule = Rule::of(tables, "pons")?;
    let older = rule.cut(input.age, "older")?;
    let [bmi_low, bmi_low_older] = rule.cuts(input.bmi, ["bmi_low", "bmi_low_older"])?;
    let loss = rule.cut(input.wl_pct_6m, "loss_over_10")?;
    let ate_little = rule.flag("ate_lt50pct_last_week", input.ate_lt50pct_last_week);
    let albumin_low = rule.cut(input.albumin_g_dl, "albumin_low")?;
    let positives = rule.settle(|w| {
        let bmi = w.is(bmi_low) || (w.is(older) && w.is(bmi_low_older));
        [bmi, w.is(loss), w.is(ate_little), w.is(albumin_low)].map(i32::from).iter().sum::<i32>()
    });
    let (least, _) = positives.range(|count| *count);
    Ok(Pons {
        positives: least,
        at_risk: positives.tri(|count| *count > 0),
        basis: Basis::of(&rule, &positives),
    })
}
