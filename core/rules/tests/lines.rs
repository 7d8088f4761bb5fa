//! The JSON line layer: what a question may look like and how a bad one is answered.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use nourish_rules::{Tables, score};
use serde_json::{Value, json};

fn ask(line: &str) -> Value {
    let tables = Tables::built_in().unwrap();
    let answer = score::answer(&tables, line, false).to_string();
    assert!(!answer.contains('\n'));
    serde_json::from_str(&answer).unwrap()
}

fn refused(line: &str, field: &str) -> Value {
    let answer = ask(line);
    assert_eq!(answer["error"]["field"], *field, "{line}");
    for part in ["problem", "remedy"] {
        assert!(answer["error"][part].as_str().is_some_and(|text| !text.is_empty()), "{answer}");
    }
    assert!(answer.get("result").is_none());
    answer
}

#[test]
fn an_answer_has_its_members_in_the_order_of_the_interface() {
    let tables = Tables::built_in().unwrap();
    let line = r#"{"inputs":{"age":70,"bmi":19.5,"wl_pct_6m":4,"ate_lt50pct_last_week":false},"instrument":"pons","id":"q1"}"#;
    let plain = score::answer(&tables, line, false).to_string();
    let start = r#"{"id":"q1","instrument":"pons","result":{"positives":1,"at_risk":true},"missing":["albumin_g_dl"],"version":""#;
    assert!(plain.starts_with(start), "{plain}");
    assert!(plain.contains(r#""source":"Wischmeyer PE"#));
    let explained = score::answer(&tables, line, true).to_string();
    assert!(
        explained.contains(r#""missing":["albumin_g_dl"],"explain":["older","bmi_low_older"],"version""#)
    );
}

#[test]
fn the_id_comes_back_as_it_was() {
    for id in [json!("a"), json!(7), json!(null), json!(1.50)] {
        let line = json!({"id": id, "instrument": "mgps", "inputs": {}}).to_string();
        assert_eq!(ask(&line)["id"], id);
        let bad = json!({"id": id, "instrument": "mgps", "inputs": {"crp_mg_l": "high"}}).to_string();
        assert_eq!(refused(&bad, "crp_mg_l")["id"], id);
    }
    assert_eq!(ask(r#"{"instrument":"mgps","inputs":{}}"#)["id"], Value::Null);
}

#[test]
fn a_line_that_is_no_json_object_is_refused() {
    for line in ["", "pons", "[]", "7", "null", "{\"id\":1", "{\"id\":1}}", "{'id':1}", "\u{feff}{}"] {
        assert_eq!(refused(line, "line")["id"], Value::Null);
    }
    refused(&" ".repeat(70_000), "line");
    refused(&"[".repeat(60_000), "line");
}

#[test]
fn instrument_and_inputs_are_required() {
    refused(r#"{"id":1,"inputs":{}}"#, "instrument");
    refused(r#"{"id":1,"instrument":"must","inputs":{}}"#, "instrument");
    refused(r#"{"id":1,"instrument":"ukons","inputs":{}}"#, "instrument");
    refused(r#"{"id":1,"instrument":7,"inputs":{}}"#, "instrument");
    refused(r#"{"id":1,"instrument":"PONS","inputs":{}}"#, "instrument");
    refused(r#"{"id":1,"instrument":"pons"}"#, "inputs");
    refused(r#"{"id":1,"instrument":"pons","inputs":[]}"#, "inputs");
    refused(r#"{"id":1,"instrument":"pons","inputs":null}"#, "inputs");
}

#[test]
fn an_unknown_input_is_named_only_if_it_looks_like_a_name() {
    refused(r#"{"instrument":"mgps","inputs":{"crp":1}}"#, "crp");
    refused(r#"{"instrument":"mgps","inputs":{"crp":null}}"#, "crp");
    refused(r#"{"instrument":"mgps","inputs":{"Ms Fiction, born 1950":1}}"#, "inputs");
    refused(r#"{"instrument":"mgps","inputs":{"height_cm":170}}"#, "height_cm");
}

#[test]
fn an_input_given_twice_is_refused() {
    refused(r#"{"instrument":"mgps","inputs":{"crp_mg_l":5,"crp_mg_l":50}}"#, "crp_mg_l");
    refused(r#"{"instrument":"mgps","inputs":{"crp_mg_l":null,"crp_mg_l":50}}"#, "crp_mg_l");
}

#[test]
fn no_error_repeats_the_value_given() {
    for inputs in [
        r#"{"crp_mg_l":987654321}"#,
        r#"{"crp_mg_l":"987654321"}"#,
        r#"{"crp_mg_l":[987654321]}"#,
        r#"{"albumin_g_l":987654321e300}"#,
    ] {
        let line = format!(r#"{{"instrument":"mgps","inputs":{inputs}}}"#);
        let tables = Tables::built_in().unwrap();
        let answer = score::answer(&tables, &line, true);
        assert!(answer.is_error());
        assert!(!answer.to_string().contains("987654321"), "{answer}");
    }
}

#[test]
fn every_numeric_input_is_bounded_on_both_sides_bounds_included() {
    let tables = Tables::built_in().unwrap();
    let mut checked = 0;
    for listing in score::list(&tables) {
        for input in &listing.inputs {
            let Some([min, max]) = &input.range else { continue };
            for (text, fits) in [
                (min.clone(), true),
                (max.clone(), true),
                (format!("{max}1"), false),
                ("-1e6".to_owned(), false),
                ("1e9".to_owned(), false),
                ("1e999".to_owned(), false),
            ] {
                let name = &input.name;
                let line = format!(r#"{{"instrument":"{}","inputs":{{"{name}":{text}}}}}"#, listing.id);
                let answer = score::answer(&tables, &line, false);
                assert_eq!(answer.error().is_none(), fits, "{line} {answer}");
                checked += 1;
            }
        }
    }
    assert!(checked > 300);
}

#[test]
fn numbers_are_compared_as_written() {
    let grade = |bmi: &str| {
        let line = format!(r#"{{"instrument":"martin_wl_grade","inputs":{{"wl_pct_6m":0,"bmi":{bmi}}}}}"#);
        ask(&line)["result"]["grade"].as_i64()
    };
    assert_eq!(grade("20"), Some(1));
    assert_eq!(grade("2.0E1"), Some(1));
    assert_eq!(grade("20.000000000000000000000000000000"), Some(1));
    assert_eq!(grade("19.999999999999999999999999999999"), Some(3));
    assert_eq!(grade("0.199999999999999999999999999999e2"), Some(3));
}

#[test]
fn more_digits_than_can_be_computed_exactly_are_refused_rather_than_rounded() {
    let long = "60.123456789012345678901234567";
    let line = format!(
        r#"{{"instrument":"nri","inputs":{{"albumin_g_l":{long},"current_weight_kg":{long}1,"usual_weight_kg":{long}3}}}}"#
    );
    refused(&line, "inputs");
    let height = format!(
        r#"{{"instrument":"martin_wl_grade","inputs":{{"height_cm":1{long},"weight_kg":{long},"wl_pct_6m":0}}}}"#
    );
    refused(&height, "height_cm");
}

#[test]
fn the_list_names_every_instrument_with_its_inputs() {
    let tables = Tables::built_in().unwrap();
    let list = score::list(&tables);
    assert_eq!(list.len(), 34);
    for listing in &list {
        assert!(!listing.source.is_empty() && !listing.licence.is_empty() && !listing.version.is_empty());
        assert!(!listing.inputs.is_empty(), "{}", listing.id);
        let table = tables.table(&listing.id).unwrap();
        assert_eq!(listing.inputs.len(), table.inputs.len());
        let line = json!({"instrument": listing.id, "inputs": {}}).to_string();
        assert_eq!(ask(&line)["instrument"], *listing.id);
    }
    let text = serde_json::to_string(&list).unwrap();
    assert!(text.contains(r#"{"name":"bmi","meaning":"#));
    assert!(!text.to_lowercase().contains("\"must\""), "its owner licenses every reproduction");
}

#[test]
fn the_largest_open_question_is_answered_quickly() {
    let started = std::time::Instant::now();
    for _ in 0..10 {
        ask(r#"{"instrument":"glim","inputs":{}}"#);
    }
    assert!(started.elapsed().as_secs() < 5);
}
