//! The forms that English messages have: what they say by themselves, and places for what they are told.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// A form of a message; a message with a choice has one for each.
pub(super) struct Form {
    /// The message's name.
    pub(super) id: String,
    pub(super) segments: Vec<Segment>,
}

/// A stretch of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// What stands there always.
    Text(String),
    /// The place of an argument, by its name.
    Place(String),
}

impl Form {
    /// The text, of a form without places.
    pub(super) fn whole(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [Segment::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether a text begins, goes on and ends as the form does, whatever stands in its places.
    pub(super) fn may_be(&self, text: &str) -> bool {
        let begins = match self.segments.first() {
            Some(Segment::Text(first)) => text.starts_with(first.as_str()),
            _ => true,
        };
        let ends = match self.segments.last() {
            Some(Segment::Text(last)) => text.ends_with(last.as_str()),
            _ => true,
        };
        let said = self.segments.iter().filter_map(|segment| match segment {
            Segment::Text(said) => Some(said.as_str()),
            Segment::Place(_) => None,
        });
        let goes_on = || {
            said.into_iter()
                .try_fold(text, |rest, said| rest.split_once(said).map(|(_, rest)| rest))
                .is_some()
        };
        begins && ends && goes_on()
    }

    /// How many bytes it says by itself.
    pub(super) fn said_by_itself(&self) -> usize {
        let said = self.segments.iter().map(|segment| match segment {
            Segment::Text(text) => text.len(),
            Segment::Place(_) => 0,
        });
        said.sum()
    }
}

/// The forms of every message of a source that was read before.
pub(super) fn forms(source: &str) -> Vec<Form> {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let messages = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value.as_ref()?)),
        _ => None,
    });
    let of_message = |(id, value): (&str, &Pattern<&str>)| {
        let form = |segments| Form { id: id.to_owned(), segments: joined(segments) };
        choices(value).into_iter().map(form).collect::<Vec<_>>()
    };
    messages.flat_map(of_message).collect()
}

/// Every choice of a pattern.
fn choices(pattern: &Pattern<&str>) -> Vec<Vec<Segment>> {
    let mut all = vec![Vec::new()];
    for element in &pattern.elements {
        let next = match element {
            PatternElement::TextElement { value } => vec![vec![Segment::Text((*value).to_owned())]],
            PatternElement::Placeable { expression } => of_expression(expression),
        };
        let extended = |before: &Vec<Segment>| {
            next.iter().map(|after| [before.as_slice(), after.as_slice()].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(extended).collect();
    }
    all
}

fn of_expression(expression: &Expression<&str>) -> Vec<Vec<Segment>> {
    match expression {
        Expression::Select { variants, .. } => {
            variants.iter().flat_map(|variant| choices(&variant.value)).collect()
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            vec![vec![Segment::Place(id.name.to_owned())]]
        }
        Expression::Inline(
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value },
        ) => vec![vec![Segment::Text((*value).to_owned())]],
        // A term or a function is no part of a form.
        Expression::Inline(_) => Vec::new(),
    }
}

/// Texts beside each other made one.
fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for segment in segments {
        match (out.last_mut(), segment) {
            (Some(Segment::Text(before)), Segment::Text(after)) => before.push_str(&after),
            (_, segment) => out.push(segment),
        }
    }
    out
}
