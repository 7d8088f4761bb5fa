//! Every refusal: by name, with file and line.

use super::{HEAD, INPUTS, INSTRUMENT, built_in, change, hash, read, read_as, with};
use nourish_record::RedFlag;
use nourish_rules::pack::{InstrumentFault as I, Pack, PackFault as P, Source, complete_manifest};
use nourish_rules::{Fault, Tables};

fn refused(table: &str, row: &str, lines: &str) -> P {
    let error = with(table, row, lines).unwrap_err();
    assert_eq!((error.pack.as_str(), error.file.as_str()), ("st-example", "_overrides.toml"), "{error}");
    assert!(error.line > 1, "{error}");
    error.fault
}

#[test]
fn an_error_names_pack_file_line_problem_and_remedy() {
    let error = with("pons", "albumen_low", "below = \"3\"").unwrap_err();
    assert_eq!(
        error.to_string(),
        "pack st-example, _overrides.toml:3: pons has no threshold, constant or setting albumen_low; \
         the table's sheet in docs/instruments names its rows; bands and grids cannot be changed"
    );
}

#[test]
fn a_manifest_says_who_what_and_which() {
    let fault = |from: &str, to: &str| {
        let error = read_as(&HEAD.replace(from, to), &[]).unwrap_err();
        assert_eq!(error.file, "_pack.toml");
        (error.line, error.fault)
    };
    assert_eq!(fault("nourish_pack = 1", "nourish_pack = 2"), (1, P::NewerFormat(2)));
    assert_eq!(fault("\"st-example\"", "\"St Example\""), (2, P::BadName));
    for version in ["0", "-1", "4294967296"] {
        assert_eq!(fault("version = 3", &format!("version = {version}")), (3, P::BadVersion));
    }
    assert_eq!(fault("Local limits", " "), (4, P::BadText("title")));
    assert_eq!(fault("CC0-1.0", &"x".repeat(301)), (6, P::BadText("licence")));
    assert_eq!(fault("Local", "\u{202e}lacoL"), (4, P::HiddenCharacter));
    assert_eq!(fault("Local", "\\u001b[2J"), (4, P::HiddenCharacter));
    for (from, to) in
        [("title =", "titel ="), ("version = 3", "version = \"3\""), ("nourish_pack = 1", ""), ("\"\n", "\n")]
    {
        assert!(matches!(fault(from, to).1, P::Table(Fault::Syntax(_))), "{to}");
    }
    assert!(read_as(HEAD, &[]).is_ok());
}

#[test]
fn files_are_exactly_those_that_were_signed() {
    let change = change("pons", "bmi_low", "below = \"19\"");
    let files = [("_overrides.toml", change.as_str()), ("_inputs.toml", INPUTS)];
    let manifest = complete_manifest(HEAD, &files, hash);
    let fault = |manifest: &str, files: &[(&str, &str)]| {
        let error = Pack::read(&built_in(), &Source { manifest, files: files.to_vec() }, hash).unwrap_err();
        (error.file, error.fault)
    };
    let missing = P::FileMissing("_inputs.toml".into());
    assert_eq!(fault(&manifest, &files[..1]), ("_pack.toml".into(), missing));
    let source = Source { manifest: &manifest, files: files[..1].to_vec() };
    let named_on = manifest.lines().position(|line| line.contains("_inputs.toml")).unwrap() + 1;
    assert_eq!(Pack::read(&built_in(), &source, hash).unwrap_err().line, named_on);
    let other = change.replace("19", "17");
    assert_eq!(
        fault(&manifest, &[("_overrides.toml", &other), files[1]]),
        ("_overrides.toml".into(), P::OtherContent)
    );
    assert_eq!(fault(&manifest, &[files[0], files[1], ("more.toml", "")]), ("more.toml".into(), P::NotNamed));
    assert_eq!(
        fault(&manifest, &[files[0], files[1], ("\u{1b}[2J", "")]),
        ("_pack.toml".into(), P::NotNamed)
    );
    assert_eq!(fault(&manifest, &[files[0], files[1], files[0]]), ("_overrides.toml".into(), P::NamedTwice));
    let twice = complete_manifest(&manifest, &files[..1], hash);
    assert_eq!(fault(&twice, &files).1, P::NamedTwice);
    for name in ["../up.toml", "Caps.toml", "_pack.toml", "plain.txt", "a/b.toml"] {
        let manifest = complete_manifest(HEAD, &[(name, "")], hash);
        assert_eq!(fault(&manifest, &[(name, "")]).1, P::BadName, "{name}");
    }
    let broken = manifest.replace("sha256 = \"", "sha256 = \"x");
    assert_eq!(fault(&broken, &files).1, P::OtherContent);
}

#[test]
fn there_is_a_limit_on_everything_read() {
    let long = "#".repeat(256 * 1024);
    assert!(read(&[("_overrides.toml", &long)]).is_err_and(|error| error.fault != P::TooLarge(256 * 1024)));
    let longer = format!("{long}#");
    let error = read(&[("_overrides.toml", &longer)]).unwrap_err();
    assert_eq!((error.file.as_str(), error.fault), ("_overrides.toml", P::TooLarge(256 * 1024)));
    let four: Vec<String> = (0..5).map(|number| format!("t{number}.toml")).collect();
    let five: Vec<(&str, &str)> = four.iter().map(|name| (name.as_str(), long.as_str())).collect();
    assert_eq!(read(&five).unwrap_err().fault, P::TooLarge(1024 * 1024));

    let names: Vec<String> = (0..65).map(|number| format!("t{number}.toml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(read(&many).unwrap_err().fault, P::TooMany { what: "files", most: 64 });
    let overrides = change("pons", "bmi_low", "below = \"19\"").repeat(257);
    let fault = read(&[("_overrides.toml", &overrides)]).unwrap_err().fault;
    assert_eq!(fault, P::TooMany { what: "overrides", most: 256 });
    let input = |number| format!("[[input]]\nname = \"x{number}\"\nmeaning = \"x\"\n");
    let inputs: String = (0..65).map(input).collect();
    assert_eq!(
        read(&[("_inputs.toml", &inputs)]).unwrap_err().fault,
        P::TooMany { what: "inputs", most: 64 }
    );
    let constant = |number| format!("[[constant]]\nid = \"c{number}\"\nvalue = \"1\"\nunit = \"1\"\n");
    let rows: String = (0..120).map(constant).collect();
    let table = format!("{INSTRUMENT}{rows}");
    let fault = read(&[("_inputs.toml", INPUTS), ("example_day_score.toml", &table)]).unwrap_err().fault;
    assert_eq!(fault, P::TooMany { what: "rows", most: 128 });
}

#[test]
fn an_override_names_a_row_that_is_there_and_gives_it_one_value() {
    assert_eq!(refused("pans", "bmi_low", "below = \"19\""), P::NoSuchTable("pans".into()));
    for (table, row) in [("pons", "bmi"), ("conut", "albumin_normal"), ("mst", "loss_to_5")] {
        let fault = P::NoSuchRow { table: table.into(), row: row.into() };
        assert_eq!(refused(table, row, "value = \"1\""), fault);
    }
    let bounds = P::NotOneValue("below, at_most, above, at_least");
    for lines in ["", "value = \"19\"", "below = \"19\"\nat_most = \"19\"", "below = \"19\"\nvalue = \"19\""]
    {
        assert_eq!(refused("pons", "bmi_low", lines), bounds, "{lines}");
    }
    for lines in ["", "below = \"19\"", "below = \"19\"\nvalue = \"19\""] {
        assert_eq!(refused("mst", "poor_appetite", lines), P::NotOneValue("value"), "{lines}");
        assert_eq!(refused("glim", "asian_stage_2", lines), P::NotOneValue("value"), "{lines}");
    }
    let bad = P::Table(Fault::BadDecimal);
    for number in ["19,5", "nineteen", "", "1e99", "2e1", "18.500000000000"] {
        assert_eq!(refused("pons", "bmi_low", &format!("below = \"{number}\"")), bad, "{number}");
        assert_eq!(refused("mst", "poor_appetite", &format!("value = \"{number}\"")), bad, "{number}");
    }
    let twice = change("pons", "bmi_low", "below = \"19\"").repeat(2);
    let error = read(&[("_overrides.toml", &twice)]).unwrap_err();
    assert!(matches!(error.fault, P::ChangedTwice { .. }));
    assert_eq!(error.line, 8);
    let unknown = refused("pons", "bmi_low", "below = \"19\"\ncolour = \"red\"");
    assert!(matches!(unknown, P::Table(Fault::Syntax(_))));
    let silent = change("pons", "bmi_low", "below = \"19\"").replace("Decided here.", "");
    assert_eq!(read(&[("_overrides.toml", &silent)]).unwrap_err().fault, P::BadText("reason"));
}

#[test]
fn a_value_stays_within_reason() {
    assert_eq!(refused("pons", "bmi_low", "above = \"19\""), P::TurnedRound);
    assert_eq!(refused("pons", "bmi_low", "below = \"18.50\""), P::NothingChanged);
    assert_eq!(refused("mst", "poor_appetite", "value = \"1\""), P::NothingChanged);
    assert_eq!(refused("glim", "asian_stage_2", "value = \"none\""), P::NothingChanged);
    // A body-mass index is plausible from 5 to 100; a total is no input, so a tenth to ten times.
    let bmi = P::OutOfRange { least: "5".into(), most: "100".into() };
    assert_eq!(refused("pons", "bmi_low", "below = \"4.9\""), bmi);
    assert_eq!(refused("pons", "bmi_low", "below = \"101\""), bmi);
    let total = P::OutOfRange { least: "0.2".into(), most: "20".into() };
    assert_eq!(refused("mst", "at_risk", "at_least = \"-2\""), total);
    assert_eq!(refused("mst", "at_risk", "at_least = \"21\""), total);
    // A rule counts days in whole numbers: a fraction, or a number too large, would switch it off.
    assert_eq!(refused("red_flags", "days", "value = \"3.5\""), P::NotWhole);
    let days = P::OutOfRange { least: "1".into(), most: "92".into() };
    assert_eq!(refused("red_flags", "days", "value = \"99999999\""), days);
    assert_eq!(refused("weigh_again", "days", "value = \"0\""), days);
    // A journal is read for so many days and no more. What is counted back from days in the past goes less far.
    assert_eq!(refused("attention", "look_back_days", "value = \"92\""), P::NamedInWords);
    let watched = P::OutOfRange { least: "1".into(), most: "50".into() };
    assert_eq!(refused("refeeding", "watch_days", "value = \"51\""), watched);
    let free = P::OutOfRange { least: "1".into(), most: "42".into() };
    assert_eq!(refused("refeeding", "free_days", "value = \"43\""), free);
    let choices = P::NotAChoice("none, maeda_2020".into());
    assert_eq!(refused("glim", "asian_stage_2", "value = \"whatever\""), choices);
}

#[test]
fn no_pack_weakens_a_red_flag() {
    let tables = built_in();
    let red_flags = tables.table("red_flags").unwrap();
    for flag in RedFlag::ALL {
        let present = red_flags.setting(flag.as_str()).unwrap();
        if present == "emergency" {
            assert_eq!(refused("red_flags", flag.as_str(), "value = \"same-day\""), P::WeakensRedFlag);
        }
        for word in ["", "next-contact", "none"] {
            let fault = refused("red_flags", flag.as_str(), &format!("value = \"{word}\""));
            assert!(matches!(fault, P::NotAChoice(_)), "{fault:?}");
        }
    }
    assert_eq!(refused("red_flags", "days", "value = \"2\""), P::WeakensRedFlag);
    assert_eq!(refused("red_flags", "ask_again_days", "value = \"13\""), P::WeakensRedFlag);
    for bound in ["at_least = \"38.1\"", "above = \"38\""] {
        assert_eq!(refused("fever_on_treatment", "fever", bound), P::WeakensRedFlag);
    }
    assert_eq!(refused("fever_on_treatment", "treatment_days", "value = \"41\""), P::WeakensRedFlag);
    assert_eq!(refused("hydration", "very_low", "below = \"49\""), P::WeakensRedFlag);
    assert_eq!(refused("symptom_worsening", "same_day", "above = \"4\""), P::WeakensRedFlag);
    // Nor is the table replaced by one of the same name.
    let table = INSTRUMENT.replace("example_day_score", "red_flags");
    let fault = read(&[("_inputs.toml", INPUTS), ("red_flags.toml", &table)]).unwrap_err().fault;
    assert_eq!(fault, P::TableExists("red_flags".into()));
    // More careful is welcome.
    for (row, value) in [("days", "4"), ("ask_again_days", "30"), ("rigors", "emergency")] {
        assert!(with("red_flags", row, &format!("value = \"{value}\"")).is_ok(), "{row}");
    }
    assert!(with("fever_on_treatment", "fever", "above = \"37.5\"").is_ok());
    assert!(with("refeeding", "watch_days", "value = \"50\"").is_ok());
    assert!(with("refeeding", "free_days", "value = \"42\"").is_ok());
}

#[test]
fn a_number_that_stands_in_words_is_not_changed_behind_them() {
    let rows = [
        ("weight_change", "loss_gt_5", "above = \"6\""),
        ("espen_surgery_severe_risk", "albumin_low", "below = \"35\""),
        ("nrs2002", "at_risk", "at_least = \"4\""),
        ("hydration", "low", "below = \"80\""),
        ("star_alert", "absolute", "at_least = \"2\""),
    ];
    for (table, row, lines) in rows {
        assert_eq!(refused(table, row, lines), P::NamedInWords, "{table} {row}");
    }
}

#[test]
fn every_row_that_the_guards_name_is_there() {
    // A row that was renamed would slip out of its guard.
    let tables = Tables::built_in().unwrap();
    let named = [
        ("hydration", "very_low"),
        ("hydration", "losing_by_level"),
        ("hydration", "losing_by_vomiting"),
        ("hydration", "losing_by_stools"),
        ("hydration", "low"),
        ("symptom_worsening", "same_day"),
        ("intake_on_target", "low"),
        ("intake_on_target", "severe"),
        ("journal_inputs", "ate_less_than_half"),
        ("journal_inputs", "ate_at_most_half"),
        ("nrs2002", "at_risk"),
        ("nrs2002", "bmi_3_points"),
        ("tube_delivery", "half"),
        ("tube_delivery", "days_below_half"),
        ("fever_on_treatment", "fever"),
    ];
    for (table, row) in named {
        assert!(tables.table(table).unwrap().threshold(row).is_ok(), "{table} {row}");
    }
    for (table, row) in
        [("intake_on_target", "days"), ("journal_inputs", "week_days"), ("symptom_worsening", "current_days")]
    {
        assert!(tables.table(table).unwrap().constant(row).is_ok(), "{table} {row}");
    }
}

#[test]
fn added_inputs_are_new_and_leave_a_choice() {
    let fault = |from: &str, to: &str| {
        let error = read(&[("_inputs.toml", &INPUTS.replace(from, to))]).unwrap_err();
        assert_eq!(error.file, "_inputs.toml");
        assert!(error.line > 1, "{error}");
        error.fault
    };
    assert_eq!(fault("example_tired", "bmi"), P::InputExists("bmi".into()));
    assert_eq!(fault("example_tired", "Example Tired"), P::BadName);
    assert_eq!(fault("max = \"20\"", "max = \"0\""), P::EmptyInput);
    assert_eq!(fault("[\"green\", \"grey\"]", "[\"green\"]"), P::EmptyInput);
    assert_eq!(fault("[\"green\", \"grey\"]", "[\"green\", \"green\"]"), P::EmptyInput);
    assert_eq!(fault("tired on the invented day", ""), P::BadText("meaning"));
    assert_eq!(fault("max = \"20\"", "max = \"x\""), P::Table(Fault::BadDecimal));
    assert_eq!(fault("example_tired", "example_naps"), P::Table(Fault::DuplicateId));
}

#[test]
fn an_added_instrument_adds_up_for_every_answer() {
    let fault = |from: &str, to: &str| {
        assert!(INSTRUMENT.contains(from), "{from}");
        let table = INSTRUMENT.replace(from, to);
        let error = read(&[("_inputs.toml", INPUTS), ("example_day_score.toml", &table)]).unwrap_err();
        assert_eq!(error.file, "example_day_score.toml");
        error.fault
    };
    let inputs = "[\"example_naps\", \"example_steps\", \"example_tired\", \"example_colour\"]";
    let instrument = |fault| P::Instrument(fault);
    assert_eq!(fault(inputs, "[]"), instrument(I::NoInputs));
    assert_eq!(
        fault("\"example_colour\"]", "\"example_tired\"]"),
        instrument(I::AskedTwice("example_tired".into()))
    );
    assert_eq!(fault("\"example_colour\"]", "\"bmi\"]"), instrument(I::Unscored("bmi".into())));
    assert_eq!(
        fault("example_tired_points", "tired_points"),
        instrument(I::Unscored("example_tired".into()))
    );
    assert_eq!(
        fault(
            "quantity = \"example_steps\"\nunit = \"1\"\nbelow = \"500\"",
            "quantity = \"example_naps\"\nunit = \"1\"\nbelow = \"5\""
        ),
        instrument(I::ScoredTwice("example_naps".into()))
    );
    assert_eq!(
        fault("at_least = \"4\"\npoints = 3", "at_least = \"4\"\nbelow = \"9\"\npoints = 3"),
        instrument(I::Uncovered("example_naps".into()))
    );
    assert_eq!(fault("points = 3", ""), instrument(I::NoPoints("many_naps".into())));
    assert_eq!(fault("few_steps_points", "few_points"), instrument(I::NoPoints("few_steps".into())));
    for points in ["101", "-101", "-2147483648"] {
        assert_eq!(
            fault("points = 3", &format!("points = {points}")),
            instrument(I::BadPoints("many_naps".into()))
        );
        let lines = (
            "id = \"example_tired_points\"\nvalue = \"2\"",
            format!("id = \"example_tired_points\"\nvalue = \"{points}\""),
        );
        assert_eq!(fault(lines.0, &lines.1), instrument(I::BadPoints("example_tired_points".into())));
    }
    assert_eq!(
        fault(
            "quantity = \"example_naps\"\nunit = \"1\"\nat_most",
            "quantity = \"example_naps\"\nunit = \"d\"\nat_most"
        ),
        instrument(I::OtherUnit("few_naps".into()))
    );
    let stray =
        "[[constant]]\nid = \"unused\"\nvalue = \"1\"\nunit = \"1\"\n[[threshold]]\nid = \"few_steps\"";
    assert_eq!(fault("[[threshold]]\nid = \"few_steps\"", stray), instrument(I::Stray("unused".into())));
    // 0 to 3, 0 to 3, 2, 1: a total of 9 can come out.
    assert_eq!(
        fault("at_least = \"4\"\ncategory", "at_least = \"4\"\nat_most = \"8\"\ncategory"),
        instrument(I::NoCategory(9))
    );
    assert_eq!(fault("category = \"light\"", ""), instrument(I::NoCategory(0)));
    assert_eq!(
        fault(
            "quantity = \"total\"\nunit = \"{score}\"\nbelow",
            "quantity = \"sum\"\nunit = \"{score}\"\nbelow"
        ),
        instrument(I::Stray("light".into()))
    );
    let setting = "[[setting]]\nid = \"s\"\nvalue = \"y\"\nchoices = [\"y\"]\nreading = \"z\"\n[[threshold]]\nid = \"few_steps\"";
    assert_eq!(fault("[[threshold]]\nid = \"few_steps\"", setting), instrument(I::HoldsOther));
}

#[test]
fn an_added_table_is_read_as_a_built_in_one() {
    let fault = |from: &str, to: &str| {
        let table = INSTRUMENT.replace(from, to);
        read(&[("_inputs.toml", INPUTS), ("example_day_score.toml", &table)]).unwrap_err().fault
    };
    assert_eq!(fault("above = \"1\"", "above = \"0\""), P::Table(Fault::Overlap("few_naps".into())));
    assert_eq!(fault("above = \"1\"", "above = \"2\""), P::Table(Fault::Gap("few_naps".into())));
    assert_eq!(
        fault("\"example_colour\"]", "\"shoe_size\"]"),
        P::Table(Fault::UnknownInput("shoe_size".into()))
    );
    assert_eq!(fault("id = \"example_day_score\"", "id = \"other\""), P::Table(Fault::IdDiffers));
    assert_eq!(fault("Invented for the tests of this project.", ""), P::Table(Fault::NoSource));
    assert_eq!(fault("Anything but tests.", &"x".repeat(301)), P::BadText("not_for"));
    assert!(matches!(fault("few_naps\"", "few_naps\"\ncolour = \"red\""), P::Table(Fault::Syntax(_))));
    let second = HEAD.replace("st-example", "a-second-site");
    let renamed = INPUTS.replace("example_", "other_");
    let one = read(&[("_inputs.toml", INPUTS), ("example_day_score.toml", INSTRUMENT)]).unwrap();
    let with_one = built_in().with_pack(&one).unwrap();
    let same_inputs = read_as(&second, &[("_inputs.toml", INPUTS)]).unwrap();
    assert_eq!(with_one.with_pack(&same_inputs).unwrap_err().fault, P::InputExists("example_naps".into()));
    let table = INSTRUMENT.replace("example_", "other_").replace("other_day_score", "example_day_score");
    let same_table =
        read_as(&second, &[("_inputs.toml", &renamed), ("example_day_score.toml", &table)]).unwrap();
    assert_eq!(
        with_one.with_pack(&same_table).unwrap_err().fault,
        P::TableExists("example_day_score".into())
    );
}
