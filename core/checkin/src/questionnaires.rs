//! The sets that there are, and the messages that ask them: built in, and those of content packs.

use crate::fault::{SetError, SetFault};
use crate::set::QuestionSet;
use crate::wording::Wording;
use nourish_press::Files;
use nourish_words::{Language, Words, WordsError};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// How the files of sets in a content pack begin.
pub const SET_FILES: &str = "questions_";
/// How the files of messages in a content pack begin; the language follows, with `_` for its hyphens.
pub const TEXT_FILES: &str = "texts_";

static FILES: Files = nourish_press::pressed!("files");
/// In the order in which they are listed.
const BUILT_IN: [&str; 5] = ["daily.toml", "weekly.toml", "post-operative.toml", "tube.toml", "line.toml"];

/// Every set, and every message.
#[derive(Clone)]
pub struct Questionnaires {
    sets: Vec<Arc<QuestionSet>>,
    texts: Vec<(Language, String)>,
}

impl Questionnaires {
    /// The sets that come with this program, in English and Spanish. They are read once, when they are first asked for.
    ///
    /// ```
    /// use nourish_checkin::Questionnaires;
    /// let all = Questionnaires::built_in()?;
    /// let names: Vec<&str> = all.sets().iter().map(|set| set.id.as_str()).collect();
    /// assert_eq!(names, ["daily", "weekly", "post-operative", "tube", "line"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SetError`] where one of them is broken, which tests exclude.
    pub fn built_in() -> Result<&'static Self, SetError> {
        static ALL: OnceLock<Result<Questionnaires, SetError>> = OnceLock::new();
        ALL.get_or_init(Self::read_built_in).as_ref().map_err(Clone::clone)
    }

    fn read_built_in() -> Result<Self, SetError> {
        let set = |file| QuestionSet::parse(file, FILES.text(&format!("sets/{file}"))).map(Arc::new);
        let sets = BUILT_IN.into_iter().map(set);
        let texts = [(Language::ENGLISH, "texts/en.ftl"), (Language::SPANISH, "texts/es.ftl")];
        let texts = texts.map(|(language, file)| (language, FILES.text(file).to_owned())).into();
        Ok(Self { sets: sets.collect::<Result<_, _>>()?, texts })
    }

    /// These with the sets and messages of a content pack: `questions_….toml` and `texts_….ftl`. All of it, or nothing.
    ///
    /// A pack adds sets and languages. It cannot take a built-in set away or word it anew: a name that is there already is refused.
    ///
    /// # Errors
    /// [`SetError`] with the first mistake, by file and line.
    pub fn with_pack(&self, pack: &str, files: &[(&str, &str)]) -> Result<Self, SetError> {
        let mut with = self.clone();
        let mut languages: BTreeSet<(Language, &str)> = BTreeSet::new();
        for (file, text) in files.iter().filter(|(file, _)| file.starts_with(TEXT_FILES)) {
            let language = language_of(file).ok_or_else(|| at(file, SetFault::BadName))?;
            with.texts.push((language.clone(), (*text).to_owned()));
            languages.insert((language, file));
        }
        for (language, file) in &languages {
            let english = Words::new(language, &with.sources());
            english.map_err(|error| at_words(file, &error))?;
        }
        let words = with.words(&Language::ENGLISH).map_err(|error| at_words("texts_en.ftl", &error))?;
        for (file, text) in files.iter().filter(|(file, _)| file.starts_with(SET_FILES)) {
            let mut set = QuestionSet::parse(file, text)?;
            if with.set(&set.id).is_some() {
                return Err(at(file, SetFault::SetTwice(set.id)));
            }
            set.pack = Some(pack.to_owned());
            messages(&set, &words).map_err(|fault| at(file, fault))?;
            with.sets.push(Arc::new(set));
        }
        Ok(with)
    }

    /// The sets, built-in ones first.
    #[must_use]
    pub fn sets(&self) -> &[Arc<QuestionSet>] {
        &self.sets
    }

    /// The set of this name.
    #[must_use]
    pub fn set(&self, id: &str) -> Option<&Arc<QuestionSet>> {
        self.sets.iter().find(|set| set.id == id)
    }

    /// The words in a language; English where it has none.
    ///
    /// # Errors
    /// [`WordsError`] where messages are broken, which is looked at before they come in.
    pub fn wording(&self, language: &Language) -> Result<Wording, WordsError> {
        self.words(language).map(Wording::of)
    }

    pub(crate) fn words(&self, language: &Language) -> Result<Words, WordsError> {
        Words::new(language, &self.sources())
    }

    fn sources(&self) -> Vec<(Language, &str)> {
        self.texts.iter().map(|(language, text)| (language.clone(), text.as_str())).collect()
    }
}

/// The first message that a set needs and English lacks.
pub(crate) fn messages(set: &QuestionSet, words: &Words) -> Result<(), SetFault> {
    for question in &set.questions {
        let hint = question.hint.then(|| format!("{}-hint", question.text));
        let choices = question.choices().iter().map(|choice| choice.text.clone());
        let needed = [question.text.clone()].into_iter().chain(hint).chain(choices);
        if let Some(message) = needed.into_iter().find(|message| !words.knows(message)) {
            return Err(SetFault::NoMessage { question: question.id.clone(), message });
        }
    }
    let title = format!("set-{}", set.id);
    if words.knows(&title) {
        return Ok(());
    }
    let question = set.questions.first().map(|question| question.id.clone()).unwrap_or_default();
    Err(SetFault::NoMessage { question, message: title })
}

fn language_of(file: &str) -> Option<Language> {
    let tag = file.strip_prefix(TEXT_FILES)?.strip_suffix(".ftl")?;
    Language::parse(&tag.replace('_', "-")).ok()
}

fn at(file: &str, fault: SetFault) -> SetError {
    SetError { file: file.to_owned(), line: 1, fault }
}

fn at_words(file: &str, error: &WordsError) -> SetError {
    SetError { file: file.to_owned(), line: error.line, fault: SetFault::Words(error.to_string()) }
}
