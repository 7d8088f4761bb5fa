//! Fields as people write them on a command line, and entries as lines to read.

use crate::failure::Failure;
use nourish_journal::{Content, Entry, Fact, Shown};

/// How many digits of an entry's name are shown: enough to tell a person's entries apart.
const DIGITS: usize = 8;

/// Splits `name=value` arguments. The first may leave out its name where `kind` has a field to lend it one.
pub(crate) fn split<'a>(kind: &str, fields: &'a [String]) -> Result<Vec<(&'a str, &'a str)>, Failure> {
    let first_name = Fact::kind_named(kind)?.fields.first().map(|field| field.name);
    fields
        .iter()
        .enumerate()
        .map(|(place, field)| match (field.split_once('='), first_name) {
            (Some(pair), _) => Ok(pair),
            (None, Some(name)) if place == 0 => Ok((name, field.as_str())),
            (None, _) => Err(Failure::Argument {
                name: "FIELD=VALUE",
                remedy: "write each field as name=value, like energy=420kcal; `nourish kinds KIND` lists the names".into(),
            }),
        })
        .collect()
}

/// How an entry's name is shown.
pub(crate) fn short_id(entry: &Entry) -> String {
    entry.root().to_string().chars().take(DIGITS).collect()
}

/// What an entry says, on one line.
pub(crate) fn line(entry: &Entry) -> String {
    match entry.content() {
        Content::Known(fact) => format!("{}  {}", fact.kind().name, fields(fact)),
        Content::Newer { .. } => "of a newer version; kept as it is".into(),
        Content::Erasure(_) => "an entry was erased".into(),
        Content::Nothing => String::new(),
    }
}

/// The fields of a fact, on one line.
pub(crate) fn fields(fact: &Fact) -> String {
    let shown = fact.values().into_iter().map(|(spec, value)| {
        let name = spec.short_name().unwrap_or(spec.name).replace('_', " ");
        format!("{name} {}", spec.write(&value))
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// What there is to say of an entry beside what it says.
pub(crate) fn marks(shown: &Shown) -> String {
    let marks = [
        (shown.amended(), "corrected"),
        (shown.clash(), "two corrections clash"),
        (shown.doubt().is_some(), "to confirm"),
    ];
    marks.into_iter().filter(|(applies, _)| *applies).map(|(_, mark)| format!(" [{mark}]")).collect()
}
