//! An assessment reads half a year, and of older days only what lasts: it says what reading everything would say.

use nourish_journal::{CalendarDay, Draft, Fact, Journal, Moment, Secret, Source, make_file_key};
use nourish_rules::{Tables, assess};

/// A day, a kind and its fields.
type Said = (CalendarDay, &'static str, Vec<(&'static str, String)>);

/// Three years of a made-up life: what lasts scattered over all of it, and much that does not.
fn life(first: CalendarDay) -> Vec<Said> {
    let mut facts = vec![
        (first, "profile", vec![("born_on", "1958-03-03".to_owned()), ("diagnosis", "example".to_owned())]),
        (first, "height", vec![("height", "171 cm".to_owned())]),
        (first.plus(30), "care-contact", vec![("role", "nurse".to_owned()), ("phone", "000".to_owned())]),
    ];
    for day in (0..1_095).step_by(3) {
        let on = first.plus(day);
        let weight_g = 80_000 - day * 12 + (day * 7 % 11) * 40;
        facts.push((
            on,
            "weight",
            vec![("weight", format!("{}.{:03} kg", weight_g / 1000, weight_g % 1000))],
        ));
        facts.push((on, "oral-intake", vec![("energy", format!("{} kcal", 900 + day * 13 % 900))]));
        let level = (day / 3 % 5).to_string();
        let symptom =
            [("item", "nausea"), ("attribute", "severity"), ("level", &level), ("recall_days", "1")];
        facts.push((on, "symptom", symptom.map(|(name, value)| (name, value.to_owned())).to_vec()));
        if day % 42 == 0 {
            facts.push((on, "lab", vec![("analyte", "albumin".to_owned()), ("value", "36".to_owned())]));
            let given = [("modality", "chemotherapy"), ("status", "given"), ("name", "docetaxel")];
            let mut given = given.map(|(name, value)| (name, value.to_owned())).to_vec();
            given.push(("cycle", (day / 42 + 1).to_string()));
            facts.push((on, "treatment", given));
        }
    }
    let operation = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    let operation = operation.map(|(name, value)| (name, value.to_owned())).to_vec();
    facts.push((first.plus(1_110), "treatment", operation));
    facts
}

#[test]
fn half_a_year_and_what_lasts_say_what_everything_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    let key = make_file_key().unwrap();
    let mut journal = Journal::create(&path, Secret::KeyFile(&key)).unwrap();
    let first: CalendarDay = "2024-01-08".parse().unwrap();
    let mut wrong = Vec::new();
    for (place, (day, kind, fields)) in life(first).into_iter().enumerate() {
        let at = Moment::parse(&format!("{day}T08:{:02}[Europe/Madrid]", place % 60)).unwrap();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let fact = Fact::read(kind, &fields).unwrap();
        let entry = journal.log(Draft::new(at.clone(), Source::Typed, fact), &at).unwrap();
        if kind == "weight" && place % 50 == 3 {
            wrong.push((entry.id(), at));
        }
    }
    // Old weights that were taken back and corrected since.
    for (place, (id, at)) in wrong.iter().enumerate() {
        match place % 2 {
            0 => journal.retract(*id, "somebody else's", at).unwrap(),
            _ => {
                let fact = Fact::read("weight", &[("weight", "71.0 kg")]).unwrap();
                journal.amend(*id, fact, None, "misread", at).unwrap()
            }
        };
    }
    let tables = Tables::built_in().unwrap();
    let compare = |journal: &Journal| {
        let everything = journal.view_all().unwrap().timeline;
        for days in [1_094, 1_000, 700, 200, 0] {
            let as_of = first.plus(days);
            let anew = Journal::open(&path, Secret::KeyFile(&key)).unwrap();
            assert!(anew.assess(as_of).unwrap().assessment == assess(&everything, &tables, as_of), "{as_of}");
        }
    };
    compare(&journal);
    journal.settle().unwrap();
    compare(&journal);
    assert!(journal.check().unwrap().weeks > 100);
}
