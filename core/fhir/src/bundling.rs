//! Resources together in a Bundle, written one after another.

use crate::model::Resource;
use crate::uuid::Uuid;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What a Bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleKind {
    /// A document with a Composition first.
    Document,
    /// Resources side by side.
    Collection,
    /// What a server is to take as a whole. Each resource is created, or updated where the server has one of its identifier, so that
    /// sending it twice adds nothing.
    Transaction,
}

impl BundleKind {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Collection => "collection",
            Self::Transaction => "transaction",
        }
    }
}

/// A Bundle that is being written.
pub struct Bundling<'w> {
    kind: BundleKind,
    out: &'w mut dyn Write,
    written: BTreeSet<Uuid>,
}

impl<'w> Bundling<'w> {
    /// Begins a Bundle named `id`, made at `timestamp` (an `instant` or a `dateTime` with its offset).
    ///
    /// # Errors
    /// What `out` says.
    pub fn begin(kind: BundleKind, id: Uuid, timestamp: &str, out: &'w mut dyn Write) -> io::Result<Self> {
        let mut head = Map::new();
        head.insert("resourceType".into(), json!("Bundle"));
        head.insert("id".into(), json!(id.to_string()));
        if kind == BundleKind::Document {
            head.insert("identifier".into(), json!({"system": "urn:ietf:rfc:3986", "value": id.urn()}));
        }
        head.insert("type".into(), json!(kind.as_str()));
        head.insert("timestamp".into(), json!(timestamp));
        let head = Value::Object(head).to_string();
        write!(out, "{},\"entry\":[", head.strip_suffix('}').unwrap_or(&head))?;
        Ok(Self { kind, out, written: BTreeSet::new() })
    }

    /// Adds a resource under its name. One that is there already is not added again.
    ///
    /// # Errors
    /// What the output says.
    pub fn add(&mut self, uuid: Uuid, mut resource: Resource) -> io::Result<()> {
        if !self.written.insert(uuid) {
            return Ok(());
        }
        let comma = if self.written.len() > 1 { "," } else { "" };
        *resource.id_mut() = Some(uuid.to_string());
        let request = (self.kind == BundleKind::Transaction).then(|| request(uuid, &mut resource));
        write!(self.out, "{comma}\n{{\"fullUrl\":\"{}\",\"resource\":", uuid.urn())?;
        serde_json::to_writer(&mut *self.out, &resource)?;
        if let Some(request) = request {
            write!(self.out, ",\"request\":{request}")?;
        }
        self.out.write_all(b"}")
    }

    /// Whether a resource of this name was added.
    pub fn holds(&self, uuid: Uuid) -> bool {
        self.written.contains(&uuid)
    }

    /// How many resources were added.
    pub fn count(&self) -> usize {
        self.written.len()
    }

    /// Ends the Bundle.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(self) -> io::Result<()> {
        // FHIR knows no empty list; an export always has the person in it.
        self.out.write_all(b"\n]}\n")
    }
}

/// How a server is to take a resource: by its identifier, which lives longer than any server's id. What has none keeps the id it
/// bears here.
fn request(uuid: Uuid, resource: &mut Resource) -> Value {
    let named = resource.business_identifier().and_then(|identifier| {
        Some(format!("{}|{}", identifier.system.as_deref()?, identifier.value.as_deref()?))
    });
    let type_name = resource.type_name();
    match named {
        Some(token) => {
            *resource.id_mut() = None;
            json!({"method": "PUT", "url": format!("{type_name}?identifier={token}")})
        }
        None => json!({"method": "PUT", "url": format!("{type_name}/{uuid}")}),
    }
}
