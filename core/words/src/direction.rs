//! Which way the letters of an argument run, against those of the message around it.

use std::borrow::Cow;

/// First strong isolate, and the end of it (Unicode Standard Annex 9).
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// The argument, isolated where it could turn the words around it.
///
/// Fluent would isolate every argument. We isolate those alone whose letters run against the language's: a Spanish sentence with a Spanish name
/// stays plain text, to be searched, compared and copied, and an Arabic name in it turns nothing but itself.
pub(crate) fn settled(text: &str, right_to_left: bool) -> Cow<'_, str> {
    let against = |letter: char| is_control(letter) || runs_against(letter, right_to_left);
    if text.chars().any(against) {
        Cow::Owned(format!("{ISOLATE}{text}{END_OF_ISOLATE}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn runs_against(letter: char, right_to_left: bool) -> bool {
    if right_to_left {
        letter.is_alphanumeric() && !is_right_to_left(letter)
    } else {
        is_right_to_left(letter)
    }
}

/// Blocks whose letters run from right to left unless Unicode says otherwise (`DerivedBidiClass.txt`, its defaults R and AL).
const fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' | '\u{200f}')
}

/// Signs that turn text without being seen.
const fn is_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_against_the_language_is_isolated() {
        assert_eq!(settled("Ana, 61,4 kg", false), "Ana, 61,4 kg");
        assert_eq!(settled("\u{645}\u{62d}", false), "\u{2068}\u{645}\u{62d}\u{2069}");
        assert_eq!(settled("\u{645}\u{62d}", true), "\u{645}\u{62d}");
        assert_eq!(settled("Ana", true), "\u{2068}Ana\u{2069}");
        assert_eq!(settled("61", true), "\u{2068}61\u{2069}");
    }

    #[test]
    fn a_sign_that_turns_text_is_isolated_with_it() {
        assert_eq!(settled("a\u{202e}b", false), "\u{2068}a\u{202e}b\u{2069}");
    }
}
