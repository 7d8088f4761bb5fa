//! A FHIR R4 bundle: body weights and heights among whatever else it holds.
//!
//! Entries are read one after another; what is held is what comes out of them. An observation is named by what it measures and
//! when, not by its id, which a server may give anew in each export. A date without a time stands at the start of its day.

mod observation;

use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, SkipReason};
use crate::limits::{FHIR_BYTES, Guarded};
use crate::pull::pull;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;
use std::fmt;
use std::io::BufRead;
use std::ops::ControlFlow;

/// The items of a bundle.
pub(crate) fn read_bundle<'a>(
    input: impl BufRead + 'a,
    context: Context,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mut input = Some(input);
    pull(move |ready| {
        if let Some(input) = input.take() {
            ready.extend(read_whole(input, &context)?);
        }
        Ok(ControlFlow::Break(()))
    })
}

fn read_whole(input: impl BufRead, context: &Context) -> Result<Vec<Item>, FileError> {
    let mut input = Guarded::new(input, FHIR_BYTES);
    let not_this = FileError::NotThisFormat { format: Format::FhirBundle };
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let mut bundle = Bundle { context, items: Vec::new(), person: None, people: false, is_bundle: false };
    let mut json = serde_json::Deserializer::from_reader(&mut input);
    let outcome = bundle.deserialize(&mut json).and_then(|()| json.end());
    let is_spent = input.is_spent();
    if let Err(error) = outcome {
        let line = error.line() as u64;
        return Err(match error.classify() {
            Category::Io if is_spent => FileError::TooLarge { line, limit_bytes: FHIR_BYTES },
            Category::Io => FileError::Io(error.io_error_kind().unwrap_or(std::io::ErrorKind::Other)),
            Category::Data => not_this,
            Category::Syntax if line <= 1 && error.column() <= 1 => not_this,
            Category::Syntax | Category::Eof => FileError::Malformed { line },
        });
    }
    match (bundle.is_bundle, bundle.people) {
        (false, _) => Err(not_this),
        (true, true) => Err(FileError::SeveralPeople),
        (true, false) => Ok(bundle.items),
    }
}

/// A bundle as far as it has been read.
struct Bundle<'c> {
    context: &'c Context,
    items: Vec<Item>,
    /// Whom the observations are about.
    person: Option<String>,
    /// Whether they are about more than one.
    people: bool,
    is_bundle: bool,
}

impl Bundle<'_> {
    fn add(&mut self, place: usize, entry: &Value) {
        let path = format!("entry[{place}].resource");
        let Some(resource) = entry.get("resource") else {
            self.items.push(Item::Skipped(SkipReason::NoValue));
            return;
        };
        let item = observation::read(&path, resource, self.context);
        if !matches!(item, Item::Skipped(SkipReason::KindNotTaken)) {
            self.note_person(resource);
        }
        self.items.push(item);
    }

    fn note_person(&mut self, resource: &Value) {
        let Some(person) = resource.pointer("/subject/reference").and_then(Value::as_str) else { return };
        let first = self.person.get_or_insert_with(|| person.to_owned());
        self.people |= first != person;
    }
}

impl<'de> DeserializeSeed<'de> for &mut Bundle<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Bundle<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR bundle")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "resourceType" => self.is_bundle = map.next_value::<Value>()?.as_str() == Some("Bundle"),
                "entry" => map.next_value_seed(Entries(self))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of entries, one of which is held at a time.
struct Entries<'b, 'c>(&'b mut Bundle<'c>);

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut place = 0;
        while let Some(entry) = entries.next_element::<Value>()? {
            self.0.add(place, &entry);
            place += 1;
        }
        Ok(())
    }
}
