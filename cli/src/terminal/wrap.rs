//! Text in lines that fit.

/// Text in lines of at most `columns` characters, each after the first indented by `indent` spaces.
pub(crate) fn wrapped(text: &str, indent: usize, columns: usize) -> String {
    let width = columns.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words_and_indents_what_follows() {
        assert_eq!(wrapped("one two three four five six", 2, 20), "one two three four\n  five six");
        assert_eq!(wrapped("averyveryveryverylongword x", 0, 10), "averyveryveryverylongword\nx");
        assert_eq!(wrapped("", 2, 20), "");
    }
}
