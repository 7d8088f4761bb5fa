//! A drawing as a list of shapes, each with a class that says what it means. Screen and paper colour the classes.

/// One of the two sizes that every chart is drawn in. Pixels.
#[derive(Clone, Copy, PartialEq)]
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
        left: 44.0,
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
        text.chars().map(|letter| if letter.is_ascii() { 0.65 } else { 0.9 }).sum::<f64>() * self.letter
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
    /// The word for it in SVG.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A shape of a drawing. Pixels, from the upper left corner.
#[derive(Clone, PartialEq)]
pub(crate) enum Shape {
    /// A straight line.
    Line { class: String, from: (f64, f64), to: (f64, f64) },
    /// A rectangle, by its upper left corner and its size.
    Rect { class: String, corner: (f64, f64), size: (f64, f64) },
    /// An outline in the words of SVG.
    Path { class: String, data: String },
    /// A line of text on its baseline.
    Text { class: String, at: (f64, f64), anchor: Anchor, text: String },
}

/// A drawing, with its name and description for those who do not see it.
#[derive(Clone, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) id: String,
    pub(crate) format: Format,
    pub(crate) height: f64,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) shapes: Vec<Shape>,
}

impl Drawing {
    pub(crate) fn new(id: &str, format: Format, height: f64, title: &str, description: &str) -> Self {
        let (id, title, description) = (id.to_owned(), title.to_owned(), description.to_owned());
        Self { id, format, height, title, description, shapes: Vec::new() }
    }

    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.shapes.push(Shape::Line { class: class.to_owned(), from, to });
    }

    pub(crate) fn rect(&mut self, class: &str, corner: (f64, f64), (width, height): (f64, f64)) {
        let size = (width.max(0.0), height.max(0.0));
        self.shapes.push(Shape::Rect { class: class.to_owned(), corner, size });
    }

    pub(crate) fn path(&mut self, class: &str, data: &str) {
        self.shapes.push(Shape::Path { class: class.to_owned(), data: data.to_owned() });
    }

    pub(crate) fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        self.shapes.push(Shape::Text { class: class.to_owned(), at, anchor, text: text.to_owned() });
    }
}

/// A coordinate with at most one decimal.
pub(crate) fn number(at: f64) -> String {
    let text = format!("{at:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
