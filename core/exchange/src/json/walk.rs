//! Walking a JSON value by paths, gathering drafts and refusals on the way.

use crate::drafting::Drafting;
use crate::item::{Context, Item, RefusedRow};
use crate::moments;
use nourish_record::{CalendarDay, Fact, Problem};
use serde_json::{Map, Value};

/// Most characters of a key that is named in a refusal.
const KEY_CHARS: usize = 40;

/// What has been gathered.
#[derive(Default)]
pub(super) struct Walk {
    items: Vec<Item>,
}

/// An object and the path to it.
pub(super) struct Object<'v> {
    path: String,
    map: &'v Map<String, Value>,
}

impl Walk {
    pub(super) fn into_items(self) -> Vec<Item> {
        self.items
    }

    /// Adds a draft or a refusal.
    pub(super) fn add(&mut self, item: Result<Item, RefusedRow>) {
        self.items.push(item.unwrap_or_else(Item::Refused));
    }

    /// The value at `path` as an object. Keys that are not `known` are refused, one by one.
    pub(super) fn object<'v>(
        &mut self,
        path: String,
        value: &'v Value,
        known: &[&str],
    ) -> Option<Object<'v>> {
        let Value::Object(map) = value else {
            self.add(Err(RefusedRow::new(0, &path, "is not an object", "see the format's description")));
            return None;
        };
        let object = Object { path, map };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let shown: String = key.chars().filter(char::is_ascii_graphic).take(KEY_CHARS).collect();
            let remedy = format!("use: {}", known.join(", "));
            self.add(Err(RefusedRow::new(0, &object.at(&shown), "is not a key of this format", &remedy)));
        }
        Some(object)
    }

    /// The object under a key, if it is there.
    pub(super) fn child<'v>(&mut self, parent: &Object<'v>, key: &str, known: &[&str]) -> Option<Object<'v>> {
        let value = parent.get(key)?;
        self.object(parent.at(key), value, known)
    }

    /// The objects in the list under a key; none if it is not there.
    pub(super) fn children<'v>(&mut self, parent: &Object<'v>, key: &str, known: &[&str]) -> Vec<Object<'v>> {
        let path = parent.at(key);
        match parent.get(key) {
            None => Vec::new(),
            Some(Value::Array(values)) => values
                .iter()
                .enumerate()
                .filter_map(|(place, value)| self.object(format!("{path}[{place}]"), value, known))
                .collect(),
            Some(_) => {
                self.add(Err(RefusedRow::new(0, &path, "is not a list", "see the format's description")));
                Vec::new()
            }
        }
    }
}

impl<'v> Object<'v> {
    /// The path of one of its keys.
    pub(super) fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The refusal of one of its keys.
    pub(super) fn refuse(&self, key: &str, problem: Problem) -> RefusedRow {
        RefusedRow::of(0, &self.at(key), problem)
    }

    /// The value under a key; null is nothing.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Each key that is there, with its value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'v str, &'v Value)> + use<'v> {
        self.map.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// A text; empty if it is not there.
    pub(super) fn text(&self, key: &str) -> Result<&'v str, RefusedRow> {
        match self.get(key) {
            None => Ok(""),
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(RefusedRow::new(0, &self.at(key), "is not text", "put it into quotes")),
        }
    }

    /// A number, as JSON's own or as text, exactly as written; empty if it is not there.
    pub(super) fn number(&self, key: &str) -> Result<String, RefusedRow> {
        match self.get(key) {
            None => Ok(String::new()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Err(self.refuse(key, Problem::NotANumber)),
        }
    }

    /// Yes or no; must be there.
    pub(super) fn flag(&self, key: &str) -> Result<bool, RefusedRow> {
        match self.get(key) {
            Some(Value::Bool(flag)) => Ok(*flag),
            None => Err(self.refuse(key, Problem::Missing)),
            Some(_) => Err(self.refuse(key, Problem::UnknownWord { words: "true, false".into() })),
        }
    }

    /// A day, if it is there.
    pub(super) fn day(&self, key: &str) -> Result<Option<CalendarDay>, RefusedRow> {
        match self.text(key)? {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.refuse(key, Problem::NotADay)),
        }
    }

    /// A day that must be there.
    pub(super) fn required_day(&self, key: &str) -> Result<CalendarDay, RefusedRow> {
        self.day(key)?.ok_or_else(|| self.refuse(key, Problem::Missing))
    }

    /// A word of one of our lists, written with underscores; nothing if it is not there.
    pub(super) fn word<W: Copy>(
        &self,
        key: &str,
        words: &[W],
        name: fn(W) -> &'static str,
    ) -> Result<Option<W>, RefusedRow> {
        let text = self.text(key)?;
        if text.is_empty() {
            return Ok(None);
        }
        let wanted = text.replace('_', "-");
        let known = words.iter().copied().find(|word| name(*word) == wanted);
        let list = || words.iter().map(|word| name(*word).replace('-', "_")).collect::<Vec<_>>().join(", ");
        known.map(Some).ok_or_else(|| self.refuse(key, Problem::UnknownWord { words: list() }))
    }

    /// The draft of a fact of the day under `day_key`.
    pub(super) fn draft(
        &self,
        drafting: &Drafting<'_>,
        (day_key, day): (&str, CalendarDay),
        context: &Context,
        fact: impl Into<Fact>,
        key: &[&str],
    ) -> Result<Item, RefusedRow> {
        let place = self.at(day_key);
        let occurred =
            moments::start_of_day(day, context.zone).map_err(|error| moments::refuse(0, &place, error))?;
        let draft = drafting
            .draft(occurred, fact, key)
            .map_err(|invalid| RefusedRow::from_invalid(0, &place, &invalid))?;
        Ok(Item::Draft(draft))
    }
}
