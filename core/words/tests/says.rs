//! Messages are said in the asked language, else in English, visibly; mistakes in their files are named.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::thread;

use nourish_words::{Fault, Gap, Language, Words};

const ENGLISH: &str = "\
-app = Nourish
title = { -app } report
meals = { $count ->
    [one] one meal
   *[other] { $count } meals
}
eaten = { $who ->
    [you] You ate
   *[other] { $name } ate
} { $amount }
hint = Drink
    .short = Sip
only-english = Rest
";

const SPANISH: &str = "\
-app = Nourish
title = Informe de { -app }
meals = { $count ->
    [one] una comida
   *[other] { $count } comidas
}
eaten = { $who ->
    [you] Comi\u{f3} usted
   *[other] { $name } comi\u{f3}
} { $amount }
hint = Beba
    .short = Un sorbo
";

fn words(asked: &str) -> Words {
    let sources = [(Language::ENGLISH, ENGLISH), (Language::SPANISH, SPANISH)];
    Words::new(&Language::parse(asked).unwrap(), &sources).unwrap()
}

#[test]
fn a_message_is_said_in_the_asked_language() {
    let said = words("es").say("meals", &[("count", 1u32.into())]);
    assert_eq!((said.text.as_str(), said.language.tag(), said.fell_back()), ("una comida", "es", false));
    assert_eq!(words("es").say("meals", &[("count", 12usize.into())]).marked(), "12 comidas");
    assert_eq!(words("en").say("meals", &[("count", 1u64.into())]).marked(), "one meal");
    assert_eq!(words("es").say("title", &[]).text, "Informe de Nourish");
    assert_eq!(words("es").say("hint.short", &[]).text, "Un sorbo");
}

#[test]
fn counts_are_exact_and_never_parted_or_rounded() {
    let most = 9_007_199_254_740_992_u64;
    assert_eq!(words("en").say("meals", &[("count", most.into())]).text, "9007199254740992 meals");
}

#[test]
fn a_region_speaks_its_language_and_this_is_no_falling_back() {
    let said = words("es-MX").say("meals", &[("count", 2u32.into())]);
    assert_eq!((said.text.as_str(), said.language.tag(), said.fell_back()), ("2 comidas", "es", false));
    assert!(!words("en-GB").say("only-english", &[]).fell_back());
}

#[test]
fn what_is_not_translated_is_said_in_english_and_shows() {
    let said = words("es").say("only-english", &[]);
    assert_eq!((said.text.as_str(), said.language.tag(), said.fell_back()), ("Rest", "en", true));
    assert_eq!(said.marked(), "[en] Rest");
    assert!(words("fr").say("title", &[]).fell_back(), "a language that nobody wrote");
}

#[test]
fn what_exists_nowhere_is_said_by_its_name_and_shows() {
    for asked in ["en", "es"] {
        let words = words(asked);
        assert_eq!(words.say("no-such", &[]).marked(), "[en] no-such");
        assert_eq!(words.say("hint.no-such", &[]).text, "hint.no-such");
        assert!(!words.knows("no-such") && words.knows("hint.short") && words.knows("only-english"));
    }
}

#[test]
fn a_missing_argument_stands_there_by_its_name() {
    assert_eq!(words("en").say("meals", &[]).text, "{$count} meals");
}

#[test]
fn a_name_from_the_right_is_isolated_and_others_stay_plain() {
    let eaten = |asked: &str, name: &str| {
        words(asked)
            .say("eaten", &[("who", "her".into()), ("name", name.into()), ("amount", "1/2".into())])
            .text
    };
    assert_eq!(eaten("en", "Ana"), "Ana ate 1/2");
    assert_eq!(eaten("es", "\u{645}\u{646}\u{649}"), "\u{2068}\u{645}\u{646}\u{649}\u{2069} comi\u{f3} 1/2");
}

#[test]
fn an_argument_is_a_text_and_never_a_message() {
    let said = words("en")
        .say("eaten", &[("who", "her".into()), ("name", "{ title }".into()), ("amount", "it".into())]);
    assert_eq!(said.text, "{ title } ate it");
}

#[test]
fn gaps_name_what_is_missing_unknown_or_takes_other_arguments() {
    assert_eq!(words("es").gaps(), [Gap::Missing("only-english".to_owned())]);
    assert_eq!(words("en").gaps(), []);
    let sources =
        [(Language::ENGLISH, ENGLISH), (Language::parse("en-GB").unwrap(), "only-english = Have a rest\n")];
    assert_eq!(Words::new(&sources[1].0, &sources).unwrap().gaps(), [], "the rest is English as it is");
    assert_eq!(words("fr").gaps().len(), words("fr").ids().count(), "all of it");
    let sources = [
        (Language::ENGLISH, "a = { $x }\n"),
        (Language::SPANISH, "a = { $y ->\n   *[other] { $z }\n}\nb = B\n"),
    ];
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let other = Gap::Arguments { id: "a".to_owned(), here: set(&["y", "z"]), in_english: set(&["x"]) };
    assert_eq!(
        Words::new(&Language::SPANISH, &sources).unwrap().gaps(),
        [Gap::Unknown("b".to_owned()), other]
    );
}

#[test]
fn a_language_may_have_several_files() {
    let sources = [(Language::ENGLISH, "a = A\n"), (Language::ENGLISH, "b = B\n")];
    let words = Words::new(&Language::ENGLISH, &sources).unwrap();
    assert_eq!((words.say("a", &[]).text, words.say("b", &[]).text), ("A".to_owned(), "B".to_owned()));
}

/// A file, the line of its mistake and what is said of it.
type Case = (&'static str, usize, fn(&Fault) -> bool);

#[test]
fn every_mistake_is_named_with_its_line_and_remedy() {
    let cases: [Case; 9] = [
        ("a = A\nb\nc = C\n", 2, |fault| matches!(fault, Fault::Syntax(_))),
        ("a = { $x ->\n    [one] A\n}\n", 3, |fault| matches!(fault, Fault::Syntax(_))),
        ("a = A\n\na = B\n", 3, |fault| *fault == Fault::Twice("a".to_owned())),
        ("a = A\n    .p = P\n    .p = Q\n", 3, |fault| *fault == Fault::Twice("a.p".to_owned())),
        ("a = A\nb = { -term }\n", 2, |fault| *fault == Fault::NoSuchTerm("term".to_owned())),
        ("a = A\nb = { a }\n", 2, |fault| *fault == Fault::Nested("a".to_owned())),
        ("-a = A\n-b = { -a }\n", 2, |fault| *fault == Fault::Nested("-a".to_owned())),
        ("a =\n    { $x ->\n       *[other] { NUMBER($x) }\n    }\n", 3, |fault| {
            *fault == Fault::Function("NUMBER".to_owned())
        }),
        ("-t = T\na = { -t.gender ->\n   *[other] A\n}\n", 2, |fault| {
            *fault == Fault::NoSuchTerm("t.gender".to_owned())
        }),
    ];
    for (source, line, expected) in cases {
        let error = Words::new(&Language::ENGLISH, &[(Language::ENGLISH, source)]).err().unwrap();
        assert_eq!((error.line, expected(&error.fault)), (line, true), "{source}: {error}");
        assert!(error.to_string().contains(error.fault.remedy()));
    }
}

#[test]
fn english_must_be_there_and_other_languages_are_not_read() {
    let error = Words::new(&Language::SPANISH, &[(Language::SPANISH, "a = A\n")]).err().unwrap();
    assert_eq!(error.fault, Fault::NoEnglish);
    let sources = [(Language::ENGLISH, "a = A\n"), (Language::SPANISH, "broken")];
    assert!(Words::new(&Language::ENGLISH, &sources).is_ok());
    let error = Words::new(&Language::SPANISH, &sources).err().unwrap();
    assert_eq!((error.language, error.line), (Language::SPANISH, 1));
}

#[test]
fn words_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let words = words("es");
    shared(&words);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(words.say("meals", &[("count", 3u32.into())]).text, "3 comidas"));
        }
    });
}
