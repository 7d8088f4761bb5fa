//! `nourish circle` and `nourish sync`: from a code that is told to a journal that two people keep.

use nourish_tests::{House, Ran, Running, Served, nourish};
use std::process::Command;
use std::time::{Duration, Instant};

/// The whole journey over any mailbox.
fn two_people_keep_one_journal(house: &House, mailbox: &str) {
    house.found_circle(mailbox);
    house.log(&["weight", "68.4kg"]);
    house.log(&["care-contact", "emergency-line", "phone=555 0100"]);
    house.invite(mailbox, "ander", &["--name", "Ander Invented", "--role", "carer"]);
    house.run_of("ander", &["list"]).done().says(&["68.4 kg"]);
    house.run_of("ander", &["log", "weight", "68.1kg"]).done();
    house.run_of("ander", &["sync", "status"]).done().says(&["1 entry waits to be sent"]);
    house.run_of("ander", &["sync"]).done().says(&["0 entries came, 1 went"]);
    house.run(&["sync"]).done().says(&["1 entries came, 0 went"]);
    house.run(&["list"]).done().says(&["68.1 kg", "68.4 kg"]);
    house.run_of("ander", &["sync"]).done();
    house.run_of("ander", &["sync", "status"]).done().says(&[
        "Everything that was logged here is at the mailbox",
        "Nerea Invented (phone) has everything of yours up to",
    ]);
    let mine = house.run(&["circle", "verify"]).done().out;
    assert_eq!(mine, house.run_of("ander", &["circle", "verify"]).done().out);
    house.run(&["circle", "list"]).done().says(&["Nerea Invented: patient, you", "Ander Invented: carer"]);

    // A clinic joins by a link, and reads.
    house.invite(mailbox, "clinic", &["--name", "Ward Invented", "--role", "reader", "--link"]);
    house.run_of("clinic", &["list"]).done().says(&["68.1 kg"]);
    house.run_of("clinic", &["log", "weight", "60kg"]).refused(3, &["a reader may not do this"]);
    whom_to_call_is_told_on_a_readers_device_too(house);

    // The carer leaves the circle's trust: what comes after is sealed from them.
    house.run(&["circle", "remove", "Ander Invented"]).done().says(&["with the next sync"]);
    house.run(&["sync"]).done();
    house.log(&["weight", "67.7kg", "--at", "2026-11-20T21:00"]);
    house.run(&["sync"]).done();
    house.run_of("ander", &["sync"]).refused(9, &["it does not serve this device", "invite it again"]);
    house.run_of("ander", &["list"]).done().never_says(&["67.7"]);
    house.run_of("clinic", &["sync"]).done();
    house.run_of("clinic", &["list"]).done().says(&["67.7 kg"]);
    house.sound();
}

/// Where nothing may be logged, a red flag is told first, then that nothing was saved.
fn whom_to_call_is_told_on_a_readers_device_too(house: &House) {
    house.write("now.toml", "[answers]\nurgent = [\"chest-pain\"]\n");
    house.write("calm.toml", "[answers]\nurgent = \"none\"\n");
    let ran = house.run_of("clinic", &["check-in", "--answers", "now.toml"]).with_code(3);
    assert!(ran.out.starts_with("!!! Call the emergency number now."), "{ran:#?}");
    assert!(ran.err.contains("a reader may not do this"), "{ran:#?}");
    let ran = ran.says(&["Pain in the chest", "555 0100"]);
    ran.never_says(&["Logged", "Nothing was answered"]);
    let json = house.run_of("clinic", &["--json", "check-in", "--answers", "now.toml"]).with_code(3).json();
    assert_eq!((&json["alert"]["saved"], &json["alert"]["contacts_read"]), (&false.into(), &true.into()));
    assert_eq!(json["alert"]["contacts"][0]["phone"], "555 0100");
    assert!(json["entries"].as_array().unwrap().is_empty());
    let calm = house.run_of("clinic", &["check-in", "--answers", "calm.toml"]);
    calm.refused(3, &["a reader may not do this"]);
}

#[test]
fn two_people_keep_one_journal_over_a_file() {
    let house = House::new();
    let mailbox = format!("sqlite:{}", house.path("mailbox.sqlite").display());
    two_people_keep_one_journal(&house, &mailbox);
}

#[test]
fn two_people_keep_one_journal_over_a_server() {
    let house = House::new();
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    two_people_keep_one_journal(&house, &served.address);
}

#[test]
fn a_mailbox_that_was_lost_is_filled_again_with_one_command() {
    let house = House::new();
    let mailbox = format!("sqlite:{}", house.path("mailbox.sqlite").display());
    house.found_circle(&mailbox);
    house.log(&["weight", "68.4kg"]);
    house.run(&["sync"]).done();
    let elsewhere = format!("sqlite:{}", house.path("elsewhere.sqlite").display());
    house.run(&["circle", "move", &elsewhere]).done();
    house.run(&["sync"]).done().says(&["1 went"]);
    house.invite(&elsewhere, "ander", &["--name", "Ander Invented"]);
    house.run_of("ander", &["list"]).done().says(&["68.4 kg"]);
}

#[test]
fn a_watch_shows_what_comes_and_lets_go_of_the_journal_in_between() {
    let house = House::new();
    let mailbox = format!("sqlite:{}", house.path("mailbox.sqlite").display());
    house.found_circle(&mailbox);
    house.invite(&mailbox, "ander", &["--name", "Ander Invented"]);
    let mut watch = Running::start(house.command(&["--json", "sync", "--watch"]));
    assert_eq!(watch.said()["received"], 0);
    house.run_of("ander", &["log", "weight", "68.1kg"]).done();
    house.run_of("ander", &["sync"]).done();
    assert_eq!(watch.said()["received"], 1);
    house.log(&["weight", "67.9kg", "--at", "2026-11-20T21:00"]);
    assert_eq!(watch.said()["given"], 1);
    watch.child.kill().unwrap();
    watch.child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn two_watches_hand_each_other_what_is_logged_and_end_when_asked_to() {
    let house = House::new();
    let served = Served::start(house.path("").as_path(), &[]);
    house.found_circle(&served.address);
    house.invite(&served.address, "ander", &["--name", "Ander Invented"]);
    let mut mine = Running::start(house.command(&["--json", "sync", "--watch"]));
    let watching = ["--key-file", "ander.key", "--json", "sync", "--watch"];
    let mut theirs = Running::start(house.command_of("ander", &watching));
    mine.said();
    theirs.said();
    let mut soonest = Duration::MAX;
    for (number, weight) in ["67.9kg", "67.8kg", "67.7kg"].into_iter().enumerate() {
        house.log(&["weight", weight, "--at", &format!("2026-11-{}T21:00", 17 + number)]);
        let begun = Instant::now();
        assert_eq!(mine.said()["given"], 1);
        assert_eq!(theirs.said()["received"], 1);
        soonest = soonest.min(begun.elapsed());
    }
    // Each would wait half a minute if nobody told it.
    assert!(soonest < Duration::from_secs(15), "{soonest:?}");
    for watch in [mine, theirs] {
        let asked = Command::new("kill").args(["-INT", &watch.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert_eq!(watch.code(), Some(0));
    }
}

#[test]
fn a_watch_goes_on_when_the_mailbox_comes_back() {
    let house = House::new();
    let served = Served::start(house.path("").as_path(), &[]);
    house.found_circle(&served.address);
    let listen = served.address.trim_start_matches("http://").to_owned();
    let mut watch = Running::start(house.command(&["--json", "sync", "--watch"]));
    watch.said();
    drop(served);
    house.log(&["weight", "67.9kg"]);
    std::thread::sleep(Duration::from_millis(500));
    let mut again = nourish();
    again.current_dir(house.path("")).args(["--json", "serve", "--listen", &listen]);
    let mut again = Running::start(again);
    again.said();
    assert_eq!(watch.said()["given"], 1);
    for mut child in [watch.child, again.child] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn what_cannot_be_is_said_with_what_to_do() {
    let house = House::new();
    house.run(&["sync"]).refused(3, &["no mailbox is known"]);
    house.run(&["circle", "list"]).refused(3, &["begin one first", "nourish circle found"]);
    let found = ["circle", "found", "--name", "Nerea Invented", "--mailbox"];
    house
        .run(&[&found[..], &["nowhere"]].concat())
        .refused(2, &["--mailbox", "not the address of a mailbox"]);
    house
        .run(&[&found[..], &["http://mailbox.example.org"]].concat())
        .refused(2, &["--mailbox", "plain http"]);
    // Nobody listens there.
    house.run(&[&found[..], &["http://127.0.0.1:1"]].concat()).done();
    house.run(&["sync"]).refused(9, &["cannot be reached; nothing is lost"]);
    house.run(&["circle", "remove", "Nobody"]).refused(3, &["no such member", "nourish circle list"]);
    house.run(&["circle", "leave"]).refused(3, &["a patient may not do this"]);
    house
        .run(&["circle", "found", "--name", "Again", "--mailbox", "http://127.0.0.1:1"])
        .refused(3, &["already"]);
    let joining = ["circle", "join", "17-velvet", "--make-key-file", "ander.key", "--mailbox", "sqlite:box"];
    Ran::of(&mut house.command_of("ander", &joining)).refused(3, &["pairing code cannot be read"]);
    assert!(!house.files().contains(&"ander.key".to_owned()), "nothing was made");
}
