//! Every question of the built-in sets can be read after six years of school, in both languages and to whoever answers.
//!
//! English by the Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid JP, Fishburne RP, Rogers RL,
//! Chissom BS. Research Branch Report 8-75, Naval Technical Training Command, 1975). Spanish by the Fernández-Huerta score: 206.84 -
//! 60 syllables a word - 1.02 words a sentence, of which 70 to 80 is said to fit the sixth grade (Fernández Huerta J. Medidas sencillas
//! de lecturabilidad. Consigna 1959;214:29-32; with the sentence length read as words a sentence). Both are made for longer texts than a
//! question; a question is held to them by itself all the same, and what is not so near the limit is easy whatever the formula.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use nourish_checkin::{Questionnaires, Respondent};
use nourish_words::Language;

/// Grade times a hundred.
const MOST_GRADE_CENTI: i64 = 600;
/// Score times a hundred.
const LEAST_SCORE_CENTI: i64 = 7_000;

struct Counted {
    sentences: i64,
    words: i64,
    syllables: i64,
}

fn count(text: &str, syllables: fn(&str) -> i64) -> Counted {
    let letters =
        |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase();
    let words: Vec<String> = text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    Counted {
        sentences: i64::try_from(text.matches(['.', '?', '!']).count().max(1)).unwrap(),
        words: i64::try_from(words.len().max(1)).unwrap(),
        syllables: words.iter().map(|word| syllables(word)).sum(),
    }
}

/// Runs of vowels, without a silent e at the end.
fn english_syllables(word: &str) -> i64 {
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let runs = letters
        .iter()
        .enumerate()
        .filter(|(place, letter)| vowel(**letter) && (*place == 0 || !vowel(letters[*place - 1])));
    let runs = i64::try_from(runs.count()).unwrap();
    let silent = word.ends_with('e') && !word.ends_with("le")
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    (runs - i64::from(silent)).max(1)
}

/// Runs of vowels, parted where two strong ones meet or a weak one bears the stress.
fn spanish_syllables(word: &str) -> i64 {
    let word = word.replace("qu", "q").replace("gue", "ge").replace("gui", "gi");
    let strong = |letter: char| "aeoáéóíú".contains(letter);
    let vowel = |letter: char| strong(letter) || "iuü".contains(letter);
    let letters: Vec<char> = word.chars().map(|letter| if letter == 'y' { 'i' } else { letter }).collect();
    let begins = |place: usize, letter: char| {
        let before = place.checked_sub(1).map(|before| letters[before]);
        vowel(letter) && before.is_none_or(|before| !vowel(before) || (strong(letter) && strong(before)))
    };
    let count = letters.iter().enumerate().filter(|(place, letter)| begins(*place, **letter)).count();
    i64::try_from(count).unwrap().max(1)
}

/// The Flesch-Kincaid grade times a hundred.
fn grade_centi(text: &str) -> i64 {
    let counted = count(text, english_syllables);
    39 * counted.words / counted.sentences + 1_180 * counted.syllables / counted.words - 1_559
}

/// The Fernández-Huerta score times a hundred.
fn score_centi(text: &str) -> i64 {
    let counted = count(text, spanish_syllables);
    20_684 - 6_000 * counted.syllables / counted.words - 102 * counted.words / counted.sentences
}

fn questions(language: &Language) -> Vec<(String, String)> {
    let all = Questionnaires::built_in().unwrap();
    let wording = all.wording(language).unwrap();
    let mut texts = Vec::new();
    for set in all.sets() {
        for question in &set.questions {
            for by in [Respondent::Patient, Respondent::Carer] {
                let said = wording.question(question, by);
                assert!(!said.fell_back(), "{} {}", set.id, question.id);
                texts.push((format!("{} {} {}", set.id, question.id, by.as_str()), said.text));
            }
        }
    }
    texts
}

#[test]
fn syllables_are_counted_as_a_person_counts_them() {
    for (word, syllables) in [
        ("how", 1),
        ("weight", 1),
        ("hunger", 2),
        ("temperature", 4),
        ("tired", 1),
        ("belly", 2),
        ("hated", 2),
    ] {
        assert_eq!(english_syllables(word), syllables, "{word}");
    }
    for (word, syllables) in [
        ("cuánto", 2),
        ("comió", 2),
        ("día", 2),
        ("temperatura", 5),
        ("queda", 2),
        ("ahora", 3),
        ("vomitó", 3),
        ("muy", 1),
    ] {
        assert_eq!(spanish_syllables(word), syllables, "{word}");
    }
}

#[test]
fn the_formulas_are_those_of_their_papers() {
    // Ten words, one sentence, twelve syllables: 0.39 x 10 + 11.8 x 1.2 - 15.59 = 2.47.
    assert_eq!(grade_centi("We sat by the sea and ate some warm bananas."), 247);
    // Five words, one sentence, eight syllables: 206.84 - 60 x 1.6 - 1.02 x 5 = 105.74.
    assert_eq!(score_centi("El sol sale por la mañana."), 20_684 - 6_000 * 9 / 6 - 102 * 6);
    assert!(grade_centi("Characterise symptomatology interference qualitatively.") > MOST_GRADE_CENTI);
    assert!(score_centi("Caracterice cualitativamente sintomatología gastrointestinal.") < LEAST_SCORE_CENTI);
}

#[test]
fn english_questions_stay_within_the_sixth_grade() {
    let hard: Vec<String> = questions(&Language::ENGLISH)
        .into_iter()
        .filter(|(_, text)| grade_centi(text) > MOST_GRADE_CENTI)
        .map(|(name, text)| format!("{name}: {} {text}", grade_centi(&text)))
        .collect();
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn spanish_questions_stay_within_the_sixth_grade() {
    let hard: Vec<String> = questions(&Language::SPANISH)
        .into_iter()
        .filter(|(_, text)| score_centi(text) < LEAST_SCORE_CENTI)
        .map(|(name, text)| format!("{name}: {} {text}", score_centi(&text)))
        .collect();
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}
