//! Names that nobody bears: made-up given names, and words that say that somebody is made up.

use crate::random::Sequence;
use nourish_record::Sex;

const FEMALE: [&str; 12] = [
    "Avelia",
    "Brinna",
    "Cordeva",
    "Delmira",
    "Elvenna",
    "Fiorinde",
    "Gesvina",
    "Halmea",
    "Isoldra",
    "Jovelle",
    "Kessandra",
    "Lumenia",
];
const MALE: [&str; 12] = [
    "Alvaro-Nemo",
    "Brontus",
    "Corvan",
    "Dorimar",
    "Evandor",
    "Falkon",
    "Gravius",
    "Hestor",
    "Ivandel",
    "Jorvik",
    "Korbin",
    "Lucandro",
];
const FAMILY: [&str; 16] = [
    "Example",
    "Sample",
    "Placeholder",
    "Madeup",
    "Fable",
    "Storybook",
    "Nobody",
    "Paperfolk",
    "Inkwell",
    "Ejemplo",
    "Muster",
    "Exemple",
    "Fictus",
    "Legend",
    "Novella",
    "Specimen",
];

/// A name; the number of the person makes it theirs alone.
pub(crate) fn name(draws: &mut Sequence, sex: Sex, number: u32) -> String {
    let given = match sex {
        Sex::Female => draws.pick(&FEMALE),
        Sex::Male => draws.pick(&MALE),
    };
    let family = draws.pick(&FAMILY);
    format!("{} {} {number}", given.unwrap_or("Nemo"), family.unwrap_or("Example"))
}
