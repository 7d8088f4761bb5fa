//! Which format a file has.

use crate::answers::Answers;
use crate::format::Format;
use crate::table::{
    DIARY, INTAKE, Layout, OPEN_SCALE, PUMP, is_fitbit, is_lab, is_withings, scale_columns, table_header,
};

/// Words of a JSON file, and the format they stand for.
const JSON_MARKS: [(&str, Format); 4] = [
    (crate::health_connect::SCHEMA, Format::HealthConnectJson),
    ("nourish/profile/", Format::ProfileJson),
    ("nourish/plan/", Format::PlanJson),
    ("nourish/checkin/", Format::CheckInJson),
];

/// Endings of file names, for files whose first bytes do not say enough.
const NAMES: [(&str, Format); 5] = [
    ("export.xml", Format::AppleHealthXml),
    ("profile.json", Format::ProfileJson),
    ("plan.json", Format::PlanJson),
    ("checkin.json", Format::CheckInJson),
    ("bundle.json", Format::FhirBundle),
];

/// First bytes of a SQLite database.
const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

/// The format of a file by its first bytes (some kilobytes, or all of it), and by its name only where they leave it open.
/// `None`: not a file that can be read; ask the person.
pub fn sniff(first_bytes: &[u8], file_name: &str) -> Option<Format> {
    if first_bytes.starts_with(SQLITE_MAGIC) {
        return Some(Format::HealthConnectDatabase);
    }
    let bytes = first_bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first_bytes);
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start();
    let by_name = |starts: char| {
        let name = file_name.to_lowercase();
        let ending = NAMES.iter().find(|(ending, _)| name.ends_with(ending));
        ending.map(|(_, format)| *format).filter(|format| starts_like(*format) == starts)
    };
    match text.chars().next()? {
        '<' if ["<HealthData", "<!DOCTYPE HealthData"].iter().any(|mark| text.contains(mark)) => {
            Some(Format::AppleHealthXml)
        }
        '<' => by_name('<').filter(|_| !text.contains("<html")),
        '{' => sniff_json(text).or_else(|| by_name('{')),
        '[' if text.contains("\"logId\"") && text.contains("\"weight\"") => Some(Format::FitbitJson),
        _ => sniff_table(text),
    }
}

const fn starts_like(format: Format) -> char {
    match format {
        Format::AppleHealthXml => '<',
        _ => '{',
    }
}

fn sniff_json(text: &str) -> Option<Format> {
    let by_schema = JSON_MARKS.iter().find(|(mark, _)| text.contains(mark)).map(|(_, format)| *format);
    let is_fhir = || text.contains("\"resourceType\"");
    by_schema.or_else(|| is_fhir().then_some(Format::FhirBundle))
}

fn sniff_table(text: &str) -> Option<Format> {
    let first_line = text.lines().next()?;
    if is_fitbit(first_line) {
        return Some(Format::FitbitCsv);
    }
    let header = table_header(first_line)?;
    let fits = |layout: &&Layout| layout.required.iter().all(|name| header.iter().any(|cell| cell == name));
    let known = [&OPEN_SCALE, &PUMP, &DIARY, &INTAKE].into_iter().find(fits).map(|layout| layout.format);
    let is_scale = || {
        use crate::file_error::FileError::{RepeatedColumn, UnitMissing};
        matches!(
            scale_columns(&header, &Answers::default()),
            Ok(_) | Err(UnitMissing { .. } | RepeatedColumn { .. })
        )
    };
    known
        .or_else(|| (is_scale() && is_withings(&header)).then_some(Format::WithingsCsv))
        .or_else(|| is_scale().then_some(Format::ScaleCsv))
        .or_else(|| is_lab(&header).then_some(Format::LabCsv))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let plan = br#"{ "schema": "nourish/plan/1" }"#;
        assert_eq!(sniff(plan, "profile.json"), Some(Format::PlanJson));
        assert_eq!(sniff(b"{ \"zebra\": 1", "profile.json"), Some(Format::ProfileJson));
        assert_eq!(sniff(b"<?xml version=\"1.0\"?>", "Export.xml"), Some(Format::AppleHealthXml));
        assert_eq!(sniff(b"<html>", "export.xml"), None);
        assert_eq!(sniff(b"<svg>", "profile.json"), None);
    }

    #[test]
    fn tables_are_known_by_their_headers() {
        assert_eq!(sniff(b"\"dateTime\",\"weight\"\n", "x"), Some(Format::OpenScaleCsv));
        assert_eq!(sniff("\u{feff}Fecha;Hora;Peso (kg)\r\n".as_bytes(), "x"), Some(Format::ScaleCsv));
        assert_eq!(sniff(b"date,weight\n", "x"), Some(Format::ScaleCsv), "its reader asks for the unit");
        assert_eq!(sniff(b"date,meal,kcal\n", "x"), Some(Format::IntakeCsv));
        assert_eq!(sniff(b"date,steps\n", "weights.csv"), None);
    }

    #[test]
    fn nothing_is_nothing() {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe\x00", b"PK\x03\x04", b"\0\0"] {
            assert_eq!(sniff(bytes, "export.xml"), None);
        }
    }
}
