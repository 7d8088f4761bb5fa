//! A small SVG writer: shapes with classes, coloured by the page's style sheet.

use crate::markup::Markup;

/// One of the two sizes that every chart is drawn in. Pixels.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    /// Ends the identifiers of its drawings.
    pub(crate) name: &'static str,
    /// Class by which the style sheet shows or hides it.
    pub(crate) class: &'static str,
    pub(crate) width: f64,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) letter: f64,
    pub(crate) is_narrow: bool,
}

impl Format {
    /// A phone.
    pub(crate) const NARROW: Self = Self {
        name: "narrow",
        class: "chart narrow",
        width: 352.0,
        left: 40.0,
        right: 344.0,
        letter: 12.5,
        is_narrow: true,
    };
    /// A page or a screen.
    pub(crate) const WIDE: Self = Self {
        name: "wide",
        class: "chart wide",
        width: 760.0,
        left: 46.0,
        right: 748.0,
        letter: 13.0,
        is_narrow: false,
    };
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::NARROW, Self::WIDE];

    /// How wide a text will be at most, in any usual face.
    pub(crate) fn text_width(self, text: &str) -> f64 {
        text.chars().map(|letter| if letter.is_ascii() { 0.57 } else { 0.9 }).sum::<f64>() * self.letter
    }
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing under construction.
pub(crate) struct Drawing {
    markup: Markup,
}

impl Drawing {
    /// Begins a drawing with its name and description for those who do not see it.
    pub(crate) fn new(id: &str, format: Format, height: f64, title: &str, description: &str) -> Self {
        let mut markup = Markup::default();
        let title_id = format!("{id}-{}-title", format.name);
        let description_id = format!("{id}-{}-desc", format.name);
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", format.class),
            ("viewBox", &format!("0 0 {} {}", number(format.width), number(height))),
            ("role", "img"),
            ("aria-labelledby", &format!("{title_id} {description_id}")),
        ];
        markup.open("svg", &attributes);
        markup.leaf("title", &[("id", &title_id)], title);
        markup.leaf("desc", &[("id", &description_id)], description);
        Self { markup }
    }

    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let ends = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)].map(|(name, at)| (name, number(at)));
        self.shape("line", class, &ends);
    }

    pub(crate) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let box_ = [("x", x), ("y", y), ("width", width.max(0.0)), ("height", height.max(0.0))];
        self.shape("rect", class, &box_.map(|(name, at)| (name, number(at))));
    }

    pub(crate) fn path(&mut self, class: &str, data: &str) {
        self.shape("path", class, &[("d", data.to_owned())]);
    }

    pub(crate) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let (x, y) = (number(x), number(y));
        let attributes = [("class", class), ("x", &x), ("y", &y), ("text-anchor", anchor.word())];
        self.markup.leaf("text", &attributes, text);
    }

    pub(crate) fn finish(mut self) -> String {
        self.markup.close("svg");
        self.markup.finish()
    }

    fn shape(&mut self, tag: &str, class: &str, geometry: &[(&str, String)]) {
        let mut attributes = vec![("class", class)];
        attributes.extend(geometry.iter().map(|(name, value)| (*name, value.as_str())));
        self.markup.void(tag, &attributes);
    }
}

/// A coordinate with at most one decimal.
pub(crate) fn number(at: f64) -> String {
    let text = format!("{at:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
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
