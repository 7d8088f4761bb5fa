//! Pieces of a page before they have a place on it: what is drawn, what it is for a screen reader, how high it is.

use super::faces::{Faces, Weight};
use super::ink::{self, Colour, Ink};
use super::lines::{Line, Span, lines};
use super::mark::Mark;
use crate::speech::foreign;
use std::num::NonZeroU16;

/// What a stretch of a document is, for those who do not see it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    Section,
    Heading(NonZeroU16, String),
    Paragraph,
    /// A paragraph that could not be said in the report's language.
    ForeignParagraph,
    List,
    Item,
    ItemBody,
    /// A drawing: what it shows, and its size.
    Figure(String, (f32, f32)),
    Table,
    Row,
    /// The head of a column or of a row.
    Head {
        is_of_row: bool,
    },
    Cell,
}

/// A step of writing a document.
pub(super) enum Step {
    /// What follows until its end has this role; it stands here.
    Open(Role, (f32, f32)),
    Close,
    /// Marks that mean something, moved to their place.
    Content((f32, f32), Vec<Mark>),
    /// Marks that only please the eye.
    Ornament((f32, f32), Vec<Mark>),
}

/// Something to be placed as a whole, measured from its upper left corner. Points.
#[derive(Default)]
pub(super) struct Block {
    pub(super) steps: Vec<Step>,
    pub(super) height: f32,
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f32,
    /// From line to line, as a share of the size.
    pub(super) leading: f32,
    pub(super) align: Align,
}

/// Where lines stand within their width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Text as most of it is set.
pub(super) const BODY: Type = Type { size: 9.0, leading: 1.3, align: Align::Left };
/// Text beside what is read first.
pub(super) const SMALL: Type = Type { size: 7.8, leading: 1.28, align: Align::Left };
/// Letters rise so far above their baseline, as a share of the size.
const ASCENT: f32 = 0.95;

impl Block {
    /// Spans in lines of a width, under what is there.
    pub(super) fn text(&mut self, faces: &Faces<'_>, spans: &[Span], width: f32, type_: Type) {
        for line in lines(faces, spans, width / type_.size) {
            let x = match type_.align {
                Align::Left => 0.0,
                Align::Right => width - line.width * type_.size,
            };
            let at = (x, self.height + type_.size * ASCENT);
            let marks = marks_of(line, type_.size);
            if !marks.is_empty() {
                self.steps.push(Step::Content(at, marks));
            }
            self.height += type_.size * type_.leading;
        }
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, faces: &Faces<'_>, spans: &[Span], width: f32, type_: Type) {
        let is_foreign = spans.iter().any(|span| foreign(&span.text));
        let role = if is_foreign { Role::ForeignParagraph } else { Role::Paragraph };
        self.within(role, |block| block.text(faces, spans, width, type_));
    }

    /// A paragraph in one voice.
    pub(super) fn plain(
        &mut self,
        faces: &Faces<'_>,
        text: &str,
        width: f32,
        (type_, colour): (Type, Colour),
    ) {
        self.paragraph(faces, &[Span::new(text, Weight::Regular, colour)], width, type_);
    }

    /// Whatever `inside` adds has a role.
    pub(super) fn within(&mut self, role: Role, inside: impl FnOnce(&mut Self)) {
        self.steps.push(Step::Open(role, (0.0, self.height)));
        inside(self);
        self.steps.push(Step::Close);
    }

    /// Room.
    pub(super) fn space(&mut self, height: f32) {
        self.height += height;
    }

    /// Another block at a place within this one; this one grows to hold it.
    pub(super) fn place(&mut self, (x, y): (f32, f32), other: Self) {
        self.height = self.height.max(y + other.height);
        self.steps.extend(other.steps.into_iter().map(|step| step.moved(x, y)));
    }

    /// Another block under what is there.
    pub(super) fn append(&mut self, x: f32, other: Self) {
        let y = self.height;
        self.place((x, y), other);
    }

    /// A box behind what is there.
    pub(super) fn backed(mut self, (width, height): (f32, f32), ink: Ink) -> Self {
        let behind = vec![Mark::rect((0.0, 0.0), (width, height), ink)];
        self.steps.insert(0, Step::Ornament((0.0, 0.0), behind));
        self.height = self.height.max(height);
        self
    }

    /// A box at a place, before whatever comes next.
    pub(super) fn ornament(&mut self, corner: (f32, f32), size: (f32, f32), colour: Colour) {
        let ink = Ink { fill: Some(colour), pattern: ink::Pattern::Plain, stroke: None, is_pale: false };
        self.steps.push(Step::Ornament(corner, vec![Mark::rect((0.0, 0.0), size, ink)]));
    }
}

impl Step {
    pub(super) fn moved(self, x: f32, y: f32) -> Self {
        let at = |(from_left, from_top): (f32, f32)| (from_left + x, from_top + y);
        match self {
            Self::Open(role, place) => Self::Open(role, at(place)),
            Self::Close => Self::Close,
            Self::Content(place, marks) => Self::Content(at(place), marks),
            Self::Ornament(place, marks) => Self::Ornament(at(place), marks),
        }
    }
}

fn marks_of(line: Line, size: f32) -> Vec<Mark> {
    let mark = |(x, run, colour)| Mark::Text { at: (x * size, 0.0), run, size, colour };
    line.runs.into_iter().map(mark).collect()
}
