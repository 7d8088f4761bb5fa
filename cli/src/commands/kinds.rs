//! `nourish kinds`

use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::{Fact, FieldSpec, Takes};
use serde_json::{Value, json};

pub(super) fn run(kind: Option<&str>, screen: &mut Screen) -> Result<Outcome, Failure> {
    match kind {
        None => all(screen)?,
        Some(name) => one(name, screen)?,
    }
    Ok(Outcome::Done)
}

fn all(screen: &mut Screen) -> Result<(), Failure> {
    if screen.is_json() {
        let kinds: Value =
            Fact::KINDS.iter().map(|kind| json!({"name": kind.name, "about": kind.about})).collect();
        return screen.value(&kinds);
    }
    Fact::KINDS.iter().try_for_each(|kind| screen.line(&format!("{:<16}  {}", kind.name, kind.about)))
}

fn one(name: &str, screen: &mut Screen) -> Result<(), Failure> {
    let kind = Fact::kind_named(name)?;
    if screen.is_json() {
        let fields: Value = kind.fields.iter().map(field_json).collect();
        return screen.value(&json!({"name": kind.name, "about": kind.about, "fields": fields}));
    }
    let heading = screen.paint(Tone::Heading, kind.about);
    screen.line(&heading)?;
    for field in kind.fields {
        let need = if field.required { "needed" } else { "" };
        let name = field.short_name().unwrap_or(field.name);
        let takes = wrapped(&takes(field), 34, screen.columns);
        screen.line(&format!("  {name:<22} {need:<8} {takes}"))?;
    }
    Ok(())
}

/// What a field takes, in words.
fn takes(field: &FieldSpec) -> String {
    let one = match field.takes {
        Takes::Word => (field.words)().iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" | "),
        Takes::Number => format!("{} to {}", field.unit.write(field.least), field.unit.write(field.most)),
        Takes::Flag => "yes | no".into(),
        Takes::Day => "a day like 2026-11-20".into(),
        Takes::Entry => "the name of an entry".into(),
        Takes::Text => format!("text of up to {} bytes", field.most),
    };
    if field.several { format!("several, with commas, of: {one}") } else { one }
}

fn field_json(field: &FieldSpec) -> Value {
    let words: Vec<&str> = (field.words)().iter().map(|(_, word)| *word).collect();
    json!({
        "name": field.name, "required": field.required, "least": field.least, "most": field.most, "words": words,
    })
}
