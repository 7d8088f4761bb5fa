//! Messages in a language, with English behind it.

use crate::argument::Argument;
use crate::catalogue::{Catalogue, Messages};
use crate::error::{Fault, WordsError};
use crate::gap::{self, Gap};
use crate::language::Language;

/// The messages of a room in the asked language, the wider one that it belongs to, and English. It can be shared between threads.
pub struct Words {
    asked: Language,
    catalogues: Vec<Catalogue>,
}

impl Default for Words {
    /// No messages: each is said by its own name.
    fn default() -> Self {
        Self { asked: Language::ENGLISH, catalogues: Vec::new() }
    }
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The language that they are in.
    pub language: Language,
    fell_back: bool,
}

impl Said {
    /// Whether the asked language has no such message, so that the words, or a part of them, are in another. This is to be shown.
    #[must_use]
    pub const fn fell_back(&self) -> bool {
        self.fell_back
    }

    /// The words, with their language before them where they are not in the asked one: `[en] Drink more`. A part of them that is not
    /// has its mark already.
    #[must_use]
    pub fn marked(self) -> String {
        if self.is_whole_foreign() { format!("[{}] {}", self.language, self.text) } else { self.text }
    }

    fn is_whole_foreign(&self) -> bool {
        self.fell_back && self.language == Language::ENGLISH
    }

    /// The same, where a part of what it was told is in another language, and marked.
    pub(crate) const fn in_part(mut self) -> Self {
        self.fell_back = true;
        self
    }

    /// Two texts as one, each with its mark unless both have the same.
    pub(crate) fn followed_by(self, between: &str, other: Self) -> Self {
        let fell_back = self.fell_back || other.fell_back;
        if self.is_whole_foreign() == other.is_whole_foreign() {
            return Self { text: format!("{}{between}{}", self.text, other.text), fell_back, ..self };
        }
        let language = if self.is_whole_foreign() { other.language.clone() } else { self.language.clone() };
        Self { text: format!("{}{between}{}", self.marked(), other.marked()), language, fell_back }
    }
}

impl Words {
    /// Reads the messages of a room, each source with its language; a language may have several. Of the sources those are kept that are in
    /// the asked language, in one that it is a part of (`es` of `es-MX`), or in English. No source need be in the asked language.
    ///
    /// # Errors
    ///
    /// [`WordsError`] names language, line, problem and remedy of the first mistake in a kept source, and says where English is missing.
    pub fn new(asked: &Language, sources: &[(Language, &str)]) -> Result<Self, WordsError> {
        let mut tags: Vec<&str> = asked.with_wider().collect();
        if !tags.contains(&Language::ENGLISH.tag()) {
            tags.push(Language::ENGLISH.tag());
        }
        let mut catalogues = Vec::new();
        for tag in tags {
            let texts: Vec<&str> =
                sources.iter().filter(|(language, _)| language.tag() == tag).map(|(_, text)| *text).collect();
            let language =
                sources.iter().map(|(language, _)| language).find(|language| language.tag() == tag);
            if let Some(language) = language {
                catalogues.push(Catalogue::read(language, &texts)?);
            }
        }
        if catalogues.last().is_none_or(|last| last.language != Language::ENGLISH) {
            return Err(WordsError { language: Language::ENGLISH, line: 1, fault: Fault::NoEnglish });
        }
        Ok(Self { asked: asked.clone(), catalogues })
    }

    /// The language that was asked for.
    #[must_use]
    pub const fn asked(&self) -> &Language {
        &self.asked
    }

    /// Whether the message exists in any of the languages.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.catalogues.iter().any(|catalogue| catalogue.messages.contains_key(id))
    }

    /// Says a message, or a part of one as `message.part`: in the asked language, else in English.
    ///
    /// An argument whose letters run against the language's is isolated (Unicode Standard Annex 9), so that a name from the right turns nothing but itself. An argument that is missing
    /// stands there by its name, `{$name}`; a message that exists nowhere is said by its own name. Both are mistakes of a room that its tests exclude.
    #[must_use]
    pub fn say(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> Said {
        let said =
            self.catalogues.iter().find_map(|catalogue| Some((catalogue, catalogue.say(id, arguments)?)));
        match said {
            Some((catalogue, text)) => {
                Said { text, language: catalogue.language.clone(), fell_back: !self.is_asked(catalogue) }
            }
            None => Said { text: id.to_owned(), language: Language::ENGLISH, fell_back: true },
        }
    }

    /// How the asked language differs from English: messages that are missing or unknown, other arguments. None for a whole translation, and for
    /// English itself.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let Some(english) = self.catalogues.last() else { return Vec::new() };
        let mut here = Messages::new();
        let own = self.catalogues.iter().filter(|catalogue| self.is_asked(catalogue));
        for (id, arguments) in own.flat_map(|catalogue| &catalogue.messages) {
            here.entry(id.clone()).or_insert_with(|| arguments.clone());
        }
        gap::between(&english.messages, &here)
    }

    /// The names of every message that English has, for a room's test that it says them all.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.catalogues.last().into_iter().flat_map(|english| english.messages.keys().map(String::as_str))
    }

    /// What cannot be said but in English.
    pub(crate) fn untold(&self, english: &str) -> Said {
        let fell_back = self.asked.primary() != Language::ENGLISH.tag();
        Said { text: english.to_owned(), language: Language::ENGLISH, fell_back }
    }

    fn is_asked(&self, catalogue: &Catalogue) -> bool {
        catalogue.language.primary() == self.asked.primary()
    }
}
