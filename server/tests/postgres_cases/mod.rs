//! What is tried on PostgreSQL.

mod failover;
mod tls;

use crate::books;
use crate::cluster::Cluster;
use crate::conformance::{self, Asked};
use crate::requests::{requests, without_generation};
use crate::signed::{JOURNAL, Signed, clock_s};
use crate::told::Case;
use nourish_server::{
    Copied, Limits, MailboxError, Options, PostgresMailbox, Server, SqliteMailbox, StoreAddress, copy,
};
use nourish_sync::{
    Answer, DeviceId, DeviceKey, HttpTransport, JournalId, Kept, Mailbox, MemoryMailbox, Parcel, Refusal,
    Request, SeededEntropy, SystemEntropy, TransportError, ask,
};
use postgres::{Client, NoTls};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::TestRunner;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) const CASES: &[(&str, Case)] = &[
    ("a_mailbox_in_postgresql_keeps_every_promise", keeps_every_promise),
    ("a_server_over_postgresql_keeps_every_promise", serves_every_promise),
    ("postgresql_and_memory_give_the_same_answers", gives_the_same_answers),
    ("what_was_kept_is_there_on_another_connection", is_there_again),
    ("a_newer_version_or_something_else_is_refused_and_left_alone", refuses_others),
    (
        "a_database_to_which_the_next_version_added_something_is_served_on_and_taken_up",
        serves_the_next_version,
    ),
    ("a_part_that_fails_undoes_itself_and_a_whole_everything", undoes),
    ("a_journal_takes_no_more_than_its_room", has_its_room),
    ("messages_of_pairings_go_when_their_time_is_over", forgets_slots),
    ("whoever_runs_a_database_is_told_what_is_in_it_and_lets_go_of_what_is_old", keeps_books),
    ("news_at_one_server_wake_who_waits_at_the_other", wakes_across_servers),
    ("two_servers_give_places_without_gaps", numbers_across_servers),
    ("two_servers_that_are_asked_for_the_same_journals_never_wait_for_each_other", never_deadlocks),
    ("a_request_that_was_done_at_one_server_is_not_done_at_the_other", remembers_across_servers),
    ("an_append_of_a_device_that_is_served_is_one_statement", appends_at_once),
    ("what_a_server_remembers_of_a_device_serves_nobody", serves_nobody_from_memory),
    ("a_mailbox_goes_from_a_file_to_a_database_and_back", copies),
    ("a_database_is_spoken_to_with_tls_as_its_address_says", tls::speaks_tls),
    ("connections_that_break_are_made_anew", mends_connections),
    ("a_database_that_crashes_has_everything_that_was_acknowledged", survives_a_crash),
    ("the_one_that_follows_takes_the_place_of_a_killed_database_under_load", failover::fails_over),
    ("a_database_is_restarted_under_load_and_nothing_acknowledged_is_lost", failover::outlives_restarts),
    ("what_the_one_that_follows_may_lack_is_not_acknowledged", failover::waits_for_the_follower),
    ("the_database_that_can_be_written_to_is_found", failover::finds_the_one_that_writes),
];

const DEADLINE_MS: u32 = 30_000;

struct Direct(PostgresMailbox);

impl Asked for Direct {
    fn ask(&mut self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer {
        self.0.answer(journal, key.id(), request.clone()).unwrap()
    }
}

/// A server over a database.
struct Node(Option<Server>);

impl Node {
    fn start(address: &str) -> Self {
        let store = StoreAddress::Postgres(address.to_owned());
        let options = Options {
            // Here more is asked in a second than devices ask in a minute.
            limits: Limits { address: 0, journal: 0, device: 0 },
            ..Options::new(store, "127.0.0.1:0".parse().unwrap())
        };
        Self(Some(Server::start(&options, Arc::new(clock_s), Box::new(std::io::sink())).unwrap()))
    }

    fn address(&self) -> String {
        self.0.as_ref().unwrap().address().to_string()
    }

    fn transport(&self) -> HttpTransport {
        HttpTransport::new(&format!("http://{}", self.address())).unwrap()
    }

    fn ask(&self, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), JOURNAL, key, request, DEADLINE_MS).unwrap()
    }
}

impl Asked for Node {
    fn ask(&mut self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer {
        ask(&mut self.transport(), journal, key, request, DEADLINE_MS).unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.0.take().unwrap().stop();
    }
}

fn open(address: &str) -> PostgresMailbox {
    PostgresMailbox::open(address, &mut SystemEntropy::new()).unwrap()
}

fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn batch(bytes: &[u8]) -> Parcel {
    Parcel::Batch { sealed: bytes.to_vec() }
}

fn append(bytes: &[u8]) -> Request {
    Request::Append { parcels: vec![batch(bytes)] }
}

fn read(after: u64, wait_ms: u32) -> Request {
    Request::Read { after, limit_bytes: 1_000_000, wait_ms }
}

fn kept(answer: Answer) -> Vec<Kept> {
    match answer {
        Answer::Appended { kept, .. } => kept,
        other => panic!("not appended: {other:?}"),
    }
}

fn parcels(answer: Answer) -> Vec<(u64, Parcel)> {
    match answer {
        Answer::Parcels { parcels, .. } => parcels,
        other => panic!("no parcels: {other:?}"),
    }
}

fn keeps_every_promise(cluster: &mut Cluster) {
    conformance::keeps_every_promise(|| Direct(open(&cluster.database())));
}

fn serves_every_promise(cluster: &mut Cluster) {
    conformance::keeps_every_promise(|| Node::start(&cluster.database()));
}

fn gives_the_same_answers(cluster: &mut Cluster) {
    let address = cluster.database();
    let mut runner =
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) });
    let outcome = runner.run(&requests(), |requests| {
        // The tables are emptied: a database a case would take too long.
        let mut client = Client::connect(&address, NoTls).unwrap();
        drop(open(&address));
        let tables = "journal, parcel, heads, checkpoint, part, served, nonce, slot";
        client.batch_execute(&format!("SET search_path = nourish; TRUNCATE {tables}")).unwrap();
        let (mut memory, mut database) = (MemoryMailbox::default(), open(&address));
        for (journal, device, request) in requests {
            let (journal, device) =
                (JournalId::from_bytes([journal; 16]), DeviceId::from_bytes([device; 16]));
            let expected = memory.answer(journal, device, request.clone()).unwrap();
            let answer = database.answer(journal, device, request).unwrap();
            assert_eq!(without_generation(answer), without_generation(expected));
        }
        Ok(())
    });
    outcome.unwrap();
}

fn is_there_again(cluster: &mut Cluster) {
    let (address, other) = (cluster.database(), cluster.database());
    let mut mailbox = open(&address);
    mailbox.append(JOURNAL, &[batch(b"one")]).unwrap();
    let generation = mailbox.generation(JOURNAL).unwrap();
    let mut again = open(&address);
    assert_eq!(again.read(JOURNAL, 0, u64::MAX).unwrap().parcels, [(1, batch(b"one"))]);
    assert_eq!(again.generation(JOURNAL).unwrap(), generation);
    assert_ne!(open(&other).generation(JOURNAL).unwrap(), generation);
    assert_ne!(again.generation(JournalId::from_bytes([8; 16])).unwrap(), generation);
    again.mark_restored(&mut SystemEntropy::new()).unwrap();
    let renewed = again.generation(JOURNAL).unwrap();
    assert_ne!(renewed, generation);
    assert_eq!(open(&address).generation(JOURNAL).unwrap(), renewed);
}

fn refuses_others(cluster: &mut Cluster) {
    let address = cluster.database();
    drop(open(&address));
    let mut client = Client::connect(&address, NoTls).unwrap();
    client.execute("UPDATE nourish.mailbox SET version = 99, serves_from = 99", &[]).unwrap();
    let refused = |address: &str| PostgresMailbox::open(address, &mut SystemEntropy::new()).unwrap_err();
    assert_eq!(refused(&address), MailboxError::NewerFormat { found: 99, known: 5 });
    let foreign = cluster.database();
    let mut client = Client::connect(&foreign, NoTls).unwrap();
    client.batch_execute("CREATE SCHEMA nourish; CREATE TABLE nourish.parcel (a integer)").unwrap();
    assert_eq!(refused(&foreign), MailboxError::NotAMailbox);
    let tables = client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'nourish'", &[]).unwrap();
    assert_eq!(tables.len(), 1);
    assert_eq!(refused("postgres://postgres@localhost:x/box"), MailboxError::NotAnAddress);
    assert_eq!(refused(&foreign.replace("box", "nobox")), MailboxError::StorageUnavailable);
}

/// What a step of the next version may do: it only adds.
const NEXT: &str = "SET search_path = nourish;
    ALTER TABLE journal ADD COLUMN colour text NOT NULL DEFAULT 'plain';
    ALTER TABLE parcel ADD COLUMN weight integer NOT NULL DEFAULT 0;
    ALTER TABLE heads ADD COLUMN weight integer NOT NULL DEFAULT 0;
    ALTER TABLE served ADD COLUMN weight integer NOT NULL DEFAULT 0;
    ALTER TABLE nonce ADD COLUMN weight integer NOT NULL DEFAULT 0;
    ALTER TABLE slot ADD COLUMN weight integer NOT NULL DEFAULT 0;
    ALTER TABLE mailbox ADD COLUMN motto text NOT NULL DEFAULT 'none';
    CREATE TABLE orchard (tree text NOT NULL);
    UPDATE mailbox SET version = 6";

fn serves_the_next_version(cluster: &mut Cluster) {
    let add = |address: &str| Client::connect(address, NoTls).unwrap().batch_execute(NEXT).unwrap();
    // Servers of both versions at once: one ran before the step, the other begins after it.
    let address = cluster.database();
    let (before, first) = (Node::start(&address), key(1));
    assert_eq!(kept(before.ask(&first, &append(b"one"))), [Kept::At(1)]);
    add(&address);
    let after = Node::start(&address);
    assert_eq!(kept(after.ask(&first, &append(b"two"))), [Kept::At(2)]);
    assert_eq!(kept(before.ask(&first, &append(b"three"))), [Kept::At(3)]);
    assert_eq!(parcels(after.ask(&first, &read(2, 0))), [(3, batch(b"three"))]);
    drop((before, after));
    conformance::keeps_every_promise(|| {
        let address = cluster.database();
        let node = Node::start(&address);
        add(&address);
        node
    });
    open(&address).mark_restored(&mut SystemEntropy::new()).unwrap();
    let kept = "SELECT version FROM nourish.mailbox";
    let kept: i32 = Client::connect(&address, NoTls).unwrap().query_one(kept, &[]).unwrap().get(0);
    assert_eq!(kept, 6, "nothing of it is undone");
}

fn undoes(cluster: &mut Cluster) {
    let mut mailbox = open(&cluster.database());
    let append = |mailbox: &mut PostgresMailbox, fill: u8| {
        mailbox.append(JOURNAL, &[batch(&[fill; 10])]).map(|kept| kept[0])
    };
    let whole = mailbox.whole(|mailbox| {
        let first = append(mailbox, 1)?;
        let undone = mailbox.whole(|mailbox| {
            append(mailbox, 2)?;
            Err::<(), _>(MailboxError::StorageFull)
        });
        assert_eq!(undone, Err(MailboxError::StorageFull));
        Ok([first, append(mailbox, 3)?])
    });
    assert_eq!(whole, Ok([Kept::At(1), Kept::At(2)]));
    let undone = mailbox.whole(|mailbox| {
        append(mailbox, 4)?;
        Err::<(), _>(MailboxError::StorageFull)
    });
    assert_eq!(undone, Err(MailboxError::StorageFull));
    assert_eq!(mailbox.read(JOURNAL, 0, u64::MAX).unwrap().count, 2);
}

fn has_its_room(cluster: &mut Cluster) {
    let mut mailbox = open(&cluster.database()).with_journal_bytes(250);
    let kept = mailbox.append(JOURNAL, &[batch(&[1; 100]), batch(&[2; 100]), batch(&[3; 100])]).unwrap();
    assert_eq!(kept, [Kept::At(1), Kept::At(2), Kept::NoRoom]);
    assert_eq!(mailbox.append(JOURNAL, &[batch(&[4; 50])]).unwrap(), [Kept::At(3)]);
    assert!(!mailbox.has_room(JOURNAL, 1).unwrap());
    assert!(mailbox.has_room(JournalId::from_bytes([2; 16]), 250).unwrap());
}

fn forgets_slots(cluster: &mut Cluster) {
    let mut mailbox = open(&cluster.database());
    mailbox.set_time(1_000);
    assert!(mailbox.put_slot([1; 16], 0, b"old").unwrap());
    mailbox.set_time(2_000);
    assert!(mailbox.put_slot([2; 16], 0, b"new").unwrap());
    mailbox.forget_slots(2_000).unwrap();
    assert_eq!(mailbox.get_slot([1; 16], 0).unwrap(), None);
    assert_eq!(mailbox.get_slot([2; 16], 0).unwrap().as_deref(), Some(&b"new"[..]));
}

fn keeps_books(cluster: &mut Cluster) {
    let address = cluster.database();
    books::are_kept(&StoreAddress::Postgres(address.clone()), |day| {
        let mut mailbox = open(&address);
        mailbox.set_time(day * 86_400 + 7);
        mailbox
    });
}

fn wakes_across_servers(cluster: &mut Cluster) {
    let address = cluster.database();
    let (one, other, first) = (Node::start(&address), Node::start(&address), key(1));
    one.ask(&first, &append(b"one"));
    let waited = |wait: &Request, then: &dyn Fn()| {
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| (other.ask(&first, wait), Instant::now()));
            std::thread::sleep(Duration::from_millis(500));
            assert!(!waiting.is_finished());
            let told = Instant::now();
            then();
            let (answer, heard) = waiting.join().unwrap();
            assert!(heard.duration_since(told) < Duration::from_secs(5));
            answer
        })
    };
    let news = waited(&read(1, 20_000), &|| {
        one.ask(&first, &append(b"two"));
    });
    assert_eq!(parcels(news), [(2, batch(b"two"))]);
    let hello = Request::PutSlot { slot: [4; 16], number: 0, message: b"hello".to_vec() };
    let found = waited(&Request::GetSlot { slot: [4; 16], number: 0, wait_ms: 20_000 }, &|| {
        one.ask(&first, &hello);
    });
    assert_eq!(found, Answer::Found(Some(b"hello".to_vec())));
}

fn numbers_across_servers(cluster: &mut Cluster) {
    let address = cluster.database();
    let (nodes, first) = ([Node::start(&address), Node::start(&address)], key(1));
    nodes[0].ask(&first, &append(b"first"));
    let mut places: Vec<u64> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8_u8)
            .map(|worker| {
                let (node, first) = (&nodes[usize::from(worker % 2)], &first);
                scope.spawn(move || {
                    let places =
                        (0..20_u8).map(
                            |number| match kept(node.ask(first, &append(&[worker, number])))[..] {
                                [Kept::At(place)] => place,
                                ref other => panic!("{other:?}"),
                            },
                        );
                    places.collect::<Vec<u64>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    places.sort_unstable();
    assert_eq!(places, (2..=161).collect::<Vec<u64>>());
    let everything = parcels(nodes[1].ask(&first, &read(0, 0)));
    assert_eq!(everything.iter().map(|(place, _)| *place).collect::<Vec<_>>(), (1..=161).collect::<Vec<_>>());
}

/// What waits at a server at once is one transaction, whichever journals it is for; each server takes their rows in the same order.
fn never_deadlocks(cluster: &mut Cluster) {
    let address = cluster.database();
    let nodes = [Node::start(&address), Node::start(&address)];
    // All of them fall to the same writing thread, however many there are: the number is divisible by every one up to 24.
    let journal = |number: u128| JournalId::from_bytes((number * 5_354_228_880).to_be_bytes());
    let journals: Vec<JournalId> = (1..=8).map(journal).collect();
    let device = key(1);
    let append_to = |node: &Node, journal, bytes: &[u8]| {
        kept(ask(&mut node.transport(), journal, &device, &append(bytes), DEADLINE_MS).unwrap())
    };
    // Who is served leaves messages of pairings too.
    let put = |node: &Node, journal, slot: [u8; 16]| {
        let put = Request::PutSlot { slot, number: 0, message: slot.to_vec() };
        ask(&mut node.transport(), journal, &device, &put, DEADLINE_MS).unwrap();
    };
    for journal in &journals {
        assert_eq!(append_to(&nodes[0], *journal, b"first"), [Kept::At(1)]);
    }
    std::thread::scope(|scope| {
        for worker in 0..32_u8 {
            let (node, journals, append_to, put) =
                (&nodes[usize::from(worker % 2)], &journals, &append_to, &put);
            scope.spawn(move || {
                for turn in 0..20_u8 {
                    // One half of them goes through the journals forwards, the other backwards.
                    let ahead = usize::from(worker / 4 + turn) % 8;
                    let journal = if worker % 4 < 2 { ahead } else { 7 - ahead };
                    assert!(matches!(append_to(node, journals[journal], &[worker, turn])[..], [Kept::At(_)]));
                    if turn % 5 == 0 {
                        put(node, journals[journal], [worker ^ turn; 16]);
                    }
                }
            });
        }
    });
    let mut client = Client::connect(&address, NoTls).unwrap();
    let count = client.query_one("SELECT sum(parcels)::bigint FROM nourish.journal", &[]).unwrap();
    assert_eq!(count.get::<_, i64>(0), 8 + 32 * 20);
    drop(nodes);
    // What sessions counted is there once they are over.
    let asked = "SELECT deadlocks, (SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'nourish')
        FROM pg_stat_database WHERE datname = current_database()";
    let begun = Instant::now();
    loop {
        let row = client.query_one(asked, &[]).unwrap();
        assert_eq!(row.get::<_, i64>(0), 0);
        if row.get::<_, i64>(1) == 0 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "sessions that do not end");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(client.query_one(asked, &[]).unwrap().get::<_, i64>(0), 0);
}

/// Sends one signed request as it is to a server; the status of the answer.
fn send(node: &Node, key: &DeviceKey, request: &Request, nonce: u8) -> String {
    let signed = Signed::at(key, request, u64::from(nonce), clock_s());
    let mut stream = TcpStream::connect(node.address()).unwrap();
    stream.write_all(&signed.bytes()).unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    String::from_utf8_lossy(&reply).split(' ').nth(1).unwrap().to_owned()
}

fn remembers_across_servers(cluster: &mut Cluster) {
    let address = cluster.database();
    let (one, other, first, second) = (Node::start(&address), Node::start(&address), key(1), key(2));
    let served = |keys: &[&DeviceKey]| Request::Admit {
        devices: keys.iter().map(|key| (key.id(), key.public())).collect(),
    };
    let both = served(&[&first, &second]);
    assert_eq!(send(&one, &first, &both, 1), "200");
    assert_eq!(one.ask(&first, &served(&[&first])), Answer::Done);
    // Who took it down on the way cannot have the second device served again.
    assert_eq!(send(&other, &first, &both, 1), "401");
    assert_eq!(send(&other, &first, &both, 2), "200");
}

/// What the connections of servers were asked last.
fn last_asked(address: &str) -> Vec<String> {
    let asked = "SELECT query FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'nourish' ORDER BY query_start";
    let rows = Client::connect(address, NoTls).unwrap().query(asked, &[]).unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

fn appends_at_once(cluster: &mut Cluster) {
    let address = cluster.database();
    let (node, first) = (Node::start(&address), key(1));
    let many = |range: std::ops::Range<u8>| Request::Append {
        parcels: range.map(|number| batch(&[number])).collect(),
    };
    let count = |word: &str| last_asked(&address).iter().filter(|asked| asked.contains(word)).count();
    // Who brings the journal is not served yet.
    assert_eq!(kept(node.ask(&first, &many(0..2))), [Kept::At(1), Kept::At(2)]);
    assert_eq!((count("COMMIT"), count("WITH held")), (1, 0));
    // The same thread does what is asked for a journal, so that nothing is left of the statements before.
    assert_eq!(kept(node.ask(&first, &many(2..5))), [3, 4, 5].map(Kept::At));
    assert_eq!((count("COMMIT"), count("WITH held")), (0, 1));
    // What is there already is told step by step.
    assert_eq!(kept(node.ask(&first, &many(4..6))), [Kept::Already(5), Kept::At(6)]);
    assert_eq!((count("COMMIT"), count("WITH held")), (1, 0));
    let signed = send(&node, &first, &append(b"once"), 9);
    assert_eq!((signed.as_str(), count("WITH held")), ("200", 1));
    let everything: Vec<_> =
        parcels(node.ask(&first, &read(0, 0))).into_iter().map(|(place, _)| place).collect();
    assert_eq!(everything, (1..=7).collect::<Vec<u64>>());
    let days = "SELECT parcels, used_on - begun_on FROM nourish.journal";
    let row = Client::connect(&address, NoTls).unwrap().query_one(days, &[]).unwrap();
    assert_eq!(row.get::<_, i64>(0), 7);
    assert!((0..=1).contains(&row.get::<_, i32>(1)));
}

fn serves_nobody_from_memory(cluster: &mut Cluster) {
    let address = cluster.database();
    let (one, other, first, second) = (Node::start(&address), Node::start(&address), key(1), key(2));
    let served = |keys: &[&DeviceKey]| Request::Admit {
        devices: keys.iter().map(|key| (key.id(), key.public())).collect(),
    };
    let refused = Answer::Refused(Refusal::NotServed);
    assert_eq!(one.ask(&first, &served(&[&first, &second])), Answer::Done);
    assert_eq!(kept(other.ask(&second, &append(b"one"))), [Kept::At(1)]);
    assert_eq!(kept(other.ask(&first, &append(b"two"))), [Kept::At(2)]);
    // The other server has seen the second device sign, and was not told that it is gone.
    assert_eq!(one.ask(&first, &served(&[&first])), Answer::Done);
    for request in [append(b"three"), read(0, 0), Request::Close] {
        assert_eq!(other.ask(&second, &request), refused);
    }
    assert_eq!(kept(other.ask(&first, &append(b"three"))), [Kept::At(3)]);
    // Nor that the journal is gone, and then not even known any more: who is remembered does not begin it anew.
    assert_eq!(one.ask(&first, &Request::Close), Answer::Done);
    let gone = "DELETE FROM nourish.nonce; DELETE FROM nourish.journal";
    Client::connect(&address, NoTls).unwrap().batch_execute(gone).unwrap();
    assert_eq!(other.ask(&first, &append(b"four")), refused);
}

fn copies(cluster: &mut Cluster) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let database = StoreAddress::Postgres(cluster.database());
    let [one, back] = ["one", "back"].map(|name| StoreAddress::Sqlite(file(name)));
    let mut mailbox = SqliteMailbox::open(&file("one"), &mut SystemEntropy::new()).unwrap();
    let many: Vec<Parcel> = (0..2_500_u16).map(|number| batch(&number.to_be_bytes())).collect();
    many.chunks(500).for_each(|some| drop(mailbox.append(JOURNAL, some).unwrap()));
    mailbox.append(JOURNAL, &[Parcel::Circle { number: 0, sealed: vec![1; 70] }]).unwrap();
    mailbox.erase(JOURNAL, 7, many[6].hash()).unwrap();
    mailbox.serve(JOURNAL, &[(key(1).id(), key(1).public())]).unwrap();
    mailbox.publish(JOURNAL, key(1).id(), b"heads").unwrap();
    let closed = JournalId::from_bytes([8; 16]);
    mailbox.serve(closed, &[(key(1).id(), key(1).public())]).unwrap();
    mailbox.close(closed).unwrap();
    let expected = |brought| Ok(Copied { journals: 2, parcels: 2_501, brought });
    assert_eq!(copy(&one, &database, &mut |_| ()), expected(2_501));
    assert_eq!(copy(&one, &database, &mut |_| ()), expected(0));
    assert_eq!(copy(&database, &back, &mut |_| ()), expected(2_501));
    let mut copied = SqliteMailbox::open(&file("back"), &mut SystemEntropy::new()).unwrap();
    for after in [0, 1_000, 2_000] {
        let page = copied.read(JOURNAL, after, u64::MAX).unwrap();
        assert_eq!(page, mailbox.read(JOURNAL, after, u64::MAX).unwrap());
    }
    assert_eq!(copied.generation(JOURNAL).unwrap(), mailbox.generation(JOURNAL).unwrap());
    assert_eq!(copied.heads(JOURNAL).unwrap(), [b"heads".to_vec()]);
    assert_eq!(copied.served(JOURNAL).unwrap(), mailbox.served(JOURNAL).unwrap());
    assert!(copied.is_closed(closed).unwrap());
}

fn mends_connections(cluster: &mut Cluster) {
    let address = cluster.database();
    let (one, other, first) = (Node::start(&address), Node::start(&address), key(1));
    one.ask(&first, &append(b"one"));
    let mut client = Client::connect(&address, NoTls).unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE pid <> pg_backend_pid() AND datname = current_database()";
    let ended = client.query(end, &[]).unwrap();
    assert!(ended.len() >= 20, "{}", ended.len());
    std::thread::sleep(Duration::from_millis(1_500));
    // A request may find out that its connection broke; asking again does no harm.
    let patient = |node: &Node, request: &Request| {
        let mut tries = 0;
        loop {
            match ask(&mut node.transport(), JOURNAL, &first, request, DEADLINE_MS) {
                Ok(answer) => return answer,
                Err(error) => assert!(tries < 20, "{error}"),
            }
            tries += 1;
            std::thread::sleep(Duration::from_millis(200));
        }
    };
    assert_eq!(kept(patient(&one, &append(b"two"))).len(), 1);
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| patient(&other, &read(2, 20_000)));
        std::thread::sleep(Duration::from_millis(500));
        patient(&one, &append(b"three"));
        waiting.join().unwrap()
    });
    assert_eq!(parcels(answer), [(3, batch(b"three"))]);
}

fn survives_a_crash(_: &mut Cluster) {
    // One of its own: before it mends itself, PostgreSQL writes every file to the disk, and the other cases leave thousands.
    let mut cluster = Cluster::start().unwrap();
    let address = cluster.database();
    let (node, first) = (Node::start(&address), key(1));
    node.ask(&first, &append(b"first"));
    let acknowledged: Vec<(u64, Vec<u8>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4_u8)
            .map(|worker| {
                let (node, first) = (&node, &first);
                scope.spawn(move || {
                    let mut places = Vec::new();
                    for number in 0..=u16::MAX {
                        let bytes = [&[worker][..], &number.to_be_bytes()].concat();
                        match ask(&mut node.transport(), JOURNAL, first, &append(&bytes), DEADLINE_MS) {
                            Ok(Answer::Appended { kept, .. }) => match kept[..] {
                                [Kept::At(place)] => places.push((place, bytes)),
                                ref other => panic!("{other:?}"),
                            },
                            Err(TransportError::Unreachable) => break,
                            other => panic!("{other:?}"),
                        }
                    }
                    places
                })
            })
            .collect();
        std::thread::sleep(Duration::from_secs(1));
        cluster.stop("QUIT");
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(acknowledged.len() > 10, "{}", acknowledged.len());
    drop(node);
    cluster.run();
    let mut mailbox = open(&address);
    let mut everything = Vec::new();
    loop {
        let page = mailbox.read(JOURNAL, everything.len() as u64, u64::MAX).unwrap();
        everything.extend(page.parcels);
        if everything.len() as u64 == page.count {
            break;
        }
    }
    for (index, (place, _)) in everything.iter().enumerate() {
        assert_eq!(*place, index as u64 + 1);
    }
    for (place, bytes) in acknowledged {
        assert_eq!(everything[place as usize - 1].1, batch(&bytes), "place {place}");
    }
}
