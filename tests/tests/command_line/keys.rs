//! Ways to unlock: added, listed, changed, taken away, lost and found again.

use nourish_tests::{House, Ran};
use std::process::Stdio;
use std::time::Duration;

const CODE_OPTION: &str = "--recovery-code-file";

/// The words of a printed page.
fn words_of(page: &str) -> String {
    let items = page.split("<ol").nth(1).unwrap().split("</ol>").next().unwrap();
    let words = items.split("<li>").skip(1).map(|item| item.split('<').next().unwrap());
    words.collect::<Vec<_>>().join(" ")
}

fn read(house: &House, name: &str) -> String {
    std::fs::read_to_string(house.path(name)).unwrap()
}

/// The names and kinds of all ways to unlock.
fn ways(house: &House) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let lines = house.run(&["--json", "keys", "list"]).done().json_lines();
    lines.iter().map(|way| (text(&way["id"]), text(&way["kind"]))).collect()
}

/// A call of the command with a passphrase from a file alone.
fn with_passphrase(house: &House, file: &str, arguments: &[&str]) -> Ran {
    house.plain(&[&["--journal", "journal.nourish", "--passphrase-file", file], arguments].concat())
}

#[test]
fn ways_are_added_listed_changed_and_taken_away() {
    let house = House::new();
    house.write("old", "plainly fictional\n");
    house.write("new", "another invention\n");
    house
        .run(&["keys", "add", "passphrase", "--new-passphrase-file", "old", "--label", "her brother"])
        .done();
    house.run(&["keys", "add", "key-file", "second.key"]).done();
    house.run(&["keys", "list"]).done().says(&[
        "key file",
        "with the journal",
        "passphrase 2026-11-20 her brother",
        "Epoch 0",
    ]);
    assert_eq!(ways(&house).len(), 3);

    let change = ["keys", "change-passphrase", "--new-passphrase-file", "new"];
    with_passphrase(&house, "old", &change).done().says(&["the old one no longer does"]);
    with_passphrase(&house, "old", &["doctor"])
        .refused(4, &["stays locked", "give the right passphrase or key file"]);
    with_passphrase(&house, "new", &["doctor"]).done();
    house.run(&["keys", "list"]).done().says(&["her brother"]);
    house.run(&change).refused(4, &["another kind of secret"]);

    let (brother, _) = ways(&house).into_iter().find(|(_, kind)| kind == "passphrase").unwrap();
    house.run(&["keys", "revoke", &brother[..8]]).done();
    with_passphrase(&house, "new", &["doctor"]).refused(4, &["give the right key file"]);
    house.run(&["keys", "revoke", "0123456789"]).refused(3, &["no such way"]);
    let files: Vec<_> = ways(&house).into_iter().map(|(id, _)| id).collect();
    house.run(&["keys", "revoke", &files[0]]).done();
    let last = house.plain(&[
        "--journal",
        "journal.nourish",
        "--key-file",
        "second.key",
        "keys",
        "revoke",
        &files[1],
    ]);
    let first = house.run(&["keys", "revoke", &files[1]]);
    // Which of the two key files the first one was depends on their random names.
    assert!([&last, &first].iter().any(|ran| ran.code == Some(3)), "{last:?} {first:?}");
    [last, first].into_iter().find(|ran| ran.code == Some(3)).unwrap().says(&["only way to unlock"]);
}

#[test]
fn a_new_device_with_the_recovery_code_alone_gets_everything_back() {
    let house = House::with(&["doing-well/profile.json", "doing-well/openscale.csv"]);
    house.run(&["keys", "recovery", "--out", "sheet.html", "--label", "drawer"]).done().says(&["Print it"]);
    let before = house.export();

    let other = House::empty();
    std::fs::copy(house.journal(), other.journal()).unwrap();
    other.write("typed", words_of(&read(&house, "sheet.html")).to_uppercase().replace(' ', "  \n"));
    other.write("new", "plainly fictional");
    let recover = [
        "--journal",
        "journal.nourish",
        CODE_OPTION,
        "typed",
        "keys",
        "recover",
        "--new-passphrase-file",
        "new",
    ];
    other.plain(&recover).done().says(&["opens the journal"]);
    assert_eq!(with_passphrase(&other, "new", &["export"]).done().out, before);
    // The code opens any command, and the device where it was made knows nothing of the new passphrase.
    other.plain(&["--journal", "journal.nourish", CODE_OPTION, "typed", "doctor"]).done();
    assert_eq!(house.export(), before);
}

#[test]
fn any_two_of_three_shares_open_the_journal_and_one_does_not() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    for set in ["family", "mistaken"] {
        house
            .run(&["keys", "recovery", "--split", "--out", &format!("{set}.html")])
            .done()
            .says(&["any two of them"]);
        for number in 1..=3 {
            let words = words_of(&read(&house, &format!("{set}-{number}.html")));
            house.write(&format!("{set}-{number}"), words);
        }
    }
    let open = |files: &[&str]| {
        let mut arguments = vec!["--journal", "journal.nourish"];
        files.iter().for_each(|file| arguments.extend([CODE_OPTION, *file]));
        house.plain(&[&arguments[..], &["doctor"]].concat())
    };
    for pair in [["family-1", "family-2"], ["family-3", "family-1"], ["family-2", "family-3"]] {
        open(&pair).done().says(&["1 entries"]);
    }
    open(&["family-2"]).refused(3, &["one share of a recovery code"]);
    open(&["family-2", "family-2"]).refused(3, &["both are share 2"]);
    let first_words = |file: &str| read(&house, file).split(' ').take(2).collect::<Vec<_>>().join(" ");
    let (one, other) = (first_words("family-1"), first_words("mistaken-2"));
    // Nothing else of a share is repeated. The whole text is compared: a share's third word may be one of those that say so.
    let of_two_sets = format!(
        "nourish: the shares make no recovery code: the shares are of two sets, \"{one}\" and \"{other}\"; both must begin with the same two words\n"
    );
    let mixed = open(&["family-1", "mistaken-2"]);
    assert_eq!((mixed.code, mixed.out.as_str(), mixed.err), (Some(3), "", of_two_sets));
}

#[test]
fn a_mistyped_code_is_answered_with_a_position_and_never_with_the_word() {
    let house = House::new();
    house.run(&["keys", "recovery", "--out", "sheet.html"]).done();
    let words = words_of(&read(&house, "sheet.html"));
    let mut typed: Vec<&str> = words.split(' ').collect();
    typed[6] = "unmistakable";
    house.write("typed", typed.join(" "));
    let open = || house.plain(&["--journal", "journal.nourish", CODE_OPTION, "typed", "doctor"]);
    open().refused(3, &["word 7 "]).never_says(&["unmistakable"]);
    house.write("typed", typed[..12].join(" "));
    open().refused(3, &["12 words: a recovery code has 13"]);
    let mut swapped: Vec<&str> = words.split(' ').collect();
    swapped.rotate_left(1);
    house.write("typed", swapped.join(" "));
    open().refused(3, &["compare each"]);
    let foreign = House::new();
    foreign.run(&["keys", "recovery", "--out", "sheet.html"]).done();
    house.write("typed", words_of(&read(&foreign, "sheet.html")));
    open().refused(4, &["does not open the journal", "give the right key file or recovery code"]);
}

#[test]
fn a_recovery_page_says_nothing_of_the_person_and_is_not_written_in_vain() {
    let house = House::with(&["gastrectomy/profile.json"]);
    house.run(&["keys", "recovery", "--out", "sheet.html", "--label", "unmistakable label"]).done();
    let page = read(&house, "sheet.html");
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<svg ") && page.contains("default-src 'none'")
    );
    assert_eq!(words_of(&page).split(' ').count(), 13);
    for said in [
        "Sample Person",
        "1957",
        "gastr",
        "cancer",
        "carcinoma",
        "unmistakable",
        "journal.nourish",
        "src=",
        "href=",
    ] {
        assert!(!page.contains(said), "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(house.path("sheet.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    house.run(&["keys", "recovery", "--out", "sheet.html"]).refused(3, &["does not exist yet"]);
    assert_eq!(read(&house, "sheet.html"), page);
    let count = ways(&house).len();
    house
        .run(&["keys", "recovery", "--out", "long.html", "--label", &"x".repeat(121)])
        .refused(3, &["shorten it"]);
    house.write("taken-2.html", "precious");
    house.run(&["keys", "recovery", "--split", "--out", "taken.html"]).refused(3, &["does not exist yet"]);
    assert_eq!(ways(&house).len(), count);
    let files = house.files();
    assert!(
        !files.iter().any(|name| ["long.html", "taken-1.html", "taken-3.html"].contains(&name.as_str())),
        "{files:?}"
    );
    assert_eq!(read(&house, "taken-2.html"), "precious");
}

#[test]
fn a_keystore_folder_opens_the_journal_and_its_loss_locks_and_loses_nothing() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    house.run(&["keys", "add", "keystore", "kept", "--label", "this computer"]).done();
    let open = || house.plain(&["--journal", "journal.nourish", "--keystore", "kept", "doctor"]);
    open().done().says(&["1 entries"]);
    let before = std::fs::read(house.journal()).unwrap();
    std::fs::rename(house.path("kept"), house.path("lost")).unwrap();
    open().refused(4, &["no key for this journal", "give the right key file"]);
    assert!(!house.path("kept").exists(), "nothing is made anew");
    std::fs::rename(house.path("lost"), house.path("kept")).unwrap();
    assert_eq!(std::fs::read(house.journal()).unwrap(), before);
    open().done();

    let (id, _) = ways(&house).into_iter().find(|(_, kind)| kind == "keystore").unwrap();
    house.plain(&["--journal", "journal.nourish", "--keystore", "kept", "keys", "revoke", &id]).done();
    open().refused(4, &["no key for this journal"]);
    assert_eq!(std::fs::read_dir(house.path("kept")).unwrap().count(), 0);
}

#[test]
fn renewed_keys_leave_one_way_in() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    house.run(&["keys", "recovery", "--out", "sheet.html"]).done();
    house.write("code", words_of(&read(&house, "sheet.html")));
    house.write("new", "plainly fictional");
    house
        .run(&["keys", "renew", "--new-passphrase-file", "new"])
        .done()
        .says(&["only way", "nourish keys recovery"]);
    house.run(&["doctor"]).refused(4, &["give the right passphrase"]);
    house
        .plain(&["--journal", "journal.nourish", CODE_OPTION, "code", "doctor"])
        .refused(4, &["stays locked"]);
    with_passphrase(&house, "new", &["log", "weight", "68.3kg"]).done();
    with_passphrase(&house, "new", &["keys", "list"]).done().says(&["Epoch 1"]);
    with_passphrase(&house, "new", &["doctor"]).done().says(&["2 entries"]);
}

#[test]
fn a_rotation_that_is_killed_is_done_or_never_was() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let epoch = || {
        let listed = house.run(&["keys", "list"]).done().out;
        listed.lines().last().unwrap().strip_prefix("Epoch ").unwrap().parse::<u32>().unwrap()
    };
    let (mut last, mut killed_before) = (0, 0);
    for milliseconds in [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60] {
        let mut child = house.command(&["keys", "rotate"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = epoch();
        assert!(now == last || now == last + 1, "epoch {now} after {last}, killed after {milliseconds} ms");
        killed_before += u32::from(now == last);
        last = now;
        house.log(&["weight", "68.4kg"]);
    }
    assert!(killed_before > 0, "no rotation was killed in time");
    assert_eq!(house.sound(), 15);
    house.run(&["keys", "rotate"]).done().says(&[&format!("Epoch {}", last + 1)]);
}

#[test]
fn no_answer_about_keys_shows_a_secret() {
    let house = House::new();
    house.write("new", "zzhidden-passphrase");
    let all = [
        house.run(&["keys", "add", "passphrase", "--new-passphrase-file", "new"]).done(),
        house.run(&["keys", "recovery", "--out", "sheet.html"]).done(),
        house.run(&["keys", "recovery", "--split", "--out", "share.html"]).done(),
        house.run(&["--json", "keys", "list"]).done(),
        house.run(&["keys", "list"]).done(),
        with_passphrase(&house, "new", &["keys", "change-passphrase", "--new-passphrase-file", "new"]).done(),
    ];
    let key = read(&house, "journal.key");
    let pages = ["sheet.html", "share-1.html", "share-3.html"].map(|page| words_of(&read(&house, page)));
    for ran in all {
        ran.clone().never_says(&["zzhidden", key.trim()]);
        // Three words in a row are no accident.
        for words in &pages {
            let words: Vec<&str> = words.split(' ').collect();
            words.windows(3).for_each(|three| drop(ran.clone().never_says(&[&three.join(" ")])));
        }
    }
}
