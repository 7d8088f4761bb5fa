//! Who takes a mailbox's disk away has sealed bytes of padded sizes, and the times that requests bore; and nothing else.

use crate::cluster::Cluster;
use nourish_tests::{House, Served};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const WORD: &str = "unmistakable-marker";

/// A journal that two people keep, of whose entries, names and keys each is told here.
struct Story {
    house: House,
    secrets: Vec<Vec<u8>>,
}

impl Story {
    fn over(mailbox: &str) -> Self {
        let house = House::new();
        house.found_circle(mailbox);
        house.log(&["weight", "68.4kg"]);
        let entry = house.log(&["note", WORD]);
        house.log(&["medicine", "docetaxel", "taken=yes"]);
        house.invite(mailbox, "ander", &["--name", "Ander Invented", "--role", "carer"]);
        house
            .run_of("ander", &["log", "symptom", "nausea", "attribute=severity", "level=2", "recall_days=1"])
            .done();
        house.run_of("ander", &["sync"]).done();
        // Nobody would know them apart by what they are long.
        for (number, text) in ["a", "a few words more", "some"].into_iter().enumerate() {
            house.log(&["note", text, "--at", &format!("2026-11-1{number}T21:00")]);
            house.run(&["sync"]).done();
        }
        house.run_of("ander", &["sync"]).done();
        house.run_of("ander", &["list"]).done().says(&[WORD, "68.4 kg"]);
        let words = [
            WORD,
            "docetaxel",
            "Nerea Invented",
            "Ander Invented",
            "Nerea",
            "Ander",
            "phone",
            "Europe/Madrid",
            "2026-11",
            "nausea",
            "carer",
            "patient",
            &entry,
        ];
        let mut secrets: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        secrets.push(bytes_of(&entry.replace('-', "")));
        for name in ["journal.key", "ander.key"] {
            let text = std::fs::read_to_string(house.path(name)).unwrap();
            let digits: String = text
                .split(|letter: char| !letter.is_ascii_hexdigit())
                .find(|word| word.len() >= 64)
                .unwrap()
                .into();
            secrets.extend([bytes_of(&digits[..64]), digits.into_bytes()]);
        }
        secrets.retain(|secret| secret.len() >= 5);
        assert!(secrets.len() > 12);
        Self { house, secrets }
    }

    /// Looks through every file below a folder.
    fn is_nowhere_below(&self, folder: &Path) {
        let mut bytes_in_all = 0;
        for path in files(folder) {
            let bytes = std::fs::read(&path).unwrap();
            bytes_in_all += bytes.len();
            for secret in &self.secrets {
                let held = holds(&bytes, secret);
                assert!(!held, "{} holds {:?}", path.display(), String::from_utf8_lossy(secret));
            }
        }
        assert!(bytes_in_all > 10_000);
    }
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    let first = secret[0];
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    starts.into_iter().any(|(at, _)| bytes[at..].starts_with(secret))
}

fn bytes_of(digits: &str) -> Vec<u8> {
    (0..digits.len())
        .step_by(2)
        .filter_map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.extend(path.is_file().then_some(path)),
        }
    }
    all
}

/// Whether something sealed is of a padded length: 65 bytes and what docs/PROTOCOL.md calls a padded length.
fn is_padded(sealed_bytes: u64) -> bool {
    let Some(length) = sealed_bytes.checked_sub(65).filter(|length| *length >= 64) else { return false };
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    length % (1 << (exponent - kept)) == 0
}

fn lengths_are_padded(lengths: &[i64]) {
    assert!(lengths.len() >= 6, "{lengths:?}");
    for length in lengths {
        assert!(is_padded(length.unsigned_abs()), "{length}");
    }
    assert!(lengths.iter().collect::<BTreeSet<_>>().len() < lengths.len(), "no two are alike: {lengths:?}");
}

/// The columns that tell a time: of remembered requests and of pairings, and the days on which journals came and were last left
/// something. Parcels have none.
fn are_known(columns: &[String]) {
    const TIMES: [&str; 4] = ["nonce.until_s", "slot.made_at_s", "journal.begun_on", "journal.used_on"];
    assert!(columns.iter().any(|column| column == "slot.made_at_s"));
    assert!(columns.iter().all(|column| TIMES.contains(&column.as_str())), "{columns:?}");
}

#[test]
fn a_stolen_file_of_a_mailbox_shows_sealed_bytes_of_padded_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let story = Story::over(&served.address);
    // While it runs, with the log beside it, and after.
    story.is_nowhere_below(folder.path());
    drop(served);
    story.is_nowhere_below(folder.path());
    // It would be found: in the clear, in what the journal's own people can read.
    let export = story.house.export();
    assert!(holds(export.as_bytes(), WORD.as_bytes()) && holds(export.as_bytes(), b"2026-11"));
    let file = Connection::open(folder.path().join("mailbox.sqlite")).unwrap();
    let texts = |sql: &str| {
        let mut statement = file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap()
    };
    // No other column tells a time, or holds text.
    let columns = "SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
                   WHERE tables.type = 'table' AND ";
    let is_time = "(columns.name LIKE '%\\_s' ESCAPE '\\' OR columns.name LIKE '%\\_on' ESCAPE '\\')";
    are_known(&texts(&format!("{columns} {is_time}")));
    assert_eq!(texts(&format!("{columns} columns.type NOT IN ('INTEGER', 'BLOB')")), [""; 0]);
    let mut statement = file.prepare("SELECT length(sealed) FROM parcel").unwrap();
    let lengths =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<Vec<i64>, _>>().unwrap();
    lengths_are_padded(&lengths);
}

#[test]
fn a_stolen_data_folder_of_a_database_shows_sealed_bytes_of_padded_sizes() {
    let Some(mut cluster) = Cluster::start() else { return crate::without_postgresql() };
    let folder = tempfile::tempdir().unwrap();
    let address = cluster.database();
    let served = Served::start(folder.path(), &["--store", &address]);
    let story = Story::over(&served.address);
    let mut client = cluster.client("box1");
    let rows = client.query("SELECT octet_length(sealed)::bigint FROM nourish.parcel", &[]).unwrap();
    lengths_are_padded(&rows.iter().map(|row| row.get(0)).collect::<Vec<i64>>());
    let times = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'nourish'
                 AND (column_name LIKE '%\\_s' OR column_name LIKE '%\\_on'
                      OR data_type NOT IN ('bytea', 'bigint', 'integer', 'smallint', 'boolean'))";
    let times: Vec<String> = client.query(times, &[]).unwrap().iter().map(|row| row.get(0)).collect();
    are_known(&times);
    client.batch_execute("CHECKPOINT").unwrap();
    drop((client, served));
    cluster.stop("INT");
    // Tables, what is written ahead of them, and everything else that a database leaves.
    assert!(
        files(&cluster.path("data"))
            .iter()
            .any(|path| path.components().any(|part| part.as_os_str() == "pg_wal"))
    );
    story.is_nowhere_below(&cluster.path("data"));
}
