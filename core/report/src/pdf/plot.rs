//! A drawing of the charts as marks on paper.

use super::faces::{Faces, Weight};
use super::ink;
use super::lines::{Span, lines};
use super::mark::{Mark, Turn};
use crate::chart::{Anchor, Drawing, Shape};

/// Letters of charts are so high. Pixels of the drawing, as the style sheet has them.
const LETTER: f32 = 13.0;
const DIGIT: f32 = 11.5;

/// The marks of a drawing, and its height, for a width. Points.
pub(super) fn plot(faces: &Faces<'_>, drawing: &Drawing, width: f32) -> (Vec<Mark>, f32) {
    let scale = width / drawing.format.width as f32;
    let marks = drawing.shapes.iter().flat_map(|shape| marks(faces, shape, scale)).collect();
    (marks, drawing.height as f32 * scale)
}

fn marks(faces: &Faces<'_>, shape: &Shape, scale: f32) -> Vec<Mark> {
    let place = |(x, y): (f64, f64)| (x as f32 * scale, y as f32 * scale);
    match shape {
        Shape::Line { class, from, to } => {
            let ((x, y), (to_x, to_y)) = (place(*from), place(*to));
            vec![outlined(class, vec![Turn::Move(x, y), Turn::Line(to_x, to_y)], scale)]
        }
        Shape::Rect { class, corner, size } => {
            vec![Mark::rect(place(*corner), place(*size), scaled(class, scale))]
        }
        Shape::Path { class, data } => vec![outlined(class, turns(data, scale), scale)],
        Shape::Text { class, at, anchor, text } => letters(faces, class, place(*at), *anchor, text, scale),
    }
}

fn outlined(class: &str, outline: Vec<Turn>, scale: f32) -> Mark {
    Mark::Shape { outline, ink: scaled(class, scale) }
}

fn scaled(class: &str, scale: f32) -> ink::Ink {
    let ink = ink::of(class);
    let stroke = ink.stroke.map(|stroke| ink::Stroke { width: stroke.width * scale, ..stroke });
    ink::Ink { stroke, ..ink }
}

fn letters(
    faces: &Faces<'_>,
    class: &str,
    (x, y): (f32, f32),
    anchor: Anchor,
    text: &str,
    scale: f32,
) -> Vec<Mark> {
    let is_bold = class.starts_with("digit") || matches!(class, "label strong" | "panel-title");
    let weight = if is_bold { Weight::Bold } else { Weight::Regular };
    let size = scale * if class.starts_with("digit") { DIGIT } else { LETTER };
    let spans = [Span::new(text, weight, ink::of_text(class))];
    let Some(line) = lines(faces, &spans, f32::MAX).into_iter().next() else { return Vec::new() };
    let start = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - line.width * size / 2.0,
        Anchor::End => x - line.width * size,
    };
    let behind = has_ground(class).then(|| {
        // What lies under a label ends at its letters.
        let (height, over) = (size * 0.86, size * 0.74);
        Mark::rect((start - 1.0, y - over), (line.width * size + 2.0, height), ink::of("ground"))
    });
    let mark = |(along, run, colour)| Mark::Text { at: (start + along * size, y), run, size, colour };
    behind.into_iter().chain(line.runs.into_iter().map(mark)).collect()
}

/// Labels that stand over lines.
fn has_ground(class: &str) -> bool {
    class.starts_with("label") || class == "marker-label"
}

/// The turns of an outline in the words of SVG that the charts use: `M L l m H h V v Z z`.
fn turns(data: &str, scale: f32) -> Vec<Turn> {
    let mut turns = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    let mut start = (0.0, 0.0);
    let mut rest = data;
    while let Some(word) = rest.chars().next() {
        rest = rest.get(word.len_utf8()..).unwrap_or_default();
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest.len());
        let numbers = numbers(rest.get(..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
        let along = numbers.first().map_or(0.0, |number| number * scale);
        let down = numbers.get(1).map_or(0.0, |number| number * scale);
        match word {
            'M' | 'L' => (x, y) = (along, down),
            'm' | 'l' => (x, y) = (x + along, y + down),
            'H' => x = along,
            'h' => x += along,
            'V' => y = along,
            'v' => y += along,
            _ => (x, y) = start,
        }
        turns.push(match word {
            'M' | 'm' => {
                start = (x, y);
                Turn::Move(x, y)
            }
            'Z' | 'z' => Turn::Close,
            _ => Turn::Line(x, y),
        });
    }
    turns
}

/// Numbers parted by spaces, commas, or the sign of the next.
fn numbers(text: &str) -> Vec<f32> {
    let parted = text.replace('-', " -");
    parted.split([' ', ',']).filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_read_as_svg_means_them() {
        let flag = [
            Turn::Move(10.0, 10.0),
            Turn::Move(6.0, 17.0),
            Turn::Line(6.0, 3.0),
            Turn::Line(17.0, 3.0),
            Turn::Line(14.0, 7.0),
            Turn::Close,
        ];
        assert_eq!(turns("M10 10m-4 7v-14h11l-3 4z", 1.0), flag);
        assert_eq!(turns("M10 4h0", 0.5), [Turn::Move(5.0, 2.0), Turn::Line(5.0, 2.0)]);
    }
}
