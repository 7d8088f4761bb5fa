//! Text in lines: where each ends, and which way its letters run.

use super::faces::{Faces, Run, Weight};
use super::ink::Colour;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A stretch of text in one weight and colour.
#[derive(Clone)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
}

impl Span {
    pub(super) fn new(text: impl Into<String>, weight: Weight, colour: Colour) -> Self {
        Self { text: text.into(), weight, colour }
    }
}

/// A line of text.
pub(super) struct Line {
    /// Its runs from left to right, each with its place for a size of 1.
    pub(super) runs: Vec<(f32, Run, Colour)>,
    /// For a size of 1.
    pub(super) width: f32,
}

/// Keeps the letters of what a person typed from turning the words around it.
pub(super) fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// `spans` in lines no wider than `width`, which is for a size of 1.
pub(super) fn lines(faces: &Faces<'_>, spans: &[Span], width: f32) -> Vec<Line> {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let set = Setting { faces, spans, text: &text };
    let bidi = ParagraphBidiInfo::new(&text, Some(Level::ltr()));
    set.ends(width).into_iter().map(|range| set.line(&bidi, range)).collect()
}

struct Setting<'a> {
    faces: &'a Faces<'a>,
    spans: &'a [Span],
    text: &'a str,
}

impl Setting<'_> {
    /// The lines as ranges of the text, without the space at their ends.
    fn ends(&self, width: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        // Where the line begins, where its last word ends, and how wide it is so far with the space there.
        let (mut start, mut end, mut so_far) = (0, 0, 0.0);
        for (at, opportunity) in linebreaks(self.text) {
            let word = self.trimmed(end..at);
            if so_far + self.width(word.clone()) > width {
                if start < word.start {
                    lines.push(self.trimmed(start..word.start));
                }
                start = self.cut(word, width, &mut lines);
                so_far = self.width(start..at);
            } else {
                so_far += self.width(end..at);
            }
            end = at;
            if opportunity == BreakOpportunity::Mandatory {
                lines.push(self.trimmed(start..end));
                (start, so_far) = (end, 0.0);
            }
        }
        lines
    }

    /// Cuts a word that is wider than a line by itself into lines; says where what is left of it begins.
    fn cut(&self, word: Range<usize>, width: f32, lines: &mut Vec<Range<usize>>) -> usize {
        let mut start = word.start;
        while self.width(start..word.end) > width {
            let letters = self.text.get(start..word.end).unwrap_or_default().char_indices().skip(1);
            let lengths = letters.map(|(length, _)| length);
            let fits = |length: &usize| self.width(start..start + length) <= width;
            let longest = lengths.clone().take_while(fits).last();
            let Some(length) = longest.or_else(|| lengths.clone().next()) else { break };
            lines.push(start..start + length);
            start += length;
        }
        start
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    fn width(&self, range: Range<usize>) -> f32 {
        self.parts(&range).map(|(span, text)| self.faces.width(text, span.weight)).sum()
    }

    /// What of each span lies in a range.
    fn parts(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = (&Span, &str)> {
        let mut at = 0;
        let places: Vec<(&Span, Range<usize>)> = self
            .spans
            .iter()
            .map(|span| {
                let place = at..at + span.text.len();
                at = place.end;
                (span, place)
            })
            .collect();
        let range = range.clone();
        places.into_iter().filter_map(move |(span, place)| {
            let part = place.start.max(range.start)..place.end.min(range.end);
            self.text.get(part).filter(|text| !text.is_empty()).map(|text| (span, text))
        })
    }

    fn line(&self, bidi: &ParagraphBidiInfo<'_>, range: Range<usize>) -> Line {
        let mut line = Line { runs: Vec::new(), width: 0.0 };
        if range.is_empty() {
            return line;
        }
        let (levels, runs) = bidi.visual_runs(range);
        for run in runs {
            let is_right_to_left = levels.get(run.start).is_some_and(Level::is_rtl);
            let mut parts: Vec<(&Span, &str)> = self.parts(&run).collect();
            if is_right_to_left {
                parts.reverse();
            }
            for (span, text) in parts {
                for shaped in self.faces.shape(text, span.weight, is_right_to_left) {
                    let width = shaped.width;
                    line.runs.push((line.width, shaped, span.colour));
                    line.width += width;
                }
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink;
    use super::*;

    fn said(width: f32, text: &str) -> Vec<String> {
        let faces = Faces::new(&[]).unwrap();
        let spans = [Span::new(text, Weight::Regular, ink::INK)];
        let words = |line: &Line| line.runs.iter().map(|(_, run, _)| run.text.as_str()).collect();
        lines(&faces, &spans, width).iter().map(words).collect()
    }

    #[test]
    fn a_line_ends_between_words_and_loses_the_space_there() {
        assert_eq!(said(8.0, "weight and height of today"), ["weight and", "height of", "today"]);
        assert_eq!(said(100.0, "one\ntwo"), ["one", "two"]);
        assert!(said(8.0, "").iter().all(String::is_empty));
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_of_it_is_lost() {
        let word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
        let lines = said(6.0, &format!("at {word} today"));
        assert!(lines.len() > 4);
        assert_eq!(lines.concat().replace(' ', ""), format!("at{word}today"));
    }

    #[test]
    fn a_name_from_the_right_leaves_the_words_around_it_in_their_order() {
        let text = format!("{}, born 3 May 1961", isolated("محمد"));
        assert_eq!(said(100.0, &text), ["محمد, born 3 May 1961"]);
        let joined = format!("for {} and {}", isolated("אבג 12"), isolated("دهو"));
        assert!(said(100.0, &joined).concat().starts_with("for "));
    }
}
