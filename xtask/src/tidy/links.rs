//! Links: whatever a Markdown file of the project points to inside the project is there.

use super::finding::Finding;
use super::tree::Tree;

/// Follows every relative link of every Markdown file; a `#fragment` is not followed.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text) {
            if !resolves(path, &target, tree) {
                let what = format!("the link to {target} leads nowhere");
                findings.push(Finding::new(path, line, what, "mend the link or write what it names"));
            }
        }
    }
    findings
}

/// The line and target of every link that stays inside the project, code left out.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            let line = without_code(line);
            let targets = inline_targets(&line).chain(defined_target(&line));
            found.extend(targets.filter_map(|target| Some((index + 1, relative(target)?))));
        }
    }
    found
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

/// The targets of `[text](target)` and `![text](target "title")`.
fn inline_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// The target of `[label]: target`.
fn defined_target(line: &str) -> Option<&str> {
    let (_, target) = line.trim_start().strip_prefix('[')?.split_once("]: ")?;
    Some(target)
}

/// The path in a target; nothing for an address elsewhere or a place in the same file.
fn relative(target: &str) -> Option<String> {
    let target = target.trim();
    let target = match target.strip_prefix('<') {
        Some(rest) => rest.split('>').next()?,
        None => target.split_whitespace().next()?,
    };
    let path = target.split(['#', '?']).next()?;
    let elsewhere = target.contains("://") || target.starts_with("mailto:") || path.is_empty();
    (!elsewhere).then(|| path.replace("%20", " "))
}

fn resolves(from: &str, target: &str, tree: &Tree) -> bool {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            name => parts.push(name),
        }
    }
    tree.holds(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::of(&[(path, text), ("docs/adr/0001 start.md", ""), ("LICENSE", "")]);
        check(&tree).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn links_that_resolve_pass() {
        let text = "[a](../LICENSE) [b](adr) [c](<adr/0001 start.md>) [d](adr/0001%20start.md#top \"t\")\n\
                    [e](/LICENSE) [f](#here) [g](https://example.org/x) [h](mailto:a@example.org)\n\
                    [i]: ./adr/\n";
        assert!(found("docs/a.md", text).is_empty());
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        assert_eq!(found("docs/a.md", "fine\n[a](LICENSE)\n"), [2]);
        assert_eq!(found("a.md", "![a](picture.png) and [b](docs/adr/0002.md)\n"), [1, 1]);
        assert_eq!(found("a.md", "[b]: gone.md\n"), [1]);
    }

    #[test]
    fn a_link_out_of_the_checkout_is_found() {
        assert_eq!(found("docs/a.md", "[a](../../LICENSE)\n"), [1]);
    }

    #[test]
    fn code_is_no_link() {
        assert!(found("a.md", "`[a](gone.md)`\n```\n[b](gone.md)\n```\n").is_empty());
        assert_eq!(found("a.md", "```\n```\n[b](gone.md)\n"), [3]);
    }
}
