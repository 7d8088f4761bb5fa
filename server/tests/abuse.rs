//! What is done to a server on purpose: slowness, size, repetition and noise.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "tests may stop at the first surprise, and share their tools with others"
)]

mod signed;
mod wire;

use nourish_sync::{Answer, DeviceKey, JournalId, Kept, MESSAGE_BYTES, Parcel, Refusal, Request, ask};
use signed::Signed;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use wire::{DEADLINE_MS, House, append, clock_s, kept, key, parcels, read, rest, status};

/// Gives a byte of these every now and then, and then nothing; what came back, and when the connection was closed.
fn trickle(mut stream: TcpStream, bytes: &[u8]) -> (String, Duration) {
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let (begun, mut reply, mut left) = (Instant::now(), Vec::new(), bytes.iter());
    while begun.elapsed() < Duration::from_secs(90) {
        if let Some(byte) = left.next() {
            let _ = stream.write_all(&[*byte]);
        }
        let mut some = [0; 1_024];
        match stream.read(&mut some) {
            Ok(0) => break,
            Ok(length) => reply.extend(&some[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
    (String::from_utf8_lossy(&reply).into_owned(), begun.elapsed())
}

#[test]
fn who_sends_a_byte_now_and_then_is_cut_off_in_the_headers_and_in_the_body() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::over(folder.path()), key(1));
    house.ask(&first, &append(b"first"));
    let slow = Signed::new(&first, &append(&[7; 1_000]));
    let (silent, headers, between, body) = std::thread::scope(|scope| {
        let silent = scope.spawn(|| trickle(house.connect(), b""));
        let headers = scope.spawn(|| trickle(house.connect(), slow.head.as_bytes()));
        let between = scope.spawn(|| {
            let mut stream = house.connect();
            stream.write_all(b"GET /health HTTP/1.1\r\nhost: m\r\n\r\n").unwrap();
            trickle(stream, b"")
        });
        let body = scope.spawn(|| {
            let mut stream = house.connect();
            stream.write_all(slow.head.as_bytes()).unwrap();
            trickle(stream, &slow.body)
        });
        // Everybody else is served meanwhile.
        for number in 0..20_u8 {
            let begun = Instant::now();
            kept(house.ask(&first, &append(&[number; 50])));
            assert!(begun.elapsed() < Duration::from_secs(5));
            std::thread::sleep(Duration::from_millis(200));
        }
        [silent, headers, between, body].map(|slow| slow.join().unwrap()).into()
    });
    for (name, (reply, took)) in [("silent", silent), ("headers", headers), ("between", between)] {
        assert!(took > Duration::from_secs(20) && took < Duration::from_secs(50), "{name}: {took:?}");
        assert!(!reply.contains("\"signature\"") && !reply.contains("application/cbor"), "{name}: {reply}");
    }
    let (reply, took) = body;
    assert_eq!(status(&reply), "408", "{reply}");
    assert!(took < Duration::from_secs(30), "{took:?}");
    let all = parcels(house.ask(&first, &read(0, 0)));
    assert!(all.iter().all(|(_, parcel)| *parcel.sealed() != [7; 1_000]));
}

/// Members of one journal who take nothing of what they asked for: others have their room, and the slow ones are cut off.
#[test]
fn who_does_not_take_a_large_answer_is_cut_off_and_leaves_others_their_room() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first, other) = (House::over(folder.path()), key(1), key(2));
    for fill in 0..3 {
        house.ask(&first, &append(&vec![fill; 19_000_000]));
    }
    let elsewhere = JournalId::from_bytes([8; 16]);
    let by_other =
        |request: &Request| ask(&mut house.transport(), elsewhere, &other, request, DEADLINE_MS).unwrap();
    assert_eq!(kept(by_other(&append(&vec![9; 10_000_000]))), [Kept::At(1)]);
    let all = Request::Read { after: 0, limit_bytes: 40_000_000, wait_ms: 0 };
    let slow: Vec<TcpStream> = (0..30)
        .map(|_| {
            let mut stream = house.connect();
            stream.write_all(&Signed::new(&first, &all).bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_secs(2));
    for number in 0..5 {
        let begun = Instant::now();
        assert_eq!(parcels(by_other(&all)).len(), 1 + number);
        kept(by_other(&append(&vec![number as u8; 100_000])));
        assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    }
    // Nothing of theirs is left after a while, though they never hang up.
    house.wait_for("nourish_connections", 1);
    assert_eq!(parcels(house.ask(&first, &all)).len(), 2);
    let mut cut = 0;
    for mut stream in slow {
        let reply = rest(&mut stream);
        let busy = status(&reply) == "503";
        cut += usize::from(!busy && reply.len() < 38_000_000);
    }
    assert!(cut > 0, "nobody was cut off in the middle");
}

#[test]
fn a_body_is_no_larger_than_it_says_however_it_is_framed() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first, stranger) = (House::over(folder.path()), key(1), key(2));
    house.ask(&first, &append(b"first"));
    let reply = |key: &DeviceKey, length: &str, body: &[u8]| {
        let signed = Signed::new(key, &append(b"second"));
        let told = format!("content-length: {}\r\n", signed.body.len());
        let head = signed.head.replace(&told, length);
        house.raw(&[head.as_bytes(), body].concat())
    };
    let chunk = [format!("{:x}\r\n", 1 << 20).as_bytes(), &vec![7; 1 << 20], b"\r\n"].concat();
    let chunks = [chunk.repeat(8), b"0\r\n\r\n".to_vec()].concat();
    let chunked = "transfer-encoding: chunked\r\n";
    for (name, length, body, expected) in [
        ("chunks alone", chunked, &chunks[..], &["411"][..]),
        (
            "chunks, and a length",
            "content-length: 10\r\ntransfer-encoding: chunked\r\n",
            &chunks,
            &["400", "411"],
        ),
        ("two lengths", "content-length: 5\r\ncontent-length: 6\r\n", b"abcdef", &["400"]),
        ("a length below nothing", "content-length: -1\r\n", b"", &["400"]),
        ("no number", "content-length: many\r\n", b"", &["400"]),
        ("a length beyond all", "content-length: 99999999999999999999999\r\n", b"", &["400"]),
        ("a length that no machine has", "content-length: 18446744073709551615\r\n", b"", &["413", "431"]),
        ("a length of four", "content-length: 4\r\n", b"abcdefgh", &["400"]),
        ("none", "", b"", &["411"]),
    ] {
        for key in [&first, &stranger] {
            let reply = reply(key, length, body);
            assert!(expected.contains(&status(&reply)), "{name}: {reply}");
        }
    }
    // By who may send it, and the end of it does not come: told before anything is read.
    let large = format!("content-length: {}\r\n", MESSAGE_BYTES + 1);
    let begun = Instant::now();
    assert_eq!(status(&reply(&first, &large, b"")), "413");
    assert!(begun.elapsed() < Duration::from_secs(5));
    // Headers without an end.
    let endless =
        [b"GET /health HTTP/1.1\r\n".as_slice(), &b"x: yyyyyyyyyyyyyyyy\r\n".repeat(20_000)].concat();
    assert!(["431", "400", "none"].contains(&status(&house.raw(&endless))));
    let long = [b"GET /".as_slice(), &b"a".repeat(300_000), b" HTTP/1.1\r\nhost: m\r\n\r\n"].concat();
    assert!(["414", "431", "400", "none"].contains(&status(&house.raw(&long))));
    assert_eq!(parcels(house.ask(&first, &read(0, 0))).len(), 1);
}

/// The same bytes from many connections at once, and several times on one: done once.
#[test]
fn a_request_that_comes_many_times_at_once_is_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first, second) = (House::over(folder.path()), key(1), key(2));
    let served = |keys: &[&DeviceKey]| Request::Admit {
        devices: keys.iter().map(|key| (key.id(), key.public())).collect(),
    };
    house.ask(&first, &append(b"first"));
    for round in 0..5_u8 {
        let bytes = Signed::new(&first, &append(&[round; 64])).bytes();
        let replies: Vec<String> = std::thread::scope(|scope| {
            let same: Vec<_> = (0..16).map(|_| scope.spawn(|| house.raw(&bytes))).collect();
            same.into_iter().map(|reply| reply.join().unwrap()).collect()
        });
        let done = replies.iter().filter(|reply| status(reply) == "200").count();
        assert_eq!(done, 1, "{replies:?}");
        assert!(replies.iter().all(|reply| ["200", "401"].contains(&status(reply))));
    }
    let both = Signed::new(&first, &served(&[&first, &second]));
    let stays = |signed: &Signed| signed.head.replace("connection: close\r\n", "");
    let one_after_another = [stays(&both).as_bytes(), &both.body, &both.bytes()].concat();
    let replies = house.raw(&one_after_another);
    assert_eq!(replies.matches("HTTP/1.1 200").count(), 1, "{replies}");
    assert_eq!(replies.matches("HTTP/1.1 401").count(), 1, "{replies}");
    // Who took down how the second device was admitted cannot have it admitted again.
    assert_eq!(house.ask(&first, &served(&[&first])), Answer::Done);
    assert_eq!(status(&house.raw(&both.bytes())), "401");
    assert_eq!(house.ask(&second, &read(0, 0)), Answer::Refused(Refusal::NotServed));
}

/// Requests that arrive in another order than they were signed in are each done once, and places follow the order of arrival.
#[test]
fn requests_in_another_order_are_each_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let (house, first) = (House::over(folder.path()), key(1));
    house.ask(&first, &append(b"first"));
    let begun_s = clock_s();
    let signed: Vec<Signed> = (0..20_u8)
        .map(|number| Signed::at(&first, &append(&[number; 40]), number.into(), begun_s + i64::from(number)))
        .collect();
    let order: Vec<usize> = (0..20).map(|index| (index * 7 + 3) % 20).collect();
    for index in &order {
        assert_eq!(status(&house.raw(&signed[*index].bytes())), "200");
    }
    for index in order.iter().rev() {
        assert_eq!(status(&house.raw(&signed[*index].bytes())), "401");
    }
    let all = parcels(house.ask(&first, &read(1, 0)));
    let expected: Vec<Parcel> =
        order.iter().map(|index| Parcel::Batch { sealed: vec![*index as u8; 40] }).collect();
    assert_eq!(all.into_iter().map(|(_, parcel)| parcel).collect::<Vec<_>>(), expected);
}

/// One journal is hammered from more connections than it has turns, with large batches. A device of any other journal gets at least
/// a third of what one of those gets, and is never refused.
#[test]
fn a_journal_that_is_hammered_does_not_starve_others() {
    const LOUD: usize = 48;
    const QUIET: usize = 4;
    let folder = tempfile::tempdir().unwrap();
    let house = House::over(folder.path());
    let over = AtomicBool::new(false);
    let counts: [AtomicUsize; LOUD + QUIET] = std::array::from_fn(|_| AtomicUsize::new(0));
    let busy = AtomicUsize::new(0);
    let work = |index: usize| {
        let loud = index < LOUD;
        let (seed, bytes) = if loud { (1, 40_000) } else { (index as u64, 200) };
        let (journal, key) = (JournalId::from_bytes([seed as u8; 16]), key(seed));
        let mut transport = house.transport();
        for number in 0_u32.. {
            if over.load(Ordering::Relaxed) {
                return;
            }
            let sealed =
                [&(index as u32).to_be_bytes()[..], &number.to_be_bytes()].concat().repeat(bytes / 8);
            match ask(&mut transport, journal, &key, &append(&sealed), DEADLINE_MS).unwrap() {
                Answer::Appended { .. } => drop(counts[index].fetch_add(1, Ordering::Relaxed)),
                Answer::Refused(Refusal::Busy) if loud => drop(busy.fetch_add(1, Ordering::Relaxed)),
                other => panic!("{index}: {other:?}"),
            }
        }
    };
    std::thread::scope(|scope| {
        for index in 0..LOUD + QUIET {
            let work = &work;
            scope.spawn(move || work(index));
        }
        std::thread::sleep(Duration::from_secs(6));
        over.store(true, Ordering::Relaxed);
    });
    let counts = counts.map(AtomicUsize::into_inner);
    let loud = counts[..LOUD].iter().sum::<usize>() / LOUD;
    let quiet = *counts[LOUD..].iter().min().unwrap();
    println!(
        "one of the loud was answered {loud} times, the least of the quiet {quiet} times; {busy:?} were put off"
    );
    assert!(loud > 0 && quiet * 3 >= loud, "{counts:?}");
}
