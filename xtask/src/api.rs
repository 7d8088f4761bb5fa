//! `api`: what apps see of the door, one line a declaration, compared with `bindings/api/<language>.txt`: what is generated, then what
//! is written by hand over it. What changed there breaks somebody's build, or is new to them: it is to be seen in review and told in
//! the changelog.

mod layer;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::obstacle::Obstacle;
use crate::tidy::rooms;
use layer::Layer;

/// Deeper lies what is within a body.
const DEEPEST: usize = 8;

/// What stands for a declaration in a language: how lines of it begin, after their indentation.
struct Language {
    name: &'static str,
    /// How a declaration begins.
    begins: &'static [&'static str],
    /// What marks a line that apps do not see.
    hidden: &'static [&'static str],
    layer: Layer,
}

const LANGUAGES: &[Language] = &[
    Language {
        name: "kotlin",
        begins: &[
            "fun `",
            "public interface ",
            "data class ",
            "sealed class ",
            "enum class ",
            "class ",
            "object ",
            "typealias ",
            "public typealias ",
            "val `",
            "@Throws",
            "open class ",
        ],
        hidden: &["FfiConverter", "Uniffi", "uniffi", "RustBuffer", "RustCall", "ForeignBytes", "HandleMap"],
        layer: Layer {
            folders: &["bindings/kotlin/src/main/kotlin", "bindings/kotlin/android/src"],
            extension: ".kt",
            generated: &[],
            begins: &["public "],
            hidden: &[],
            ends: &[" get() ", " = ", " =", " {"],
        },
    },
    Language {
        name: "swift",
        begins: &[
            "public protocol ",
            "public struct ",
            "public enum ",
            "enum ",
            "public typealias ",
            "public func ",
            "open class ",
            "open func ",
            "public convenience init",
            "public static func ",
            "public var ",
            "public let ",
            "case ",
            "func ",
            "public init(",
        ],
        hidden: &[
            "FfiConverter",
            "Uniffi",
            "uniffi",
            "RustBuffer",
            "RustCall",
            "ForeignBytes",
            "_lift",
            "_lower",
            "case .",
            "case let",
            "func read(",
            "func write(",
            "func lift(",
            "func lower(",
            "func makeRustCall",
        ],
        layer: Layer {
            folders: &["bindings/swift/Sources/Nourish", "bindings/swift/Sources/NourishCore"],
            extension: ".swift",
            generated: &["NourishCore.swift"],
            begins: &["public ", "extension "],
            hidden: &[],
            ends: &[" {"],
        },
    },
    Language {
        name: "python",
        begins: &["class ", "def "],
        hidden: &[
            "_Uniffi",
            "uniffi",
            "class _",
            "def __del__",
            "def __hash__",
            "def read(buf)",
            "def read(cls, buf)",
            "def write(value, buf)",
            "def write(cls, value, buf)",
            "def check_lower(",
            "def __eq__",
            "def __str__",
            "def __repr__",
        ],
        layer: Layer {
            folders: &["bindings/python/nourish"],
            extension: ".py",
            generated: &["nourish_bindings.py"],
            begins: &["class ", "def ", "async def ", "from ."],
            hidden: &["from .nourish_bindings", "def _"],
            ends: &[],
        },
    },
];

/// Compares what the generated `file` shows with the list that is kept, or with `bless` keeps it.
pub(crate) fn run(
    language: &str,
    file: &str,
    bless: bool,
    out: &mut impl Write,
) -> Result<ExitCode, Obstacle> {
    let found = LANGUAGES.iter().find(|known| known.name == language);
    let language = found.ok_or_else(|| Obstacle::UnknownLanguage { language: language.to_owned() })?;
    let (root, _) = rooms::of_checkout()?;
    let mut shown = declarations(language, &read(Path::new(file))?);
    shown.push_str(&language.layer.declarations(&root)?);
    let path = root.join("bindings/api").join(format!("{}.txt", language.name));
    if bless {
        std::fs::write(&path, &shown).map_err(|source| Obstacle::File { path, source })?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept = read(&path)?;
    let differences = differences(&kept, &shown);
    if differences.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    for difference in differences {
        writeln!(out, "{difference}")?;
    }
    writeln!(
        out,
        "what {} apps see has changed: say so in CHANGELOG.md, then `cargo xtask api {0} {file} --bless`",
        language.name
    )?;
    Ok(ExitCode::FAILURE)
}

/// The declarations of a source, one a line, without comments and bodies.
fn declarations(language: &Language, source: &str) -> String {
    let mut shown = String::new();
    let mut lines = source.lines();
    let mut in_comment = false;
    while let Some(line) = lines.next() {
        let mut joined = uncommented(line, &mut in_comment);
        let begins = joined.trim_start();
        let is_declared = language.begins.iter().any(|begin| begins.starts_with(begin));
        if !(is_declared || is_constant(begins)) || joined.len() - begins.len() > DEEPEST {
            continue;
        }
        while joined.matches('(').count() > joined.matches(')').count() {
            let Some(next) = lines.next() else { break };
            joined.push(' ');
            joined.push_str(uncommented(next, &mut in_comment).trim());
        }
        if language.hidden.iter().any(|hidden| joined.contains(hidden)) {
            continue;
        }
        let indentation = joined.len() - joined.trim_start().len();
        shown.push_str(&" ".repeat(indentation));
        let words: Vec<&str> = joined.split_whitespace().collect();
        shown.push_str(words.join(" ").trim_end_matches(['{', ' ']));
        shown.push('\n');
    }
    shown
}

/// A line without the parts that are comments; a comment may go on over several lines.
fn uncommented(line: &str, in_comment: &mut bool) -> String {
    let mut left = String::new();
    let mut rest = line;
    loop {
        let (mark, after) = if *in_comment { ("*/", true) } else { ("/*", false) };
        let Some((before, behind)) = rest.split_once(mark) else { break };
        if !after {
            left.push_str(before);
        }
        *in_comment = !*in_comment;
        rest = behind;
    }
    if !*in_comment {
        left.push_str(rest.split("//").next().unwrap_or_default());
    }
    left
}

/// Whether a line is a case of an enum: `GONE,` in Kotlin, `GONE = 0` in Python.
fn is_constant(line: &str) -> bool {
    let name = line.trim_end_matches([',', ';']).split(" = ").next().unwrap_or_default();
    let spelt = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(spelt)
}

/// Lines that are in one text and not in the other, each once.
fn differences(kept: &str, shown: &str) -> Vec<String> {
    let lacks = |text: &str, line: &str| !text.lines().any(|other| other == line);
    let gone = kept.lines().filter(|line| lacks(shown, line)).map(|line| format!("- {}", line.trim()));
    let new = shown.lines().filter(|line| lacks(kept, line)).map(|line| format!("+ {}", line.trim()));
    let mut all: Vec<String> = gone.chain(new).collect();
    if all.is_empty() && kept != shown {
        all.push("the same declarations stand in another order or number".to_owned());
    }
    all
}

fn read(path: &Path) -> Result<String, Obstacle> {
    std::fs::read_to_string(path).map_err(|source| Obstacle::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "
/**
 * A weight. fun `no`(
 */
data class Weight (
    /** g */
    val `weightG`: kotlin.UInt
    ,
    val `method`: WeightMethod? = null
){
    companion object
}
internal object UniffiLib {
    fun `hidden`(): Int
}
public object FfiConverterTypeWeight {
    override fun read(buf: ByteBuffer): Weight {
    fun `withConverter`(c: FfiConverterTypeWeight)
public interface JournalInterface {
    fun `log`(`draft`: Draft): LoggedEntry
";

    fn kotlin() -> &'static Language {
        &LANGUAGES[0]
    }

    #[test]
    fn declarations_stand_on_one_line_each_without_comments_and_converters() {
        let expected = "\
data class Weight ( val `weightG`: kotlin.UInt , val `method`: WeightMethod? = null )
    fun `hidden`(): Int
public interface JournalInterface
    fun `log`(`draft`: Draft): LoggedEntry
";
        assert_eq!(declarations(kotlin(), SOURCE), expected);
    }

    #[test]
    fn a_changed_declaration_is_named_as_it_was_and_as_it_is() {
        let kept = declarations(kotlin(), SOURCE);
        let shown = declarations(kotlin(), &SOURCE.replace("kotlin.UInt", "kotlin.ULong"));
        let told = differences(&kept, &shown);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("- data class Weight") && told[1].contains("kotlin.ULong"));
        assert!(differences(&kept, &kept).is_empty());
    }
}
