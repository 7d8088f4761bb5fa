//! Scales and FHIR: the sample files against what their description says should come out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod outcome;

use nourish_exchange::{FileError, Format, SkipReason, read};
use nourish_record::{Height, Source, Status, Weight};
use outcome::{context, journal, kind_of, read_bytes, read_sample, sample, timeline};
use std::collections::BTreeSet;

#[test]
fn open_scale_gives_every_weighing_and_names_three_rows() {
    let outcome = read_sample("gastrectomy/openscale.csv");
    assert_eq!(outcome.drafts.len(), 141, "140 usable and one that waits to be confirmed");
    assert_eq!(outcome.refusals(), [(103, "weight"), (115, "dateTime"), (145, "row")]);
    assert!(outcome.drafts.iter().all(|draft| draft.source == Source::Scale && kind_of(draft) == "weight"));

    let timeline = timeline(journal(&outcome.drafts));
    assert_eq!(timeline.doubtful().count(), 1);
    assert_eq!(timeline.of_kind::<Weight>().count(), 140);
    assert_eq!(timeline.weights().count(), 132);
}

#[test]
fn the_same_export_later_adds_seven_weighings() {
    let (first, again) =
        (read_sample("gastrectomy/openscale.csv"), read_sample("gastrectomy/openscale-again.csv"));
    assert_eq!((again.drafts.len(), again.refused.len()), (55, 0));
    let known = journal(&first.drafts);
    let new: Vec<_> =
        again.drafts.iter().filter(|draft| !known.contains_key(draft.origin.as_ref().unwrap())).collect();
    let days: BTreeSet<_> = new.iter().map(|draft| draft.occurred.day()).collect();
    assert_eq!((new.len(), days.len()), (7, 6));
}

#[test]
fn a_decimal_comma_and_days_first_are_read_from_the_whole_file() {
    let outcome = read_sample("gastrectomy/scale-comma.csv");
    assert_eq!(outcome.drafts.len(), 18);
    assert_eq!(outcome.refusals(), [(20, "Fecha")]);
    let (first, weight) = outcome.facts::<Weight>()[0].clone();
    assert_eq!(first.occurred.to_string(), "2026-07-04T08:57:00+02:00[Europe/Madrid]");
    assert_eq!(weight.weight_g, 76_800);
    assert_eq!(first.origin.as_ref().unwrap().system, "scale file");
}

#[test]
fn four_sources_give_182_weighings_on_158_days() {
    let files = ["openscale.csv", "openscale-again.csv", "scale-comma.csv", "export.xml"];
    let outcomes = files.map(|file| read_sample(&format!("gastrectomy/{file}")));
    let drafts = outcomes.iter().flat_map(|outcome| &outcome.drafts);
    let timeline = timeline(journal(drafts.filter(|draft| kind_of(draft) == "weight")));
    assert_eq!(timeline.of_kind::<Weight>().count(), 182);
    assert_eq!(timeline.weights().count(), 158);
    let (last, weight) = timeline.weights().next_back().unwrap();
    assert_eq!((last.day(), weight.weight_g), (context().today, 68_200));
}

#[test]
fn the_quiet_stories_come_whole() {
    for (file, rows) in [("doing-well/openscale.csv", 33), ("red-flags/openscale.csv", 21)] {
        let outcome = read_sample(file);
        assert_eq!((outcome.drafts.len(), outcome.refused.len()), (rows, 0), "{file}");
    }
}

#[test]
fn fhir_gives_ten_weights_and_a_height() {
    let outcome = read_sample("fhir/weights-bundle.json");
    assert!(outcome.refused.is_empty());
    let weights = outcome.facts::<Weight>();
    let grams: Vec<u32> = weights.iter().map(|(_, weight)| weight.weight_g).collect();
    // 143.3 lb are 64.999786621 kg.
    assert_eq!(grams, [66_400, 66_100, 65_850, 65_500, 65_000, 64_600, 64_200, 63_750, 63_200, 63_050]);
    assert_eq!(outcome.facts::<Height>()[0].1.height_mm, 1_630);
    assert_eq!(outcome.skipped[&SkipReason::EnteredInError], 1);
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 1);
    assert_eq!(outcome.skipped[&SkipReason::KindNotTaken], 1, "the patient");
}

fn observation(fields: &str) -> String {
    format!(
        r#"{{"resource":{{"resourceType":"Observation","code":{{"coding":[{{"system":"http://loinc.org",
        "code":"3142-7"}}]}},{fields}}}}}"#
    )
}

fn bundle(entries: &[String]) -> Vec<u8> {
    format!(r#"{{"entry":[{}],"resourceType":"Bundle"}}"#, entries.join(",")).into_bytes()
}

const SEVENTY: &str = r#""valueQuantity":{"value":70.00,"code":"kg"}"#;

#[test]
fn fhir_statuses_codes_and_dates_are_kept() {
    let entries = [
        observation(&format!(r#""status":"preliminary","effectiveDateTime":"2026-11-01",{SEVENTY}"#)),
        observation(&format!(r#""status":"final","effectiveDateTime":"2026-11",{SEVENTY}"#)),
        observation(&format!(r#""status":"final","effectiveDateTime":"2027-01-01",{SEVENTY}"#)),
        observation(
            r#""status":"final","effectiveDateTime":"2026-11-01","valueQuantity":{"value":70,"code":"[oz_av]"}"#,
        ),
        observation(
            r#""status":"final","effectiveDateTime":"2026-11-01","valueQuantity":{"value":6.2,"code":"kg"}"#,
        ),
        observation(&format!(r#""status":"fine",{SEVENTY}"#)),
    ];
    let outcome = read_bytes(Format::FhirBundle, &bundle(&entries));
    let (draft, weight) = outcome.facts::<Weight>()[0].clone();
    assert_eq!(draft.status, Status::Preliminary);
    assert_eq!(draft.occurred.to_string(), "2026-11-01T00:00:00+01:00[Europe/Madrid]");
    assert_eq!(weight.method.map(|method| method.as_str()), Some("stated"));
    let fields: Vec<&str> = outcome.refused.iter().map(|row| row.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "entry[1].resource.effectiveDateTime",
            "entry[2].resource.effectiveDateTime",
            "entry[3].resource.valueQuantity.code",
            "entry[4].resource.valueQuantity.value",
            "entry[5].resource.status",
        ]
    );
}

#[test]
fn a_bundle_of_two_people_is_refused() {
    let of = |person: &str| {
        observation(&format!(
            r#""status":"final","effectiveDateTime":"2026-11-01","subject":{{"reference":"{person}"}},{SEVENTY}"#
        ))
    };
    let outcome = |entries: &[String]| {
        read(Format::FhirBundle, bundle(entries).as_slice(), &context()).last().unwrap().err()
    };
    assert_eq!(outcome(&[of("Patient/1"), of("Patient/1")]), None);
    assert_eq!(outcome(&[of("Patient/1"), of("Patient/2")]), Some(FileError::SeveralPeople));
}

fn file_error(format: Format, text: &str) -> Option<FileError> {
    read(format, text.as_bytes(), &context()).find_map(Result::err)
}

#[test]
fn whole_files_are_refused_for_what_could_be_guessed_wrongly() {
    let scale = |text| file_error(Format::ScaleCsv, text);
    assert_eq!(scale("Date,Weight\n2026-11-01,70\n"), Some(FileError::UnitMissing { position: 2 }));
    assert_eq!(scale("Date,Weight (kg)\n04/07/2026,70\n"), Some(FileError::DateOrderUnknown));
    assert_eq!(scale("Date,Weight (kg)\n05/05/2026,70\n"), None);

    let open = |text| file_error(Format::OpenScaleCsv, text);
    let unknown = open("dateTime,weight,Gewicht\n");
    assert!(matches!(unknown, Some(FileError::UnknownColumn { position: 3, .. })));
    assert_eq!(open("dateTime,weight,weight\n"), Some(FileError::RepeatedColumn { position: 3 }));
    assert_eq!(open("dateTime,fat\n"), Some(FileError::MissingColumn { name: "weight" }));
    let not_this = Some(FileError::NotThisFormat { format: Format::OpenScaleCsv });
    for text in ["", "\n\n", "a,b\n", "<xml/>", "\u{0}"] {
        assert_eq!(open(text), not_this);
    }
    assert_eq!(
        file_error(Format::FhirBundle, "{\"resourceType\":\"Bundle\",\"entry\":[{"),
        Some(FileError::Malformed { line: 1 })
    );
    let other = file_error(Format::FhirBundle, "{\"resource\":\"Patient\"}");
    assert_eq!(other, Some(FileError::NotThisFormat { format: Format::FhirBundle }));
}

#[test]
fn rows_are_refused_for_their_time_or_weight() {
    let rows = "dateTime,weight\n2026-03-29 02:30,70\n2026-11-21 07:00,70\n2026-11-01 07:00,6.2\n2026-11-01 07:00,70 kg\n\
                2026-10-25 02:30,70\n";
    let outcome = read_bytes(Format::OpenScaleCsv, rows.as_bytes());
    assert_eq!(outcome.refusals(), [(2, "dateTime"), (3, "dateTime"), (4, "weight"), (5, "weight")]);
    assert!(outcome.refused[0].problem.contains("put forward"));
    assert_eq!(outcome.refused[1].problem, "lies in the future");
    assert_eq!(outcome.refused[2].problem, "is outside 20 kg to 300 kg");
    // The hour that came twice is the first of the two.
    assert_eq!(outcome.drafts[0].occurred.offset_s(), 7200);
}

#[test]
fn pounds_say_so_in_the_header() {
    let outcome = read_bytes(Format::ScaleCsv, b"Date\tWeight [lb]\n2026-11-01 07:10\t150\n");
    assert_eq!(outcome.facts::<Weight>()[0].1.weight_g, 68_039);
    assert_eq!(outcome.drafts[0].occurred.clock().to_string(), "2026-11-01 07:10:00");
}

#[test]
fn shuffled_rows_have_the_same_keys() {
    let bytes = sample("gastrectomy/openscale.csv");
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let reversed: Vec<&str> = rows.lines().rev().collect();
    let shuffled =
        read_bytes(Format::OpenScaleCsv, format!("{header}\n{}\n", reversed.join("\n")).as_bytes());
    assert_eq!(shuffled.keys(), read_bytes(Format::OpenScaleCsv, &bytes).keys());
}
