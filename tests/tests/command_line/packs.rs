//! A site writes, signs and hands over a pack; a person trusts the site, installs the pack, and sees what it decides.

use nourish_tests::{House, sample};
use std::io::Write;
use std::process::Stdio;

const FEVER: &str = "fever_on_treatment 1.0; pack example-site 1: fever at_least 37.5";

/// The sample pack's folder, copied to where it can be changed.
fn pack_folder(house: &House) {
    std::fs::create_dir(house.path("pack")).unwrap();
    for entry in std::fs::read_dir(sample("packs/example-site")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, house.path("pack").join(path.file_name().unwrap())).unwrap();
    }
}

/// A house with a journal, a site's key, and the sample pack signed with it.
fn house_with_pack() -> House {
    let house = House::new();
    pack_folder(&house);
    house.plain(&["pack", "make-key", "site.key"]).done();
    house.plain(&["pack", "sign", "pack", "--key", "site.key", "--out", "site.pack"]).done();
    house
}

fn replace(house: &House, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(house.path(file)).unwrap();
    assert!(text.contains(from), "{from}");
    house.write(file, text.replace(from, to));
}

fn score(house: &House, arguments: &[&str], question: &str) -> serde_json::Value {
    let mut command = house.command(&["score"]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(question.as_bytes()).unwrap();
    nourish_tests::Ran::from(child.wait_with_output().unwrap()).done().json()
}

const PONS: &str = r#"{"id":1,"instrument":"pons","inputs":{"age":60,"bmi":25,"wl_pct_6m":0,"ate_lt50pct_last_week":false,"albumin_g_dl":3.2}}"#;
const TABLE_SCORE: &str = r#"{"id":1,"instrument":"example_site_table_score","inputs":{"example_site_small_meals":4,"example_site_leaves_half":true}}"#;

#[test]
fn a_pack_is_written_trusted_installed_seen_and_removed() {
    let house = house_with_pack();
    house.log(&["treatment", "chemotherapy", "status=given", "name=FLOT"]);
    house.log(&["vitals", "temperature=37.6C"]);
    house.run(&["status"]).done().never_says(&["Fever", "pack example-site"]);

    // Not before the site is trusted; the refusal names pack and key.
    let public = std::fs::read_to_string(house.path("site.key.pub")).unwrap();
    house
        .run(&["pack", "install", "site.pack"])
        .refused(3, &["pack example-site: signed by", public.trim(), "not trusted"]);
    house.run(&["pack", "trust", "site.key.pub"]).done();
    house.run(&["pack", "install", "site.pack"]).done().says(&[
        "example-site 1",
        "fever_on_treatment fever at_least 37.5 (built in: at_least 38). Our telephone line asks",
        "adds example_site_table_score",
    ]);

    house.run(&["status"]).done().says(&["CALL THE CARE TEAM TODAY", "Fever", FEVER]);
    for format in ["html", "json"] {
        house.run(&["report", "--format", format]).done().says(&[FEVER]);
    }
    let list = house.run(&["--json", "pack", "list"]).done().json();
    assert_eq!(list["in_force"][0]["id"], "example-site");
    assert_eq!(list["trusted_sites"][0], public.trim());
    assert_eq!(house.sound(), 2);

    house.run(&["pack", "remove", "example-site"]).done();
    house.run(&["status"]).done().never_says(&["Fever", "example-site"]);
    house.run(&["pack", "remove", "example-site"]).refused(3, &["no such pack"]);
    house.run(&["pack", "list"]).done().says(&["No pack is installed", "trusted: nourish-site-1:"]);
}

#[test]
fn a_calculator_takes_a_pack_and_names_it() {
    let house = house_with_pack();
    let with = ["--pack", "site.pack", "--site", "site.key.pub"];
    let plain = score(&house, &[], PONS);
    assert_eq!((&plain["result"]["at_risk"], &plain["version"]), (&false.into(), &"2018.1".into()));
    let answer = score(&house, &with, PONS);
    assert_eq!(answer["result"]["at_risk"], true);
    assert_eq!(answer["version"], "2018.1; pack example-site 1: albumin_low below 3.5");
    // 4 meals give 1, half of the plate 2, alone 1 or in company 0.
    let answer = score(&house, &with, TABLE_SCORE);
    let expected = serde_json::json!({"score": null, "category": "raised", "total_min": 3, "total_max": 4});
    assert_eq!((&answer["result"], &answer["missing"][0]), (&expected, &"example_site_eats".into()));
    assert_eq!(answer["version"], "1; pack example-site 1");
    // The packs of a journal, where they are asked for.
    house.run(&["pack", "trust", "site.key.pub"]).done();
    house.run(&["pack", "install", "site.pack"]).done();
    assert_eq!(score(&house, &["--installed"], PONS)["result"]["at_risk"], true);
    assert_eq!(score(&house, &[], PONS)["result"]["at_risk"], false);

    house.plain(&["pack", "make-key", "other.key"]).done();
    let other = ["score", "--pack", "site.pack", "--site", "other.key.pub"];
    house.plain(&other).refused(3, &["pack example-site", "not trusted"]);
    house.plain(&["score", "--pack", "site.pack"]).with_code(2).says(&["--site"]);
}

#[test]
fn a_pack_that_was_changed_on_its_way_is_refused_by_name_and_changes_nothing() {
    let house = house_with_pack();
    house.run(&["pack", "trust", "site.key.pub"]).done();
    let before = std::fs::read(house.path("site.pack")).unwrap();
    for (from, to, says) in [
        (
            "at_least = \\\"37.5\\\"",
            "at_least = \\\"37.9\\\"",
            "pack example-site, _overrides.toml:1: this file is not the one that was signed",
        ),
        ("version = 1\\nt", "version = 2\\nt", "pack example-site: the signature does not fit"),
        ("\"signature\": \"01", "\"signature\": \"02", "newer version"),
        ("\"nourish_pack\": 1", "\"nourish_pack\": 2", "newer version"),
        ("\"manifest\"", "\"manifests\"", "not a signed pack"),
    ] {
        house.write("changed.pack", &before);
        replace(&house, "changed.pack", from, to);
        house.run(&["pack", "install", "changed.pack"]).refused(3, &[says]);
        house.plain(&["pack", "check", "changed.pack"]).refused(3, &[says]);
    }
    for bytes in [&before[..before.len() / 2], b"", b"{}", b"\xff\xfe", b"[[[["] {
        house.write("changed.pack", bytes);
        house.run(&["pack", "install", "changed.pack"]).refused(3, &["not a signed pack"]);
    }
    house.run(&["pack", "list"]).done().says(&["No pack is installed"]);
    house.run(&["pack", "install", "missing.pack"]).refused(3, &["the pack file"]);
}

#[test]
fn versions_go_up_and_a_name_stays_with_its_site() {
    let house = house_with_pack();
    house.run(&["pack", "trust", "site.key.pub"]).done();
    let sign = |out: &str, key: &str| {
        house.plain(&["pack", "sign", "pack", "--key", key, "--out", out]).done();
    };
    replace(&house, "pack/_overrides.toml", "37.5", "37.8");
    sign("same.pack", "site.key");
    replace(&house, "pack/_pack.toml", "version = 1", "version = 2");
    sign("second.pack", "site.key");
    house.run(&["pack", "install", "site.pack"]).done();
    house.run(&["pack", "install", "site.pack"]).done();
    house.run(&["pack", "install", "same.pack"]).refused(3, &["version 1 is installed with another content"]);
    house.run(&["pack", "install", "second.pack"]).done().says(&["example-site 2", "37.8"]);
    house.run(&["pack", "install", "site.pack"]).refused(3, &["version 2 is installed and 1 is older"]);

    house.plain(&["pack", "make-key", "other.key"]).done();
    house.run(&["pack", "trust", "other.key.pub"]).done();
    replace(&house, "pack/_pack.toml", "version = 2", "version = 3");
    sign("taken.pack", "other.key");
    house.run(&["pack", "install", "taken.pack"]).refused(3, &["pack example-site", "another site"]);
    // Under another name it would change the same rows.
    replace(&house, "pack/_pack.toml", "example-site", "other-site");
    sign("both.pack", "other.key");
    house
        .run(&["pack", "install", "both.pack"])
        .refused(3, &["pack other-site, _overrides.toml:5", "changed twice", "example-site 2"]);
    house.run(&["pack", "list"]).done().says(&["example-site 2"]).never_says(&["other-site"]);
}

#[test]
fn a_pack_of_a_site_that_is_not_trusted_any_more_is_set_aside_and_named() {
    let house = house_with_pack();
    house.log(&["treatment", "chemotherapy", "status=given", "name=FLOT"]);
    house.log(&["vitals", "temperature=37.6C"]);
    house.run(&["pack", "trust", "site.key.pub"]).done();
    house.run(&["pack", "install", "site.pack"]).done();
    house.run(&["pack", "distrust", "site.key.pub"]).done();
    let ran =
        house.run(&["status"]).done().says(&["Pack example-site is set aside", "built-in rules are used"]);
    ran.never_says(&["Fever", "pack example-site 1"]);
    house.run(&["doctor"]).done().says(&["Pack example-site is set aside", "sound"]);
    house.run(&["report", "--out", "report.html"]).done().says(&["Pack example-site is set aside"]);
    house.run(&["pack", "list"]).done().says(&["example-site is set aside"]);
    house.run(&["pack", "trust", "site.key.pub"]).done();
    house.run(&["status"]).done().says(&["Fever", FEVER]);
}

#[test]
fn a_mistake_is_named_with_file_line_problem_and_remedy_before_anything_is_signed() {
    let house = house_with_pack();
    house.plain(&["pack", "check", "pack"]).done().says(&["example-site 1", "not signed yet"]);
    replace(&house, "pack/_overrides.toml", "37.5", "38.5");
    let says = [
        "pack example-site, _overrides.toml:5",
        "sends a person to the telephone",
        "only make it more careful",
    ];
    house.plain(&["pack", "check", "pack"]).refused(3, &says);
    house.plain(&["pack", "sign", "pack", "--key", "site.key", "--out", "new.pack"]).refused(3, &says);
    assert!(!house.path("new.pack").exists());
    let ran = house.plain(&["--json", "pack", "check", "pack"]).with_code(3);
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["error"]["field"], "_overrides.toml");

    std::fs::remove_file(house.path("pack/_pack.toml")).unwrap();
    house.plain(&["pack", "check", "pack"]).refused(3, &["write _pack.toml"]);
    house.plain(&["pack", "check", "nowhere"]).refused(3, &["the pack file"]);
}

#[test]
fn keys_are_never_overwritten_nor_shown() {
    let house = house_with_pack();
    let key = std::fs::read_to_string(house.path("site.key")).unwrap();
    house.plain(&["pack", "make-key", "site.key"]).refused(3, &["the new key file"]);
    assert_eq!(std::fs::read_to_string(house.path("site.key")).unwrap(), key);
    let sign = ["pack", "sign", "pack", "--key", "site.key", "--out", "site.pack"];
    house.plain(&sign).refused(3, &["does not exist yet"]);
    // The wrong one of two keys is refused without being repeated.
    let ran = house.run(&["pack", "trust", "site.key"]).with_code(3);
    ran.never_says(&[key.trim()]);
    house
        .plain(&["pack", "sign", "pack", "--key", "site.key.pub", "--out", "x.pack"])
        .refused(3, &["the site's key"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(house.path("site.key")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn the_sample_pack_is_what_its_folder_says() {
    let house = House::empty();
    let folder = sample("packs/example-site");
    let (pack, public) = (sample("packs/example-site-1.pack"), sample("packs/example-site.pub"));
    // The key of the frozen vectors, from a fixed seed; it protects nothing.
    let key = nourish_seal::PackKey::make(&mut nourish_seal::SeededEntropy::new(6)).unwrap();
    house.write("site.key", key.to_text().as_str());
    let folder = folder.to_str().unwrap();
    house.plain(&["pack", "sign", folder, "--key", "site.key", "--out", "again.pack"]).done();
    assert_eq!(std::fs::read(house.path("again.pack")).unwrap(), std::fs::read(&pack).unwrap());
    let check = ["pack", "check", pack.to_str().unwrap(), "--site", public.to_str().unwrap()];
    house.plain(&check).done().says(&["example-site 1", "signed by this site"]);
}

#[test]
fn a_questionnaire_of_others_is_asked_once_a_site_has_signed_it() {
    let house = House::new();
    house.write(
        "weekly.json",
        r#"{"resourceType": "Questionnaire", "id": "hair", "version": "2", "title": "Hair", "copyright": "CC0-1.0", "status": "active",
            "item": [{"linkId": "1", "type": "choice", "text": "How much hair did you lose?", "answerOption": [
                {"valueCoding": {"code": "LA6568-5", "display": "None of it"}}, {"valueCoding": {"code": "LA13909-9", "display": "Some of it"}}]}]}"#,
    );
    let taken =
        ["pack", "from-fhir", "weekly.json", "--set", "weekly", "--recall-days", "7", "--out", "pack"];
    house.plain(&taken).done().says(&["questions_hair.toml", "texts_en.ftl", "nourish pack check"]);
    house.plain(&taken).refused(3, &["the folder of the pack", "do not lie yet"]);
    house
        .plain(&["pack", "from-fhir", "weekly.json", "--set", "weekly", "--recall-days", "0", "--out", "x"])
        .with_code(2);
    house.write("other.json", r#"{"resourceType": "Patient"}"#);
    house
        .plain(&["pack", "from-fhir", "other.json", "--set", "weekly", "--recall-days", "7", "--out", "x"])
        .refused(3, &["the Questionnaire", "this is no Questionnaire"]);

    let manifest = "nourish_pack = 1\nid = \"st-hair\"\nversion = 1\ntitle = \"A question\"\nissuer = \"A fictional hospital\"\nlicence = \"CC0-1.0\"\n";
    house.write("pack/_pack.toml", manifest);
    house.plain(&["pack", "make-key", "site.key"]).done();
    house.plain(&["pack", "sign", "pack", "--key", "site.key", "--out", "hair.pack"]).done();
    house.run(&["pack", "trust", "site.key.pub"]).done();
    house.run(&["pack", "install", "hair.pack"]).done();
    house.write("answers.toml", "set = \"hair\"\n[answers]\nq-1 = \"la13909-9\"\n");
    house.run(&["check-in", "--answers", "answers.toml"]).done();
    let listed = house.run(&["--json", "list"]).done();
    assert!(listed.out.contains("LA13909-9"), "kept by the code of its owner: {}", listed.out);
}
