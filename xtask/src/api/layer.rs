//! What apps see of the layers written by hand over the generated code: their public declarations, one a line, in the order of files.

use std::path::{Path, PathBuf};

use crate::obstacle::Obstacle;

/// Where the layer of a language lies, and how a public declaration of it begins.
pub(crate) struct Layer {
    pub(crate) folders: &'static [&'static str],
    pub(crate) extension: &'static str,
    /// What lies there and was generated.
    pub(crate) generated: &'static [&'static str],
    pub(crate) begins: &'static [&'static str],
    /// What marks a line that apps do not see.
    pub(crate) hidden: &'static [&'static str],
    /// What ends a declaration outside of brackets: its body, or what computes it.
    pub(crate) ends: &'static [&'static str],
}

impl Layer {
    /// The declarations of every file of the layer below `root`.
    pub(crate) fn declarations(&self, root: &Path) -> Result<String, Obstacle> {
        let mut files = Vec::new();
        for folder in self.folders {
            self.gather(&root.join(folder), &mut files)?;
        }
        files.sort();
        let mut shown = String::new();
        for file in files {
            shown.push_str(&self.of_source(&super::read(&file)?));
        }
        Ok(shown)
    }

    fn gather(&self, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Obstacle> {
        let told = |source| Obstacle::File { path: folder.to_owned(), source };
        for found in std::fs::read_dir(folder).map_err(told)? {
            let path = found.map_err(told)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                self.gather(&path, files)?;
            } else if name.ends_with(self.extension) && !self.generated.contains(&name) {
                files.push(path);
            }
        }
        Ok(())
    }

    fn of_source(&self, source: &str) -> String {
        let mut shown: Vec<String> = Vec::new();
        let mut lines = source.lines();
        let mut in_comment = false;
        while let Some(line) = lines.next() {
            let mut joined = super::uncommented(line, &mut in_comment);
            let is_hidden = self.hidden.iter().any(|hidden| joined.contains(hidden));
            if is_hidden || !self.begins.iter().any(|begin| joined.trim_start().starts_with(begin)) {
                continue;
            }
            while joined.matches('(').count() > joined.matches(')').count() {
                let Some(next) = lines.next() else { break };
                joined.push(' ');
                joined.push_str(super::uncommented(next, &mut in_comment).trim());
            }
            let indentation = joined.len() - joined.trim_start().len();
            let words: Vec<&str> = joined.split_whitespace().collect();
            let declared = self.without_body(&words.join(" ")).trim_end().to_owned();
            // An extension in which nothing is public shows nothing.
            if indentation == 0 && shown.last().is_some_and(|last| is_bare_extension(last)) {
                shown.pop();
            }
            shown.push(format!("{}{declared}", " ".repeat(indentation)));
        }
        if shown.last().is_some_and(|last| is_bare_extension(last)) {
            shown.pop();
        }
        shown.into_iter().map(|line| line + "\n").collect()
    }

    /// A declaration up to where its body begins, outside of brackets.
    fn without_body<'a>(&self, declared: &'a str) -> &'a str {
        let mut depth = 0_usize;
        for (at, letter) in declared.char_indices() {
            match letter {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let (before, behind) = declared.split_at(at);
            if depth == 0 && self.ends.iter().any(|end| behind.starts_with(end)) {
                return before;
            }
        }
        declared
    }
}

/// The head of a Swift extension that adds no protocol.
fn is_bare_extension(line: &str) -> bool {
    line.starts_with("extension ") && !line.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOTLIN: Layer = Layer {
        folders: &[],
        extension: ".kt",
        generated: &[],
        begins: &["public "],
        hidden: &[],
        ends: &[" get() ", " = ", " =", " {"],
    };
    const SWIFT: Layer = Layer {
        folders: &[],
        extension: ".swift",
        generated: &[],
        begins: &["public ", "extension "],
        hidden: &[],
        ends: &[" {"],
    };

    #[test]
    fn kotlin_shows_signatures_without_bodies() {
        let source = "
/** Says public fun nothing */
public val Column.size: Int get() = values.size
public suspend fun Journal.awaitSync(now: Moment, budget: Budget? = null): Report =
    callOff { sync(now, budget, it) }
private fun hidden() = 1
public data class HealthRecord(
    /** Its name. */
    val record: String, // as it is
    val end: Instant? = null,
)
";
        let expected = "
public val Column.size: Int
public suspend fun Journal.awaitSync(now: Moment, budget: Budget? = null): Report
public data class HealthRecord( val record: String, val end: Instant? = null, )
";
        assert_eq!(KOTLIN.of_source(source), expected.trim_start());
    }

    #[test]
    fn swift_shows_what_an_extension_adds_and_no_extension_that_adds_nothing() {
        let source = "
extension Column {
    /// How many.
    public var count: Int { values.count / 8 }
    public subscript(place: Int) -> Int64? {
}
extension Hidden {
    fileprivate var members: Int { 1 }
}
extension Column: Sendable {}
public func offMain<T>(_ call: @escaping () throws -> T) async throws -> T {
";
        let expected = "
extension Column
    public var count: Int
    public subscript(place: Int) -> Int64?
extension Column: Sendable
public func offMain<T>(_ call: @escaping () throws -> T) async throws -> T
";
        assert_eq!(SWIFT.of_source(source), expected.trim_start());
    }
}
