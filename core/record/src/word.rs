//! Closed lists of words: what a field of a kind may say.

use crate::field::{FieldSpec, Takes, Value};
use crate::field_type::FieldType;
use crate::invalid::Problem;

/// A word of a closed list, with the number that stands for it in stored bytes.
pub(crate) trait Word: Copy + Sized + 'static {
    /// The words in order, each with its number. Numbers are never given a second meaning.
    const WORDS: &'static [(u16, &'static str)];
    /// The word of this number.
    fn from_number(number: u16) -> Option<Self>;
    /// The number of this word.
    fn number(self) -> u16;

    /// The word as text.
    fn text(self) -> &'static str {
        Self::WORDS.iter().find(|(number, _)| *number == self.number()).map_or("", |(_, text)| text)
    }

    /// Every word, with commas between.
    fn listed() -> String {
        Self::WORDS.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
    }

    /// The word that this text is.
    fn from_text(text: &str) -> Option<Self> {
        let wanted = text.trim();
        let (number, _) = Self::WORDS.iter().find(|(_, word)| word.eq_ignore_ascii_case(wanted))?;
        Self::from_number(*number)
    }
}

impl<W: Word + PartialEq> FieldType for W {
    const TAKES: Takes = Takes::Word;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.u16(self.number());
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        Self::from_number(input.u16().ok()?)
    }

    fn check(&self, _: &FieldSpec) -> Result<(), Problem> {
        Ok(())
    }

    fn read(text: &str, _: &FieldSpec) -> Result<Self, Problem> {
        Self::from_text(text).ok_or_else(|| Problem::UnknownWord { words: Self::listed() })
    }

    fn show(&self) -> Value {
        Value::Word(self.text())
    }

    fn words() -> &'static [(u16, &'static str)] {
        Self::WORDS
    }
}

/// Declares closed lists of words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $number:literal $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $variant),* }

        impl $crate::word::Word for $name {
            const WORDS: &'static [(u16, &'static str)] = &[$(($number, $text)),*];

            fn from_number(number: u16) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }

            fn number(self) -> u16 {
                match self { $(Self::$variant => $number),* }
            }
        }

        impl $name {
            /// Every word of the list, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Every word of the list with commas between, for messages.
            pub fn all_words() -> String {
                <Self as $crate::word::Word>::listed()
            }

            /// The word as it is written in files and on the command line.
            pub fn as_str(self) -> &'static str {
                $crate::word::Word::text(self)
            }

            /// The word that this text is, whatever its case.
            pub fn from_word(text: &str) -> Option<Self> {
                $crate::word::Word::from_text(text)
            }
        }
    )*};
}
pub(crate) use words;
