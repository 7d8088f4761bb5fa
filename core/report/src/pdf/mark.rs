//! What is put on paper: letters and outlines.

use super::faces::Run;
use super::ink::{Colour, Ink};

/// A mark. Points, from the upper left corner of whatever it belongs to.
#[derive(Clone)]
pub(super) enum Mark {
    /// Letters on their baseline.
    Text { at: (f32, f32), run: Run, size: f32, colour: Colour },
    /// An outline.
    Shape { outline: Vec<Turn>, ink: Ink },
}

/// A turn of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Turn {
    Move(f32, f32),
    Line(f32, f32),
    Close,
}

impl Mark {
    pub(super) fn rect((x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) -> Self {
        let outline = vec![
            Turn::Move(x, y),
            Turn::Line(x + width, y),
            Turn::Line(x + width, y + height),
            Turn::Line(x, y + height),
            Turn::Close,
        ];
        Self::Shape { outline, ink }
    }
}
