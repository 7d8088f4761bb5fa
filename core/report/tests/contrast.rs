//! Letters and shapes can be told from their ground, in light and dark: WCAG 2.2, 1.4.3 (4.5 : 1 for text) and 1.4.11 (3 : 1 for
//! graphics).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../src/html/style.css");

/// Text and its ground.
const TEXTS: [(&str, &str); 19] = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("link", "paper"),
    ("on-level", "emergency"),
    ("on-level", "same-day"),
    ("on-level", "next-contact"),
    ("on-level", "information"),
    ("target", "paper"),
    ("loss", "paper"),
    ("on-l0", "l0"),
    ("on-l1", "l1"),
    ("on-l2", "l2"),
    ("on-l3", "l3"),
    ("on-l4", "l4"),
    ("ink", "band"),
    ("soft", "band"),
    ("link", "panel"),
];
/// Shapes that mean something, and their ground.
const SHAPES: [(&str, &str); 9] = [
    ("oral", "paper"),
    ("tube", "paper"),
    ("parenteral", "paper"),
    ("trend", "paper"),
    ("reference", "paper"),
    ("missing", "paper"),
    ("loss", "paper"),
    ("target", "band"),
    ("oral", "band"),
];

fn colours(block: &str) -> BTreeMap<&str, [u8; 3]> {
    let declared = block.split(';').filter_map(|line| line.split_once("--")?.1.split_once(": #"));
    declared
        .map(|(name, hex)| {
            let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            (name, [byte(0), byte(2), byte(4)])
        })
        .collect()
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn light_and_dark_meet_wcag() {
    let blocks: Vec<&str> =
        STYLE.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let colours = colours(block);
        for (least, pairs) in [(4.5, TEXTS.as_slice()), (3.0, SHAPES.as_slice())] {
            for (front, ground) in pairs {
                let found = contrast(colours[front], colours[ground]);
                assert!(found >= least, "{front} on {ground}: {found:.2}");
            }
        }
    }
}

#[test]
fn black_on_white_is_21() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
}
