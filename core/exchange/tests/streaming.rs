//! Large files are read as they come, and no bytes at all make a reader panic or remember.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod outcome;

use nourish_exchange::{Answers, FileError, Format, Item, Mapping, Progress, read, read_with};
use outcome::{context, read_bytes, sample};
use proptest::prelude::*;
use std::io::{BufReader, Cursor, Read};

/// An Apple export of this many records, made while it is read.
fn large_export(records: u64) -> impl Read {
    let mut next = 0;
    let mut piece = Cursor::new(b"<?xml version=\"1.0\"?>\n<HealthData locale=\"es_ES\">\n".to_vec());
    let mut ended = false;
    std::iter::from_fn(move || {
        let mut bytes = [0; 4096];
        loop {
            let taken = piece.read(&mut bytes).unwrap();
            if taken > 0 {
                return Some(bytes[..taken].to_vec());
            }
            if next < records {
                piece = Cursor::new(record(next).into_bytes());
                next += 1;
            } else if ended {
                return None;
            } else {
                ended = true;
                piece = Cursor::new(b"</HealthData>\n".to_vec());
            }
        }
    })
    .fold_into_reader()
}

fn record(number: u64) -> String {
    let (minute, hour) = (number % 60, number / 60 % 24);
    let at = format!("2026-11-19 {hour:02}:{minute:02}:00 +0100");
    format!(
        " <Record type=\"HKQuantityTypeIdentifierDietaryWater\" sourceName=\"Sample\" unit=\"mL\" creationDate=\"{at}\" \
         startDate=\"{at}\" endDate=\"{at}\" value=\"{}\">\n  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Madrid\"/>\n \
         </Record>\n",
        100 + number % 300
    )
}

/// Pieces, one after another, as an input.
struct Pieces<I> {
    pieces: I,
    current: Cursor<Vec<u8>>,
}

trait FoldIntoReader: Iterator<Item = Vec<u8>> + Sized {
    fn fold_into_reader(self) -> Pieces<Self> {
        Pieces { pieces: self, current: Cursor::default() }
    }
}

impl<I: Iterator<Item = Vec<u8>>> FoldIntoReader for I {}

impl<I: Iterator<Item = Vec<u8>>> Read for Pieces<I> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let taken = self.current.read(out)?;
            if taken > 0 {
                return Ok(taken);
            }
            match self.pieces.next() {
                Some(piece) => self.current = Cursor::new(piece),
                None => return Ok(0),
            }
        }
    }
}

#[test]
fn the_first_record_comes_before_the_file_is_read() {
    let progress = Progress::default();
    let input = BufReader::new(progress.watch(large_export(1_000_000)));
    let mut items = read(Format::AppleHealthXml, input, &context());
    assert!(matches!(items.next(), Some(Ok(Item::Draft(_)))));
    assert!(progress.bytes() < 64 * 1024, "{} bytes", progress.bytes());
    // Nor does the reader run ahead of what was asked for.
    for taken in 1..20_000u64 {
        assert!(matches!(items.next(), Some(Ok(Item::Draft(_)))));
        assert!(progress.bytes() < 64 * 1024 + (taken + 1) * 400);
    }
}

#[test]
fn health_connects_records_are_read_as_they_come() {
    let record = |number: u64| {
        let (minute, hour) = (number % 60, number / 60 % 24);
        let at = format!("2026-11-19T{hour:02}:{minute:02}:00Z");
        format!(
            "{{\"record\":\"hydration\",\"id\":\"{number}\",\"time\":\"{at}\",\"volume_ml\":{}}}\n",
            100 + number % 300
        )
    };
    let records = (0..1_000_000u64).map(move |number| record(number).into_bytes());
    let schema = std::iter::once(b"{\"schema\":\"nourish/health-connect/1\"}\n".to_vec());
    let progress = Progress::default();
    let input = BufReader::new(progress.watch(schema.chain(records).fold_into_reader()));
    let mut items = read(Format::HealthConnectJson, input, &context());
    for taken in 0..20_000u64 {
        assert!(matches!(items.next(), Some(Ok(Item::Draft(_)))));
        assert!(progress.bytes() < 64 * 1024 + (taken + 1) * 100);
    }
}

#[test]
fn a_mapped_table_is_read_as_it_comes() {
    let row = |number: u64| {
        format!("2026-11-{:02}T{:02}:{:02};62.5\n", number % 20 + 1, number / 60 % 24, number % 60)
    };
    let rows = (0..1_000_000u64).map(move |number| row(number).into_bytes());
    let table = std::iter::once(b"when;kg\n".to_vec()).chain(rows).fold_into_reader();
    let progress = Progress::default();
    let input = BufReader::new(progress.watch(table));
    let mut items = read_with(Format::MappedCsv, input, &context(), &answers());
    for taken in 0..50_000u64 {
        assert!(matches!(items.next(), Some(Ok(Item::Draft(_)))));
        assert!(progress.bytes() < 64 * 1024 + (taken + 1) * 30);
    }
}

#[test]
fn what_is_held_whole_has_a_limit() {
    for (format, beginning) in [
        (Format::WithingsCsv, "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\"\n"),
        (Format::FitbitCsv, "Body\nDate,Weight,BMI,Fat\n"),
        (Format::FitbitJson, "[{\"logId\":1}\n"),
        (Format::LabCsv, "date,test,result,unit\n"),
    ] {
        let endless = std::iter::once(beginning.as_bytes().to_vec())
            .chain(std::iter::repeat(b"2026-11-01,62.5,,\n".repeat(1000)))
            .fold_into_reader();
        let progress = Progress::default();
        let input = BufReader::new(progress.watch(endless));
        let error = read_with(format, input, &context(), &answers()).find_map(Result::err);
        assert!(matches!(error, Some(FileError::TooLarge { .. })), "{}", format.name());
        assert!(progress.bytes() < 11 * 1024 * 1024, "{}", format.name());
    }
}

#[test]
fn a_large_export_is_read_to_its_end() {
    let input = BufReader::new(large_export(100_000));
    let drafts =
        read(Format::AppleHealthXml, input, &context()).filter(|item| matches!(item, Ok(Item::Draft(_))));
    assert_eq!(drafts.count(), 100_000);
}

/// Where a format reads on: random bytes behind a right beginning.
const BEGINNINGS: [(Format, &str); 16] = [
    (
        Format::HealthConnectJson,
        "{\"schema\":\"nourish/health-connect/1\"}\n{\"record\":\"weight\",\"id\":\"a\",\"time\":",
    ),
    (Format::OpenScaleCsv, "dateTime,weight\n"),
    (Format::ScaleCsv, "Date;Weight (kg)\n"),
    (Format::AppleHealthXml, "<HealthData><Record "),
    (Format::PumpCsv, "started_at,ended_at,volume_delivered_ml\n"),
    (Format::DiaryCsv, "date,time,symptom,severity\n"),
    (Format::IntakeCsv, "date,meal,kcal\n"),
    (Format::ProfileJson, "{\"schema\":\"nourish/profile/1\","),
    (Format::PlanJson, "{\"schema\":\"nourish/plan/1\",\"treatments\":["),
    (Format::CheckInJson, "{\"schema\":\"nourish/checkin/1\",\"checkins\":["),
    (Format::WithingsCsv, "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\"\n"),
    (Format::FitbitCsv, "Body\nDate,Weight,BMI,Fat\n"),
    (Format::FitbitJson, "[{\"logId\":1,\"weight\":"),
    (Format::LabCsv, "date,test,result,unit\n2026-11-01,albumin,"),
    (Format::MappedCsv, "when;kg\n"),
    (Format::FhirBundle, "{\"resourceType\":\"Bundle\",\"entry\":["),
];

/// Each format with a sample of it.
const SAMPLES: [(Format, &str); 10] = [
    (Format::OpenScaleCsv, "gastrectomy/openscale.csv"),
    (Format::ScaleCsv, "gastrectomy/scale-comma.csv"),
    (Format::AppleHealthXml, "gastrectomy/export.xml"),
    (Format::PumpCsv, "gastrectomy/pump.csv"),
    (Format::DiaryCsv, "gastrectomy/diary.csv"),
    (Format::IntakeCsv, "red-flags/intake.csv"),
    (Format::ProfileJson, "gastrectomy/profile.json"),
    (Format::PlanJson, "gastrectomy/plan.json"),
    (Format::CheckInJson, "red-flags/checkin.json"),
    (Format::FhirBundle, "fhir/weights-bundle.json"),
];

/// Answers to whatever the formats above ask.
fn answers() -> Answers {
    let mapping = "schema = \"nourish/mapping/1\"\nsystem = \"a table\"\ndate = { column = \"when\", format = \"iso\" }\n\
                   [[entry]]\nkind = \"weight\"\nfields.weight = { column = \"kg\", unit = \"kg\" }\n";
    let mapping = Some(Mapping::parse(mapping).unwrap());
    Answers { mapping, ..Answers::default() }.with_unit("weight", "kg")
}

fn drain(format: Format, bytes: &[u8]) -> usize {
    let items: Vec<_> = read_with(format, bytes, &context(), &answers()).collect();
    // An error is the last thing said.
    assert!(items.iter().rev().skip(1).all(Result::is_ok));
    items.len()
}

#[test]
fn every_sample_gives_the_same_keys_twice() {
    for (format, name) in SAMPLES {
        let bytes = sample(name);
        assert_eq!(read_bytes(format, &bytes).keys(), read_bytes(format, &bytes).keys(), "{name}");
    }
}

#[test]
fn a_sample_of_one_format_is_never_taken_for_another() {
    for (_, name) in SAMPLES {
        let bytes = sample(name);
        for (format, own) in SAMPLES.into_iter().filter(|(_, own)| *own != name) {
            let drafts =
                read(format, bytes.as_slice(), &context()).filter(|item| matches!(item, Ok(Item::Draft(_))));
            assert_eq!(drafts.count(), 0, "{name} read as {own}");
        }
    }
}

proptest! {
    // Each case reads a file.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_bytes_never_panic(place in 0..BEGINNINGS.len(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (format, beginning) = BEGINNINGS[place];
        drain(format, &bytes);
        drain(format, &[beginning.as_bytes(), &bytes].concat());
    }

    #[test]
    fn random_text_never_panics(place in 0..BEGINNINGS.len(), text in "[ -~\n\"<>&;,{}\\[\\]:=/é]{0,300}") {
        let (format, beginning) = BEGINNINGS[place];
        drain(format, format!("{beginning}{text}").as_bytes());
        let _ = nourish_exchange::sniff(text.as_bytes(), &text);
    }

    #[test]
    fn damaged_samples_never_panic(
        place in 0..SAMPLES.len(),
        at in 0.0f64..1.0,
        byte: u8,
        cut in 0.0f64..1.0,
    ) {
        let (format, name) = SAMPLES[place];
        let mut bytes = sample(name);
        bytes.truncate(bytes.len().min(40_000));
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] = byte;
        drain(format, &bytes);
        bytes.truncate((cut * bytes.len() as f64) as usize);
        drain(format, &bytes);
    }

    /// The order of rows says nothing of what they are.
    #[test]
    fn shuffled_rows_give_the_same_keys(
        place in prop::sample::select(vec![0usize, 1, 3, 4, 5]),
        seed in any::<u64>(),
    ) {
        let (format, name) = SAMPLES[place];
        let text = String::from_utf8(sample(name)).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.sort_by_key(|row| row.bytes().fold(seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(17)
        }));
        let shuffled = format!("{header}\n{}\n", rows.join("\n"));
        let of = |text: &str| read_bytes(format, text.as_bytes()).keys();
        prop_assert_eq!(of(&shuffled), of(&text));
    }
}
