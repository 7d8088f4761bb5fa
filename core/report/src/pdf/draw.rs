//! Marks onto the surface of a page.

use super::ink::{Colour, Pattern, Stroke};
use super::mark::{Mark, Turn};
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, LineCap, LineJoin, StrokeDash};
use krilla::surface::Surface;

/// Between the lines of a hatching, and between dots.
const PATTERN_STEP: f32 = 4.0;

/// Marks, moved to their place.
pub(super) fn draw_all(surface: &mut Surface<'_>, (x, y): (f32, f32), marks: Vec<Mark>) {
    surface.push_transform(&Transform::from_translate(x, y));
    marks.into_iter().for_each(|mark| draw(surface, mark));
    surface.pop();
}

/// A mark.
pub(super) fn draw(surface: &mut Surface<'_>, mark: Mark) {
    match mark {
        Mark::Text { at: (x, y), run, size, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(colour, false)));
            surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, run.font, &run.text, size, false);
        }
        Mark::Shape { outline, ink } => {
            let Some(path) = path(&outline) else { return };
            surface.set_fill(ink.fill.map(|colour| fill(colour, ink.is_pale)));
            surface.set_stroke(ink.stroke.map(stroke));
            if ink.fill.is_some() || ink.stroke.is_some() {
                surface.draw_path(&path);
            }
            draw_pattern(surface, &outline, &path, ink.pattern);
        }
    }
}

/// Strokes or dots within an outline.
fn draw_pattern(surface: &mut Surface<'_>, outline: &[Turn], path: &Path, pattern: Pattern) {
    let (colour, width, is_round) = match pattern {
        Pattern::Plain => return,
        Pattern::Hatched(colour) => (colour, 0.7, false),
        Pattern::Dotted(colour) => (colour, 1.2, true),
    };
    let Some((left, top, right, bottom)) = extent(outline) else { return };
    let mut builder = PathBuilder::new();
    // Anchored to the page, so that neighbouring bars go on where the last left off.
    let (first_x, first_y) = ((left / PATTERN_STEP).floor(), (top / PATTERN_STEP).floor());
    let columns = ((right - left) / PATTERN_STEP) as u16 + 2;
    let rows = ((bottom - top) / PATTERN_STEP) as u16 + 2;
    if is_round {
        for column in 0..columns {
            for row in 0..rows {
                let x = (first_x + f32::from(column) + 0.5) * PATTERN_STEP;
                let y = (first_y + f32::from(row) + 0.5) * PATTERN_STEP;
                builder.move_to(x, y);
                builder.line_to(x + 0.01, y);
            }
        }
    } else {
        let height = bottom - top;
        let first = ((left + top) / PATTERN_STEP).floor();
        for place in 0..columns + rows {
            let along = (first + f32::from(place)) * PATTERN_STEP - top;
            builder.move_to(along, top);
            builder.line_to(along - height, bottom);
        }
    }
    let Some(strokes) = builder.finish() else { return };
    surface.push_clip_path(path, &krilla::paint::FillRule::NonZero);
    surface.set_fill(None);
    surface.set_stroke(Some(stroke(Stroke { colour, width, dashes: &[], is_round })));
    surface.draw_path(&strokes);
    surface.pop();
}

fn extent(outline: &[Turn]) -> Option<(f32, f32, f32, f32)> {
    let places = || {
        outline.iter().filter_map(|turn| match turn {
            Turn::Move(x, y) | Turn::Line(x, y) => Some((*x, *y)),
            Turn::Close => None,
        })
    };
    places().next()?;
    let (xs, ys) = (|| places().map(|(x, _)| x), || places().map(|(_, y)| y));
    Some((
        xs().fold(f32::MAX, f32::min),
        ys().fold(f32::MAX, f32::min),
        xs().fold(f32::MIN, f32::max),
        ys().fold(f32::MIN, f32::max),
    ))
}

fn path(outline: &[Turn]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let mut last = None;
    for turn in outline {
        match *turn {
            Turn::Move(x, y) => builder.move_to(x, y),
            // A stroke without length would be left out: it is how the charts draw a dot.
            Turn::Line(x, y) if last == Some((x, y)) => builder.line_to(x + 0.01, y),
            Turn::Line(x, y) => builder.line_to(x, y),
            Turn::Close => builder.close(),
        }
        last = match *turn {
            Turn::Move(x, y) | Turn::Line(x, y) => Some((x, y)),
            Turn::Close => None,
        };
    }
    builder.finish()
}

fn fill(colour: Colour, is_pale: bool) -> Fill {
    let opacity =
        if is_pale { NormalizedF32::new(0.5).unwrap_or(NormalizedF32::ONE) } else { NormalizedF32::ONE };
    Fill { paint: krilla::color::rgb::Color::from(colour).into(), opacity, ..Fill::default() }
}

fn stroke(stroke: Stroke) -> krilla::paint::Stroke {
    let dash = StrokeDash { array: stroke.dashes.iter().map(|dash| dash * 0.7).collect(), offset: 0.0 };
    krilla::paint::Stroke {
        paint: krilla::color::rgb::Color::from(stroke.colour).into(),
        width: stroke.width,
        line_cap: if stroke.is_round { LineCap::Round } else { LineCap::Butt },
        line_join: LineJoin::Round,
        dash: (!stroke.dashes.is_empty()).then_some(dash),
        ..krilla::paint::Stroke::default()
    }
}
