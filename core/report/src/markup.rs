//! Writes HTML and SVG that is also well-formed XML. Whatever is text or attribute value goes through one escape.

use crate::speech::foreign;
use nourish_words::Language;

/// Markup under construction.
#[derive(Default)]
pub(crate) struct Markup {
    out: String,
}

/// Attributes: name and value; the value is escaped.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.out.push('>');
    }

    /// Closes it.
    pub(crate) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        // A line break would be a space where words run on.
        if !matches!(tag, "a" | "bdi" | "span" | "strong" | "small") {
            self.out.push('\n');
        }
    }

    /// An element without content.
    pub(crate) fn void(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.out.push_str("/>\n");
    }

    /// An element that holds text alone.
    pub(crate) fn leaf(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) {
        if foreign(text) {
            // What could not be said in the page's language says so itself: to the eye by its mark, to a screen reader by its language.
            let english = Language::ENGLISH;
            self.open(tag, &[attributes, &[("lang", english.tag())]].concat());
        } else {
            self.open(tag, attributes);
        }
        self.text(text);
        self.close(tag);
    }

    /// An element around whatever `inside` writes.
    pub(crate) fn element(&mut self, tag: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(tag, attributes);
        inside(self);
        self.close(tag);
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// Markup that this crate wrote itself: a style sheet, a finished drawing.
    pub(crate) fn own(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn start(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML allows no other control letters, not even escaped.
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}')
            }
            letter => out.push(letter),
        }
    }
}

/// Text as a CSS string: every letter but plain ones as its number, so that nothing can end the string or the sheet.
pub(crate) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() || matches!(letter, ' ' | ',' | '.') => out.push(letter),
            letter => out.push_str(&format!("\\{:x} ", u32::from(letter))),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_cannot_become_markup() {
        let mut markup = Markup::default();
        markup.leaf("p", &[("title", "\"><script>&'")], "<script>alert('x')</script>\u{0}");
        assert_eq!(
            markup.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\u{fffd}</p>\n"
        );
    }

    #[test]
    fn a_name_cannot_leave_its_css_string() {
        assert_eq!(css_string("O'Neil \"x\"</style>"), "\"O\\27 Neil \\22 x\\22 \\3c \\2f style\\3e \"");
    }
}
