//! `nourish serve admin`, beside a server that runs over the same file.

use nourish_sync::{Answer, DeviceKey, HttpTransport, JournalId, Kept, Parcel, Request, SeededEntropy, ask};
use nourish_tests::{House, Ran, Served, nourish, serve};
use serde_json::{Value, json};
use std::path::Path;

const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);
const ID: &str = "09090909090909090909090909090909";

fn key() -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(1)).unwrap()
}

fn give(served: &Served, journal: JournalId, sealed: &[u8]) -> Answer {
    let mut transport = HttpTransport::new(&served.address).unwrap();
    let parcels = vec![Parcel::Batch { sealed: sealed.to_vec() }];
    ask(&mut transport, journal, &key(), &Request::Append { parcels }, 10_000).unwrap()
}

fn admin(folder: &Path, what: &[&str]) -> Ran {
    Ran::of(nourish().current_dir(folder).args(["serve", "admin"]).args(what))
}

fn admin_json(folder: &Path, what: &[&str]) -> Value {
    Ran::of(nourish().current_dir(folder).args(["--json", "serve", "admin"]).args(what)).done().json()
}

/// As if this journal had been used last so many days ago.
fn age(folder: &Path, days: u32) {
    let file = rusqlite::Connection::open(folder.join("mailbox.sqlite")).unwrap();
    let sql = "UPDATE journal SET used_on = used_on - ?1 WHERE journal_id = ?2";
    assert_eq!(file.execute(sql, rusqlite::params![days, JOURNAL.as_bytes()]), Ok(1));
}

#[test]
fn an_operator_is_told_what_there_is_and_never_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    give(&served, JOURNAL, &[b'x'; 2_000]);
    give(&served, JOURNAL, &[b'y'; 48]);
    give(&served, JournalId::from_bytes([0x0a; 16]), &[b'z'; 10]);
    admin(folder.path(), &["stats"])
        .done()
        .says(&[
            "mailbox.sqlite: 2 journals, 0 of them closed; 3 parcels, 2.0 KiB",
            "7 days or less 2 3 2.0 KiB",
            "not known 0 0 0 bytes",
            "0a0a0a0a",
        ])
        .never_says(&["xx", "yy", "zz", ID]);
    let stats = admin_json(folder.path(), &["stats", "--store", "sqlite:mailbox.sqlite"]);
    assert_eq!((&stats["journals"], &stats["bytes"]), (&json!(2), &json!(2_058)));
    assert_eq!(stats["biggest"][0]["journal"], ID);
    let of_one = admin_json(folder.path(), &["journal", "0909"]);
    let facts = ["parcels", "bytes", "devices", "erased", "closed"].map(|name| of_one[name].clone());
    assert_eq!(facts, [json!(2), json!(2_048), json!(1), json!(0), json!(false)]);
    assert_eq!(of_one["begun"], of_one["last_used"]);
    admin(folder.path(), &["journal", ID])
        .done()
        .says(&["devices 1 are served", "size 2.0 KiB (2048 bytes)"]);
    admin(folder.path(), &["journal", "0b0b"]).refused(5, &["nothing is kept of such a journal"]);
    admin(folder.path(), &["journal", "09"]).refused(2, &["32 hexadecimal digits"]);
    admin(folder.path(), &["stats", "--store", "sqlite:none.sqlite"]).refused(5, &["not a mailbox"]);
    assert!(!folder.path().join("none.sqlite").exists());
}

#[test]
fn what_is_not_used_any_more_goes_when_an_operator_says_so_twice() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    give(&served, JOURNAL, &[b'x'; 2_000]);
    age(folder.path(), 40);
    admin(folder.path(), &["purge", "--unused-days", "41"]).done().says(&["No journal is as old as that"]);
    let purge = ["purge", "--unused-days", "40"];
    admin(folder.path(), &purge).done().says(&["1 unused ones emptied of 1.9 KiB", "say --yes", &ID[..8]]);
    assert_eq!(admin_json(folder.path(), &["journal", ID])["parcels"], 1);
    let purged = admin_json(folder.path(), &[&purge[..], &["--yes"]].concat());
    assert_eq!((&purged["done"], &purged["emptied"][0]["journal"]), (&json!(true), &json!(ID)));
    assert_eq!(admin_json(folder.path(), &["journal", ID])["parcels"], 0);
    // The server that ran meanwhile still serves the device, which brings it again.
    match give(&served, JOURNAL, &[b'x'; 2_000]) {
        Answer::Appended { kept, .. } => assert_eq!(kept, [Kept::At(1)]),
        other => panic!("{other:?}"),
    }
    admin(folder.path(), &["purge", "--yes"]).with_code(2).says(&["--closed-days", "required"]);
}

#[test]
fn a_new_journal_is_brought_where_an_operator_listed_it_or_a_token_is_shown() {
    let (house, folder) = (House::new(), tempfile::tempdir().unwrap());
    let served = Served::start(folder.path(), &["--listed-only"]);
    house.found_circle(&served.address);
    house.run(&["sync"]).refused(9, &["it does not serve this device", "its operator to list it"]);
    let circle = house.run(&["--json", "circle", "list"]).done().json();
    let id = circle["journal"].as_str().unwrap();
    house.run(&["circle", "list"]).done().says(&["Whoever runs the mailbox knows this journal as", id]);
    admin(folder.path(), &["allow", id]).done().says(&[id, "listed"]);
    assert_eq!(admin(folder.path(), &["allowed"]).done().out.trim(), id);
    house.run(&["sync"]).done();
    admin(folder.path(), &["revoke", id, ID]).done().says(&["no longer listed", "was not listed"]);
    house.run(&["sync"]).done();
    drop(served);

    let (house, folder) = (House::new(), tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join("tokens"), "plainly-fictional-token\n").unwrap();
    let served = Served::start(folder.path(), &["--token-file", "tokens"]);
    house.found_circle(&served.address);
    house.run(&["sync"]).refused(9, &["may need a token"]);
    let token = "NOURISH_MAILBOX_TOKEN";
    Ran::of(house.command(&["sync"]).env(token, "another-fictional-token")).with_code(9);
    Ran::of(house.command(&["sync"]).env(token, "plainly-fictional-token")).done();
    house.run(&["sync"]).done();
    let both = serve("127.0.0.1:0", folder.path(), &["--token-file", "tokens", "--listed-only"]).output();
    assert_eq!(both.unwrap().status.code(), Some(2));
}
