//! Fonts and shaping: from letters to glyphs that a font has.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use nourish_press::Files;
use std::cell::Cell;
use std::ops::Range;

/// A document takes all of them.
static FONTS: Files = nourish_press::pressed!("fonts");

const REGULAR: &str = "fonts/NotoSans-Regular.ttf";
const BOLD: &str = "fonts/NotoSans-Bold.ttf";
const ARABIC: &str = "fonts/NotoSansArabic-Regular.ttf";
/// Minus, arrows and comparisons, which Noto Sans itself lacks.
const SIGNS: &str = "fonts/NotoSansMath-Regular.ttf";
/// Stands for a letter that no font has.
const REPLACEMENT: char = '\u{fffd}';

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The fonts of a document, in the order in which they are asked for a letter.
pub(super) struct Faces<'a> {
    faces: Vec<Face<'a>>,
    missing: Cell<bool>,
}

struct Face<'a> {
    font: Font,
    shaper: rustybuzz::Face<'a>,
    weight: Option<Weight>,
}

/// Glyphs of one font that follow each other.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) font: Font,
    /// What the glyphs say.
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// For a size of 1.
    pub(super) width: f32,
}

impl<'a> Faces<'a> {
    /// The built-in fonts, and behind them `further` ones; `None` if one of them is no font.
    pub(super) fn new(further: &'a [Vec<u8>]) -> Option<Self> {
        let built_in =
            [(REGULAR, Some(Weight::Regular)), (BOLD, Some(Weight::Bold)), (ARABIC, None), (SIGNS, None)];
        let built_in = built_in.into_iter().map(|(name, weight)| {
            let data = FONTS.bytes(name);
            Face::new(data, data.into(), weight)
        });
        let further = further.iter().map(|data| Face::new(data, data.clone().into(), None));
        let faces = built_in.chain(further).collect::<Option<Vec<_>>>()?;
        Some(Self { faces, missing: Cell::new(false) })
    }

    /// Whether a letter was asked for that no font has.
    pub(super) fn missed_any(&self) -> bool {
        self.missing.get()
    }

    /// `text`, all of it read one way, as runs from left to right.
    pub(super) fn shape(&self, text: &str, weight: Weight, is_right_to_left: bool) -> Vec<Run> {
        let mut parts: Vec<(usize, String)> = Vec::new();
        for letter in text.chars().filter(|letter| !is_unseen(*letter)) {
            let at_hand = parts.last().map(|(face, _)| *face);
            let (face, letter) = self.face_for(letter, weight, at_hand);
            match parts.last_mut() {
                Some((last, part)) if *last == face => part.push(letter),
                _ => parts.push((face, letter.to_string())),
            }
        }
        if is_right_to_left {
            parts.reverse();
        }
        let shaped = parts
            .into_iter()
            .filter_map(|(face, part)| self.faces.get(face).map(|face| face.shape(part, is_right_to_left)));
        shaped.collect()
    }

    /// How wide a text is at a size of 1, whichever way it is read.
    pub(super) fn width(&self, text: &str, weight: Weight) -> f32 {
        self.shape(text, weight, false).iter().map(|run| run.width).sum()
    }

    /// The font for a letter, the one at hand first where a space or a mark may stay with its neighbours, and what it writes.
    fn face_for(&self, letter: char, weight: Weight, at_hand: Option<usize>) -> (usize, char) {
        let letter = if letter.is_whitespace() || letter.is_control() { ' ' } else { letter };
        let has = |face: &usize| self.faces.get(*face).is_some_and(|face| face.has(letter));
        if let Some(face) = at_hand.filter(has).filter(|_| letter == ' ') {
            return (face, letter);
        }
        let fits = |face: &Face<'_>| face.weight.is_none_or(|of_face| of_face == weight);
        let in_order = self.faces.iter().enumerate().filter(|(_, face)| fits(face));
        let found = in_order.map(|(place, _)| place).find(has).or_else(|| (0..self.faces.len()).find(has));
        found.map_or_else(
            || {
                self.missing.set(true);
                (usize::from(weight == Weight::Bold), REPLACEMENT)
            },
            |face| (face, letter),
        )
    }
}

impl<'a> Face<'a> {
    /// `data` to shape by, and `embedded`, the same to embed from.
    fn new(data: &'a [u8], embedded: krilla::Data, weight: Option<Weight>) -> Option<Self> {
        let font = Font::new(embedded, 0)?;
        Some(Self { font, shaper: rustybuzz::Face::from_slice(data, 0)?, weight })
    }

    fn has(&self, letter: char) -> bool {
        self.shaper.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0)
    }

    fn shape(&self, text: String, is_right_to_left: bool) -> Run {
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let direction = if is_right_to_left {
            rustybuzz::Direction::RightToLeft
        } else {
            rustybuzz::Direction::LeftToRight
        };
        buffer.set_direction(direction);
        let shaped = rustybuzz::shape(&self.shaper, &[], buffer);
        let em = self.shaper.units_per_em() as f32;
        let starts = cluster_starts(shaped.glyph_infos());
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(glyph, position)| {
                let scaled = |length: i32| length as f32 / em;
                KrillaGlyph::new(
                    GlyphId::new(glyph.glyph_id),
                    scaled(position.x_advance),
                    scaled(position.x_offset),
                    scaled(position.y_offset),
                    scaled(position.y_advance),
                    cluster(&starts, glyph.cluster, text.len()),
                    None,
                )
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { font: self.font.clone(), text, glyphs, width }
    }
}

/// Where clusters begin in the text, in order.
fn cluster_starts(glyphs: &[rustybuzz::GlyphInfo]) -> Vec<u32> {
    let mut starts: Vec<u32> = glyphs.iter().map(|glyph| glyph.cluster).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// The bytes of the cluster that begins at `start`.
fn cluster(starts: &[u32], start: u32, length: usize) -> Range<usize> {
    let next = starts.partition_point(|other| *other <= start);
    let end = starts.get(next).and_then(|end| usize::try_from(*end).ok());
    usize::try_from(start).unwrap_or(0)..end.unwrap_or(length)
}

/// Marks that steer how text is laid out and are not drawn.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_that_our_own_words_use_is_in_the_fonts() {
        let faces = Faces::new(&[]).unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let runs = faces.shape("Aą Ωω Жж é 0–9 · × µ ² % … \u{a0}°", weight, false);
            assert_eq!(runs.len(), 1);
            faces.shape("− → ≥ ≤ ≈ ≠", weight, false);
        }
        assert!(!faces.missed_any());
    }

    #[test]
    fn a_name_of_two_scripts_takes_two_fonts_and_reads_from_the_right() {
        let faces = Faces::new(&[]).unwrap();
        let runs = faces.shape("محمد Li", Weight::Bold, true);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["Li", "محمد "]);
        assert!(!faces.missed_any());
    }

    #[test]
    fn a_letter_that_no_font_has_is_shown_as_missing_and_said() {
        let faces = Faces::new(&[]).unwrap();
        let runs = faces.shape("李", Weight::Regular, false);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), "\u{fffd}");
        assert!(faces.missed_any());
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(Faces::new(&[b"not a font".to_vec()]).is_none());
    }
}
