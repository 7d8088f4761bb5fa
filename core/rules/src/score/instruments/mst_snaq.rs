//! Malnutrition Screening Tool (Ferguson, Nutrition 1999;15:458-464) and Short Nutritional Assessment Questionnaire
//! (Kruizenga, Clin Nutr 2005;24:75-82).

use super::category;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, Total, outcome};
use crate::score::rule::{Rule, World};
use crate::tables::Tables;
use crate::tri::Tri;

words! {
    /// Whether weight was lost without trying.
    LostWeight {
        /// No.
        No = "no",
        /// The person does not know.
        Unsure = "unsure",
        /// Yes.
        Yes = "yes",
    }
}

inputs! {
    /// What the MST asks.
    MstInput {
        /// Weight lost recently without trying.
        lost_weight: LostWeight,
        /// How much, kg.
        kg: Exact,
        /// Eating poorly because of a poor appetite.
        poor_appetite: bool,
    }
}

outcome! {
    /// The MST's points.
    Mst {
        /// 0 to 5.
        score: Total,
        /// Score of 2 or more.
        at_risk: Tri,
    }
}

words! {
    /// Malnutrition by the SNAQ.
    SnaqCategory {
        /// Below 2 points.
        None = "none",
        /// 2 points.
        Moderate = "moderate",
        /// 3 points or more.
        Severe = "severe",
    }
}

inputs! {
    /// What the Short Nutritional Assessment Questionnaire asks.
    SnaqInput {
        /// More than 6 kg lost without trying in 6 months.
        lost_gt6kg_6m: bool,
        /// More than 3 kg lost without trying in 1 month.
        lost_gt3kg_1m: bool,
        /// Appetite decreased in the last month.
        decreased_appetite: bool,
        /// Supplement drinks or tube feeding in the last month.
        supplement_or_tube: bool,
    }
}

outcome! {
    /// The SNAQ's points.
    Snaq {
        /// 0 to 7.
        score: Total,
        /// What the score stands for.
        category: Option<SnaqCategory>,
    }
}

/// The MST. A known loss of unknown extent scores as the form's "unsure how much"; `kg` stays open.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn mst(tables: &Tables, input: &MstInput) -> Result<Mst, ScoreError> {
    let mut rule = Rule::of(tables, "mst")?;
    let lost = rule.choice("lost_weight", input.lost_weight);
    let band = rule.graded(input.kg, "kg")?;
    let appetite = rule.flag("poor_appetite", input.poor_appetite);
    let [none, unsure, unsure_how_much, appetite_points] =
        ["no_loss", "unsure_whether", "unsure_how_much", "poor_appetite"].map(|id| rule.table.points(id));
    let (none, unsure, unsure_how_much, appetite_points) =
        (none?, unsure?, unsure_how_much?, appetite_points?);
    let amount_unsure = input.lost_weight == Some(LostWeight::Yes) && input.kg.is_none();

    let score = |w: &World<'_>, amount_unsure: bool| {
        let loss = if w.chose(lost, LostWeight::No) {
            none
        } else if w.chose(lost, LostWeight::Unsure) {
            unsure
        } else if amount_unsure {
            unsure_how_much
        } else {
            w.level(band)
        };
        loss + if w.is(appetite) { appetite_points } else { 0 }
    };
    let settled = rule.settle(|w| score(w, amount_unsure));
    let open = rule.settle(|w| score(w, false)).open;
    let threshold = rule.table.threshold("at_risk")?.bound;
    Ok(Mst {
        score: settled.range(|score| *score).into(),
        at_risk: settled.tri(|score| threshold.holds(Exact::whole((*score).into()))),
        basis: Basis { open, fired: rule.fired() },
    })
}

/// The Short Nutritional Assessment Questionnaire, not the Simplified one of the same short name.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn snaq(tables: &Tables, input: &SnaqInput) -> Result<Snaq, ScoreError> {
    let mut rule = Rule::of(tables, "snaq")?;
    let items = [
        ("lost_gt6kg_6m", input.lost_gt6kg_6m),
        ("lost_gt3kg_1m", input.lost_gt3kg_1m),
        ("decreased_appetite", input.decreased_appetite),
        ("supplement_or_tube", input.supplement_or_tube),
    ];
    let mut scored = Vec::with_capacity(items.len());
    for (name, value) in items {
        if value == Some(true) {
            rule.fire(name);
        }
        scored.push((rule.flag(name, value), rule.table.points(name)?));
    }
    let settled = rule
        .settle(|w| scored.iter().map(|&(item, points)| if w.is(item) { points } else { 0 }).sum::<i32>());
    let table = rule.table;
    let category =
        settled.agreed_of(|score| Ok(category(table, "score", Exact::whole((*score).into()))?.0))?;
    Ok(Snaq { score: settled.range(|score| *score).into(), category, basis: Basis::of(&rule, &settled) })
}
