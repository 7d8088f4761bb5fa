//! What a server reads, from the fuzzer's seeds and from a hundred thousand ways to spoil them: as `fuzz/run mailbox` does for longer.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod dice;
mod reading;

use dice::Dice;
use reading::{KINDS, take};
use std::path::Path;

const SPOILT: usize = 100_000;

/// Changes, adds, takes away, doubles, or puts a piece of another seed in.
fn spoil(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len());
    match dice.below(7) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
        1 if !bytes.is_empty() => {
            bytes[at] = [0, 0x1b, 0x5f, 0x7f, 0x80, 0x9f, 0xbf, 0xff, b'"', b';', b'\n'][dice.below(11)]
        }
        2 => bytes.insert(at, dice.below(256) as u8),
        3 if !bytes.is_empty() => drop(bytes.remove(at)),
        4 => bytes.truncate(at),
        5 => {
            let end = (at + dice.below(40)).min(bytes.len());
            bytes.splice(at..at, bytes[at..end].to_vec());
        }
        _ => {
            let from = dice.below(other.len());
            let piece = other[from..(from + dice.below(60)).min(other.len())].to_vec();
            bytes.splice(at.min(bytes.len()).., piece);
        }
    }
}

#[test]
fn whatever_a_server_reads_is_read_or_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/mailbox");
    let mut names: Vec<_> = corpus.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    let seeds: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(name).unwrap()).collect();
    for kind in 0..KINDS {
        let read = seeds.iter().filter(|seed| seed[0] % KINDS == kind && take(seed[0], &seed[1..]).is_some());
        assert!(read.count() > 0, "no seed of kind {kind} is read");
    }
    let (mut dice, mut read) = (Dice(20_261_127), 0);
    for _ in 0..SPOILT {
        let seed = &seeds[dice.below(seeds.len())];
        let other = &seeds[dice.below(seeds.len())];
        let mut bytes = seed[1..].to_vec();
        for _ in 0..=dice.below(4) {
            spoil(&mut bytes, &other[1..], &mut dice);
        }
        read += usize::from(take(seed[0], &bytes).is_some());
    }
    // Some of what is spoilt can still be read, or nothing was tried but the first look.
    assert!(read > SPOILT / 100 && read < SPOILT, "{read}");
}
