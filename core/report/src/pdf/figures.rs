//! Charts on paper with their captions and legends.

use super::block::{BODY, Block, Role, SMALL, Step};
use super::faces::{Faces, Weight};
use super::flow::{Row, WIDTH, heading};
use super::ink::{self, Ink, Pattern, Stroke};
use super::lines::Span;
use super::mark::{Mark, Turn};
use super::plot::plot;
use crate::chart::Format;
use crate::parts::{Chart, Figure};

/// Width and height of a key.
const KEY: (f32, f32) = (11.0, 6.5);

/// A chart, or why there is none.
pub(super) fn chart<'a>(faces: &Faces<'_>, chart: &Chart<'_>) -> Row<'a> {
    match chart {
        Chart::Drawn(drawn) => Row::Whole(figure(faces, drawn)),
        Chart::Empty { heading: name, text, .. } => {
            let mut block = Block::default();
            if !name.is_empty() {
                block.append(0.0, heading(faces, 3, name));
            }
            block.plain(faces, text, WIDTH, (BODY, ink::INK));
            Row::Whole(block)
        }
    }
}

/// Heading, caption, legend and drawing in one piece.
pub(super) fn figure(faces: &Faces<'_>, figure: &Figure<'_>) -> Block {
    let mut block = Block::default();
    if !figure.heading.is_empty() {
        block.append(0.0, heading(faces, 3, &figure.heading));
    }
    block.plain(faces, &figure.text, WIDTH, (SMALL, ink::SOFT));
    block.append(0.0, legend(faces, figure));
    block.space(3.0);
    let Some(drawing) = figure.draw(Format::WIDE) else { return block };
    let (marks, height) = plot(faces, &drawing, WIDTH);
    let shown = format!("{}. {}", drawing.title, drawing.description);
    let at = (0.0, block.height);
    block.within(Role::Figure(shown, (WIDTH, height)), |block| block.steps.push(Step::Content(at, marks)));
    block.space(height);
    block
}

/// The keys one after the other, in as many lines as they need.
fn legend(faces: &Faces<'_>, figure: &Figure<'_>) -> Block {
    const LINE: f32 = 11.0;
    let mut block = Block::default();
    let (mut x, mut y) = (0.0, 2.0);
    block.within(Role::List, |block| {
        for (class, text) in &figure.legend {
            let width = faces.width(text, Weight::Regular) * SMALL.size;
            if x > 0.0 && x + KEY.0 + 4.0 + width > WIDTH {
                (x, y) = (0.0, y + LINE);
            }
            let mut key = Block::default();
            key.steps.push(Step::Ornament((0.0, 1.8), key_marks(class)));
            key.within(Role::Item, |key| {
                key.within(Role::ItemBody, |key| {
                    let mut words = Block::default();
                    words.text(
                        faces,
                        &[Span::new(text.as_str(), Weight::Regular, ink::INK)],
                        f32::MAX,
                        SMALL,
                    );
                    key.place((KEY.0 + 4.0, 0.0), words);
                });
            });
            block.place((x, y), key);
            x += KEY.0 + 4.0 + width + 11.0;
        }
    });
    block
}

/// What a key of the legend looks like, as the style sheet draws it.
fn key_marks(class: &str) -> Vec<Mark> {
    let (width, height) = KEY;
    let middle = height / 2.0;
    let sign = |outline: &[(f32, f32)], class: &str| vec![shape(outline, true, ink::of(class), 0.6)];
    let across = [(0.0, middle), (width, middle)];
    let triangle = [(1.0, 0.0), (8.0, 0.0), (4.5, 7.0)];
    match class {
        "key-dot" => {
            let dot = [(4.0, middle), (4.0, middle)];
            let scaled = |class| shape(&dot, false, ink::of(class), 0.9);
            vec![scaled("dots large"), scaled("dots inner large")]
        }
        "key-trend" => vec![shape(&across, false, ink::of("trend"), 1.0)],
        "key-reference" => vec![shape(&across, false, ink::of("loss-5"), 1.0)],
        "key-cycle" => sign(&triangle, "sign"),
        "key-cycle-planned" => sign(&triangle, "sign planned"),
        "key-radiation" => sign(&[(4.5, -0.5), (8.5, middle), (4.5, 7.0), (0.5, middle)], "sign"),
        "key-tube" => sign(&[(1.0, 0.0), (7.5, 0.0), (7.5, 6.5), (1.0, 6.5)], "sign"),
        "key-target" => vec![
            Mark::rect((0.0, 0.0), KEY, ink::of("band")),
            shape(&[(0.0, 0.0), (width, 0.0)], false, ink::of("target"), 0.8),
        ],
        _ => vec![Mark::rect((0.0, 0.0), KEY, boxed(class))],
    }
}

/// A key that is a box in the colour of what it explains.
fn boxed(class: &str) -> Ink {
    let edge = Stroke { colour: ink::SOFT, width: 0.4, dashes: &[], is_round: false };
    match class {
        "key-oral" => ink::of("bar oral"),
        "key-tube-feed" => ink::of("bar tube"),
        "key-parenteral" => ink::of("bar parenteral"),
        "key-sparse" => ink::of("bar oral sparse"),
        "key-missing" => ink::of("missing"),
        level => Ink { stroke: Some(edge), pattern: Pattern::Plain, ..ink::of(level) },
    }
}

fn shape(places: &[(f32, f32)], is_closed: bool, ink: Ink, scale: f32) -> Mark {
    let turn = |(place, (x, y)): (usize, &(f32, f32))| {
        if place == 0 { Turn::Move(*x, *y) } else { Turn::Line(*x, *y) }
    };
    let mut outline: Vec<Turn> = places.iter().enumerate().map(turn).collect();
    if is_closed {
        outline.push(Turn::Close);
    }
    let stroke = ink.stroke.map(|stroke| Stroke { width: stroke.width * scale, ..stroke });
    Mark::Shape { outline, ink: Ink { stroke, ..ink } }
}
