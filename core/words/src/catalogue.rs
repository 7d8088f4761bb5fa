//! The messages of one language, read and checked once.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::argument::Argument;
use crate::direction::settled;
use crate::error::{Fault, WordsError};
use crate::language::Language;

/// Each message by its name (a part of one as `message.part`), and the arguments that it takes.
pub(crate) type Messages = BTreeMap<String, BTreeSet<String>>;

/// The messages of one language.
pub(crate) struct Catalogue {
    pub(crate) language: Language,
    pub(crate) messages: Messages,
    right_to_left: bool,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Reads every source, which are all in this language.
    pub(crate) fn read(language: &Language, sources: &[&str]) -> Result<Self, WordsError> {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // Arguments are isolated before they are handed over, where they need it.
        bundle.set_use_isolating(false);
        let mut reading =
            Reading { language, names: BTreeSet::new(), messages: Messages::new(), wanted: Vec::new() };
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned()).map_err(|(_, errors)| {
                let first = errors.first();
                let at = first.map_or(0, |error| error.pos.start);
                let said = first.map_or_else(String::new, ToString::to_string);
                reading.fault(line_at(source, at), Fault::Syntax(said))
            })?;
            for entry in resource.entries() {
                reading.entry(&resource, entry)?;
            }
            // Names that stand twice are found above.
            let _ = bundle.add_resource(resource);
        }
        let messages = reading.end()?;
        Ok(Self { language: language.clone(), messages, right_to_left: language.is_right_to_left(), bundle })
    }

    /// The message in words; none where this language lacks it. An argument that was not given stands there by its name.
    pub(crate) fn say(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let (message, part) = id.split_once('.').map_or((id, None), |(message, part)| (message, Some(part)));
        let message = self.bundle.get_message(message)?;
        let pattern = match part {
            None => message.value()?,
            Some(part) => message.get_attribute(part)?.value(),
        };
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            match argument {
                Argument::Text(text) => {
                    given.set(*name, FluentValue::String(settled(text, self.right_to_left)));
                }
                Argument::Count(count) => given.set(*name, *count),
            }
        }
        Some(self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned())
    }
}

/// What was read of a language so far.
struct Reading<'a> {
    language: &'a Language,
    names: BTreeSet<String>,
    messages: Messages,
    /// Terms that are named somewhere, and on which line.
    wanted: Vec<(String, usize)>,
}

impl Reading<'_> {
    fn entry(&mut self, resource: &FluentResource, entry: &Entry<&str>) -> Result<(), WordsError> {
        let source = resource.source();
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                self.name(source, id, id.to_owned())?;
                if let Some(value) = &message.value {
                    let arguments = self.arguments(source, value, false)?;
                    self.messages.insert(id.to_owned(), arguments);
                }
                for part in &message.attributes {
                    let arguments = self.arguments(source, &part.value, false)?;
                    let name = format!("{id}.{}", part.id.name);
                    self.name(source, part.id.name, name.clone())?;
                    self.messages.insert(name, arguments);
                }
            }
            Entry::Term(term) => {
                self.name(source, term.id.name, format!("-{}", term.id.name))?;
                self.arguments(source, &term.value, true)?;
                for part in &term.attributes {
                    self.name(source, part.id.name, format!("-{}.{}", term.id.name, part.id.name))?;
                    self.arguments(source, &part.value, true)?;
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
        Ok(())
    }

    fn name(&mut self, source: &str, within: &str, name: String) -> Result<(), WordsError> {
        if self.names.contains(&name) {
            return Err(self.fault(line_of(source, within), Fault::Twice(name)));
        }
        self.names.insert(name);
        Ok(())
    }

    /// The arguments that a text takes; what it may not hold is refused.
    fn arguments(
        &mut self,
        source: &str,
        pattern: &Pattern<&str>,
        in_term: bool,
    ) -> Result<BTreeSet<String>, WordsError> {
        let mut taken = BTreeSet::new();
        let mut patterns = vec![pattern];
        while let Some(pattern) = patterns.pop() {
            let placed = pattern.elements.iter().filter_map(|element| match element {
                PatternElement::Placeable { expression } => Some(expression),
                PatternElement::TextElement { .. } => None,
            });
            for mut expression in placed {
                let inline = loop {
                    match expression {
                        Expression::Inline(InlineExpression::Placeable { expression: inner }) => {
                            expression = inner
                        }
                        Expression::Inline(inline) => break inline,
                        Expression::Select { selector, variants } => {
                            patterns.extend(variants.iter().map(|variant| &variant.value));
                            break selector;
                        }
                    }
                };
                self.inline(source, inline, in_term, &mut taken)?;
            }
        }
        Ok(taken)
    }

    fn inline(
        &mut self,
        source: &str,
        inline: &InlineExpression<&str>,
        in_term: bool,
        taken: &mut BTreeSet<String>,
    ) -> Result<(), WordsError> {
        match inline {
            InlineExpression::VariableReference { id } => {
                taken.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { id, .. } => {
                return Err(self.fault(line_of(source, id.name), Fault::Function(id.name.to_owned())));
            }
            InlineExpression::MessageReference { id, .. } => {
                return Err(self.fault(line_of(source, id.name), Fault::Nested(id.name.to_owned())));
            }
            InlineExpression::TermReference { id, .. } if in_term => {
                return Err(self.fault(line_of(source, id.name), Fault::Nested(format!("-{}", id.name))));
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                let part = attribute.as_ref().map_or_else(String::new, |part| format!(".{}", part.name));
                self.wanted.push((format!("{}{part}", id.name), line_of(source, id.name)));
                for value in arguments.iter().flat_map(handed) {
                    self.inline(source, value, in_term, taken)?;
                }
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::Placeable { .. } => {}
        }
        Ok(())
    }

    /// The messages, once every term that they name exists.
    fn end(self) -> Result<Messages, WordsError> {
        let lost = self.wanted.iter().find(|(name, _)| !self.names.contains(&format!("-{name}")));
        match lost {
            Some((name, line)) => Err(self.fault(*line, Fault::NoSuchTerm(name.clone()))),
            None => Ok(self.messages),
        }
    }

    fn fault(&self, line: usize, fault: Fault) -> WordsError {
        WordsError { language: self.language.clone(), line, fault }
    }
}

/// What a term is told.
fn handed<'a>(arguments: &'a CallArguments<&'a str>) -> impl Iterator<Item = &'a InlineExpression<&'a str>> {
    arguments.positional.iter().chain(arguments.named.iter().map(|named| &named.value))
}

/// The line on which a slice of the source stands.
fn line_of(source: &str, within: &str) -> usize {
    line_at(source, within.as_ptr().addr().saturating_sub(source.as_ptr().addr()))
}

fn line_at(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
