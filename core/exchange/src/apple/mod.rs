//! `export.xml` of Apple Health, streamed: one record in memory at a time, whatever the size of the file.
//!
//! Apple writes each time with the offset that the *exporting* phone's zone has at that time. Where a record says its zone, that
//! zone decides the calendar day; elsewhere the zone of the import does, so that an export made on a journey moves no day. Records within a correlation repeat records of the top level and are left out.
//! Entities of the DTD are not expanded.

mod kinds;
mod record;

use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, SkipReason};
use crate::limits::{Guarded, XML_ATTRIBUTE_BYTES, XML_DEPTH, XML_EVENT_BYTES};
use crate::pull::{Step, pull};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use record::Record;
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::ControlFlow;

/// Elements of the top level that hold something of the person but nothing for the journal.
const OTHERS: [&str; 5] = ["Workout", "ActivitySummary", "ClinicalRecord", "Audiogram", "VisionPrescription"];

/// The items of an export.
pub(crate) fn read_export<'a>(
    input: impl BufRead + 'a,
    context: Context,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mut export = Export::new(input, context);
    pull(move |ready| export.step(ready))
}

struct Export<R> {
    reader: Reader<Guarded<R>>,
    buffer: Vec<u8>,
    context: Context,
    place: Place,
}

/// Where in the file the reader is.
#[derive(Default)]
struct Place {
    depth: usize,
    is_export: bool,
    in_group: bool,
    /// The record that is open, with the depth of its children.
    open: Option<(Record, usize)>,
}

impl<R: BufRead> Export<R> {
    fn new(input: R, context: Context) -> Self {
        let mut reader = Reader::from_reader(Guarded::new(input, XML_EVENT_BYTES));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), context, place: Place::default() }
    }

    /// Reads one tag, text or comment.
    fn step(&mut self, ready: &mut VecDeque<Item>) -> Step {
        let line = self.reader.get_ref().line();
        self.reader.get_mut().allow(XML_EVENT_BYTES);
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) if !self.reader.get_ref().is_spent() => {
                return Err(FileError::Io(error.kind()));
            }
            Err(_) if self.reader.get_ref().is_spent() => {
                return Err(FileError::TooLarge { line, limit_bytes: XML_EVENT_BYTES });
            }
            Err(_) => return Err(self.place.not_well_formed(line)),
        };
        match event {
            Event::Start(tag) => self.place.start(&tag, line, ready)?,
            Event::End(_) => self.place.end(&self.context, ready),
            Event::Text(text) if self.place.depth == 0 && !text.trim().is_empty() => {
                return Err(self.place.not_well_formed(line));
            }
            Event::Eof if self.place.depth > 0 || !self.place.is_export => {
                return Err(self.place.not_well_formed(line));
            }
            Event::Eof => return Ok(ControlFlow::Break(())),
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }
}

impl Place {
    fn not_well_formed(&self, line: u64) -> FileError {
        if self.is_export {
            FileError::Malformed { line }
        } else {
            FileError::NotThisFormat { format: Format::AppleHealthXml }
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        line: u64,
        ready: &mut VecDeque<Item>,
    ) -> Result<(), FileError> {
        let name = tag.name();
        let name = name.as_ref();
        match (self.depth, name) {
            (0, "HealthData") => self.is_export = true,
            (0, _) => return Err(FileError::NotThisFormat { format: Format::AppleHealthXml }),
            (1, "Record") => {
                let record = attributes(tag, line)?
                    .map_or_else(|| Record::unreadable(line), |attributes| Record::of(line, attributes));
                self.open = Some((record, self.depth + 1));
            }
            (1, "Correlation") => self.in_group = true,
            (1, other) if OTHERS.contains(&other) => {
                ready.push_back(Item::Skipped(SkipReason::KindNotTaken));
            }
            (2, "Record") if self.in_group => ready.push_back(Item::Skipped(SkipReason::CopyInGroup)),
            (depth, "MetadataEntry") => {
                if let Some((record, _)) = self.open.as_mut().filter(|(_, children)| *children == depth) {
                    match attributes(tag, line)? {
                        Some(attributes) => record.add_metadata(&attributes),
                        None => *record = Record::unreadable(record.line),
                    }
                }
            }
            _ => {}
        }
        self.depth += 1;
        if self.depth > XML_DEPTH {
            return Err(FileError::TooDeep { line });
        }
        Ok(())
    }

    fn end(&mut self, context: &Context, ready: &mut VecDeque<Item>) {
        // The reader has checked that each end tag has its start tag.
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 1 {
            self.in_group = false;
            if let Some((record, _)) = self.open.take() {
                ready.push_back(record.into_item(context));
            }
        }
    }
}

/// Names and values of a tag's attributes; `None` if they cannot be read, as with an entity of the DTD.
type Attributes = Vec<(String, String)>;

fn attributes(tag: &BytesStart<'_>, line: u64) -> Result<Option<Attributes>, FileError> {
    let mut found = Vec::new();
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { return Ok(None) };
        if attribute.value.len() > XML_ATTRIBUTE_BYTES {
            return Err(FileError::TooLarge { line, limit_bytes: XML_ATTRIBUTE_BYTES });
        }
        let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else { return Ok(None) };
        found.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Some(found))
}
