//! An instrument that a pack adds, through the same lines as the built-in ones. Expected values are added up by hand.

use super::{INPUTS, INSTRUMENT, built_in, read};
use nourish_rules::{Tables, score};
use serde_json::{Value, json};

fn tables() -> Tables {
    let pack = read(&[("_inputs.toml", INPUTS), ("example_day_score.toml", INSTRUMENT)]).unwrap();
    assert_eq!(pack.instruments().map(|table| table.id.as_str()).collect::<Vec<_>>(), ["example_day_score"]);
    built_in().with_pack(&pack).unwrap()
}

fn ask(inputs: Value) -> Value {
    let line = json!({"id": 1, "instrument": "example_day_score", "inputs": inputs}).to_string();
    serde_json::from_str(&score::answer(&tables(), &line, true).to_string()).unwrap()
}

fn result(naps: Value, steps: Value, tired: Value, colour: Value) -> Value {
    ask(
        json!({"example_naps": naps, "example_steps": steps, "example_tired": tired, "example_colour": colour}),
    )
}

#[test]
fn points_are_added_at_below_and_above_every_bound() {
    let cases = [
        (json!(1), json!(2000), json!(false), "green", 0, "light"),
        (json!(2), json!(2000), json!(false), "green", 1, "light"),
        (json!(3), json!(1999.9), json!(false), "green", 2, "light"),
        (json!(4), json!(2000), json!(false), "green", 3, "light"),
        (json!(4), json!(2000), json!(false), "grey", 4, "heavy"),
        (json!(1), json!(500), json!(true), "green", 3, "light"),
        (json!(1), json!(499.9), json!(true), "green", 5, "heavy"),
        (json!(20), json!(0), json!(true), "grey", 9, "heavy"),
    ];
    for (naps, steps, tired, colour, total, category) in cases {
        let answer = result(naps, steps, tired, json!(colour));
        assert_eq!(answer["result"], json!({"score": total, "category": category}), "{answer}");
        assert_eq!(answer["missing"], json!([]));
    }
    let answer = result(json!(2), json!(499), json!(true), json!("grey"));
    assert_eq!(
        answer["explain"],
        json!([
            "some_naps",
            "few_steps",
            "hardly_any_steps",
            "example_tired_points",
            "example_colour_grey_points"
        ])
    );
    assert_eq!(answer["version"], "7; pack st-example 3");
    assert_eq!(answer["source"], "Invented for the tests of this project.");
}

#[test]
fn what_is_unknown_leaves_a_range_and_is_asked_for() {
    let answer = result(Value::Null, Value::Null, Value::Null, Value::Null);
    assert_eq!(answer["result"], json!({"score": null, "category": null, "total_min": 0, "total_max": 9}));
    assert_eq!(
        answer["missing"],
        json!(["example_naps", "example_steps", "example_tired", "example_colour"])
    );
    // 3 and 1 are known, 2 may come: 4 to 6 is heavy whatever it is.
    let answer = result(json!(5), json!(1000), Value::Null, json!("green"));
    assert_eq!(answer["result"], json!({"score": null, "category": "heavy", "total_min": 4, "total_max": 6}));
    assert_eq!(answer["missing"], json!(["example_tired"]));
    // 0 to 3 more decide between light and heavy.
    let answer = result(json!(5), Value::Null, json!(false), json!("green"));
    assert_eq!(answer["result"], json!({"score": null, "category": null, "total_min": 3, "total_max": 6}));
}

#[test]
fn inputs_are_checked_as_those_of_built_in_instruments_are() {
    let problem = |inputs: Value| ask(inputs)["error"]["problem"].clone();
    assert_eq!(problem(json!({"example_naps": 1.5})), "not a whole number");
    assert_eq!(problem(json!({"example_naps": 21})), "outside the plausible range");
    assert_eq!(problem(json!({"example_colour": "blue"})), "not one of the words allowed");
    assert_eq!(problem(json!({"example_tired": 1})), "wrong type");
    assert_eq!(problem(json!({"bmi": 20})), "the instrument has no such input");
}

#[test]
fn the_instrument_is_listed_with_its_pack_and_unknown_without_it() {
    let listing =
        score::list(&tables()).into_iter().find(|listing| listing.id == "example_day_score").unwrap();
    assert_eq!((listing.version.as_str(), listing.licence.as_str()), ("7; pack st-example 3", "CC0-1.0"));
    assert_eq!(
        listing.inputs.iter().map(|input| input.kind).collect::<Vec<_>>(),
        ["whole number", "number", "true/false", "one of"]
    );
    let line = r#"{"instrument":"example_day_score","inputs":{}}"#;
    assert_eq!(score::answer(&built_in(), line, false).error().unwrap().problem, "no such instrument");
}
