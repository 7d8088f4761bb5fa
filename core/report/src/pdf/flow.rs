//! Blocks one under the other, on as many pages as they need.

use super::block::{Block, Role, Step, Type};
use super::faces::{Faces, Weight};
use super::ink;
use super::lines::Span;
use std::num::NonZeroU16;

/// A4. Points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Where text begins and ends.
pub(super) const LEFT: f32 = 38.0;
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TOP: f32 = 34.0;
const BOTTOM: f32 = PAGE.1 - 60.0;
/// Space over a section's heading.
const BEFORE_SECTION: f32 = 9.0;
/// Space between the blocks of a section.
const BETWEEN: f32 = 4.0;

/// Pages in the making. Roles stay open over the end of a page.
pub(super) struct Flow {
    pub(super) pages: Vec<Vec<Step>>,
    y: f32,
}

/// A part of the document under a heading.
pub(super) struct Section<'a> {
    pub(super) heading: String,
    pub(super) blocks: Vec<Row<'a>>,
}

/// What stands in a section.
pub(super) enum Row<'a> {
    /// Something that stays in one piece.
    Whole(Block),
    /// The same, and what follows it begins on its page.
    Heading(Block),
    /// A list or a table: its role, what is repeated at the head of each page, and its rows.
    Rows { role: Role, head: Option<Box<dyn Fn() -> Block + 'a>>, rows: Vec<Block> },
}

/// The heading of a section, or of a part of one.
pub(super) fn heading(faces: &Faces<'_>, level: u16, text: &str) -> Block {
    let mut block = Block::default();
    let size = if level <= 2 { 11.5 } else { 9.5 };
    let type_ = Type { size, leading: 1.3, align: super::block::Align::Left };
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let spans = [Span::new(text, Weight::Bold, ink::INK)];
    block.within(Role::Heading(level, text.to_owned()), |block| block.text(faces, &spans, WIDTH, type_));
    block
}

impl Flow {
    pub(super) fn new() -> Self {
        Self { pages: vec![Vec::new()], y: TOP }
    }

    /// A block, on the next page if this one has no room for it; one that no page has room for is parted between its lines.
    pub(super) fn add(&mut self, block: Block) {
        self.make_room(block.height);
        if block.height > BOTTOM - TOP {
            self.add_parted(block);
        } else {
            let y = self.y;
            self.y += block.height;
            self.steps(block.steps, y);
        }
    }

    /// A section: its heading never stands apart from what follows it.
    pub(super) fn section(&mut self, faces: &Faces<'_>, section: Section<'_>) {
        self.open(Role::Section);
        if self.y > TOP {
            self.y += BEFORE_SECTION;
        }
        let mut head = heading(faces, 2, &section.heading);
        head.ornament((0.0, head.height + 0.5), (WIDTH, 0.9), ink::RULE);
        head.space(4.5);
        let first = section.blocks.first().map_or(0.0, Row::least_height);
        self.make_room((head.height + first).min(BOTTOM - TOP));
        self.add(head);
        let mut rows = section.blocks.into_iter().peekable();
        while let Some(row) = rows.next() {
            let next = rows.peek().map_or(0.0, Row::least_height);
            self.row(row, next);
            self.y += BETWEEN;
        }
        self.close();
    }

    fn row(&mut self, row: Row<'_>, next: f32) {
        match row {
            Row::Whole(block) => self.add(block),
            Row::Heading(block) => {
                self.make_room((block.height + BETWEEN + next).min(BOTTOM - TOP));
                self.add(block);
            }
            Row::Rows { role, head, rows } => {
                self.open(role);
                let first = rows.first().map_or(0.0, |row| row.height);
                if let Some(head) = &head {
                    let head = head();
                    self.make_room(head.height + first);
                    self.add(head);
                }
                for row in rows {
                    let is_turned = self.y + row.height > BOTTOM;
                    if let Some(head) = head.as_ref().filter(|_| is_turned) {
                        self.turn();
                        self.repeat(head());
                    }
                    self.add(row);
                }
                self.close();
            }
        }
    }

    /// What was said already and is repeated for the eye alone.
    fn repeat(&mut self, block: Block) {
        let y = self.y;
        self.y += block.height;
        let seen = block.steps.into_iter().filter_map(|step| match step {
            Step::Content(at, marks) | Step::Ornament(at, marks) => Some(Step::Ornament(at, marks)),
            Step::Open(..) | Step::Close => None,
        });
        self.steps(seen.collect(), y);
    }

    fn add_parted(&mut self, block: Block) {
        let mut shift = self.y;
        for step in block.steps {
            if let Step::Content((_, y), _) = &step {
                if *y + shift > BOTTOM {
                    self.turn();
                    shift = TOP + 9.0 - *y;
                }
                self.y = self.y.max(*y + shift + 4.0);
            }
            self.steps(vec![step], shift);
        }
    }

    fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    fn open(&mut self, role: Role) {
        let step = Step::Open(role, (0.0, 0.0));
        self.steps(vec![step], self.y);
    }

    fn close(&mut self) {
        self.steps(vec![Step::Close], 0.0);
    }

    fn steps(&mut self, steps: Vec<Step>, y: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.extend(steps.into_iter().map(|step| step.moved(LEFT, y)));
        }
    }
}

impl Row<'_> {
    /// How much of it must follow a heading.
    fn least_height(&self) -> f32 {
        match self {
            Self::Whole(block) | Self::Heading(block) => block.height,
            Self::Rows { head, rows, .. } => {
                let head = head.as_ref().map_or(0.0, |head| head().height);
                head + rows.first().map_or(0.0, |row| row.height)
            }
        }
    }
}
