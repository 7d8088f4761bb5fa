//! A journal to FHIR and back keeps every value, unit, zone and status, of every kind.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use nourish_fhir::{Subject, Told, read_entry, resource_of};
use nourish_record::{
    CalendarDay, Draft, Entry, Fact, FieldSpec, KindSpec, Moment, Origin, Source, Stamp, Status, Takes, Tz,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// A value of a field as a person writes it, or nothing where it may be left out.
fn value(spec: &'static FieldSpec) -> BoxedStrategy<Option<String>> {
    let present: BoxedStrategy<String> = match spec.takes {
        Takes::Number => prop_oneof![Just(spec.least), Just(spec.most), spec.least..=spec.most]
            .prop_map(|number| spec.unit.write(number))
            .boxed(),
        Takes::Word => {
            let words: Vec<&str> = (spec.words)().iter().map(|(_, word)| *word).collect();
            let most = if spec.several { words.len() } else { 1 };
            let several = prop::collection::vec(prop::sample::select(words), 1..=most);
            several.prop_map(|words| words.join(",")).boxed()
        }
        Takes::Flag => any::<bool>().prop_map(|flag| if flag { "yes" } else { "no" }.to_owned()).boxed(),
        Takes::Day => day().prop_map(|day| day.to_string()).boxed(),
        Takes::Text => text().boxed(),
        Takes::Entry => Just("00".repeat(16)).boxed(),
    };
    if spec.required { present.prop_map(Some).boxed() } else { prop::option::of(present).boxed() }
}

/// Any text that the journal takes: every script, marks of XML and JSON, line ends, and what our own texts say.
fn text() -> impl Strategy<Value = String> {
    let taken = |text: &String| !text.trim().is_empty() && text.len() <= 200;
    prop_oneof![
        "\\PC{1,40}".prop_filter("as the journal takes it", taken),
        "[<>&\"'\\\\ \n\tä\u{200b}]{1,20}".prop_filter("as the journal takes it", taken),
        Just("parenteral nutrition".to_owned()),
        Just("Волков 山田 أحمد".to_owned()),
    ]
}

fn day() -> impl Strategy<Value = CalendarDay> {
    (-25_567i32..=84_005).prop_map(|days| CalendarDay::from_days_since_1970(days).unwrap())
}

fn fact(kind: &'static KindSpec) -> impl Strategy<Value = Fact> {
    let fields: Vec<_> = kind.fields.iter().map(value).collect();
    fields.prop_filter_map("no fact of the kind", move |values| {
        let named = kind.fields.iter().zip(&values);
        let given: Vec<(&str, &str)> =
            named.filter_map(|(spec, value)| Some((spec.name, value.as_deref()?))).collect();
        Fact::read(kind.name, &given).ok()
    })
}

/// A moment anywhere and at any time, with or without a zone, and on the day before or after where somebody says so.
fn moment() -> impl Strategy<Value = Moment> {
    let zone = prop::option::of(prop::sample::select(Tz::all().collect::<Vec<_>>()));
    (1_000i64..7_000_000_000_000, -54_000i32..=54_000, zone, -1i32..=1).prop_filter_map(
        "no such moment",
        |(instant_ms, offset_s, zone, shift)| {
            let moment = match zone {
                Some(zone) => Moment::in_zone(instant_ms, zone),
                None => Moment::new(instant_ms, offset_s, None),
            }
            .ok()?;
            let day = moment.day().plus(shift);
            moment.on_day(day).ok()
        },
    )
}

fn draft(kind: &'static KindSpec) -> impl Strategy<Value = Draft> {
    let status = prop::sample::select(Status::ALL);
    let origin = prop::option::of(text());
    (fact(kind), moment(), prop::sample::select(Source::ALL), status, origin).prop_map(
        |(fact, occurred, source, status, origin)| {
            let origin = origin.map(|system| Origin { system, key: "1".into() });
            Draft { occurred, source, origin, fact, status }
        },
    )
}

fn entries() -> impl Strategy<Value = Entry> {
    let kind = prop::sample::select(Fact::KINDS)
        .prop_map(|kind| Fact::KINDS.iter().find(|known| known.number == kind.number).unwrap());
    kind.prop_flat_map(draft).prop_map(|draft| Entry::parse(draft, Stamp::example(1)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn every_entry_comes_back_as_it_was_logged(entry in entries(), amended: bool) {
        let subject = Subject::named([7; 16]);
        let resource = resource_of(Told::standing(&entry).amended(amended), &subject).unwrap();
        let text = serde_json::to_string(&resource).unwrap();
        let read = read_entry(&serde_json::from_str(&text).unwrap());
        let read = match read {
            Ok(read) => read.unwrap(),
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {text}"))),
        };
        prop_assert_eq!(read.id, Some(entry.id()));
        prop_assert!(Some(&read.fact) == entry.fact(), "{}", text);
        prop_assert_eq!(&read.occurred, entry.occurred());
        prop_assert_eq!(read.occurred.zone(), entry.occurred().zone());
        prop_assert_eq!(read.source, entry.source());
        prop_assert_eq!(read.status, entry.status());
        prop_assert_eq!(read.origin.as_deref(), entry.origin());
        let again = serde_json::to_string(&resource_of(Told::standing(&entry).amended(amended), &subject)).unwrap();
        prop_assert_eq!(again, text);
    }

    #[test]
    fn what_was_taken_back_comes_back_in_error(entry in entries()) {
        let resource = resource_of(Told::standing(&entry).retracted(true), &Subject::named([7; 16])).unwrap();
        let read = read_entry(&serde_json::to_value(&resource).unwrap()).unwrap().unwrap();
        prop_assert_eq!(read.status, Status::EnteredInError);
        prop_assert!(Some(&read.fact) == entry.fact());
    }
}

#[test]
fn every_kind_is_tried() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for kind in Fact::KINDS {
        let kind = Fact::KINDS.iter().find(|known| known.number == kind.number).unwrap();
        let fact = fact(kind).new_tree(&mut runner).unwrap_or_else(|_| panic!("{}", kind.name)).current();
        assert_eq!(fact.kind().number, kind.number);
    }
}
