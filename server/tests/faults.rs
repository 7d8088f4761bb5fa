//! What goes wrong beneath and around a server: clocks, disks, and clients that vanish in the middle.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "tests may stop at the first surprise, and share their tools with others"
)]

mod signed;
mod wire;

use nourish_server::{Limits, Options, StoreAddress};
use nourish_sync::{Answer, Kept, Parcel, Refusal, Request, TransportError, ask};
use signed::Signed;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use wire::{DEADLINE_MS, House, JOURNAL, append, clock_s, kept, key, parcels, read, status};

const DAY_S: i64 = 86_400;

fn options(folder: &Path) -> Options {
    let store = StoreAddress::Sqlite(folder.join("mailbox.sqlite"));
    Options::new(store, "127.0.0.1:0".parse().unwrap())
}

/// A year ahead and back, a day behind and back, some minutes, and each time everybody is served at once.
#[test]
fn a_clock_that_jumps_stops_nobody_and_lets_nothing_be_done_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::of(options(folder.path())), key(1));
    let mut expected = 0;
    for (round, ahead_s) in
        [0, 365 * DAY_S, 0, -DAY_S, 0, 250, 0, -250, 0, 900, -900, 0].into_iter().enumerate()
    {
        house.turn_clock(ahead_s);
        for number in 0..3 {
            expected += 1;
            assert_eq!(
                kept(house.ask(&first, &append(&[round as u8, number]))),
                [Kept::At(expected)],
                "{ahead_s} s ahead"
            );
        }
        assert_eq!(parcels(house.ask(&first, &read(0, 0))).len() as u64, expected);
    }
}

#[test]
fn a_server_that_began_with_a_clock_years_ahead_serves_when_it_is_right_again() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::ahead(options(folder.path()), 5 * 365 * DAY_S), key(1));
    assert_eq!(kept(house.ask(&first, &append(b"one"))), [Kept::At(1)]);
    house.turn_clock(0);
    assert_eq!(kept(house.ask(&first, &append(b"two"))), [Kept::At(2)]);
    assert_eq!(kept(house.ask(&first, &append(b"three"))), [Kept::At(3)]);
}

/// What was seen is forgotten when the clock leaps ahead; when it comes back, it is refused for its time.
#[test]
fn what_was_done_before_a_leap_is_not_done_again_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first, second) = (House::of(options(folder.path())), key(1), key(2));
    let served = |keys: &[&nourish_sync::DeviceKey]| Request::Admit {
        devices: keys.iter().map(|key| (key.id(), key.public())).collect(),
    };
    let both = Signed::at(&first, &served(&[&first, &second]), 1, clock_s());
    assert_eq!(status(&house.raw(&both.bytes())), "200");
    assert_eq!(house.ask(&first, &served(&[&first])), Answer::Done);
    house.turn_clock(DAY_S);
    house.ask(&first, &append(b"a day later"));
    // The next second has begun when the clock is back, as it would have.
    std::thread::sleep(Duration::from_millis(1_100));
    house.turn_clock(0);
    let again = house.raw(&both.bytes());
    assert!(status(&again) == "401", "{again}");
    assert_eq!(house.ask(&second, &read(0, 0)), Answer::Refused(Refusal::NotServed));
}

/// Limits count by a clock that nobody turns.
#[test]
fn a_clock_that_jumps_gives_nobody_more_requests_and_takes_none() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { address: 0, journal: 0, device: 6 };
    let (house, first) = (House::of(Options { limits, ..options(folder.path()) }), key(1));
    for ahead_s in [0, 200, -200, 100, -100, 0] {
        house.turn_clock(ahead_s);
        assert_eq!(status(&house.raw(&Signed::new(&first, &append(&ahead_s.to_be_bytes())).bytes())), "200");
    }
    house.turn_clock(250);
    assert_eq!(status(&house.raw(&Signed::new(&first, &append(b"more")).bytes())), "429");
    house.turn_clock(0);
    std::thread::sleep(Duration::from_millis(10_100));
    assert_eq!(status(&house.raw(&Signed::new(&first, &append(b"later")).bytes())), "200");
}

/// A message of a pairing that was left while the clock was ahead goes when it is right again.
#[test]
fn messages_of_pairings_from_a_time_to_come_go() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::of(options(folder.path())), key(1));
    let put = |message: &[u8]| Request::PutSlot { slot: [5; 16], number: 0, message: message.to_vec() };
    house.turn_clock(365 * DAY_S);
    assert_eq!(house.ask(&first, &put(b"from next year")), Answer::Done);
    house.turn_clock(0);
    house.ask(&first, &append(b"any"));
    let get = Request::GetSlot { slot: [5; 16], number: 0, wait_ms: 0 };
    assert_eq!(house.ask(&first, &get), Answer::Found(None));
    assert_eq!(house.ask(&first, &put(b"from now")), Answer::Done);
    // A clock that is set by a minute takes nothing away.
    house.turn_clock(-60);
    house.ask(&first, &append(b"other"));
    assert_eq!(house.ask(&first, &get), Answer::Found(Some(b"from now".to_vec())));
}

/// Who says no more may have vanished: his seat is given up, and nothing is half done.
#[test]
fn a_client_that_closes_its_side_or_vanishes_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::over(folder.path()), key(1));
    house.ask(&first, &append(b"first"));
    // In the middle of waiting for news: closed half, whole, and while a stream of news is open.
    let waits = Signed::new(&first, &read(1, 50_000));
    let mut half = house.connect();
    half.write_all(&waits.bytes()).unwrap();
    let mut whole = house.connect();
    whole.write_all(&Signed::new(&first, &read(1, 50_000)).bytes()).unwrap();
    let mut listening = house.connect();
    let listen = Signed::new(&first, &read(0, 0));
    let head = listen.head.replace("host: mailbox", "host: mailbox\r\naccept: text/event-stream");
    listening.write_all(&[head.as_bytes(), &listen.body].concat()).unwrap();
    house.wait_for("nourish_waiting", 3);
    half.shutdown(Shutdown::Write).unwrap();
    house.wait_for("nourish_waiting", 2);
    drop(whole);
    house.wait_for("nourish_waiting", 1);
    drop(listening);
    // Who listens is noticed with the next piece of news at the latest.
    house.ask(&first, &append(b"second"));
    house.ask(&first, &append(b"third"));
    house.wait_for("nourish_waiting", 0);
    // In the middle of a body, more of them than a journal may have under way.
    for number in 0..100_u8 {
        let cut = Signed::new(&first, &append(&[number; 5_000]));
        let mut stream = house.connect();
        stream.write_all(cut.head.as_bytes()).unwrap();
        stream.write_all(&cut.body[..2_500]).unwrap();
        match number % 2 {
            0 => stream.shutdown(Shutdown::Write).unwrap(),
            _ => drop(stream),
        }
    }
    // The one that asks reads its own connection, and nothing else, in what is counted.
    house.wait_for("nourish_connections", 1);
    // All of a request, and nobody there for the answer: it is kept, or it is not.
    for number in 0..50_u8 {
        let mut stream = house.connect();
        stream.write_all(&Signed::new(&first, &append(&[number; 300])).bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    }
    house.wait_for("nourish_connections", 1);
    // What is still to be written when nobody is there any more is written before this.
    house.ask(&first, &Request::Heads { publish: Some(b"heads".to_vec()) });
    let before = parcels(house.ask(&first, &read(0, 0)));
    assert!(before.iter().all(|(_, parcel)| parcel.sealed().len() != 5_000), "a body that broke off is kept");
    for number in 0..50_u8 {
        let there = before.iter().find(|(_, parcel)| parcel.sealed() == [number; 300]);
        match (kept(house.ask(&first, &append(&[number; 300])))[0], there) {
            (Kept::Already(place), Some((known, _))) => assert_eq!(place, *known),
            (Kept::At(_), None) => {}
            other => panic!("{other:?}"),
        }
    }
    let places: Vec<u64> = parcels(house.ask(&first, &read(0, 0))).iter().map(|(place, _)| *place).collect();
    assert_eq!(places, (1..=53).collect::<Vec<u64>>());
}

#[test]
fn who_vanishes_amid_a_large_answer_gives_its_room_back() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::over(folder.path()), key(1));
    for fill in 0..3 {
        house.ask(&first, &append(&vec![fill; 15_000_000]));
    }
    let all = Request::Read { after: 0, limit_bytes: 40_000_000, wait_ms: 0 };
    for _ in 0..30 {
        let mut stream = house.connect();
        stream.write_all(&Signed::new(&first, &all).bytes()).unwrap();
        let mut some = [0; 10_000];
        stream.read_exact(&mut some).unwrap();
        assert!(some.starts_with(b"HTTP/1.1 200"));
    }
    house.wait_for("nourish_connections", 1);
    assert_eq!(parcels(house.ask(&first, &all)).len(), 2);
}

/// A small file system in memory; none where this may not be made.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(folder: &'a Path) -> Option<Self> {
        mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"], folder).then_some(Self(folder))
    }

    fn make_room(&self) {
        assert!(mount(&["-o", "remount,size=64m"], self.0));
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let ran = Command::new("mount").args(arguments).arg(folder).output();
    ran.is_ok_and(|ran| ran.status.success())
}

#[test]
fn a_full_disk_is_named_loses_nothing_and_takes_more_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        // The same with a file that may not grow: `a_file_that_may_not_grow…` of the command.
        eprintln!("no file system may be mounted here");
        return;
    };
    let (house, first) = (House::over(folder.path()), key(1));
    let mut acknowledged = Vec::new();
    let refused = loop {
        let fill = acknowledged.len() as u8;
        assert!(fill < 200, "the disk does not fill");
        let reply = house.raw(&Signed::new(&first, &append(&[fill; 60_000])).bytes());
        match status(&reply) {
            "200" => acknowledged.push(fill),
            _ => break reply,
        }
    };
    assert!(acknowledged.len() > 5, "{refused}");
    assert_eq!(status(&refused), "507", "{refused}");
    assert!(refused.contains("application/problem+json") && refused.contains("storage-full"), "{refused}");
    // What is there is still given out, and others are refused as clearly, again and again.
    let holds = |more: usize| {
        let all = Request::Read { after: 0, limit_bytes: 20_000_000, wait_ms: 0 };
        let parcels = parcels(house.ask(&first, &all));
        assert_eq!(parcels.len(), acknowledged.len() + more);
        for (fill, (place, parcel)) in acknowledged.iter().zip(&parcels) {
            assert_eq!(
                (*place, parcel),
                (u64::from(*fill) + 1, &Parcel::Batch { sealed: vec![*fill; 60_000] })
            );
        }
    };
    for _ in 0..10 {
        assert_eq!(status(&house.raw(&Signed::new(&first, &append(&[250; 60_000])).bytes())), "507");
        holds(0);
    }
    disk.make_room();
    let next = acknowledged.len() as u64 + 1;
    assert_eq!(kept(house.ask(&first, &append(&[250; 60_000]))), [Kept::At(next)]);
    holds(1);
    drop(house);
    // Opened anew it is whole.
    let house = House::over(folder.path());
    assert_eq!(kept(house.ask(&first, &append(&[250; 60_000]))), [Kept::Already(next)]);
}

/// What cannot be reached is said to be so within its time, and a server that is not there is not waited for.
#[test]
fn a_server_that_is_gone_is_unreachable_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::over(folder.path());
    let mut transport = house.transport();
    drop(house);
    let begun = Instant::now();
    let outcome = ask(&mut transport, JOURNAL, &key(1), &read(0, 0), DEADLINE_MS);
    assert_eq!(outcome, Err(TransportError::Unreachable));
    assert!(begun.elapsed() < Duration::from_secs(5));
}
