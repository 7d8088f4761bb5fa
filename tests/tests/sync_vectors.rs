//! The frozen bytes of sync. A failing vector is a broken format: never make it anew, write a new version instead.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use nourish_seal::{Epoch, JournalId, Keyring, Purpose, Sealer, entry_hash};
use nourish_sync::{Batch, Checkpoint, Circle, CircleStatement, Heads, Signer};
use nourish_tests::Sharing;
use std::collections::BTreeMap;

fn frozen() -> BTreeMap<&'static str, Vec<u8>> {
    let digits = |hex: &str| {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    };
    let lines = include_str!("../vectors/sync-v1.txt").lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(name, hex)| (name, digits(hex))).collect()
}

fn journal(frozen: &BTreeMap<&str, Vec<u8>>) -> JournalId {
    JournalId::from_bytes(frozen["journal"].as_slice().try_into().unwrap())
}

fn sealer(frozen: &BTreeMap<&str, Vec<u8>>) -> Sealer {
    Sealer::new(journal(frozen), &Keyring::decode(&frozen["keyring"]).unwrap()).unwrap()
}

/// The circle that the sealed statements make.
fn circle(frozen: &BTreeMap<&str, Vec<u8>>) -> Circle {
    let sealer = sealer(frozen);
    let sealed = (0..12).map(|number| &frozen[format!("statement_{number}_sealed").as_str()]);
    Circle::of(journal(frozen), sealed.map(|sealed| CircleStatement::open(&sealer, sealed).unwrap())).unwrap()
}

#[test]
fn everything_is_written_as_it_was_first_written() {
    let frozen = frozen();
    let written = Sharing::make().vectors();
    assert_eq!(written.len(), frozen.len());
    for (name, bytes) in written {
        // Another release, or another level, may press the same content otherwise; what counts is what it holds.
        if name.starts_with("batch_") && name.ends_with("_sealed") {
            let [made, kept] =
                [&bytes, &frozen[name.as_str()]].map(|sealed| Batch::open(&sealer(&frozen), sealed).unwrap());
            assert!(made == kept, "{name}");
        } else if !name.starts_with("checkpoint") {
            assert!(bytes == frozen[name.as_str()], "{name}");
        }
    }
}

#[test]
fn a_frozen_frame_is_sealed_alike() {
    let (frozen, made) = (frozen(), Sharing::make());
    for (name, _, epoch) in &made.batches {
        let sealed = &frozen[format!("batch_{name}_sealed").as_str()];
        let pressed = sealer(&frozen).open(Purpose::Batch, b"batch", sealed).unwrap();
        let again = sealer(&frozen).seal_alike(*epoch, Purpose::Batch, b"batch", &pressed).unwrap();
        assert!(again == *sealed, "{name}");
    }
}

#[test]
fn the_frozen_statements_make_the_circle() {
    let (frozen, made) = (frozen(), Sharing::make());
    let circle = circle(&frozen);
    assert!(circle == made.circle);
    assert_eq!(circle.hash().as_slice(), frozen["statement_11_hash"]);
    let named: Vec<&str> = circle.active().map(|device| device.name.as_str()).collect();
    assert_eq!(named, ["phone", "tablet", "new phone"]);
    assert_eq!((circle.epoch().0, circle.mailbox()), (3, Some("https://mailbox.example/")));
}

#[test]
fn the_frozen_batches_verify_by_the_circle_alone() {
    let (frozen, made) = (frozen(), Sharing::make());
    let circle = circle(&frozen);
    for (name, batch, _) in &made.batches {
        let of = |part: &str| &frozen[format!("batch_{name}{part}").as_str()];
        let opened = Batch::open(&sealer(&frozen), of("_sealed")).unwrap();
        assert_eq!(&opened, batch, "{name}");
        assert_eq!(Batch::decode(of("")).unwrap(), *batch, "{name}");
        let log = circle.log_of(batch.device).unwrap();
        assert_eq!(matches!(log.signer, Signer::Founder(_)), *name == "old");
        let end = opened.verify(journal(&frozen), log.signer).unwrap();
        assert_eq!(end.hash.as_bytes().as_slice(), of("_end"), "{name}");
    }
}

#[test]
fn the_frozen_checkpoint_verifies_and_names_the_batches() {
    let (frozen, made) = (frozen(), Sharing::make());
    let sealer = sealer(&frozen);
    // It names its parts by what they were pressed to then, sealed in the last epoch; with those it is written to the byte.
    let part = |(name, ..): &(&str, Batch, Epoch)| {
        let sealed = &frozen[format!("batch_{name}_sealed").as_str()];
        let pressed = sealer.open(Purpose::Batch, b"batch", sealed).unwrap();
        entry_hash(&sealer.seal_alike(Epoch(3), Purpose::Batch, b"batch", &pressed).unwrap())
    };
    let written = made.checkpoint_of(made.batches.iter().map(part).collect());
    assert!(written.encode() == frozen["checkpoint"]);
    assert!(written.seal(&sealer, Epoch(3)).unwrap() == frozen["checkpoint_sealed"]);
    let checkpoint = Checkpoint::open(&sealer, &frozen["checkpoint_sealed"]).unwrap();
    assert_eq!(checkpoint, written);
    let key = circle(&frozen).device(checkpoint.device).unwrap().face.signing_key;
    checkpoint.verify(journal(&frozen), &key).unwrap();
    assert_eq!((checkpoint.standing.place, checkpoint.standing.parts.len()), (16, 4));
}

#[test]
fn the_frozen_heads_verify_and_say_what_the_batches_say() {
    let (frozen, made) = (frozen(), Sharing::make());
    let circle = circle(&frozen);
    let heads = Heads::open(&sealer(&frozen), &frozen["heads_sealed"]).unwrap();
    assert_eq!(heads, made.heads);
    let key = circle.device(heads.device).unwrap().face.signing_key;
    heads.verify(journal(&frozen), &key).unwrap();
    assert_eq!(heads.circle, circle.next());
    for (_, batch, _) in &made.batches {
        assert_eq!(heads.log(batch.device), Some(batch.end()));
    }
}
