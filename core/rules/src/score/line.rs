//! One question a line, one answer a line.

use std::fmt;

use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ScoreError;
use super::answers::Answers;
use super::catalogue::instrument;
use super::outcome::Sheet;
use super::question::{Pairs, check};
use crate::exact::ExactError;
use crate::tables::{Table, Tables};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// The answer to one line: a result, or what was wrong with the question. Prints as one line of JSON.
#[derive(Clone, Debug)]
pub struct Answer {
    id: Value,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Result { instrument: String, sheet: Sheet, version: String, source: String, explain: bool },
    Error(Remark),
}

/// What is wrong with a question and how to put it right. Never repeats a value that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The member or input that is wrong.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to give instead.
    pub remedy: String,
}

impl Remark {
    pub(super) fn new(field: &str, problem: &str, remedy: impl Into<String>) -> Self {
        Self { field: field.to_owned(), problem: problem.to_owned(), remedy: remedy.into() }
    }
}

/// Answers one line. Never fails: a bad line is answered with a [`Remark`].
///
/// With `explain`, the answer also names the table rows that are known to hold.
///
/// # Examples
/// ```
/// let tables = nourish_rules::Tables::built_in()?;
/// let question = r#"{"id":1,"instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":null}}"#;
/// let answer = nourish_rules::score::answer(&tables, question, false);
/// assert!(answer.to_string().starts_with(
///     r#"{"id":1,"instrument":"mgps","result":{"score":null},"missing":["albumin_g_l"],"version":"2013.1","#
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn answer(tables: &Tables, line: &str, explain: bool) -> Answer {
    if line.len() > LONGEST_LINE {
        return Answer::refused(
            Value::Null,
            Remark::new("line", "too long", "ask one question a line, up to 64 KiB"),
        );
    }
    let Ok(Pairs(members)) = serde_json::from_str(line) else {
        let remedy = r#"write one object a line: {"id":…,"instrument":…,"inputs":{…}}"#;
        return Answer::refused(Value::Null, Remark::new("line", "not a JSON object", remedy));
    };
    let member = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let id = member("id").cloned().unwrap_or(Value::Null);
    match respond(tables, member("instrument"), line) {
        Ok((table, sheet)) => {
            let (version, source) = (table.edition(), table.source());
            Answer {
                id,
                content: Content::Result { instrument: table.id.clone(), sheet, version, source, explain },
            }
        }
        Err(remark) => Answer::refused(id, remark),
    }
}

impl Answer {
    /// Whether the question was refused.
    #[must_use]
    pub fn is_error(&self) -> bool {
        matches!(self.content, Content::Error(_))
    }

    /// What was wrong with the question, if it was refused.
    #[must_use]
    pub fn error(&self) -> Option<&Remark> {
        if let Content::Error(remark) = &self.content { Some(remark) } else { None }
    }

    fn refused(id: Value, remark: Remark) -> Self {
        Self { id, content: Content::Error(remark) }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        match &self.content {
            Content::Error(remark) => map.serialize_entry("error", remark)?,
            Content::Result { instrument, sheet, version, source, explain } => {
                map.serialize_entry("instrument", instrument)?;
                map.serialize_entry("result", &Ordered(&sheet.fields))?;
                map.serialize_entry("missing", &sheet.basis.open)?;
                if *explain {
                    map.serialize_entry("explain", &sheet.basis.fired)?;
                }
                map.serialize_entry("version", version)?;
                map.serialize_entry("source", source)?;
            }
        }
        map.end()
    }
}

struct Ordered<'a>(&'a [(&'static str, Value)]);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The inputs as written, for a name given twice would be lost in a map.
#[derive(Deserialize)]
struct Asked {
    inputs: Option<Pairs>,
}

fn respond<'t>(tables: &'t Tables, id: Option<&Value>, line: &str) -> Result<(&'t Table, Sheet), Remark> {
    let list = "`nourish score --list` names the instruments";
    let id = match id {
        Some(Value::String(id)) => id,
        Some(_) => {
            return Err(Remark::new("instrument", "wrong type", "give the instrument's name as a string"));
        }
        None => return Err(Remark::new("instrument", "missing", list)),
    };
    let unknown = || Remark::new("instrument", "no such instrument", list);
    let table = tables.table(id).map_err(|_| unknown())?;
    let compute = instrument(table).ok_or_else(unknown)?;
    let asked: Option<Asked> = serde_json::from_str(line).ok();
    let inputs = asked.and_then(|asked| asked.inputs).ok_or_else(|| {
        Remark::new("inputs", "missing or not an object", "give an object of inputs; null for an unknown one")
    })?;
    let answers = check(tables, table, inputs)?;
    let mut sheet = compute(tables, table, &answers).map_err(|error| remark(&error))?;
    name_open_bmi(&answers, &mut sheet.basis.open);
    Ok((table, sheet))
}

/// Who gave a height lacks the weight, not the body-mass index.
fn name_open_bmi(answers: &Answers, open: &mut [String]) {
    let other = match (answers.has("height_cm"), answers.has("weight_kg")) {
        (true, false) => "weight_kg",
        (false, true) => "height_cm",
        _ => return,
    };
    for name in open.iter_mut().filter(|name| *name == "bmi") {
        other.clone_into(name);
    }
}

fn remark(error: &ScoreError) -> Remark {
    match error {
        ScoreError::Exact(ExactError::TooManyDigits) => Remark::new(
            "inputs",
            "too many digits to compute exactly",
            "give the numbers with fewer decimals",
        ),
        ScoreError::Exact(_) => {
            Remark::new("inputs", "no number comes of them", "check the inputs for zeros")
        }
        ScoreError::NoSuchTerm => Remark::new(
            "attributes",
            "no PRO-CTCAE term has this set of attributes",
            "give the attributes of one term, for example [\"frequency\",\"severity\"]",
        ),
        ScoreError::Table(_) => Remark::new(
            "instrument",
            "its table is of another edition",
            "use the tables shipped with this version",
        ),
    }
}
