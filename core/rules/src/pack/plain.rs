//! Texts and names of a pack: plain characters only, so that nothing looks like what it is not.

use super::error::{PackError, PackFault};
use super::limits;
use crate::tables::{Fault, Place, TableError};
use nourish_toml::Spanned;

/// How the files begin that other rooms read: sets of questions, messages, and formulas for tubes.
const CARRIED: [&str; 3] = ["questions_", "texts_", "formulas_"];

/// A file of a pack while it is read, to say where a fault is.
pub(super) struct Page<'a> {
    pub(super) pack: &'a str,
    pub(super) place: Place<'a>,
}

impl<'a> Page<'a> {
    /// Takes a file that is small enough and plain.
    pub(super) fn of(pack: &'a str, file: &'a str, text: &'a str) -> Result<Self, PackError> {
        let page = Self { pack, place: Place { file, text } };
        if text.len() > limits::FILE_BYTES {
            return Err(page.at(0, PackFault::TooLarge(limits::FILE_BYTES)));
        }
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            if !is_plain(line) {
                return Err(page.at(offset, PackFault::HiddenCharacter));
            }
            offset += line.len();
        }
        Ok(page)
    }

    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, PackError> {
        self.place.parse().map_err(|error| of_table(self.pack, error))
    }

    pub(super) fn at(&self, offset: usize, fault: PackFault) -> PackError {
        let at = self.place.at(offset, Fault::NoSource);
        PackError { pack: self.pack.to_owned(), file: at.file, line: at.line, fault }
    }

    pub(super) fn fault<T>(&self, here: &Spanned<T>, fault: PackFault) -> PackError {
        self.at(here.span().start, fault)
    }

    /// The line where a row of this id begins, as far as the text shows it.
    pub(super) fn at_row(&self, row: &str, fault: PackFault) -> PackError {
        self.at(self.place.text.find(&format!("\"{row}\"")).unwrap_or(0), fault)
    }

    /// A text that says something.
    pub(super) fn text(&self, what: &'static str, text: &Spanned<String>) -> Result<String, PackError> {
        let said = text.get_ref().trim();
        let fits = !said.is_empty() && said.chars().count() <= limits::TEXT;
        if fits { Ok(said.to_owned()) } else { Err(self.fault(text, PackFault::BadText(what))) }
    }
}

/// A mistake that the parser of tables found, in one line.
pub(super) fn of_table(pack: &str, error: TableError) -> PackError {
    let fault = match error.fault {
        Fault::Syntax(message) => Fault::Syntax(message.lines().collect::<Vec<_>>().join(", ")),
        fault => fault,
    };
    PackError { pack: pack.to_owned(), file: error.file, line: error.line, fault: PackFault::Table(fault) }
}

/// A name of small letters and digits that begins with a letter; `joint` parts its words.
pub(super) fn is_name(text: &str, joint: char) -> bool {
    let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == joint;
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= limits::NAME
        && text.chars().all(letters)
}

/// The name of a file: a name with the ending of tables, of which those that begin with `_` are not tables, or of messages.
pub(super) fn is_file_name(text: &str) -> bool {
    let table = text.strip_suffix(".toml").map(|stem| stem.strip_prefix('_').unwrap_or(stem));
    let messages = text.strip_suffix(".ftl").filter(|_| is_carried(text));
    table.or(messages).is_some_and(|stem| is_name(stem, '_'))
}

/// Whether a file is for another room, which reads and checks it.
pub(super) fn is_carried(file: &str) -> bool {
    CARRIED.iter().any(|start| file.starts_with(start))
}

fn is_plain(line: &str) -> bool {
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    let escapes_plainly = line.replace("\\\\", "").replace("\\\"", "");
    !line.contains(|letter: char| (letter.is_control() && letter != '\t') || turns_text(letter))
        && !escapes_plainly.contains('\\')
        && !line.contains("\"\"\"")
        && !line.contains("'''")
}

/// Characters without width of their own, or that turn the direction of what follows.
const fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_pass_and_hidden_characters_do_not() {
        for plain in ["reason = \"a \\\"quoted\\\" word, größer\"\n", "# a\tb\r\n", "path = 'a\\\\b'"] {
            assert!(is_plain(plain), "{plain}");
        }
        for hidden in [
            "a\u{1b}[2J",
            "\"\\u001b\"",
            "\"\\n\"",
            "a\rb\n",
            "\u{202e}gnp",
            "x = \"\"\"",
            "'''",
            "\u{feff}a",
        ] {
            assert!(!is_plain(hidden), "{hidden:?}");
        }
    }

    #[test]
    fn names_are_small_letters_digits_and_one_joint() {
        assert!(is_name("st-example-2", '-') && is_name("a", '_'));
        for wrong in ["", "2a", "A", "a_b", "-a", "a b", "é", &"a".repeat(41)] {
            assert!(!is_name(wrong, '-'), "{wrong}");
        }
        assert!(is_file_name("_inputs.toml") && is_file_name("demo_score.toml"));
        assert!(is_file_name("formulas_ward.toml") && is_carried("formulas_ward.toml"));
        assert!(is_file_name("questions_weekly.toml") && is_file_name("texts_pt_br.ftl"));
        assert!(!is_file_name("demo.ftl") && !is_file_name("texts_.FTL"));
        for wrong in ["demo", "../demo.toml", "demo.toml.toml", "__a.toml", ".toml", "Demo.toml", "a/b.toml"]
        {
            assert!(!is_file_name(wrong), "{wrong}");
        }
    }
}
