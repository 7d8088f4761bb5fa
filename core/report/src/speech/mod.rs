//! How a report speaks: its language, and the units that its reader knows.
//!
//! A report's data are in English and metric, whatever it is asked to say: they are compared, sealed and read by programs. What stands around them comes from
//! `texts/`; what they say in words themselves is found by its form (`texts/data`, and the rules' own texts) and said anew.

mod amounts;
mod days;
mod kinds;
mod units;

use nourish_record::SymptomItem;
use nourish_rules::assess::Level;
use nourish_rules::texts;
use nourish_words::{Argument, Language, Phrases, Said, Words};
use std::sync::OnceLock;

use crate::FILES;
use crate::model::Origin;
use crate::wording;
use amounts::Numbers;

pub use units::Units;

/// A language that has texts.
struct Shipped {
    language: Language,
    /// The files of what the report says by itself, and of the phrase book of its data.
    own: &'static str,
    data: &'static str,
    /// The phrase book of the rules.
    rules: fn() -> &'static str,
    texts: OnceLock<Texts>,
}

impl Shipped {
    const fn new(
        language: Language,
        own: &'static str,
        data: &'static str,
        rules: fn() -> &'static str,
    ) -> Self {
        Self { language, own, data, rules, texts: OnceLock::new() }
    }

    fn own(&self) -> (Language, &'static str) {
        (self.language.clone(), FILES.text(self.own))
    }

    fn phrases(&self) -> [(Language, &'static str); 2] {
        [FILES.text(self.data), (self.rules)()].map(|text| (self.language.clone(), text))
    }
}

static SHIPPED: [Shipped; 2] = [
    Shipped::new(Language::ENGLISH, "texts/en.ftl", "texts/data/en.ftl", texts::english),
    Shipped::new(Language::SPANISH, "texts/es.ftl", "texts/data/es.ftl", texts::spanish),
];

/// Of every other language: each is said in English alike, and marked.
static UNTRANSLATED: OnceLock<Texts> = OnceLock::new();

/// Language and units of a report.
#[derive(Clone)]
pub(crate) struct Speech {
    language: Language,
    units: Units,
    texts: &'static Texts,
}

struct Texts {
    language: Language,
    words: Words,
    numbers: Numbers,
    /// Made when it is first asked for: a report as the data are never does.
    phrases: OnceLock<Phrases>,
    is_english: bool,
}

impl PartialEq for Speech {
    fn eq(&self, other: &Self) -> bool {
        (&self.language, self.units) == (&other.language, other.units)
    }
}

impl Eq for Speech {}

impl Default for Speech {
    /// English and metric, as the data are.
    fn default() -> Self {
        Self::new(&Language::ENGLISH, Units::Metric)
    }
}

impl Texts {
    /// Those of a language, read once. None has texts of its own by region or script.
    fn of(language: &Language) -> &'static Self {
        let shipped = SHIPPED.iter().find(|shipped| shipped.language.primary() == language.primary());
        let kept = shipped.map_or(&UNTRANSLATED, |shipped| &shipped.texts);
        kept.get_or_init(|| Self::read(shipped.map_or(language, |shipped| &shipped.language)))
    }

    /// A text of ours that cannot be read is a mistake that a test finds; a report would then name its messages instead of saying them.
    fn read(language: &Language) -> Self {
        let own = SHIPPED.each_ref().map(Shipped::own);
        let words = Words::new(language, &own).unwrap_or_default();
        Self {
            language: language.clone(),
            numbers: Numbers::of(&words),
            words,
            phrases: OnceLock::new(),
            is_english: *language == Language::ENGLISH,
        }
    }

    fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| {
            let data: Vec<_> = SHIPPED.iter().flat_map(Shipped::phrases).collect();
            Phrases::new(&self.language, &data).unwrap_or_default()
        })
    }
}

impl Speech {
    /// A speech in a language; what is not translated to it is said in English, visibly.
    pub(crate) fn new(language: &Language, units: Units) -> Self {
        Self { language: language.clone(), units, texts: Texts::of(language) }
    }

    /// The language.
    pub(crate) const fn language(&self) -> &Language {
        &self.language
    }

    /// A message of the report's own.
    pub(crate) fn say(&self, id: &str) -> String {
        self.say_of(id, &[])
    }

    /// The same, with what it is told.
    pub(crate) fn say_of(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.texts.words.say(id, arguments).marked()
    }

    /// Several messages, such as the heads of a table.
    pub(crate) fn all(&self, ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| self.say(id)).collect()
    }

    /// What the data say in words.
    pub(crate) fn phrase(&self, english: &str) -> String {
        if english.is_empty() || self.is_as_data() {
            return english.to_owned();
        }
        self.texts.phrases().say(english, &|kind, text| self.of_kind(kind, text)).marked()
    }

    /// The same, with its days as people read them.
    pub(crate) fn dated(&self, english: &str) -> String {
        self.known(english).unwrap_or_else(|| self.untold(&wording::with_days(english)))
    }

    /// The same; none where it has no form, and where everything is said as the data have it.
    pub(crate) fn known(&self, english: &str) -> Option<String> {
        if self.is_as_data() {
            return None;
        }
        let said = self.texts.phrases().find(english, &|kind, text| self.of_kind(kind, text));
        said.map(Said::marked)
    }

    /// What has no form.
    fn untold(&self, english: &str) -> String {
        if english.is_empty() || self.texts.is_english {
            return english.to_owned();
        }
        format!("[{}] {english}", Language::ENGLISH)
    }

    /// Whether nothing is said otherwise than the data have it.
    pub(crate) fn is_as_data(&self) -> bool {
        self.texts.is_english && self.units == Units::Metric
    }

    /// Several such texts, one after the other behind `; `.
    pub(crate) fn list(&self, english: &str) -> String {
        english.split("; ").map(|one| self.phrase(one)).collect::<Vec<_>>().join("; ")
    }

    /// A symptom in words: `Appetite loss`.
    pub(crate) fn symptom(&self, item: SymptomItem) -> String {
        self.phrase(&wording::symptom(item))
    }

    /// Where a value came from: `scale`, `typed, corrected`.
    pub(crate) fn origin(&self, origin: Origin) -> String {
        let source = self.phrase(origin.source.as_str());
        if origin.corrected { self.say_of("corrected", &[("what", (&source).into())]) } else { source }
    }

    /// The word for a level.
    pub(crate) fn level(&self, level: Level) -> String {
        self.say(match level {
            Level::Emergency => "level-emergency",
            Level::SameDay => "level-same-day",
            Level::NextContact => "level-next-contact",
            Level::Information => "level-information",
        })
    }

    /// Stands for a figure that is not known.
    pub(crate) fn unknown(&self) -> String {
        self.say("unknown")
    }

    /// `4 of 7`.
    pub(crate) fn of(&self, part: &str, whole: &str) -> String {
        self.say_of("of", &[("part", part.into()), ("whole", whole.into())])
    }
}

/// Whether a text is marked as being in English, among others that are not.
pub(crate) fn foreign(text: &str) -> bool {
    text.starts_with("[en] ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_texts_can_be_read_and_are_whole_in_spanish() {
        let own = SHIPPED.each_ref().map(Shipped::own);
        let words = Words::new(&Language::SPANISH, &own).unwrap();
        assert_eq!(words.gaps(), []);
        let [english, spanish] = SHIPPED.each_ref().map(Shipped::phrases);
        for (english, spanish) in english.iter().zip(&spanish) {
            let both = [english.clone(), spanish.clone()];
            assert_eq!(Words::new(&Language::SPANISH, &both).unwrap().gaps(), []);
        }
        let all = [english, spanish].concat();
        assert!(Phrases::new(&Language::SPANISH, &all).is_ok(), "no name stands in both");
    }

    #[test]
    fn every_language_finds_every_form_of_the_english_data_and_no_two_mean_the_same() {
        let spanish = Speech::new(&Language::SPANISH, Units::Metric);
        assert_eq!(
            spanish.phrase("Fever with low white cells: Please call your care team today. Do not wait."),
            "Fiebre con leucocitos bajos: Por favor, llame hoy a su equipo sanitario. No espere."
        );
        assert_eq!(spanish.phrase("no words of ours"), "[en] no words of ours");
        assert_eq!(spanish.dated("no words of 2026-11-20"), "[en] no words of 20 Nov 2026");
    }

    #[test]
    fn a_language_that_nobody_translated_speaks_english_and_says_so() {
        let french = Speech::new(&Language::parse("fr").unwrap(), Units::Metric);
        assert_eq!(french.say("topic-weight"), "[en] Weight");
        assert!(foreign(&french.phrase("Fever")));
        let regional = Speech::new(&Language::parse("es-MX").unwrap(), Units::Metric);
        assert_eq!(regional.say("topic-weight"), "Peso");
    }
}
