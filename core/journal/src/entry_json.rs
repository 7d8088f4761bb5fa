//! An entry as JSON: every field in its stored unit, which its name says, and the exact bytes beside it.

use nourish_record::{Content, Draft, Entry, Fact, Intent, Value};
use serde_json::{Map, Value as Json, json};

/// An entry as a JSON object. Its members are `id`, `kind`, `occurred`, `day`, `recorded_ms`, `device`, `seq`, `source`,
/// `status`, `intent`, and where they apply `origin`, `root`, `reason`, `erased` (device and place of what was erased), `fields`; `bytes` is the entry in hexadecimal.
pub fn entry_json(entry: &Entry) -> Json {
    let (intent, root) = match entry.intent() {
        Intent::Record => ("record", None),
        Intent::Amend { root, .. } => ("amend", Some(root)),
        Intent::Retract { root, .. } => ("retract", Some(root)),
    };
    let kind = match entry.content() {
        Content::Known(fact) => json!(fact.kind().name),
        Content::Newer { kind } => json!(kind),
        Content::Erasure(_) => json!("erasure"),
        Content::Nothing => Json::Null,
    };
    let mut object = json!({
        "id": entry.id().to_string(),
        "kind": kind,
        "occurred": entry.occurred().to_string(),
        "day": entry.occurred().day().to_string(),
        "recorded_ms": entry.recorded().wall_ms(),
        "device": entry.author().to_string(),
        "seq": entry.seq(),
        "source": entry.source().as_str(),
        "status": entry.status().as_str(),
        "intent": intent,
    });
    if let Some(members) = object.as_object_mut() {
        let optional = [
            ("origin", entry.origin().map(|origin| json!(origin))),
            ("root", root.map(|root| json!(root.to_string()))),
            ("reason", entry.reason().map(|reason| json!(reason))),
            (
                "erased",
                entry.erasure().map(|erased| json!({"device": erased.author.to_string(), "seq": erased.seq})),
            ),
            ("fields", entry.fact().map(|fact| Json::Object(fact_fields(fact)))),
            ("bytes", Some(json!(hexadecimal(&entry.encode())))),
        ];
        members.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    object
}

/// A draft as a JSON object: the members of [`entry_json`] that a draft has. These are `kind`, `occurred`, `day`, `source`,
/// `status`, `fields`, and `origin` where it was imported.
pub fn draft_json(draft: &Draft) -> Json {
    let mut object = json!({
        "kind": draft.fact.kind().name,
        "occurred": draft.occurred.to_string(),
        "day": draft.occurred.day().to_string(),
        "source": draft.source.as_str(),
        "status": draft.status.as_str(),
        "fields": Json::Object(fact_fields(&draft.fact)),
    });
    if let (Some(members), Some(origin)) = (object.as_object_mut(), &draft.origin) {
        members.insert("origin".to_owned(), json!(origin.system));
    }
    object
}

/// The fields of a fact as JSON, by name.
pub fn fact_fields(fact: &Fact) -> Map<String, Json> {
    fact.values().into_iter().map(|(spec, value)| (spec.name.to_owned(), value_json(&value))).collect()
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Number(number) => json!(number),
        Value::Word(word) => json!(word),
        Value::Text(text) => json!(text),
        Value::Flag(flag) => json!(flag),
        Value::Day(day) => json!(day.to_string()),
        Value::Entry(id) => json!(id.to_string()),
        Value::List(members) => members.iter().map(value_json).collect(),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        text.extend([digit(byte >> 4), digit(byte & 15)]);
        text
    })
}
