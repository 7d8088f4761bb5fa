//! The texts of this room, in the languages that come with it.

use crate::FILES;
use crate::schedule::{Occurrence, Reminder};
use nourish_words::{Language, Said, Words, WordsError};

fn english() -> &'static str {
    FILES.text("texts/en.ftl")
}

fn spanish() -> &'static str {
    FILES.text("texts/es.ftl")
}

/// The words of this room in a language; what it lacks is said in English, visibly.
///
/// ```
/// # use nourish_plan::plan_words;
/// # use nourish_words::Language;
/// let words = plan_words(&Language::SPANISH)?;
/// assert_eq!(words.say("ring-energy", &[]).text, "Energía");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`WordsError`] if the texts that came with this program are broken.
pub fn plan_words(asked: &Language) -> Result<Words, WordsError> {
    Words::new(asked, &[(Language::ENGLISH, english()), (Language::SPANISH, spanish())])
}

impl Occurrence {
    /// What is to be done, in words.
    #[must_use]
    pub fn say(&self, words: &Words) -> Said {
        let id = format!("due-{}", self.item.id());
        match &self.title {
            Some(title) => words.say(&id, &[("title", title.into())]),
            None => words.say(&id, &[]),
        }
    }
}

impl Reminder {
    /// The line of the notification. It names the first thing and counts the others: a locked screen shows no more than it must.
    #[must_use]
    pub fn say(&self, words: &Words) -> Said {
        let first = self.items.first();
        let what = first.map_or_else(|| words.say("due-daily-weight", &[]), |item| item.say(words)).marked();
        match self.items.len().saturating_sub(1) {
            0 => words.say("remind-one", &[("what", (&what).into())]),
            more => words.say("remind-more", &[("what", (&what).into()), ("more", more.into())]),
        }
    }
}

/// A number of thousandths with one decimal place, as the language writes it.
pub(crate) fn tenths(words: &Words, milli: u64) -> String {
    let tenths = (milli + 50) / 100;
    let point = if words.asked().tag().starts_with("en") { '.' } else { ',' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that foretell, or weigh a person's chances. No text of this room may hold one.
    const PROGNOSTIC: [&str; 26] = [
        "surviv",
        "prognos",
        "death",
        "dying",
        " die ",
        "life expectancy",
        "chance",
        "terminal",
        "incurable",
        "cured",
        "median",
        "months to live",
        "outlook",
        "grade",
        "stage",
        "superviv",
        "pronóst",
        "muert",
        "morir",
        "esperanza de vida",
        "probabilidad",
        "curar",
        "grado",
        "estadio",
        "meses de vida",
        "riesgo",
    ];
    /// Words that count streaks, praise or blame.
    const UNKIND: [&str; 16] = [
        "streak",
        "in a row",
        "failed",
        "failure",
        "you should have",
        "only ",
        "well done",
        "congratulations",
        "forgot",
        "racha",
        "seguidos",
        "fracas",
        "debería haber",
        "enhorabuena",
        "olvid",
        "bad ",
    ];

    fn messages(text: &str) -> impl Iterator<Item = String> {
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_lowercase)
    }

    #[test]
    fn nothing_foretells_and_nothing_blames() {
        for text in [english(), spanish()] {
            for line in messages(text) {
                let said = line.split_once('=').map_or(line.as_str(), |(_, said)| said);
                for word in PROGNOSTIC.iter().chain(&UNKIND) {
                    assert!(!said.contains(word), "\"{word}\" in {line}");
                }
            }
        }
    }

    #[test]
    fn spanish_lacks_nothing() {
        let gaps = plan_words(&Language::SPANISH).unwrap().gaps();
        assert!(gaps.is_empty(), "{gaps:?}");
    }

    #[test]
    fn every_item_and_symptom_has_words() {
        let words = plan_words(&Language::ENGLISH).unwrap();
        for item in crate::ScheduleItem::ALL {
            let said = words.say(&format!("due-{}", item.id()), &[("title", "x".into())]);
            assert!(!said.fell_back() && !said.text.is_empty(), "{item:?}");
        }
        for item in nourish_record::SymptomItem::ALL {
            let said = words.say(&format!("symptom-{}", item.as_str()), &[]);
            assert_ne!(said.text, format!("symptom-{}", item.as_str()));
        }
    }

    #[test]
    fn sentences_are_short() {
        for line in messages(english()).filter(|line| line.contains(" = ")) {
            let longest = line.split(['.', ':', ',']).map(|part| part.split_whitespace().count()).max();
            assert!(longest <= Some(18), "{line}");
        }
    }

    #[test]
    fn weights_are_rounded_to_a_tenth_as_the_language_writes_them() {
        let (english, spanish) =
            (plan_words(&Language::ENGLISH).unwrap(), plan_words(&Language::SPANISH).unwrap());
        assert_eq!(tenths(&english, 68_449), "68.4");
        assert_eq!(tenths(&spanish, 68_450), "68,5");
        assert_eq!(tenths(&english, 0), "0.0");
    }
}
