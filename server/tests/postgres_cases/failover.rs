//! Databases that die under load, and what takes their place.

use super::{DEADLINE_MS, JOURNAL, Node, append, batch, kept, key, open, parcels, read};
use crate::cluster::Cluster;
use nourish_server::PostgresMailbox;
use nourish_sync::{Answer, JournalId, Kept, Mailbox, Parcel, Refusal, Request, TransportError, ask};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const JOURNALS: [JournalId; 2] = [JournalId::from_bytes([0x21; 16]), JournalId::from_bytes([0x22; 16])];
/// Each has its own key; they share the journals.
const CLIENTS: usize = 4;
/// Longest that a client may wait until a batch is acknowledged.
const PATIENCE: Duration = Duration::from_secs(45);

/// What was acknowledged to a client: the place, and for which batch.
#[derive(Default)]
struct Acknowledged {
    batches: Vec<(u64, Vec<u8>)>,
    /// How often a server did not answer, or said that it cannot.
    failures: usize,
    longest: Duration,
}

/// Clients that append to two servers in turn, each batch until it is acknowledged.
struct Load<'a> {
    nodes: &'a [Node; 2],
    counts: [AtomicUsize; CLIENTS],
    is_over: AtomicBool,
}

const fn journal_of(client: usize) -> JournalId {
    JOURNALS[client % JOURNALS.len()]
}

fn bytes_of(client: usize, number: u32) -> Vec<u8> {
    [&[client as u8][..], &number.to_be_bytes()].concat().repeat(20)
}

impl<'a> Load<'a> {
    /// Runs the clients while `meanwhile` goes on, and then until each has been given some places more.
    fn run(nodes: &'a [Node; 2], meanwhile: impl FnOnce()) -> [Acknowledged; CLIENTS] {
        serve_all(&nodes[0]);
        let load = Self { nodes, counts: Default::default(), is_over: AtomicBool::new(false) };
        std::thread::scope(|scope| {
            let clients = std::array::from_fn::<_, CLIENTS, _>(|client| {
                scope.spawn({
                    let load = &load;
                    move || load.client(client)
                })
            });
            load.wait_for_more(20);
            meanwhile();
            load.wait_for_more(50);
            load.is_over.store(true, Ordering::Relaxed);
            clients.map(|client| client.join().unwrap())
        })
    }

    fn wait_for_more(&self, more: usize) {
        let begun = Instant::now();
        let before: Vec<usize> = self.counts.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        while self
            .counts
            .iter()
            .zip(&before)
            .any(|(count, before)| count.load(Ordering::Relaxed) < before + more)
        {
            assert!(begun.elapsed() < PATIENCE, "the load does not go on");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn client(&self, client: usize) -> Acknowledged {
        let key = key(100 + client as u64);
        let mut transports = self.nodes.each_ref().map(Node::transport);
        let mut acknowledged = Acknowledged::default();
        let mut turn = client;
        for number in 0.. {
            let (bytes, begun) = (bytes_of(client, number), Instant::now());
            while !self.is_over.load(Ordering::Relaxed) {
                turn += 1;
                let transport = &mut transports[turn % 2];
                match ask(transport, journal_of(client), &key, &append(&bytes), DEADLINE_MS) {
                    Ok(Answer::Appended { kept, .. }) => {
                        let ([Kept::At(place)] | [Kept::Already(place)]) = kept[..] else {
                            panic!("{kept:?}")
                        };
                        acknowledged.batches.push((place, bytes));
                        acknowledged.longest = acknowledged.longest.max(begun.elapsed());
                        self.counts[client].fetch_add(1, Ordering::Relaxed);
                        break;
                    }
                    Ok(Answer::Refused(Refusal::Busy)) | Err(TransportError::Unreachable) => {
                        acknowledged.failures += 1;
                        std::thread::sleep(Duration::from_millis(50));
                    }
                    other => panic!("{other:?}"),
                }
                assert!(begun.elapsed() < PATIENCE, "client {client} is not answered");
            }
            if self.is_over.load(Ordering::Relaxed) {
                break;
            }
        }
        acknowledged
    }
}

/// Has each journal serve all its clients.
fn serve_all(node: &Node) {
    for (index, journal) in JOURNALS.into_iter().enumerate() {
        let keys = (index..CLIENTS).step_by(JOURNALS.len()).map(|client| key(100 + client as u64));
        let keys: Vec<_> = keys.collect();
        let devices = keys.iter().map(|key| (key.id(), key.public())).collect();
        let done = ask(&mut node.transport(), journal, &keys[0], &Request::Admit { devices }, DEADLINE_MS);
        assert_eq!(done, Ok(Answer::Done));
    }
}

fn everything(mailbox: &mut PostgresMailbox, journal: JournalId) -> Vec<(u64, Parcel)> {
    let mut everything = Vec::new();
    loop {
        let page = mailbox.read(journal, everything.len() as u64, u64::MAX).unwrap();
        everything.extend(page.parcels);
        if everything.len() as u64 == page.count {
            return everything;
        }
    }
}

/// Every batch that was acknowledged is in its place, once, in its client's order, and no place is left out.
fn check(mailbox: &mut PostgresMailbox, clients: &[Acknowledged; CLIENTS]) {
    for journal in JOURNALS {
        let everything = everything(mailbox, journal);
        for (index, (place, _)) in everything.iter().enumerate() {
            assert_eq!(*place, index as u64 + 1);
        }
        let distinct: BTreeSet<&[u8]> = everything.iter().map(|(_, parcel)| parcel.sealed()).collect();
        assert_eq!(distinct.len(), everything.len(), "a batch is there twice");
        for (client, acknowledged) in
            clients.iter().enumerate().filter(|(client, _)| journal_of(*client) == journal)
        {
            for (place, bytes) in &acknowledged.batches {
                assert_eq!(everything[*place as usize - 1].1, batch(bytes), "place {place}");
            }
            let theirs = everything
                .iter()
                .map(|(_, parcel)| parcel.sealed())
                .filter(|sealed| sealed[0] == client as u8);
            let theirs: Vec<&[u8]> = theirs.collect();
            // At most one was under way when the load ended.
            assert!(theirs.len() - acknowledged.batches.len() <= 1);
            for (number, sealed) in theirs.iter().enumerate() {
                assert_eq!(*sealed, bytes_of(client, number as u32));
            }
        }
    }
}

fn report(what: &str, clients: &[Acknowledged; CLIENTS]) {
    let batches: usize = clients.iter().map(|client| client.batches.len()).sum();
    let failures: usize = clients.iter().map(|client| client.failures).sum();
    let longest = clients.iter().map(|client| client.longest).max().unwrap_or_default();
    println!(
        "  {what}: {batches} batches acknowledged, {failures} requests failed, longest wait {} ms",
        longest.as_millis()
    );
}

/// What is left at one server wakes who waits at the other.
fn wakes_across(nodes: &[Node; 2]) {
    let first = key(1);
    let place = match kept(nodes[0].ask(&first, &append(b"one")))[..] {
        [Kept::At(place)] => place,
        ref other => panic!("{other:?}"),
    };
    let begun = Instant::now();
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| nodes[1].ask(&first, &read(place, 20_000)));
        std::thread::sleep(Duration::from_millis(300));
        nodes[0].ask(&first, &append(b"two"));
        waiting.join().unwrap()
    });
    assert_eq!(parcels(answer), [(place + 1, batch(b"two"))]);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

/// The first database is killed with all its processes while clients write, and the one that follows it takes its place.
pub(super) fn fails_over(_: &mut Cluster) {
    let mut primary = Cluster::start().unwrap();
    primary.database();
    let standby = primary.follower();
    let address = primary.database_here_or_at(&standby);
    let nodes = [Node::start(&address), Node::start(&address)];
    let clients = Load::run(&nodes, || {
        primary.kill();
        std::thread::sleep(Duration::from_millis(500));
        standby.promote();
    });
    report("failed over", &clients);
    assert!(clients.iter().any(|client| client.failures > 0), "nobody noticed");
    check(&mut open(&address), &clients);
    wakes_across(&nodes);
}

/// The database is stopped at once and started again while clients write, twice.
pub(super) fn outlives_restarts(_: &mut Cluster) {
    let mut cluster = Cluster::start().unwrap();
    let address = cluster.database();
    let nodes = [Node::start(&address), Node::start(&address)];
    let clients = Load::run(&nodes, || {
        for signal in ["QUIT", "INT"] {
            cluster.stop(signal);
            std::thread::sleep(Duration::from_millis(300));
            cluster.run();
            std::thread::sleep(Duration::from_millis(1_000));
        }
    });
    report("restarted twice", &clients);
    check(&mut open(&address), &clients);
    wakes_across(&nodes);
}

/// A commit that was told not to wait for the machine that follows may be lost with the first one.
pub(super) fn waits_for_the_follower(_: &mut Cluster) {
    let mut primary = Cluster::start().unwrap();
    let address = primary.database();
    let mut standby = primary.follower();
    let (node, first) = (Node::start(&address), key(1));
    node.ask(&first, &append(b"one"));
    standby.kill();
    let outcome = std::thread::scope(|scope| {
        let asking =
            scope.spawn(|| ask(&mut node.transport(), JOURNAL, &first, &append(b"two"), DEADLINE_MS));
        let mut client = primary.client("postgres");
        let cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        let begun = Instant::now();
        while client.query(cancel, &[]).unwrap().is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(20) && !asking.is_finished(), "nobody waits");
            std::thread::sleep(Duration::from_millis(50));
        }
        asking.join().unwrap()
    });
    assert_eq!(outcome, Err(TransportError::Unreachable));
    standby.run();
    primary.wait_for_follower();
    assert_eq!(kept(node.ask(&first, &append(b"two"))), [Kept::Already(2)]);
}

/// Where one machine takes no writes, the other is asked, whichever is named first.
pub(super) fn finds_the_one_that_writes(_: &mut Cluster) {
    let mut primary = Cluster::start().unwrap();
    primary.database();
    let standby = primary.follower();
    let mut wrong_way_round = standby.database_here_or_at(&primary);
    // The follower made no database itself.
    wrong_way_round = wrong_way_round.replace("box0", "box1");
    let node = Node::start(&wrong_way_round);
    assert_eq!(kept(node.ask(&key(1), &append(b"one"))), [Kept::At(1)]);
    let primary_alone = primary.database_here_or_at(&primary);
    assert_eq!(open(&primary_alone).read(JOURNAL, 0, u64::MAX).unwrap().parcels, [(1, batch(b"one"))]);
}
