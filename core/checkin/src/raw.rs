//! A set as its TOML has it, before it is understood.

use nourish_toml::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(crate) struct Format {
    pub(crate) nourish_questions: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSet {
    #[serde(rename = "nourish_questions")]
    _format: u32,
    pub(crate) id: Spanned<String>,
    pub(crate) version: Spanned<String>,
    pub(crate) check_in: Spanned<String>,
    pub(crate) recall_days: Spanned<i64>,
    pub(crate) licence: Spanned<String>,
    pub(crate) source: Spanned<String>,
    #[serde(default)]
    pub(crate) question: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawQuestion {
    pub(crate) id: Spanned<String>,
    pub(crate) form: String,
    pub(crate) text: Option<String>,
    #[serde(default)]
    pub(crate) hint: bool,
    #[serde(default)]
    pub(crate) choices: Vec<RawChoice>,
    pub(crate) flag: Option<String>,
    pub(crate) least: Option<i64>,
    pub(crate) most: Option<i64>,
    #[serde(default)]
    pub(crate) ask_if: Vec<RawCondition>,
    pub(crate) record: Option<RawRecording>,
    pub(crate) recall_days: Option<i64>,
    #[serde(default)]
    pub(crate) same_as_before: bool,
    pub(crate) code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChoice {
    pub(crate) id: String,
    pub(crate) text: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) flag: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCondition {
    pub(crate) context: Option<String>,
    pub(crate) holds: Option<bool>,
    pub(crate) question: Option<String>,
    pub(crate) is: Option<Vec<String>>,
    pub(crate) at_least: Option<i64>,
    pub(crate) at_most: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRecording {
    pub(crate) kind: String,
    pub(crate) field: String,
    #[serde(default)]
    pub(crate) with: BTreeMap<String, String>,
}
