//! Colours and strokes on paper: the light side of the page's style sheet, class by class.

use krilla::color::rgb;

/// A colour. Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

impl From<Colour> for rgb::Color {
    fn from(Colour(red, green, blue): Colour) -> Self {
        Self::new(red, green, blue)
    }
}

pub(super) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
pub(super) const INK: Colour = Colour(0x1a, 0x1f, 0x24);
pub(super) const SOFT: Colour = Colour(0x4a, 0x54, 0x5e);
pub(super) const RULE: Colour = Colour(0xcf, 0xd6, 0xdc);
pub(super) const PANEL: Colour = Colour(0xf4, 0xf6, 0xf8);
pub(super) const EMERGENCY: Colour = Colour(0x8f, 0x10, 0x20);
pub(super) const SAME_DAY: Colour = Colour(0x9a, 0x4a, 0x00);
pub(super) const NEXT_CONTACT: Colour = Colour(0x1c, 0x5a, 0x8a);
const ORAL: Colour = Colour(0x1f, 0x7a, 0x8c);
const TUBE: Colour = Colour(0xb3, 0x5c, 0x00);
const PARENTERAL: Colour = Colour(0x6b, 0x4f, 0xa0);
const BAND: Colour = Colour(0xdc, 0xef, 0xe2);
const TARGET: Colour = Colour(0x1e, 0x6b, 0x3c);
const MISSING: Colour = Colour(0x8a, 0x94, 0x9d);
const GUIDE: Colour = Colour(0x9a, 0xa4, 0xad);
const TREND: Colour = Colour(0x1c, 0x5a, 0x8a);
const LEVELS: [Colour; 5] = [
    Colour(0xe9, 0xed, 0xf0),
    Colour(0xfb, 0xe3, 0xc8),
    Colour(0xf3, 0xb8, 0x78),
    Colour(0xa8, 0x55, 0x14),
    Colour(0x6b, 0x2c, 0x05),
];

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f32,
    pub(super) dashes: &'static [f32],
    pub(super) is_round: bool,
}

/// What is drawn over a filled shape, so that no meaning rests on colour alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pattern {
    Plain,
    /// Slanted lines.
    Hatched(Colour),
    /// Dots.
    Dotted(Colour),
}

/// How a shape of a drawing is inked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    pub(super) fill: Option<Colour>,
    pub(super) pattern: Pattern,
    pub(super) stroke: Option<Stroke>,
    /// Whether half of what lies under it shows through.
    pub(super) is_pale: bool,
}

const BARE: Ink = Ink { fill: None, pattern: Pattern::Plain, stroke: None, is_pale: false };

const fn filled(colour: Colour) -> Ink {
    Ink { fill: Some(colour), ..BARE }
}

const fn stroked(colour: Colour, width: f32, dashes: &'static [f32]) -> Ink {
    Ink { stroke: Some(Stroke { colour, width, dashes, is_round: false }), ..BARE }
}

const fn dot(colour: Colour, width: f32) -> Ink {
    Ink { stroke: Some(Stroke { colour, width, dashes: &[], is_round: true }), ..BARE }
}

/// How a class of the charts is inked; what no style sheet knows is drawn in ink, so that it is seen.
pub(super) fn of(class: &str) -> Ink {
    let ink = match class.strip_suffix(" sparse").unwrap_or(class) {
        "grid" => stroked(RULE, 1.0, &[]),
        "tick-mark" => stroked(SOFT, 1.0, &[]),
        "guide" => stroked(GUIDE, 1.0, &[]),
        "guide planned" => stroked(GUIDE, 1.0, &[3.0, 3.0]),
        "sign" => Ink { fill: Some(INK), ..stroked(INK, 1.5, &[]) },
        "sign planned" => Ink { fill: Some(PAPER), ..stroked(INK, 1.5, &[]) },
        "trend" => stroked(TREND, 2.0, &[]),
        "dots large" => dot(TREND, 7.0),
        "dots small" => dot(TREND, 4.5),
        "dots inner large" => dot(PAPER, 4.0),
        "dots inner small" => dot(PAPER, 2.4),
        "doubtful" => dot(EMERGENCY, 2.5),
        "reference" => stroked(INK, 1.2, &[7.0, 4.0]),
        "loss-5" => stroked(EMERGENCY, 1.2, &[5.0, 4.0]),
        "loss-10" => stroked(EMERGENCY, 1.6, &[2.0, 3.0]),
        "ground" => filled(PAPER),
        "band" => filled(BAND),
        "target" => stroked(TARGET, 1.6, &[]),
        "bar oral" => filled(ORAL),
        "bar tube" => Ink { pattern: Pattern::Hatched(PAPER), ..filled(TUBE) },
        "bar parenteral" => Ink { pattern: Pattern::Dotted(PAPER), ..filled(PARENTERAL) },
        "missing" => {
            Ink { fill: Some(PAPER), pattern: Pattern::Hatched(MISSING), ..stroked(MISSING, 0.6, &[]) }
        }
        "not-asked" => filled(PANEL),
        level => {
            level.strip_prefix("level-").and_then(|level| level.parse().ok()).map_or(filled(INK), of_level)
        }
    };
    Ink { is_pale: class.ends_with(" sparse"), ..ink }
}

fn of_level(level: usize) -> Ink {
    filled(LEVELS.get(level).copied().unwrap_or(INK))
}

/// The colour of a class of text.
pub(super) fn of_text(class: &str) -> Colour {
    match class {
        "tick" | "tick faint" => SOFT,
        "label target-label" => TARGET,
        "label doubtful-label" => EMERGENCY,
        "digit on-3" | "digit on-4" => PAPER,
        _ => INK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a variable of the style sheet, its first and light one.
    fn sheet(name: &str) -> Colour {
        let style = include_str!("../html/style.css");
        let at = style.find(&format!("--{name}: #")).unwrap() + name.len() + 5;
        let value = u32::from_str_radix(&style[at..at + 6], 16).unwrap();
        let [_, red, green, blue] = value.to_be_bytes();
        Colour(red, green, blue)
    }

    #[test]
    fn paper_has_the_colours_of_the_page() {
        let named = [
            ("paper", PAPER),
            ("ink", INK),
            ("soft", SOFT),
            ("line", RULE),
            ("panel", PANEL),
            ("emergency", EMERGENCY),
            ("loss", EMERGENCY),
            ("same-day", SAME_DAY),
            ("next-contact", NEXT_CONTACT),
            ("oral", ORAL),
            ("tube", TUBE),
            ("parenteral", PARENTERAL),
            ("band", BAND),
            ("target", TARGET),
            ("missing", MISSING),
            ("guide", GUIDE),
            ("trend", TREND),
            ("l0", LEVELS[0]),
            ("l1", LEVELS[1]),
            ("l2", LEVELS[2]),
            ("l3", LEVELS[3]),
            ("l4", LEVELS[4]),
        ];
        for (name, colour) in named {
            assert_eq!(sheet(name), colour, "--{name}");
        }
    }
}
