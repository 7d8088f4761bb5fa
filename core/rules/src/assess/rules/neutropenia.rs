//! Low neutrophils by count, and with fever: grades estimated from the numbers alone.

use crate::assess::context::Context;
use crate::assess::finding::{begin, version};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::{
    CtcaeV5NeutrophilsInput, CtcaeV6NeutrophilsInput, FebrileNeutropeniaInput, ScoreError,
    ctcae_v5_febrile_neutropenia, ctcae_v5_neutrophils, ctcae_v6_neutrophils,
};
use crate::tri::Tri;
use nourish_record::{Analyte, Lab, Unit, Vitals};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "neutropenia";

/// One finding while a count of the last week is known.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let pick = |lab: &Lab| (lab.analyte == Analyte::Neutrophils).then_some(lab.value_milli);
    let Some(count) = context.said_within(table.points("count_days")?, pick) else { return Ok(Vec::new()) };
    let anc_per_mm3 = Some(Exact::ratio(i128::from(count.value), 1000)?);
    let v5 = ctcae_v5_neutrophils(context.tables, &CtcaeV5NeutrophilsInput { anc_per_mm3, lln: None })?.grade;
    let v6 = ctcae_v6_neutrophils(context.tables, &CtcaeV6NeutrophilsInput { anc_per_mm3 })?.grade;

    let readings = context.lately::<Vitals>(table.points("reading_days")?);
    let hottest = readings
        .filter_map(|(shown, vitals)| Some((vitals.temperature_c_milli?, vitals.sustained_over_1h, shown)))
        .max_by_key(|(milli, ..)| *milli);
    let febrile = match hottest {
        None => Tri::Unknown,
        Some((milli, sustained_over_1h, _)) => {
            let temp_c = Some(Exact::ratio(i128::from(milli), 1000)?);
            let input = FebrileNeutropeniaInput { anc_per_mm3, temp_c, sustained_over_1h };
            ctcae_v5_febrile_neutropenia(context.tables, &input)?.grade3
        }
    };
    let mut finding = begin(table, RULE, "Neutrophils", Level::Information);
    finding.version = version(&[
        table,
        context.tables.table("ctcae_v5_neutrophils")?,
        context.tables.table("ctcae_v6_neutrophils")?,
        context.tables.table("ctcae_v5_febrile_neutropenia")?,
    ]);
    finding.clears_when = "a later count is 1,000 per mm3 or more".to_owned();
    let per_mm3 = anc_per_mm3.map_or_else(String::new, print::whole);
    let what = format!("neutrophils {per_mm3} per mm3");
    finding.evidence = vec![Evidence { entry: count.entry, day: count.day, what }];
    let grade = |grade: Option<i32>| grade.map_or_else(|| "open".to_owned(), |grade| grade.to_string());
    finding.figures = vec![
        print::figure("neutrophils", per_mm3.clone(), "/mm3"),
        print::figure("CTCAE v5.0 grade, estimated from the count", grade(v5), ""),
        print::figure("CTCAE v6.0 grade, estimated from the count", grade(v6), ""),
    ];
    let said = format!(
        "{per_mm3} per mm3 on {} (CTCAE v5.0 grade {}, v6.0 grade {})",
        count.day,
        grade(v5),
        grade(v6)
    );
    let low = table.threshold("low")?.bound;
    finding.degree = v5.and_then(|grade| u8::try_from(grade).ok()).unwrap_or(0);
    if let Some((milli, _, shown)) = hottest.filter(|_| febrile == Tri::Yes) {
        finding.outcome = Outcome::Met;
        finding.level = Level::SameDay;
        finding.degree = 5;
        let reading = Unit::CelsiusMilli.write(i64::from(milli));
        finding.evidence.push(Evidence {
            entry: shown.root(),
            day: shown.day(),
            what: format!("temperature {reading}"),
        });
        finding.team_text =
            format!("Febrile neutropenia by the numbers: {said}, {reading} on {}.", shown.day());
        finding.patient_text =
            Some(format!("Fever with low white cells: {} Do not wait.", context.call_today()));
    } else if v5.is_some_and(|grade| low.holds(Exact::whole(i64::from(grade)))) {
        finding.outcome = Outcome::Met;
        finding.team_text = format!("Neutrophils low: {said}.");
        finding.patient_text = Some(
            "Your white cells are low. Take your temperature if you feel unwell, and call at any fever."
                .to_owned(),
        );
    } else {
        finding.team_text = format!("Neutrophils {said}.");
        finding.patient_text = Some("Your white cells are not very low.".to_owned());
    }
    Ok(vec![finding])
}
