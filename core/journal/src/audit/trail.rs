//! What an entry changed: who, why, the old value and the new one.

use crate::entry_json::{entry_json, fact_fields};
use nourish_record::{Entry, EntryId, Intent, standing_version};
use nourish_seal::DeviceId;
use nourish_sync::Circle;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All entries, to find what stood before one.
pub(super) struct Trail<'a> {
    pub(super) circle: Option<&'a Circle>,
    by_id: BTreeMap<EntryId, &'a Entry>,
    rows: BTreeMap<EntryId, Vec<&'a Entry>>,
}

impl<'a> Trail<'a> {
    /// The trail of these entries, in the order of device and place.
    pub(super) fn of(entries: &'a [Entry], circle: Option<&'a Circle>) -> Self {
        let mut trail = Self { circle, by_id: BTreeMap::new(), rows: BTreeMap::new() };
        for entry in entries {
            trail.by_id.entry(entry.id()).or_insert(entry);
            trail.rows.entry(entry.root()).or_default().push(entry);
        }
        trail
    }

    /// The line of an entry: what `entry_json` says of it, with who wrote it in what role, and what it replaces.
    pub(super) fn entry_line(&self, entry: &Entry) -> Value {
        let mut line = entry_json(entry);
        if let Some(members) = line.as_object_mut() {
            members.insert("line".to_owned(), json!("entry"));
            members.insert("who".to_owned(), self.who(entry));
            members.insert("before".to_owned(), self.before(entry));
        }
        line
    }

    fn who(&self, entry: &Entry) -> Value {
        let id = DeviceId::from_bytes(*entry.author().as_bytes());
        let known = || {
            let circle = self.circle?;
            let role = circle.log_of(id)?.role_at(entry.seq()).map(|role| role.word());
            let device = circle.device(id);
            let member = device.and_then(|device| circle.member(device.member));
            Some(json!({
                "member": member.map(|member| member.name.as_str()),
                "device": device.map(|device| device.name.as_str()), "role": role,
            }))
        };
        known().unwrap_or(Value::Null)
    }

    /// The fields that an entry replaces or takes back.
    fn before(&self, entry: &Entry) -> Value {
        let replaced = match entry.intent() {
            Intent::Record => None,
            Intent::Amend { base, .. } => self.by_id.get(&base).copied().cloned(),
            Intent::Retract { root, .. } => {
                let row = self.rows.get(&root).into_iter().flatten().copied();
                let earlier: Vec<Entry> =
                    row.filter(|other| other.recorded() < entry.recorded()).cloned().collect();
                standing_version(&earlier).cloned()
            }
        };
        let fields = replaced.as_ref().and_then(Entry::fact).map(fact_fields);
        fields.map_or(Value::Null, Value::Object)
    }
}
