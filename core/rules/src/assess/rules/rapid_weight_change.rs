//! A weight that changes within days, which is water before it is anything else.

use crate::assess::context::Context;
use crate::assess::finding::{begin, rest_on_weights};
use crate::assess::model::{Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::series::Weighing;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::tables::Table;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "rapid_weight_change";

const ASK_ABOUT_LOSS: &str = "Ask about drinking, vomiting, diarrhoea, diuretics and drained fluid.";
const ASK_ABOUT_GAIN: &str = "Ask about swelling, breathlessness, infusions and diuretics.";

/// The change up to the latest weighing that is largest on one side.
struct Change {
    from: Weighing,
    to: Weighing,
    grams: u32,
}

/// One finding as soon as there are two weighings within three days, the later of them as recent.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let (kg_days, fall_days) = (table.points("kg_days")?, table.points("fall_days")?);
    let Some(latest) = context.series.latest().filter(|latest| context.days_ago(latest.day) <= kg_days)
    else {
        return Ok(Vec::new());
    };
    let earlier = |days: i32| {
        context.series.measured_since(latest.day.plus(-days)).filter(|weighing| weighing.day < latest.day)
    };
    if earlier(kg_days).next().is_none() {
        return Ok(Vec::new());
    }
    let loss = largest(earlier(kg_days), |from| from.weight_g.checked_sub(latest.weight_g), latest);
    let gain = largest(earlier(kg_days), |from| latest.weight_g.checked_sub(from.weight_g), latest);
    let fall = largest(earlier(fall_days), |from| from.weight_g.checked_sub(latest.weight_g), latest);
    let met = [
        (loss, "loss", Level::NextContact),
        (gain, "gain", Level::NextContact),
        (fall, "fall", Level::Information),
    ];
    let mut met = met.into_iter().filter_map(|(change, row, level)| Some((change?, row, level)));
    let reached = met.find(|(change, row, _)| reaches(table, row, change));

    let mut finding = begin(table, RULE, table.title.as_str(), Level::Information);
    finding.clears_when = "the weighings of three days no longer differ as much".to_owned();
    match reached {
        Some((change, row, level)) => {
            let (direction, ask) =
                if row == "gain" { ("gained", ASK_ABOUT_GAIN) } else { ("lost", ASK_ABOUT_LOSS) };
            let grams = change.grams;
            let amount = print::kilograms(grams);
            let days = print::counted(change.to.day.days_since(change.from.day), "day");
            finding.outcome = Outcome::Met;
            finding.level = level;
            finding.figures = vec![print::figure(format!("{direction} in {days}"), grams.to_string(), "g")];
            finding.team_text = format!(
                "{} {amount} in {days}: {} on {}, {} on {}. {ask}",
                print::capitalised(direction),
                print::kilograms(change.from.weight_g),
                change.from.day,
                print::kilograms(change.to.weight_g),
                change.to.day
            );
            finding.patient_text = Some(patient_text(row, &amount, &days));
            rest_on_weights(&mut finding, context, [change.from, change.to])?;
        }
        None => {
            finding.team_text =
                "No change of more than 2 kg within 3 days, nor a fall of 0.9 kg within 2.".to_owned();
            rest_on_weights(&mut finding, context, [latest])?;
        }
    }
    Ok(vec![finding])
}

fn largest(
    earlier: impl Iterator<Item = Weighing>,
    grams: impl Fn(&Weighing) -> Option<u32>,
    latest: Weighing,
) -> Option<Change> {
    let changes = earlier.filter_map(|from| grams(&from).map(|grams| Change { from, to: latest, grams }));
    changes.max_by_key(|change| (change.grams, change.from.day))
}

fn reaches(table: &Table, row: &str, change: &Change) -> bool {
    table.threshold(row).is_ok_and(|limit| limit.bound.holds(Exact::whole(i64::from(change.grams))))
}

fn patient_text(row: &str, amount: &str, days: &str) -> String {
    match row {
        "gain" => format!(
            "Your weight rose by {amount} in {days}. That is often water. Are your legs or belly swollen, \
             or are you short of breath? Please tell your care team."
        ),
        "loss" => format!(
            "Your weight fell by {amount} in {days}. That is often water. Can you drink enough, do you vomit \
             or have diarrhoea? Please tell your care team."
        ),
        _ => format!("Your weight fell by {amount} in {days}. Are you drinking enough?"),
    }
}
