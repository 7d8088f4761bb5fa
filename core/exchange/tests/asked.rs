//! Files that leave open what decides by a factor or by a month: nothing of them is guessed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod outcome;

use nourish_exchange::{Answers, DateOrder, FileError, Format, Mapping, SkipReason, read_with, sniff};
use nourish_record::{Analyte, FluidSign, Lab, OralIntake, Source, Weight};
use outcome::{Outcome, context, journal, read_answered, read_bytes};

fn unit(what: &str, unit: &str) -> Answers {
    Answers::default().with_unit(what, unit)
}

fn refusal(format: Format, text: &str, answers: &Answers) -> Option<FileError> {
    read_with(format, text.as_bytes(), &context(), answers).find_map(Result::err)
}

fn sniffed(text: &str) -> Option<Format> {
    sniff(text.as_bytes(), "export")
}

const WITHINGS: &str = "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\",\"Muscle mass (kg)\",\"Hydration (kg)\",Comments\n\
    2026-11-20 07:14:31,68.20,14.10,2.90,51.20,38.00,\n\
    2026-11-19 07:02:10,,14.20,2.90,51.10,38.00,\n\
    2026-11-18 07:05:44,68.55,,,,,\"after the infusion\"\n";

#[test]
fn withings_gives_its_weighings_and_leaves_the_rest() {
    assert_eq!(sniffed(WITHINGS), Some(Format::WithingsCsv));
    let outcome = read_bytes(Format::WithingsCsv, WITHINGS.as_bytes());
    let weights = outcome.facts::<Weight>();
    let found: Vec<_> =
        weights.iter().map(|(draft, fact)| (draft.occurred.to_string(), fact.weight_g)).collect();
    assert_eq!(
        found,
        [
            ("2026-11-20T07:14:31+01:00[Europe/Madrid]".into(), 68_200),
            ("2026-11-18T07:05:44+01:00[Europe/Madrid]".into(), 68_550)
        ]
    );
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 1);
    assert!(weights.iter().all(
        |(draft, _)| draft.source == Source::Scale && draft.origin.as_ref().unwrap().system == "Withings"
    ));
    let pounds = WITHINGS.replace("Weight (kg)", "Weight (lb)").replace("68.20", "150.40");
    // 150.4 x 453.59237 g.
    assert_eq!(read_bytes(Format::WithingsCsv, pounds.as_bytes()).facts::<Weight>()[0].1.weight_g, 68_220);
}

const FITBIT: &str = "Body\nDate,Weight,BMI,Fat\n\"2026-11-18\",\"151.2\",\"22.9\",\"0\"\n\"2026-11-19\",\"0\",\"0\",\"0\"\n\n\
    Foods\nDate,Calories In\n\"2026-11-18\",\"1,840\"\n\"2026-11-19\",\"0\"\n\n\
    Activities\nDate,Calories Burned,Steps\n\"2026-11-18\",\"2,100\",\"3,400\"\n";

#[test]
fn fitbit_asks_for_the_unit_and_takes_no_zero_for_a_value() {
    assert_eq!(sniffed(FITBIT), Some(Format::FitbitCsv));
    let asked = refusal(Format::FitbitCsv, FITBIT, &Answers::default()).unwrap();
    assert!(asked.to_string().contains("--unit weight=kg or --unit weight=g or --unit weight=lb"), "{asked}");
    let outcome = read_answered(Format::FitbitCsv, FITBIT.as_bytes(), &unit("weight", "lb"));
    // 151.2 x 453.59237 g.
    assert_eq!(outcome.facts::<Weight>().iter().map(|(_, fact)| fact.weight_g).collect::<Vec<_>>(), [68_583]);
    let intake = outcome.facts::<OralIntake>();
    assert_eq!(intake.iter().map(|(_, fact)| fact.energy_kcal_milli).collect::<Vec<_>>(), [Some(1_840_000)]);
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 2, "zero is what Fitbit writes for nothing");
    let foods_alone = FITBIT.replace("151.2", "0");
    assert_eq!(refusal(Format::FitbitCsv, &foods_alone, &Answers::default()), None, "no weight, no question");
}

#[test]
fn fitbits_archive_asks_as_well() {
    let text = r#"[{"logId": 1795158000000, "weight": 151.2, "bmi": 22.9, "date": "11/18/26", "time": "07:05:44", "source": "Aria"},
        {"logId": 1795244400000, "weight": 150.8, "date": "13/18/26", "time": "07:05:44", "source": "API"}]"#;
    assert_eq!(sniffed(text), Some(Format::FitbitJson));
    assert!(matches!(
        refusal(Format::FitbitJson, text, &Answers::default()),
        Some(FileError::UnitAsked { .. })
    ));
    let outcome = read_answered(Format::FitbitJson, text.as_bytes(), &unit("weight", "lb"));
    let (draft, weight) = outcome.facts::<Weight>()[0].clone();
    assert_eq!(
        (draft.occurred.to_string().as_str(), weight.weight_g),
        ("2026-11-18T07:05:44+01:00[Europe/Madrid]", 68_583)
    );
    assert_eq!(outcome.refusals(), [(0, "[1].date")]);
}

#[test]
fn day_or_month_is_asked_and_the_answer_taken() {
    let text = "Date,Weight (kg)\n04/07/2026,70\n05/08/2026,70.2\n";
    let asked = refusal(Format::ScaleCsv, text, &Answers::default()).unwrap();
    assert!(asked.to_string().contains("--dates day-first or --dates month-first"), "{asked}");
    let day = |order| {
        let answers = Answers { dates: Some(order), ..Answers::default() };
        read_answered(Format::ScaleCsv, text.as_bytes(), &answers).drafts[0].occurred.day().to_string()
    };
    assert_eq!(
        (day(DateOrder::DayFirst), day(DateOrder::MonthFirst)),
        ("2026-07-04".into(), "2026-04-07".into())
    );
}

#[test]
fn a_weight_without_a_unit_is_asked_for_and_never_taken_for_kilograms() {
    // 152 may be pounds: it would pass for kilograms.
    let text = "Date,Weight\n2026-11-18,152\n";
    assert_eq!(
        refusal(Format::ScaleCsv, text, &Answers::default()),
        Some(FileError::UnitMissing { position: 2 })
    );
    let outcome = read_answered(Format::ScaleCsv, text.as_bytes(), &unit("weight", "lb"));
    assert_eq!(outcome.facts::<Weight>()[0].1.weight_g, 68_946);
}

fn labs(outcome: &Outcome) -> Vec<(String, Analyte, i64)> {
    let labs = outcome.facts::<Lab>();
    labs.iter().map(|(draft, lab)| (draft.occurred.day().to_string(), lab.analyte, lab.value_milli)).collect()
}

#[test]
fn a_laboratory_says_its_units_by_column_header_or_cell() {
    let long = "Fecha;Prueba;Resultado;Unidad\n18/11/2026;Albúmina;3,3;g/dL\n18/11/2026;PCR;12;mg/L\n18/11/2026;TSH;2,1;mU/L\n";
    let wide = "date,Albumin (g/dL),CRP (mg/L),TSH (mU/L)\n2026-11-18,3.3,12,2.1\n";
    let cells = "date,test,result\n2026-11-18,albumin,3.3 g/dL\n2026-11-18,crp,12 mg/L\n";
    for text in [long, wide, cells] {
        assert_eq!(sniffed(text), Some(Format::LabCsv));
        let outcome = read_bytes(Format::LabCsv, text.as_bytes());
        let wanted = [
            ("2026-11-18".to_owned(), Analyte::Albumin, 33_000),
            ("2026-11-18".to_owned(), Analyte::Crp, 12_000),
        ];
        assert_eq!(labs(&outcome), wanted, "{text}");
        assert!(outcome.refused.is_empty());
    }
}

#[test]
fn grams_a_litre_or_a_decilitre_is_asked_and_the_other_rows_go_on() {
    let text = "date,test,result,unit\n2026-11-18,albumin,3.3,\n2026-11-18,crp,12,mg/L\n";
    let outcome = read_bytes(Format::LabCsv, text.as_bytes());
    assert_eq!((labs(&outcome).len(), outcome.refusals()), (1, vec![(2, "result")]));
    let asked = outcome.refused[0].to_string();
    assert!(asked.contains("--unit albumin=g/L or --unit albumin=g/dL"), "{asked}");
    for (said, wanted) in [("g/dL", 33_000), ("g/L", 3_300)] {
        let outcome = read_answered(Format::LabCsv, text.as_bytes(), &unit("albumin", said));
        assert_eq!(labs(&outcome)[0].2, wanted, "{said}");
    }
    let nonsense = read_answered(Format::LabCsv, text.as_bytes(), &unit("albumin", "mmHg"));
    assert_eq!(nonsense.refusals(), [(2, "result")]);
}

#[test]
fn a_unit_that_cannot_be_right_is_asked_about() {
    // 3.3 g/L of albumin nobody lives with: the header is likely wrong by ten, but which of the two is, only the report says.
    let text = "date,Albumin (g/L),Hb (g/L)\n2026-11-18,3.3,9.8\n2026-11-19,33,98\n";
    let outcome = read_bytes(Format::LabCsv, text.as_bytes());
    assert_eq!(outcome.refusals(), [(2, "Albumin (g/L)"), (2, "Hb (g/L)")]);
    assert!(outcome.refused[1].problem.contains("cannot be in the unit"));
    let answered = read_answered(Format::LabCsv, text.as_bytes(), &unit("albumin", "g/dL"));
    let albumin: Vec<i64> = labs(&answered)
        .iter()
        .filter(|(_, analyte, _)| *analyte == Analyte::Albumin)
        .map(|lab| lab.2)
        .collect();
    assert_eq!(albumin, [33_000, 33_000], "where the file may be right, the file is believed");
    let insisted = read_answered(Format::LabCsv, text.as_bytes(), &unit("albumin", "g/L"));
    assert_eq!(labs(&insisted)[0].2, 3_300, "who reads the report has the last word");
}

#[test]
fn what_is_no_number_or_no_unit_is_refused() {
    let text = "date,test,result,unit\n2026-11-18,crp,<5,mg/L\n2026-11-18,crp,12,mmol/L\n2026-11-18,crp,,mg/L\n\
                2026-31-18,crp,12,mg/L\n2026-11-18 25:00,crp,12,mg/L\n2026-11-21,crp,12,mg/L\n";
    let outcome = read_bytes(Format::LabCsv, text.as_bytes());
    assert_eq!(outcome.refusals(), [(2, "result"), (3, "result"), (5, "date"), (6, "date"), (7, "date")]);
    assert!(outcome.refused[1].remedy.contains("mg/L or mg/dL"));
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 1);
}

const MAPPING: &str = r#"
schema = "nourish/mapping/1"
system = "ward book"
source = "clinician"
decimal = "comma"
zone = "Atlantic/Canary"
date = { column = "Tag", format = "DD.MM.YYYY" }
time = { column = "Zeit", format = "HH:mm" }
ignore = ["Bemerkung"]

[[entry]]
kind = "weight"
fields.weight = { column = "Gewicht", unit = "kg" }
fields.fluid = { column = "Ödeme", words = { ja = "oedema", nein = "none" } }
fields.method = { always = "measured" }

[[entry]]
kind = "fluid"
fields.volume = { column = "Trinken", unit = "ml" }
"#;

fn mapped(table: &str) -> Outcome {
    let answers = Answers { mapping: Some(Mapping::parse(MAPPING).unwrap()), ..Answers::default() };
    read_answered(Format::MappedCsv, table.as_bytes(), &answers)
}

#[test]
fn a_mapping_says_what_every_column_is() {
    let table = "Tag;Zeit;Gewicht;Ödeme;Trinken;Bemerkung\n18.11.2026;08:00;68,4;ja;250;\n19.11.2026;08:00;;;;\n20.11.2026;08:00;68,2;;;x\n";
    let outcome = mapped(table);
    let weights = outcome.facts::<Weight>();
    assert_eq!(weights[0].0.occurred.to_string(), "2026-11-18T08:00:00+00:00[Atlantic/Canary]");
    assert_eq!((weights[0].1.weight_g, weights[0].1.fluid), (68_400, Some(FluidSign::Oedema)));
    assert_eq!((weights[1].1.weight_g, weights.len()), (68_200, 2));
    assert_eq!((outcome.drafts.len(), outcome.skipped[&SkipReason::NoValue]), (3, 1));
    assert!(weights.iter().all(|(draft, _)| draft.source == Source::Clinician
        && draft.origin.as_ref().unwrap().system == "ward book"));
    // A column in another place, the same entries.
    let turned =
        "Gewicht;Ödeme;Trinken;Tag;Zeit;Bemerkung\n68,4;ja;250;18.11.2026;08:00;\n68,2;;;20.11.2026;08:00;\n";
    assert_eq!(mapped(turned).keys(), outcome.keys());
    assert_eq!(journal(&outcome.drafts).len(), 3);
}

#[test]
fn a_mapped_row_is_refused_by_column() {
    let table = "Tag;Zeit;Gewicht;Ödeme;Trinken;Bemerkung\n18.11.2026;08:00;68.4;;;\n18/11/2026;08:00;68,4;;;\n\
                 18.11.2026;8 Uhr;68,4;;;\n18.11.2026;09:00;68,4;viel;;\n18.11.2026;09:00;684;;;\n";
    let outcome = mapped(table);
    assert_eq!(outcome.refusals(), [(2, "Gewicht"), (3, "Tag"), (4, "Zeit"), (5, "Ödeme"), (6, "Gewicht")]);
    assert!(outcome.refused[3].problem.contains("ja, nein"));
}

#[test]
fn a_table_that_the_mapping_does_not_fit_is_refused_whole() {
    let answers = Answers { mapping: Some(Mapping::parse(MAPPING).unwrap()), ..Answers::default() };
    let refused = |table: &str| refusal(Format::MappedCsv, table, &answers);
    assert_eq!(
        refused("Tag;Zeit;Gewicht;Ödeme\n"),
        Some(FileError::MappedColumnMissing { name: "Trinken".into() })
    );
    assert!(matches!(
        refused("Tag;Zeit;Gewicht;Ödeme;Trinken;Größe\n"),
        Some(FileError::UnknownColumn { position: 6, .. })
    ));
    assert_eq!(
        refused("Tag;Zeit;Gewicht;Ödeme;Trinken;Tag\n"),
        Some(FileError::RepeatedColumn { position: 6 })
    );
    assert_eq!(refusal(Format::MappedCsv, "a;b\n", &Answers::default()), Some(FileError::MappingMissing));
}

#[test]
fn a_mapping_is_checked_before_any_table() {
    for (from, to, place) in [
        ("nourish/mapping/1", "nourish/mapping/2", "schema"),
        ("DD.MM.YYYY", "TT.MM.JJJJ", "date"),
        ("kind = \"weight\"", "kind = \"wait\"", "entry[0].kind"),
        ("fields.weight ", "fields.wieght ", "entry[0].fields.wieght"),
        (", unit = \"kg\"", "", "entry[0].fields.weight"),
        ("always = \"measured\"", "always = \"measured\", column = \"x\"", "entry[0].fields.method"),
        ("\"comma\"", "\"dot\"", "decimal"),
        ("\"clinician\"", "\"me\"", "source"),
        ("Atlantic/Canary", "Atlantis", "zone"),
        ("ignore = ", "ignored = ", "line 9"),
    ] {
        let error = Mapping::parse(&MAPPING.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(place), "{from}: {error}");
    }
}
