//! Single operations, for whoever works on one of them: `cargo bench --manifest-path bench/Cargo.toml`.
#![allow(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

use divan::{Bencher, black_box};
use nourish_bench::generator::Generator;
use nourish_record::{DaySummary, Entry, Recorded, Stamp, Timeline, pack, unpack};
use nourish_seal::{ChainHash, DeviceId, JournalId, Keyring, Purpose, Sealer, SeededEntropy, SystemEntropy};

/// Entries of a week.
const WEEK: usize = 7 * 55;

fn main() {
    divan::main();
}

fn entries() -> Vec<Entry> {
    let logged = (1..).zip(Generator::new(1).take(WEEK));
    let parsed = logged.map(|(seq, logged)| {
        let recorded = Recorded::at(logged.recorded_ms);
        Entry::parse(logged.draft, Stamp { id: logged.id, recorded, ..Stamp::example(seq) }).unwrap()
    });
    parsed.collect()
}

/// An intake with a description, as most of them are.
fn entry() -> Entry {
    entries().into_iter().find(|entry| entry.encode().len() > 110).unwrap()
}

fn sealer() -> Sealer {
    let keyring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
    Sealer::new(JournalId::from_bytes([1; 16]), &keyring).unwrap()
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let draft = Generator::new(1).nth(1).unwrap().draft;
    bencher
        .with_inputs(|| draft.clone())
        .bench_values(|draft| Entry::parse(draft, Stamp::example(1)).unwrap());
}

#[divan::bench]
fn encode(bencher: Bencher<'_, '_>) {
    let entry = entry();
    bencher.bench(|| black_box(&entry).encode());
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let bytes = entry().encode();
    bencher.bench(|| Entry::decode_sealed(black_box(&bytes)).unwrap());
}

#[divan::bench]
fn chain(bencher: Bencher<'_, '_>) {
    let bytes = entry().encode();
    let start = ChainHash::start(JournalId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
    bencher.bench(|| black_box(start).next(black_box(&bytes)));
}

#[divan::bench]
fn seal(bencher: Bencher<'_, '_>) {
    let (sealer, bytes, mut entropy) = (sealer(), entry().encode(), SystemEntropy::new());
    bencher.bench_local(|| {
        sealer.seal(Purpose::Tail, &1_u64.to_be_bytes(), black_box(&bytes), &mut entropy).unwrap()
    });
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    let (sealer, place) = (sealer(), 1_u64.to_be_bytes());
    let sealed = sealer.seal(Purpose::Tail, &place, &entry().encode(), &mut SystemEntropy::new()).unwrap();
    bencher.bench(|| sealer.open(Purpose::Tail, &place, black_box(&sealed)).unwrap());
}

#[divan::bench]
fn pack_week(bencher: Bencher<'_, '_>) {
    let entries = entries();
    bencher.bench(|| pack(black_box(&entries)));
}

#[divan::bench]
fn unpack_week(bencher: Bencher<'_, '_>) {
    let packed = pack(&entries());
    bencher.bench(|| unpack(black_box(&packed)).unwrap());
}

#[divan::bench]
fn sum_week(bencher: Bencher<'_, '_>) {
    let entries = entries();
    bencher.with_inputs(|| entries.clone()).bench_values(|entries| DaySummary::of(&Timeline::of(entries)));
}
