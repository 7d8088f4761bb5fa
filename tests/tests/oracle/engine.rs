//! The engine's side of the contest: its typed inputs filled from a case, its typed result laid beside ours.

use nourish_rules::score::{Choice, Total};
use nourish_rules::{Exact, Tri};

use crate::case::{Case, Given};
use crate::completion::Verdict;
use crate::shown::{Fields, Shown};

/// What the engine answers.
pub(crate) struct Answer {
    pub(crate) fields: Vec<(&'static str, Theirs)>,
    pub(crate) open: Vec<String>,
}

/// One field of the engine's result.
#[derive(Debug)]
pub(crate) enum Theirs {
    Tri(Tri),
    Grade(Option<i32>),
    Count(i32),
    Number(Option<Exact>),
    Word(Option<&'static str>),
    Words(Vec<&'static str>),
    Points(Total),
}

/// A function from tables and case to the engine's answer: which reader fills each input, which type each field has.
macro_rules! engine {
    ($instrument:ident($input:ident { $($name:ident: $reader:ident),+ $(,)? })
        -> { $($field:ident: $kind:ident),+ $(,)? }) => {
        |tables, case| {
            let input = nourish_rules::score::$input {
                $($name: $crate::engine::$reader(case, stringify!($name))),+
            };
            nourish_rules::score::$instrument(tables, &input).map(|outcome| $crate::engine::Answer {
                fields: vec![$((stringify!($field), $crate::engine::$kind(outcome.$field))),+],
                open: outcome.basis.open,
            })
        }
    };
}

pub(crate) use engine;

pub(crate) fn exact(case: &Case<'_>, name: &str) -> Option<Exact> {
    case.known(name).map(|q| Exact::ratio(q.n, q.d).expect("a fraction"))
}

pub(crate) fn flag(case: &Case<'_>, name: &str) -> Option<bool> {
    if let Given::Flag(value) = case.given(name) { Some(value) } else { None }
}

pub(crate) fn small(case: &Case<'_>, name: &str) -> Option<u8> {
    if let Given::Small(value) = case.given(name) { Some(value) } else { None }
}

pub(crate) fn word<C: Choice>(case: &Case<'_>, name: &str) -> Option<C> {
    if let Given::Word(word) = case.given(name) { C::from_word(word) } else { None }
}

pub(crate) fn words<C: Choice>(case: &Case<'_>, name: &str) -> Option<Vec<C>> {
    case.words(name).map(|words| words.into_iter().filter_map(C::from_word).collect())
}

pub(crate) fn tri(tri: Tri) -> Theirs {
    Theirs::Tri(tri)
}

pub(crate) fn grade(grade: Option<i32>) -> Theirs {
    Theirs::Grade(grade)
}

pub(crate) fn count(count: i32) -> Theirs {
    Theirs::Count(count)
}

pub(crate) fn value(value: Option<Exact>) -> Theirs {
    Theirs::Number(value)
}

pub(crate) fn category<C: Choice>(word: Option<C>) -> Theirs {
    Theirs::Word(word.map(C::word))
}

pub(crate) fn reasons<C: Choice>(words: Vec<C>) -> Theirs {
    Theirs::Words(words.into_iter().map(C::word).collect())
}

pub(crate) fn total(total: Total) -> Theirs {
    Theirs::Points(total)
}

/// Whether both say the same, field by field, and leave the same inputs open.
pub(crate) fn agree(case: &Case<'_>, ours: &Verdict, theirs: &Answer) -> bool {
    same_fields(&ours.fields, &theirs.fields) && same_open(case, &ours.open, &theirs.open)
}

fn same_fields(ours: &Fields, theirs: &[(&'static str, Theirs)]) -> bool {
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|((name, shown), (their_name, their))| name == their_name && same(shown, their))
}

fn same_open(case: &Case<'_>, ours: &[&str], theirs: &[String]) -> bool {
    let names = case.instrument.inputs.iter().map(|input| input.name);
    let listed: Vec<&str> = names.filter(|name| theirs.iter().any(|open| open == name)).collect();
    listed.len() == theirs.len() && listed == ours
}

fn same(ours: &Shown, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Shown::Null, Theirs::Tri(tri)) => *tri == Tri::Unknown,
        (Shown::Flag(flag), Theirs::Tri(tri)) => tri.known() == Some(*flag),
        (Shown::Whole(ours), Theirs::Grade(Some(theirs))) => *ours == i64::from(*theirs),
        (Shown::AtLeast(ours), Theirs::Count(theirs)) => *ours == i64::from(*theirs),
        (Shown::Number(q), Theirs::Number(Some(theirs))) => Exact::ratio(q.n, q.d) == Ok(*theirs),
        (Shown::Word(ours), Theirs::Word(Some(theirs))) => ours == theirs,
        (Shown::Holding(ours), Theirs::Words(theirs)) => ours == theirs,
        (Shown::Points(least, greatest), Theirs::Points(total)) => {
            (*least, *greatest) == (i64::from(total.least), i64::from(total.greatest))
        }
        (Shown::Null, Theirs::Grade(None) | Theirs::Number(None) | Theirs::Word(None)) => true,
        _ => false,
    }
}
