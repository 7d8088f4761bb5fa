//! An open journal that is assessed again and again says what it would say if it were opened anew.

use nourish_journal::{Draft, Fact, Journal, Moment, Secret, Source, make_file_key};

/// A minute, a kind and its fields.
type Said = (i64, &'static str, &'static [(&'static str, &'static str)]);

/// What is logged, at which minute after the first, and on which day's account.
const LOGGED: &[Said] = &[
    (0, "weight", &[("weight", "72.0 kg")]),
    (10, "symptom", &[("item", "nausea"), ("attribute", "severity"), ("level", "3"), ("recall_days", "1")]),
    (1_440, "weight", &[("weight", "71.6 kg")]),
    (1_450, "oral-intake", &[("energy", "900 kcal")]),
    // A slip that a later weight does not support, and one that it does.
    (2_880, "weight", &[("weight", "158.0 kg")]),
    (4_320, "weight", &[("weight", "66.0 kg")]),
    (5_760, "weight", &[("weight", "65.9 kg")]),
    (5_770, "check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")]),
    // Two days late.
    (
        2_890,
        "symptom",
        &[("item", "nausea"), ("attribute", "severity"), ("level", "4"), ("recall_days", "1")],
    ),
    (5_800, "acknowledgement", &[("rule", "red_flag:rigors"), ("action", "contacted"), ("role", "nurse")]),
    (7_200, "treatment", &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")]),
];

#[test]
fn what_is_kept_between_assessments_is_what_reading_anew_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    let key = make_file_key().unwrap();
    let mut journal = Journal::create(&path, Secret::KeyFile(&key)).unwrap();
    let start = Moment::parse("2026-11-10T08:00[Europe/Madrid]").unwrap();
    let later = |minutes: i64| {
        Moment::in_zone(start.instant_ms() + minutes * 60_000, "Europe/Madrid".parse().unwrap()).unwrap()
    };
    let compare = |journal: &Journal, step: usize| {
        for day in [start.day().plus(4), start.day().plus(9)] {
            let anew = Journal::open(&path, Secret::KeyFile(&key)).unwrap();
            assert!(journal.assess(day).unwrap() == anew.assess(day).unwrap(), "step {step}, {day}");
        }
    };
    let mut last = None;
    for (step, (minutes, kind, fields)) in LOGGED.iter().enumerate() {
        let draft = Draft::new(later(*minutes), Source::Typed, Fact::read(kind, fields).unwrap());
        last = Some(journal.log(draft, &later(10_000)).unwrap());
        compare(&journal, step);
    }
    let last = last.unwrap();
    let fact =
        Fact::read("treatment", &[("modality", "surgery"), ("status", "cancelled"), ("name", "gastrectomy")]);
    journal.amend(last.id(), fact.unwrap(), None, "put off", &later(10_010)).unwrap();
    compare(&journal, 100);
    journal.retract(last.id(), "somebody else's", &later(10_020)).unwrap();
    compare(&journal, 101);
    // What was erased is gone from what is kept, too, though an erasure adds as many entries as it takes away.
    let (recent, old) = (later(5_900), later(-300 * 1_440));
    for (step, when) in [(102, recent), (104, old)] {
        let fields: &[(&str, &str)] =
            &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
        let draft = Draft::new(when, Source::Typed, Fact::read("treatment", fields).unwrap());
        let logged = journal.log(draft, &later(10_030)).unwrap();
        compare(&journal, step);
        journal.erase(logged.id(), "asked to", &later(10_040)).unwrap();
        compare(&journal, step + 1);
    }
    let backup = folder.path().join("backup");
    journal.backup(&backup).unwrap();
    let weight = Fact::read("weight", &[("weight", "60.1 kg")]).unwrap();
    let mut restored =
        Journal::restore(&backup, &folder.path().join("other.nourish"), Secret::KeyFile(&key)).unwrap();
    restored.log(Draft::new(later(7_300), Source::Typed, weight), &later(10_050)).unwrap();
    restored.backup(&folder.path().join("newer")).unwrap();
    journal.merge(&folder.path().join("newer")).unwrap();
    compare(&journal, 106);
}
