//! English texts are taken apart by their forms and said anew; what has no form shows.

#![allow(clippy::unwrap_used)]

use nourish_words::{Language, Phrases};

const ENGLISH: &str = "\
lost = Lost { $n } % within { $count ->
    [one] { $count } day
   *[other] { $count } days
}: { $weight } on { $day }.
severe = Severe risk ({ $list }).
said = You said: { $what }. { $what-to-do }
fainted = Fainted or collapsed
call = Call { $name } today, do not wait.
stop = Stop the feed.
loss = loss above 10 %
albumin = albumin below 30 g/L, measured
given = { $name } given, cycle { $n }
only-english = Rest well
";

const SPANISH: &str = "\
lost = P\u{e9}rdida del { $n } % en { $count ->
    [one] un d\u{ed}a
   *[other] { $count } d\u{ed}as
}: { $weight } el { $day }.
severe = Riesgo grave ({ $list }).
said = Usted dijo: { $what }. { $what-to-do }
fainted = Desmayo o ca\u{ed}da
call = Llame hoy a { $name }, no espere.
stop = Pare la nutrici\u{f3}n.
loss = p\u{e9}rdida mayor del 10 %
albumin = alb\u{fa}mina por debajo de 30 g/l, medida
given = { $name } administrado, ciclo { $n }
";

fn write(kind: &str, text: &str) -> Option<String> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match kind {
        "n" => is_number.then(|| text.replace('.', ",")),
        "weight" => text.strip_suffix(" kg").and_then(|kg| write("n", kg)).map(|kg| format!("{kg} kg")),
        "day" => (text.len() == 10 && text.get(4..5) == Some("-")).then(|| format!("d\u{ed}a {text}")),
        _ => None,
    }
}

fn phrases(asked: &Language) -> Phrases {
    Phrases::new(asked, &[(Language::ENGLISH, ENGLISH), (Language::SPANISH, SPANISH)]).unwrap()
}

fn said(english: &str) -> String {
    phrases(&Language::SPANISH).say(english, &write).marked()
}

#[test]
fn a_text_is_said_anew_with_its_figures() {
    assert_eq!(
        said("Lost 6.8 % within 30 days: 68.2 kg on 2026-05-23."),
        "P\u{e9}rdida del 6,8 % en 30 d\u{ed}as: 68,2 kg el d\u{ed}a 2026-05-23."
    );
    assert_eq!(
        said("Lost 6.8 % within 1 day: 68.2 kg on 2026-05-23."),
        "P\u{e9}rdida del 6,8 % en un d\u{ed}a: 68,2 kg el d\u{ed}a 2026-05-23."
    );
    assert_eq!(said("given, cycle 3"), "[en] given, cycle 3", "a name is never empty");
    assert_eq!(said("FLOT, given, cycle 3"), "FLOT, administrado, ciclo 3");
}

#[test]
fn texts_within_texts_lists_and_sentences_are_said_anew() {
    assert_eq!(
        said("You said: fainted or collapsed. Stop the feed."),
        "Usted dijo: desmayo o ca\u{ed}da. Pare la nutrici\u{f3}n."
    );
    assert_eq!(
        said("You said: fainted or collapsed. Stop the feed. Call +34 600 000 000 today, do not wait."),
        "Usted dijo: desmayo o ca\u{ed}da. Pare la nutrici\u{f3}n. Llame hoy a +34 600 000 000, no espere."
    );
    assert_eq!(
        said("Severe risk (loss above 10 %, albumin below 30 g/L, measured)."),
        "Riesgo grave (p\u{e9}rdida mayor del 10 %, alb\u{fa}mina por debajo de 30 g/l, medida)."
    );
}

#[test]
fn a_value_that_is_not_of_its_kind_makes_no_form() {
    for odd in [
        "Lost 6.8 % within some days: 68.2 kg on 2026-05-23.",
        "Lost much % within 3 days: 68.2 kg on 2026-05-23.",
        "Severe risk (of rain).",
    ] {
        let said = phrases(&Language::SPANISH).say(odd, &write);
        assert_eq!((said.text.as_str(), said.language.tag(), said.fell_back()), (odd, "en", true));
        assert!(phrases(&Language::SPANISH).find(odd, &write).is_none());
    }
}

#[test]
fn what_is_not_translated_shows_also_within_another_text() {
    assert_eq!(said("Rest well"), "[en] Rest well");
    let said = |english: &str| phrases(&Language::SPANISH).say(english, &write);
    let within = said("You said: rest well. Stop the feed.");
    assert!(within.fell_back());
    assert_eq!(within.marked(), "Usted dijo: [en] rest well. Pare la nutrici\u{f3}n.");
    let after = said("Stop the feed. Rest well");
    assert!(after.fell_back());
    assert_eq!(after.marked(), "Pare la nutrici\u{f3}n. [en] Rest well");
}

#[test]
fn english_comes_back_as_it_was() {
    let english = phrases(&Language::ENGLISH);
    for text in [
        "Severe risk (loss above 10 %, albumin below 30 g/L, measured).",
        "You said: fainted or collapsed. Stop the feed.",
        "anything else",
    ] {
        let said = english.say(text, &|_, value| Some(value.to_owned()));
        assert_eq!((said.text.as_str(), said.fell_back()), (text, false));
    }
}

#[test]
fn a_text_made_to_cost_time_costs_little() {
    let long = "x: y: z, a, b; c. ".repeat(100);
    let english = format!(
        "{ENGLISH}general = {{ $what }}: {{ $list }}\nother = {{ $name }}: {{ $list }}. {{ $what }}\n"
    );
    let phrases = Phrases::new(&Language::SPANISH, &[(Language::ENGLISH, &english)]).unwrap();
    assert!(phrases.find(&long, &write).is_none());
    assert!(phrases.find(&"x".repeat(100_000), &write).is_none());
}
