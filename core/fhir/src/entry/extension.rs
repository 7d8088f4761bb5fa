//! The extension of an entry: what R4 has no element for.

use super::not_read::NotRead;
use super::told::Told;
use crate::model::Extension;
use crate::names;
use crate::time::has_plain_offset;
use nourish_record::{CalendarDay, Fact, FieldSpec, Moment, MomentError, Problem, Source, Status};

/// What an entry says beside the elements of its resource.
pub(crate) struct EntryExtension {
    parts: Vec<Extension>,
}

impl EntryExtension {
    /// Kind, source, origin, status, zone, day and offset of an entry; each only where the resource could not tell it.
    pub(crate) fn of(told: Told<'_>, fact: &Fact) -> Self {
        let entry = told.entry;
        let occurred = entry.occurred();
        let mut parts = vec![
            Extension::code("kind", fact.kind().name),
            Extension::code("source", entry.source().as_str()),
            Extension::code("status", entry.status().as_str()),
        ];
        parts.extend(entry.origin().map(|origin| Extension::string("origin", origin)));
        parts.extend(occurred.zone().map(|zone| Extension::string("zone", zone.name())));
        if occurred.day() != CalendarDay::from_date(occurred.clock().date()).unwrap_or(CalendarDay::FIRST) {
            parts.push(Extension { value_date: Some(occurred.day().to_string()), ..Extension::named("day") });
        }
        if !has_plain_offset(occurred) {
            let offset_s = i64::from(occurred.offset_s());
            parts.push(Extension { value_integer: Some(offset_s), ..Extension::named("offset-seconds") });
        }
        if told.retracted {
            parts.push(Extension { value_boolean: Some(true), ..Extension::named("retracted") });
        }
        Self { parts }
    }

    /// Adds every field of the fact but those that stand in elements.
    #[must_use]
    pub(crate) fn with_all_but(mut self, fact: &Fact, elsewhere: &[&str]) -> Self {
        for (spec, value) in fact.values() {
            if !elsewhere.contains(&short(spec)) {
                self.parts.push(field(short(spec), spec.write(&value)));
            }
        }
        self
    }

    pub(crate) fn done(self) -> Vec<Extension> {
        vec![Extension::of(names::ENTRY, self.parts)]
    }
}

/// The name of a field in FHIR: without its unit, which the quantity has.
pub(crate) fn short(spec: &FieldSpec) -> &'static str {
    spec.short_name().unwrap_or(spec.name)
}

fn field(name: &str, value: String) -> Extension {
    Extension::of("field", vec![Extension::code("name", name), Extension::string("value", value)])
}

/// The extension of an entry as it is read.
pub(crate) struct Extended<'e> {
    parts: &'e [Extension],
}

impl<'e> Extended<'e> {
    /// The extension among those of a resource.
    pub(crate) fn among(extensions: &'e [Extension]) -> Option<Self> {
        let ours = extensions.iter().find(|extension| extension.url.as_deref() == Some(names::ENTRY))?;
        Some(Self { parts: &ours.extension })
    }

    fn part(&self, name: &str) -> Option<&'e Extension> {
        self.parts.iter().find(|part| part.url.as_deref() == Some(name))
    }

    fn text(&self, name: &str) -> Option<&'e str> {
        self.part(name)?.text_value()
    }

    pub(crate) fn kind(&self) -> Option<&'e str> {
        self.text("kind")
    }

    pub(crate) fn origin(&self) -> Option<&'e str> {
        self.text("origin")
    }

    pub(crate) fn is_retracted(&self) -> bool {
        self.part("retracted").is_some_and(|part| part.value_boolean == Some(true))
    }

    pub(crate) fn source(&self) -> Source {
        self.text("source").and_then(Source::from_word).unwrap_or(Source::Import)
    }

    pub(crate) fn status(&self) -> Status {
        self.text("status").and_then(Status::from_word).unwrap_or(Status::Final)
    }

    /// The fields that R4 has no element for, by name.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'e str, &'e str)> {
        let of = |part: &'e Extension, name: &str| {
            part.extension.iter().find(|inner| inner.url.as_deref() == Some(name))?.text_value()
        };
        let fields = self.parts.iter().filter(|part| part.url.as_deref() == Some("field"));
        fields.filter_map(move |part| Some((of(part, "name")?, of(part, "value")?)))
    }

    /// The moment that a `dateTime` says, with zone, day and offset of the extension.
    pub(crate) fn moment(&self, element: &str, text: &str) -> Result<Moment, NotRead> {
        let refuse = |_: MomentError| NotRead::new(element, Problem::NotATime);
        let mut moment = match self.text("zone") {
            Some(zone) => Moment::parse(&format!("{text}[{zone}]")),
            None => Moment::parse(text),
        }
        .map_err(refuse)?;
        let offset_s = self.part("offset-seconds").and_then(|part| part.value_integer);
        if let Some(offset_s) = offset_s.and_then(|offset_s| i32::try_from(offset_s).ok()) {
            moment = Moment::new(moment.instant_ms(), offset_s, moment.zone()).map_err(refuse)?;
        }
        match self.part("day").and_then(|part| part.value_date.as_deref()) {
            Some(day) => {
                let day = day.parse().map_err(|_| NotRead::new("extension.day", Problem::NotADay))?;
                moment.on_day(day).map_err(refuse)
            }
            None => Ok(moment),
        }
    }
}
