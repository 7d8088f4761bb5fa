//! A drawing as SVG, coloured by the page's style sheet.

use super::drawing::{Drawing, Shape, number};
use crate::markup::Markup;

/// The drawing as an element of the page.
pub(crate) fn svg(drawing: &Drawing) -> String {
    let mut markup = Markup::default();
    let title_id = format!("{}-{}-title", drawing.id, drawing.format.name);
    let description_id = format!("{}-{}-desc", drawing.id, drawing.format.name);
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", drawing.format.class),
        ("viewBox", &format!("0 0 {} {}", number(drawing.format.width), number(drawing.height))),
        ("role", "img"),
        ("aria-labelledby", &format!("{title_id} {description_id}")),
    ];
    markup.open("svg", &attributes);
    markup.leaf("title", &[("id", &title_id)], &drawing.title);
    markup.leaf("desc", &[("id", &description_id)], &drawing.description);
    drawing.shapes.iter().for_each(|shape| write(&mut markup, shape));
    markup.close("svg");
    markup.finish()
}

fn write(markup: &mut Markup, shape: &Shape) {
    match shape {
        Shape::Line { class, from, to } => {
            let ends = [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
            outline(markup, "line", class, &ends.map(|(name, at)| (name, number(at))));
        }
        Shape::Rect { class, corner, size } => {
            let sides = [("x", corner.0), ("y", corner.1), ("width", size.0), ("height", size.1)];
            outline(markup, "rect", class, &sides.map(|(name, at)| (name, number(at))));
        }
        Shape::Path { class, data } => outline(markup, "path", class, &[("d", data.clone())]),
        Shape::Text { class, at, anchor, text } => {
            let (x, y) = (number(at.0), number(at.1));
            let attributes =
                [("class", class.as_str()), ("x", &x), ("y", &y), ("text-anchor", anchor.word())];
            markup.leaf("text", &attributes, text);
        }
    }
}

fn outline(markup: &mut Markup, tag: &str, class: &str, geometry: &[(&str, String)]) {
    let mut attributes = vec![("class", class)];
    attributes.extend(geometry.iter().map(|(name, value)| (*name, value.as_str())));
    markup.void(tag, &attributes);
}

/// The fill patterns that charts refer to, so that no meaning rests on colour alone.
pub(crate) fn patterns() -> String {
    let mut markup = Markup::default();
    let hidden = [
        ("class", "patterns"),
        ("aria-hidden", "true"),
        ("width", "0"),
        ("height", "0"),
        ("focusable", "false"),
    ];
    markup.element("svg", &hidden, |svg| {
        svg.element("defs", &[], |defs| {
            pattern(defs, "fill-tube", "route-tube", "M-1 1l2-2M0 6l6-6M5 7l2-2");
            pattern(defs, "fill-parenteral", "route-parenteral", "M1.5 1.5h.01M4.5 4.5h.01");
            pattern(defs, "fill-missing", "ground", "M-1 1l2-2M0 6l6-6M5 7l2-2");
        });
    });
    markup.finish()
}

fn pattern(defs: &mut Markup, id: &str, ground: &str, strokes: &str) {
    let attributes = [("id", id), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse")];
    defs.element("pattern", &attributes, |pattern| {
        pattern.void("rect", &[("class", ground), ("width", "6"), ("height", "6")]);
        pattern.void("path", &[("class", &format!("{id}-strokes")), ("d", strokes)]);
    });
}
