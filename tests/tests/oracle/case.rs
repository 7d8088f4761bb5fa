//! One question: what an instrument asks, and what is given.

use nourish_rules::Tables;
use nourish_rules::score::ScoreError;

use crate::completion::Verdict;
use crate::dice::Dice;
use crate::engine::Answer;
use crate::number::Q;
use crate::shown::Fields;

/// An instrument as the oracle knows it.
pub(crate) struct Instrument {
    pub(crate) name: &'static str,
    pub(crate) inputs: &'static [Input],
    /// The publication's rule, every input known.
    pub(crate) complete: fn(&Case<'_>) -> Fields,
    /// What the publication itself says of unknown inputs.
    pub(crate) unknowns: Unknowns,
    /// Questions at the bounds of a computed quantity, where bounds of single inputs do not reach them.
    pub(crate) close: Option<fn(&mut Dice) -> Vec<Given>>,
    /// The engine's own answer, through its typed function.
    pub(crate) engine: fn(&Tables, &Case<'_>) -> Result<Answer, ScoreError>,
}

/// How an unknown input is read.
pub(crate) enum Unknowns {
    /// It may be anything.
    Open,
    /// It may be anything, after the publication's own assumption was put in its place.
    Assuming(fn(&mut Case<'_>)),
    /// Without it there is no score at all.
    NoScore,
    /// The publication says what then holds.
    Stated(fn(&Case<'_>) -> Verdict),
}

/// What an instrument asks.
pub(crate) struct Input {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

/// The answers an input takes.
pub(crate) enum Kind {
    /// `bounds` are the publication's thresholds; `classes` holds one value of every class between them.
    Number { range: [Q; 2], bounds: &'static [Q], classes: &'static [Q] },
    /// A whole number from 0 to this.
    Small(u8),
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any of these words; where `sets` is not empty, only in these combinations (one bit a word).
    Words { words: &'static [&'static str], sets: &'static [u32] },
}

/// What is given for one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Given {
    Unknown,
    Number(Q),
    /// A body-mass index by weight and height.
    Body {
        weight_g: i128,
        height_mm: i128,
    },
    Small(u8),
    Flag(bool),
    Word(&'static str),
    /// One bit a word, in the order of the input's words.
    Words(u32),
}

/// One question.
#[derive(Clone)]
pub(crate) struct Case<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) given: Vec<Given>,
}

pub(crate) const fn number(
    name: &'static str,
    range: [Q; 2],
    bounds: &'static [Q],
    classes: &'static [Q],
) -> Input {
    Input { name, kind: Kind::Number { range, bounds, classes } }
}

pub(crate) const fn small(name: &'static str, most: u8) -> Input {
    Input { name, kind: Kind::Small(most) }
}

pub(crate) const fn flag(name: &'static str) -> Input {
    Input { name, kind: Kind::Flag }
}

pub(crate) const fn word(name: &'static str, words: &'static [&'static str]) -> Input {
    Input { name, kind: Kind::Word(words) }
}

impl Input {
    /// One answer of every class.
    pub(crate) fn classes(&self) -> Vec<Given> {
        match self.kind {
            Kind::Number { classes, .. } => classes.iter().copied().map(Given::Number).collect(),
            Kind::Small(most) => (0..=most).map(Given::Small).collect(),
            Kind::Flag => vec![Given::Flag(false), Given::Flag(true)],
            Kind::Word(words) => words.iter().copied().map(Given::Word).collect(),
            Kind::Words { words, sets: [] } => (0..1_u32 << words.len()).map(Given::Words).collect(),
            Kind::Words { sets, .. } => sets.iter().copied().map(Given::Words).collect(),
        }
    }
}

impl<'a> Case<'a> {
    pub(crate) fn given(&self, name: &str) -> Given {
        self.given[self.place(name)]
    }

    pub(crate) fn assume(&mut self, name: &str, given: Given) {
        let place = self.place(name);
        self.given[place] = given;
    }

    fn place(&self, name: &str) -> usize {
        self.instrument.inputs.iter().position(|input| input.name == name).expect(name)
    }

    /// The number, where it is known.
    pub(crate) fn known(&self, name: &str) -> Option<Q> {
        match self.given(name) {
            Given::Unknown => None,
            _ => Some(self.number(name)),
        }
    }

    /// The names of the inputs that are unknown.
    pub(crate) fn unknown(&self) -> Vec<&'static str> {
        let pairs = self.instrument.inputs.iter().zip(&self.given);
        pairs.filter(|(_, given)| **given == Given::Unknown).map(|(input, _)| input.name).collect()
    }

    pub(crate) fn number(&self, name: &str) -> Q {
        match self.given(name) {
            Given::Number(q) => q,
            Given::Body { weight_g, height_mm } => Q { n: weight_g * 1_000, d: height_mm * height_mm },
            Given::Small(value) => Q::whole(value.into()),
            other => panic!("{name} is {other:?}"),
        }
    }

    pub(crate) fn small(&self, name: &str) -> i64 {
        match self.given(name) {
            Given::Small(value) => value.into(),
            other => panic!("{name} is {other:?}"),
        }
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.given(name) == Given::Flag(true)
    }

    pub(crate) fn word(&self, name: &str) -> &'static str {
        match self.given(name) {
            Given::Word(word) => word,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The words of a list, where it is known.
    pub(crate) fn words(&self, name: &str) -> Option<Vec<&'static str>> {
        let place = self.place(name);
        match (&self.instrument.inputs[place].kind, self.given[place]) {
            (Kind::Words { words, .. }, Given::Words(bits)) => {
                Some((0..words.len()).filter(|at| bits >> at & 1 == 1).map(|at| words[at]).collect())
            }
            _ => None,
        }
    }

    /// The question as a line of JSON; `by_null` writes unknown inputs as null, else they are left out.
    pub(crate) fn line(&self, id: usize, by_null: bool) -> String {
        let members: Vec<String> = self
            .instrument
            .inputs
            .iter()
            .zip(&self.given)
            .filter_map(|(input, given)| {
                let value = match given {
                    Given::Unknown if by_null => "null".to_owned(),
                    Given::Unknown => return None,
                    Given::Number(q) => q.literal(),
                    Given::Body { weight_g, height_mm } => {
                        let (weight, height) = (Q { n: *weight_g, d: 1_000 }, Q { n: *height_mm, d: 10 });
                        return Some(format!(
                            r#""height_cm":{},"weight_kg":{}"#,
                            height.literal(),
                            weight.literal()
                        ));
                    }
                    Given::Small(value) => value.to_string(),
                    Given::Flag(value) => value.to_string(),
                    Given::Word(word) => format!("\"{word}\""),
                    Given::Words(_) => format!("{:?}", self.words(input.name).unwrap()).replace(", ", ","),
                };
                Some(format!("\"{}\":{value}", input.name))
            })
            .collect();
        let (name, members) = (self.instrument.name, members.join(","));
        format!(r#"{{"id":{id},"instrument":"{name}","inputs":{{{members}}}}}"#)
    }
}
