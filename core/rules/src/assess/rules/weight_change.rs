//! Weight lost within a month.

use crate::assess::context::Context;
use crate::assess::finding::{begin, missing, outcome, rest_on_weights};
use crate::assess::model::{Figure, Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::question::weight_of_window;
use crate::assess::series::{Loss, WINDOWS_DAYS};
use crate::score::ScoreError;
use crate::tri::Tri;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "weight_change";
/// The window that decides.
const MONTH_DAYS: i32 = 30;

/// Always one finding: more than 5 % within a month, by the largest fall over any interval within it.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let limit = table.threshold("loss_gt_5")?.bound;
    let Some(loss) = context.series.over(MONTH_DAYS) else { return Ok(Vec::new()) };
    let holds = match (loss.least(), loss.known()) {
        (Some(least), _) if limit.holds(least) => Tri::Yes,
        (_, Some(_)) => Tri::No,
        (_, None) => Tri::Unknown,
    };
    let mut finding = begin(table, RULE, "Weight lost within a month", Level::NextContact);
    finding.outcome = outcome(holds, || {
        vec![missing("wl_pct_1m", format!("{} would decide this", weight_of_window(context, MONTH_DAYS)))]
    });
    finding.figures = figures(context);
    finding.clears_when = "no fall of more than 5 % lies within the last 30 days".to_owned();
    match (&finding.outcome, loss.largest) {
        (Outcome::Met, Some(fall)) => {
            let further = ["loss_gt_10", "loss_gt_15", "loss_gt_20"];
            let beyond = |row: &&&str| table.threshold(row).is_ok_and(|row| row.bound.holds(fall.percent));
            finding.degree = u8::try_from(1 + further.iter().filter(beyond).count()).unwrap_or(u8::MAX);
            let lost = print::percent(fall.percent, limit.value());
            finding.team_text = format!(
                "Lost {lost} % within 30 days: {} on {}, {} on {} (limit: more than 5 %).",
                print::kilograms(fall.from.weight_g),
                fall.from.day,
                print::kilograms(fall.to.weight_g),
                fall.to.day
            );
            finding.patient_text = Some(format!(
                "Your weight has fallen by {lost} % within a month. Please tell your care team at the next contact."
            ));
        }
        (Outcome::NotMet, fall) => {
            let lost =
                fall.map_or_else(|| "0.0".to_owned(), |fall| print::percent(fall.percent, limit.value()));
            finding.team_text = format!("Largest fall within 30 days: {lost} % (limit: more than 5 %).");
            finding.patient_text =
                Some("Your weight has not fallen by more than 5 % within a month.".to_owned());
        }
        _ => {
            finding.team_text = "Weights near today and a month ago are needed to tell.".to_owned();
            finding.patient_text =
                Some("A weight is missing to tell how your weight has changed.".to_owned());
        }
    }
    if finding.outcome == Outcome::Met && loss.partly_regained(context.series.current) {
        finding.cautions.push("partly regained: the current weight is above the lowest".to_owned());
    }
    rest_on_weights(&mut finding, context, loss.weighings().chain(context.series.current))?;
    Ok(vec![finding])
}

/// Both meanings of loss over every window that has them.
fn figures(context: &Context<'_>) -> Vec<Figure> {
    let of_window = |loss: &Loss| {
        let against = loss.against_reference.map(|percent| {
            print::figure(format!("loss in {} days", loss.window_days), print::share(percent), "%")
        });
        let largest = loss.largest.map(|fall| {
            let label = format!(
                "largest fall within {} days, {} to {}",
                loss.window_days, fall.from.day, fall.to.day
            );
            print::figure(label, print::share(fall.percent), "%")
        });
        [against, largest]
    };
    let windows = WINDOWS_DAYS.into_iter().filter_map(|days| context.series.over(days));
    windows.flat_map(of_window).flatten().collect()
}
