//! Saying again what was said in English.

mod form;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::argument::Argument;
use crate::error::WordsError;
use crate::language::Language;
use crate::words::{Said, Words};
use form::{Form, Segment};

/// Most bytes of a text that is looked for: no rule says more at once.
const MOST_BYTES: usize = 2_000;
/// Most stretches of a text that are held against the forms, so that a text made to cost time costs little.
const MOST_STRETCHES: usize = 2_000;

/// A phrase book: English texts that a room has put together already, taken apart by the forms of the English messages and said anew.
///
/// Rules speak English, and what they say is kept, sealed and compared. A phrase book turns it into another language at the moment it is shown. The
/// English file gives the forms, `Lost { $n } % in { $count } days`, and the name of an argument says what may stand in its place, as far as its first `-`:
///
/// - `count`: a whole number, by which the other language chooses its plural;
/// - `what`: another text of the phrase book; `list`: several, behind `, ` or `; `;
/// - `name`: anything, said as it is: what a person typed, a drug, a publication;
/// - every other kind is the room's own: it says of a text whether it is one, and how it is written.
///
/// A text may be several sentences, and its first letter a capital or not. What has none of the forms is said in English, visibly.
#[derive(Default)]
pub struct Phrases {
    words: Words,
    whole: BTreeMap<String, String>,
    forms: Vec<Form>,
}

/// How a room's own kinds are written: the text as the other language has it, or none where it is not of the kind.
pub type Write<'a> = dyn Fn(&str, &str) -> Option<String> + 'a;

/// One text being looked for: what its stretches were found to be.
struct Search<'a> {
    write: &'a Write<'a>,
    found: RefCell<BTreeMap<String, Option<Said>>>,
    left: Cell<usize>,
}

impl<'a> Search<'a> {
    fn of(write: &'a Write<'a>) -> Self {
        Self { write, found: RefCell::default(), left: Cell::new(MOST_STRETCHES) }
    }
}

/// What stands in the place of an argument, written.
enum Filled {
    Text(String),
    Count(u64),
}

impl Phrases {
    /// Reads the phrase book, each source with its language; see [`Words::new`].
    ///
    /// # Errors
    ///
    /// [`WordsError`] as for [`Words::new`].
    pub fn new(asked: &Language, sources: &[(Language, &str)]) -> Result<Self, WordsError> {
        let words = Words::new(asked, sources)?;
        let english = sources.iter().filter(|(language, _)| *language == Language::ENGLISH);
        let (mut whole, mut forms) = (BTreeMap::new(), Vec::new());
        for form in english.flat_map(|(_, source)| form::forms(source)) {
            match form.whole() {
                Some(text) => {
                    whole.entry(text.to_owned()).or_insert(form.id);
                }
                None => forms.push(form),
            }
        }
        // The form that says most by itself is tried first.
        forms.sort_by_key(|form| std::cmp::Reverse(form.said_by_itself()));
        Ok(Self { words, whole, forms })
    }

    /// Says an English text in the asked language; in English, and visibly so, where it has none of the forms or its message is not translated.
    #[must_use]
    pub fn say(&self, english: &str, write: &Write<'_>) -> Said {
        self.find(english, write).unwrap_or_else(|| self.words.untold(english))
    }

    /// The same, and none where the text has none of the forms.
    #[must_use]
    pub fn find(&self, english: &str, write: &Write<'_>) -> Option<Said> {
        let is_short = english.len() <= MOST_BYTES;
        is_short.then(|| self.sentences(english, &Search::of(write))).flatten()
    }

    /// One text, or several sentences one after the other. What a stretch is does not depend on where it stands, so it is found once.
    fn sentences(&self, english: &str, search: &Search<'_>) -> Option<Said> {
        if let Some(found) = search.found.borrow().get(english) {
            return found.clone();
        }
        let said = self.phrase(english, search).or_else(|| self.sequence(english, ". ", search));
        search.found.borrow_mut().insert(english.to_owned(), said.clone());
        said
    }

    /// Several texts with a sign between them, which stays.
    fn sequence(&self, english: &str, between: &str, search: &Search<'_>) -> Option<Said> {
        let (end, rest) = if between == ". " { (".", " ") } else { ("", between) };
        english.match_indices(between).find_map(|(at, _)| {
            let first = english.get(..at + end.len())?;
            let after = english.get(at + between.len()..)?;
            let first = self.phrase(first, search)?;
            let after = self.sentences(after, search).or_else(|| self.sequence(after, between, search))?;
            Some(first.followed_by(rest, after))
        })
    }

    fn phrase(&self, english: &str, search: &Search<'_>) -> Option<Said> {
        let left = search.left.get().checked_sub(1)?;
        search.left.set(left);
        if english.is_empty() {
            return None;
        }
        self.exactly(english, search).or_else(|| {
            let turned = with_first(english, char::to_uppercase)
                .map(|text| (text, true))
                .or_else(|| with_first(english, char::to_lowercase).map(|text| (text, false)));
            let (turned, was_small) = turned?;
            let mut said = self.exactly(&turned, search)?;
            let back = if was_small {
                with_first(&said.text, char::to_lowercase)
            } else {
                with_first(&said.text, char::to_uppercase)
            };
            said.text = back.unwrap_or(said.text);
            Some(said)
        })
    }

    fn exactly(&self, english: &str, search: &Search<'_>) -> Option<Said> {
        if let Some(id) = self.whole.get(english) {
            return Some(self.words.say(id, &[]));
        }
        self.forms.iter().filter(|form| form.may_be(english)).find_map(|form| {
            let mut filled = Vec::new();
            let mut fell_back = false;
            self.fill(&form.segments, english, search, &mut filled, &mut fell_back)?;
            let arguments: Vec<(&str, Argument<'_>)> = filled
                .iter()
                .map(|(name, value): &(String, Filled)| match value {
                    Filled::Text(text) => (name.as_str(), Argument::Text(text)),
                    Filled::Count(count) => (name.as_str(), Argument::Count(*count)),
                })
                .collect();
            let said = self.words.say(&form.id, &arguments);
            Some(if fell_back { said.in_part() } else { said })
        })
    }

    /// Fills the places of a form so that it makes the text; the filling is left behind in `filled`.
    fn fill(
        &self,
        segments: &[Segment],
        text: &str,
        search: &Search<'_>,
        filled: &mut Vec<(String, Filled)>,
        fell_back: &mut bool,
    ) -> Option<()> {
        let Some((first, rest)) = segments.split_first() else { return text.is_empty().then_some(()) };
        let name = match first {
            Segment::Text(said) => {
                let after = text.strip_prefix(said.as_str())?;
                return self.fill(rest, after, search, filled, fell_back);
            }
            Segment::Place(name) => name,
        };
        let ends: Vec<usize> = match rest.first() {
            None => vec![text.len()],
            Some(Segment::Text(next)) => text.match_indices(next.as_str()).map(|(at, _)| at).collect(),
            Some(Segment::Place(_)) => return None,
        };
        for end in ends.into_iter().filter(|end| *end > 0) {
            let (value, after) = (text.get(..end)?, text.get(end..)?);
            let (known, was_back) = (filled.len(), *fell_back);
            if let Some((value, in_english)) = self.value(name, value, search) {
                filled.push((name.clone(), value));
                *fell_back |= in_english;
                if self.fill(rest, after, search, filled, fell_back).is_some() {
                    return Some(());
                }
            }
            filled.truncate(known);
            *fell_back = was_back;
        }
        None
    }

    /// A value as the other language has it, and whether a part of it is in English; none where it is not of the kind.
    fn value(&self, name: &str, text: &str, search: &Search<'_>) -> Option<(Filled, bool)> {
        let kind = name.split('-').next().unwrap_or(name);
        let said = |said: Said| {
            let fell_back = said.fell_back();
            (Filled::Text(said.marked()), fell_back)
        };
        match kind {
            "count" => {
                let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
                let count = text.parse().ok().filter(|_| is_whole)?;
                Some((Filled::Count(count), false))
            }
            "name" => Some((Filled::Text(text.to_owned()), false)),
            "what" => self.sentences(text, search).map(said),
            "list" => {
                let one = || self.sentences(text, search);
                let several = |between| self.sequence(text, between, search);
                one().or_else(|| several("; ")).or_else(|| several(", ")).map(said)
            }
            own => (search.write)(own, text).map(|written| (Filled::Text(written), false)),
        }
    }
}

/// The text with its first letter turned; none where it is so already.
fn with_first<I: Iterator<Item = char>>(text: &str, turn: impl Fn(char) -> I) -> Option<String> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let turned: String = turn(first).collect();
    (turned != first.to_string()).then(|| turned + letters.as_str())
}
