//! Answers that have been checked against the dictionary, and how typed inputs are filled from them.

use std::collections::BTreeMap;

use crate::exact::Exact;

/// The checked answers to one question. An absent name is unknown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    pub(super) given: BTreeMap<String, Given>,
}

/// One checked answer.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    Number(Exact),
    Flag(bool),
    Word(String),
    Words(Vec<String>),
}

impl Answers {
    pub(crate) fn read<T: Readable>(&self, name: &str) -> Option<T> {
        self.given.get(name).and_then(T::read)
    }

    /// Gives a number, where it is known.
    pub(crate) fn number(&mut self, name: &str, value: Option<Exact>) {
        self.give(name, value.map(Given::Number));
    }

    /// Gives a yes or no, where it is known.
    pub(crate) fn flag(&mut self, name: &str, value: Option<bool>) {
        self.give(name, value.map(Given::Flag));
    }

    /// Gives a word, where it is known.
    pub(crate) fn word(&mut self, name: &str, value: Option<impl Choice>) {
        self.give(name, value.map(|choice| Given::Word(choice.word().to_owned())));
    }

    fn give(&mut self, name: &str, given: Option<Given>) {
        self.given.extend(given.map(|given| (name.to_owned(), given)));
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }
}

/// A type that an input can have.
pub(crate) trait Readable: Sized {
    /// `None` only for another type, which the dictionary has ruled out before.
    fn read(given: &Given) -> Option<Self>;
}

impl Readable for Exact {
    fn read(given: &Given) -> Option<Self> {
        if let Given::Number(value) = given { Some(*value) } else { None }
    }
}

impl Readable for bool {
    fn read(given: &Given) -> Option<Self> {
        if let Given::Flag(value) = given { Some(*value) } else { None }
    }
}

impl Readable for u8 {
    fn read(given: &Given) -> Option<Self> {
        Exact::read(given).and_then(Exact::to_whole).and_then(|value| value.try_into().ok())
    }
}

impl<C: Choice> Readable for Vec<C> {
    fn read(given: &Given) -> Option<Self> {
        if let Given::Words(words) = given {
            words.iter().map(|word| C::from_word(word)).collect()
        } else {
            None
        }
    }
}

/// One of a few words, in questions and in answers.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every word, mildest first where there is an order.
    fn all() -> impl Iterator<Item = Self>;
    /// The word.
    fn word(self) -> &'static str;
    /// Its position among all.
    fn index(self) -> i32;
    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|choice| choice.word() == word)
    }
}

/// Declares an enum of words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $crate::score::Choice for $name {
            fn all() -> impl Iterator<Item = Self> {
                [$(Self::$variant),+].into_iter()
            }
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            fn index(self) -> i32 {
                self as i32
            }
        }

        impl $crate::score::answers::Readable for $name {
            fn read(given: &$crate::score::answers::Given) -> Option<Self> {
                match given {
                    $crate::score::answers::Given::Word(word) => $crate::score::Choice::from_word(word),
                    _ => None,
                }
            }
        }
    };
}

/// Declares the typed inputs of an instrument; every field may be unknown.
macro_rules! inputs {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$field_meta])* pub $field: Option<$type>),+ }

        impl From<&$crate::score::answers::Answers> for $name {
            fn from(answers: &$crate::score::answers::Answers) -> Self {
                Self { $($field: answers.read(stringify!($field))),+ }
            }
        }
    };
}

pub(crate) use {inputs, words};
