//! Nutritional Risk Screening 2002 (Kondrup, Clin Nutr 2003;22:321-336).

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::inputs;
use crate::score::outcome::{Basis, Total, outcome};
use crate::score::rule::{Fact, Rule, World};
use crate::tables::Tables;
use crate::tri::Tri;

inputs! {
    /// What the initial screening asks.
    Nrs2002PrescreenInput {
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Any weight lost in the last 3 months.
        lost_weight_3m: bool,
        /// Ate less than usual in the last week.
        reduced_intake_last_week: bool,
        /// Severely ill.
        severely_ill: bool,
    }
}

outcome! {
    /// Whether the final screening follows.
    Nrs2002Prescreen {
        /// Yes as soon as one answer is yes.
        proceed: Tri,
    }
}

inputs! {
    /// What the final screening asks.
    Nrs2002Input {
        /// Body-mass index, kg/m2.
        bmi: Exact,
        /// Loss within 1 month, percent.
        wl_pct_1m: Exact,
        /// Loss within 2 months, percent.
        wl_pct_2m: Exact,
        /// Loss within 3 months, percent.
        wl_pct_3m: Exact,
        /// Share of the need eaten in the last week, percent.
        intake_pct_last_week: Exact,
        /// General condition impaired.
        impaired_general_condition: bool,
        /// Severity of disease, 0 to 3.
        disease_severity: u8,
        /// Age in years.
        age: Exact,
    }
}

outcome! {
    /// The final screening's points.
    Nrs2002 {
        /// Nutritional status, 0 to 3: the highest row that applies.
        nutrition: Option<i32>,
        /// Severity of disease, 0 to 3.
        disease: Option<i32>,
        /// 1 from 70 years on.
        age: Option<i32>,
        /// 0 to 7.
        total: Total,
        /// Total of 3 or more.
        at_risk: Tri,
    }
}

/// The initial screening: any yes leads to the final one.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn nrs2002_prescreen(
    tables: &Tables,
    input: &Nrs2002PrescreenInput,
) -> Result<Nrs2002Prescreen, ScoreError> {
    let mut rule = Rule::of(tables, "nrs2002_prescreen")?;
    let bmi_low = rule.cut(input.bmi, "bmi_low")?;
    let lost = rule.flag("lost_weight_3m", input.lost_weight_3m);
    let reduced = rule.flag("reduced_intake_last_week", input.reduced_intake_last_week);
    let ill = rule.flag("severely_ill", input.severely_ill);
    let proceed = rule.settle(|w| [bmi_low, lost, reduced, ill].into_iter().any(|fact| w.is(fact)));
    Ok(Nrs2002Prescreen { proceed: proceed.tri(|yes| *yes), basis: Basis::of(&rule, &proceed) })
}

/// The final screening. At risk from 3 points on.
///
/// An unknown general condition is taken as impaired when the BMI is below 18.5 (a setting of the table); the input
/// stays open.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn nrs2002(tables: &Tables, input: &Nrs2002Input) -> Result<Nrs2002, ScoreError> {
    let mut rule = Rule::of(tables, "nrs2002")?;
    let rows = Rows::of(&mut rule, input)?;
    let disease = rule.whole("disease_severity", input.disease_severity)?;
    let older = rule.cut(input.age, "older")?;
    let older_points = rule.table.points("older_points")?;
    let assumed = input.impaired_general_condition.is_none()
        && rule.table.setting("unknown_general_condition")? == "impaired_below_18_5";

    let points = |w: &World<'_>, assumed: bool| {
        let age = if w.is(older) { older_points } else { 0 };
        (rows.points(w, assumed), w.level(disease), age)
    };
    let settled = rule.settle(|w| points(w, assumed));
    let open = rule.settle(|w| points(w, false)).open;

    let total = |&(nutrition, disease, age): &(i32, i32, i32)| nutrition + disease + age;
    let threshold = rule.table.threshold("at_risk")?.bound;
    Ok(Nrs2002 {
        nutrition: settled.agreed(|points| points.0),
        disease: settled.agreed(|points| points.1),
        age: settled.agreed(|points| points.2),
        total: settled.range(total).into(),
        at_risk: settled.tri(|points| threshold.holds(Exact::whole(total(points).into()))),
        basis: Basis { open, fired: rule.fired() },
    })
}

/// The rows of the nutritional status.
struct Rows {
    loss_1m: Fact,
    loss_2m: Fact,
    loss_3m: [Fact; 2],
    bmi: [Fact; 2],
    intake: [Fact; 3],
    impaired: Fact,
}

impl Rows {
    fn of(rule: &mut Rule<'_>, input: &Nrs2002Input) -> Result<Self, ScoreError> {
        Ok(Self {
            loss_1m: rule.cut(input.wl_pct_1m, "loss_1m_3_points")?,
            loss_2m: rule.cut(input.wl_pct_2m, "loss_2m_2_points")?,
            loss_3m: rule.cuts(input.wl_pct_3m, ["loss_3m_3_points", "loss_3m_1_point"])?,
            bmi: rule.cuts(input.bmi, ["bmi_3_points", "bmi_2_points"])?,
            intake: rule
                .cuts(input.intake_pct_last_week, ["intake_3_points", "intake_2_points", "intake_1_point"])?,
            impaired: rule.flag("impaired_general_condition", input.impaired_general_condition),
        })
    }

    fn points(&self, w: &World<'_>, impaired_if_very_low: bool) -> i32 {
        let [loss_3m_worst, loss_3m] = self.loss_3m;
        let [bmi_very_low, bmi_low] = self.bmi;
        let [intake_3, intake_2, intake_1] = self.intake;
        let impaired = w.is(self.impaired);
        let very_low = w.is(bmi_very_low) && (impaired || impaired_if_very_low);
        if w.is(self.loss_1m) || w.is(loss_3m_worst) || very_low || w.is(intake_3) {
            3
        } else if w.is(self.loss_2m) || (w.is(bmi_low) && impaired) || w.is(intake_2) {
            2
        } else if w.is(loss_3m) || w.is(intake_1) {
            1
        } else {
            0
        }
    }
}
