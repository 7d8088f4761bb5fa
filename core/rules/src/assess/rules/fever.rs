//! Fever, and whether cancer treatment makes it urgent.

use crate::assess::context::{Context, Said};
use crate::assess::finding::begin;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::ScoreError;
use nourish_record::{Treatment, Unit, Vitals};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "fever";
const TABLE: &str = "fever_on_treatment";

/// One finding as soon as a temperature was taken in the last two days; the highest decides.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(TABLE)?;
    let limit = table.threshold("fever")?.bound;
    let (reading_days, treatment_days) = (table.points("reading_days")?, table.points("treatment_days")?);
    let readings = context
        .lately::<Vitals>(reading_days)
        .filter_map(|(shown, vitals)| Some((vitals.temperature_c_milli?, shown)));
    let Some((milli, shown)) = readings.max_by_key(|(milli, _)| *milli) else { return Ok(Vec::new()) };
    let treatment =
        context.latest_drug_treatment().filter(|treatment| context.days_ago(treatment.day) <= treatment_days);

    let level = if treatment.is_some() { Level::SameDay } else { Level::NextContact };
    let mut finding = begin(table, RULE, "Fever", level);
    let celsius = Exact::ratio(i128::from(milli), 1000)?;
    let reading = Unit::CelsiusMilli.write(i64::from(milli));
    finding.figures = vec![print::figure("highest temperature", print::tenths(celsius), "°C")];
    finding.evidence =
        vec![Evidence { entry: shown.root(), day: shown.day(), what: format!("temperature {reading}") }];
    finding.clears_when =
        format!("no temperature of {} or more in the last {reading_days} days", limit.value());
    if limit.holds(celsius) {
        finding.outcome = Outcome::Met;
        finding.degree = u8::try_from(milli / 1000).unwrap_or(u8::MAX);
        finding.evidence.extend(treatment.map(given));
        finding.team_text = match treatment {
            Some(treatment) => format!(
                "{reading} on {}, {} after {} ({}). An infection with low white cells must be ruled out; \
                 steroids and medicines against fever hide it.",
                shown.day(),
                print::counted(shown.day().days_since(treatment.day), "day"),
                treatment.value.name,
                treatment.day
            ),
            None => {
                format!(
                    "{reading} on {}; no drug treatment within {treatment_days} days is recorded.",
                    shown.day()
                )
            }
        };
        finding.patient_text = Some(match (treatment, context.phone()) {
            (Some(_), Some(phone)) => format!(
                "Fever during treatment: call your care team now, do not wait for a second reading: {phone}."
            ),
            (Some(_), None) => {
                "Fever during treatment: call your care team now, do not wait for a second reading."
                    .to_owned()
            }
            (None, _) => {
                "You have a fever. Please tell your care team; call today if you feel unwell or shiver."
                    .to_owned()
            }
        });
    } else {
        finding.team_text = format!("Highest temperature of the last {reading_days} days: {reading}.");
        finding.patient_text = Some("No fever in the last days.".to_owned());
    }
    Ok(vec![finding])
}

fn given(treatment: Said<&Treatment>) -> Evidence {
    Evidence { entry: treatment.entry, day: treatment.day, what: format!("{} given", treatment.value.name) }
}
