//! Who wrote what, when and why: one Provenance for what a device logged of one source, one for each correction.

use crate::codes;
use crate::entry::Subject;
use crate::model::{
    CodeableConcept, Coding, Device, Identifier, Period, Provenance, ProvenanceAgent, Reference, Resource,
};
use crate::names;
use crate::rows::Row;
use crate::time::instant;
use crate::uuid::Uuid;
use nourish_record::{Author, Recorded, Source};
use std::collections::BTreeMap;

/// The device that wrote entries.
pub fn device_of(author: Author, subject: &Subject) -> (Uuid, Resource) {
    let uuid = device_uuid(author, subject);
    let identifier = Identifier::new(names::DEVICE_ID, author.to_string());
    (uuid, Resource::Device(Box::new(Device::new(identifier, "device that keeps the journal"))))
}

/// The name of that device.
pub fn device_uuid(author: Author, subject: &Subject) -> Uuid {
    subject.uuid().derived(&["device", &author.to_string()])
}

/// The Provenance of rows: of those as logged together by device, source and origin, of corrected ones each.
pub fn provenance_of(rows: &[&Row], subject: &Subject) -> Vec<(Uuid, Resource)> {
    let mut together: BTreeMap<(Author, Source, Option<&str>), Vec<&Row>> = BTreeMap::new();
    let mut resources = Vec::new();
    for row in rows {
        match row.hand() {
            Some(hand) => together.entry(hand).or_default().push(row),
            None => resources.push(of_change(row, subject)),
        }
    }
    let grouped = together.into_iter().map(|(hand, rows)| of_hand(hand, &rows, subject));
    grouped.chain(resources).collect()
}

fn of_hand(
    (author, source, origin): (Author, Source, Option<&str>),
    rows: &[&Row],
    subject: &Subject,
) -> (Uuid, Resource) {
    let times = || rows.iter().map(|row| row.changed);
    let (first, last) = (times().min().unwrap_or_default(), times().max().unwrap_or_default());
    let targets = rows.iter().map(|row| target(row)).collect();
    let mut provenance = Provenance::new(targets, at(last), agent(author, subject));
    provenance.occurred_period = Some(Period::new(Some(at(first)), Some(at(last))));
    provenance.activity = Some(coded(codes::CREATE));
    let from = match origin {
        Some(origin) => format!("{}: {origin}", source.as_str()),
        None => source.as_str().to_owned(),
    };
    provenance.reason = vec![CodeableConcept::text(format!("logged, source {from}"))];
    let uuid =
        subject.uuid().derived(&["hand", &author.to_string(), source.as_str(), origin.unwrap_or_default()]);
    (uuid, Resource::Provenance(Box::new(provenance)))
}

fn of_change(row: &Row, subject: &Subject) -> (Uuid, Resource) {
    let mut provenance = Provenance::new(vec![target(row)], at(row.changed), agent(row.changed_by, subject));
    provenance.activity = Some(coded(if row.is_retracted { codes::NULLIFY } else { codes::REVISE }));
    provenance.reason = row.reason.iter().map(CodeableConcept::text).collect();
    let uuid = Uuid::of_entry(row.entry.root()).derived(&["change"]);
    (uuid, Resource::Provenance(Box::new(provenance)))
}

fn target(row: &Row) -> Reference {
    Reference::to(Uuid::of_entry(row.entry.root()).urn())
}

fn agent(author: Author, subject: &Subject) -> ProvenanceAgent {
    let mut agent =
        ProvenanceAgent::new(Coding::of(&codes::AUTHOR), Reference::to(device_uuid(author, subject).urn()));
    agent.on_behalf_of = Some(subject.reference());
    agent
}

fn coded(code: codes::Code) -> CodeableConcept {
    CodeableConcept { coding: vec![Coding::of(&code)], text: None }
}

fn at(recorded: Recorded) -> String {
    instant(recorded.wall_ms())
}
