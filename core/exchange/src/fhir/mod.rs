//! FHIR R4: a Bundle, a resource alone, or lines of resources (NDJSON); ours without loss, others' as far as the journal has a place
//! for what they say.
//!
//! Entries are read one after another; what is held is what comes out of them. Another's observation is named by what it measures and
//! when, not by its id, which a server may give anew in each export. A date without a time stands at the start of its day.

mod found;
mod intake;
mod medication;
mod observation;
mod order;
mod ours;
mod procedure;
mod resource;
mod units;
mod version;

pub use ours::entry_named_by;

use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, SkipReason};
use crate::limits::{FHIR_BYTES, Guarded};
use crate::pull::pull;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::fmt;
use std::io::BufRead;
use std::ops::ControlFlow;

/// The items of a file.
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
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let mut reading =
        Reading { context, items: Vec::new(), person: None, people: false, is_fhir: false, line: 0 };
    let mut json = serde_json::Deserializer::from_reader(&mut input);
    let outcome = loop {
        if let Err(error) = reading.deserialize(&mut json) {
            break Err(error);
        }
        reading.line += 1;
        // What follows is another line of resources, or nothing, or what is read next says what is wrong with it.
        match json.end() {
            Ok(()) => break Ok(()),
            Err(error) if error.classify() == Category::Syntax && reading.is_fhir => {}
            Err(error) => break Err(error),
        }
    };
    let (is_spent, is_first) = (input.is_spent(), reading.line == 0);
    let not_this = FileError::NotThisFormat { format: Format::FhirBundle };
    if let Err(error) = outcome {
        let line = error.line() as u64;
        return Err(match error.classify() {
            Category::Io if is_spent => FileError::TooLarge { line, limit_bytes: FHIR_BYTES },
            Category::Io => FileError::Io(error.io_error_kind().unwrap_or(std::io::ErrorKind::Other)),
            Category::Data if is_first => not_this,
            Category::Syntax if line <= 1 && error.column() <= 1 => not_this,
            Category::Data | Category::Syntax | Category::Eof => FileError::Malformed { line },
        });
    }
    match (reading.is_fhir, reading.people) {
        (false, _) => Err(not_this),
        (true, true) => Err(FileError::SeveralPeople),
        (true, false) => Ok(reading.items),
    }
}

/// A file as far as it has been read.
struct Reading<'c> {
    context: &'c Context,
    items: Vec<Item>,
    /// Whom the values are about.
    person: Option<String>,
    /// Whether they are about more than one.
    people: bool,
    is_fhir: bool,
    /// How many Bundles and resources stand before the next, one behind the other.
    line: usize,
}

impl Reading<'_> {
    fn add(&mut self, path: &str, resource: &Value) {
        let items = resource::read(path, resource, self.context);
        if items
            .iter()
            .any(|item| !matches!(item, Item::Skipped(SkipReason::KindNotTaken | SkipReason::CopyInGroup)))
        {
            self.note_person(resource);
        }
        self.items.extend(items);
    }

    fn note_person(&mut self, resource: &Value) {
        let person = ["/subject/reference", "/patient/reference"]
            .into_iter()
            .find_map(|pointer| resource.pointer(pointer).and_then(Value::as_str));
        let Some(person) = person else { return };
        let first = self.person.get_or_insert_with(|| person.to_owned());
        self.people |= first != person;
    }

    /// The place of a resource that is no entry of a Bundle.
    fn place(&self) -> String {
        if self.line == 0 { "resource".to_owned() } else { format!("resource[{}]", self.line) }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR Bundle or resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut rest = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "entry" {
                map.next_value_seed(Entries(self))?;
            } else {
                rest.insert(key, map.next_value()?);
            }
        }
        match rest.get("resourceType").and_then(Value::as_str) {
            Some("Bundle") => self.is_fhir = true,
            Some(_) => {
                self.is_fhir = true;
                self.add(&self.place(), &Value::Object(rest));
            }
            None => {}
        }
        Ok(())
    }
}

/// The list of entries, one of which is held at a time.
struct Entries<'b, 'c>(&'b mut Reading<'c>);

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
            match entry.get("resource") {
                Some(resource) => self.0.add(&format!("entry[{place}].resource"), resource),
                None => self.0.items.push(Item::Skipped(SkipReason::NoValue)),
            }
            place += 1;
        }
        Ok(())
    }
}
