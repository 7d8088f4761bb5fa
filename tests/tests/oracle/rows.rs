//! The rows of a table as text: which line holds what, so that one of them can be changed.

/// A table's file, cut into lines and rows.
pub(crate) struct Rows {
    pub(crate) lines: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One `[[threshold]]`, `[[band]]`, `[[constant]]`, `[[grid]]` or `[[setting]]`.
pub(crate) struct Row {
    pub(crate) kind: String,
    pub(crate) members: Vec<Member>,
    /// The lines of a grid's cells.
    pub(crate) cells: Vec<usize>,
}

/// One `key = value`.
pub(crate) struct Member {
    pub(crate) line: usize,
    pub(crate) key: String,
    /// Without quotation marks.
    pub(crate) value: String,
}

impl Rows {
    /// Reads the form in which all tables are written: one member a line, one row of cells a line.
    pub(crate) fn of(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut rows: Vec<Row> = Vec::new();
        for (line, content) in lines.iter().enumerate() {
            if let Some(kind) = content.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
                rows.push(Row { kind: kind.to_owned(), members: Vec::new(), cells: Vec::new() });
            } else if let (Some(row), Some((key, value))) = (rows.last_mut(), content.split_once(" = ")) {
                let value = value.trim_matches('"').to_owned();
                row.members.push(Member { line, key: key.to_owned(), value });
            } else if let (Some(row), true) = (rows.last_mut(), content.starts_with("  [")) {
                row.cells.push(line);
            }
        }
        Self { lines, rows }
    }

    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// The text with other lines in the place of some.
    pub(crate) fn with(&self, edits: &[(usize, String)]) -> String {
        let mut lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        for (line, content) in edits {
            lines[*line] = content;
        }
        lines.join("\n")
    }
}

impl Row {
    pub(crate) fn id(&self) -> &str {
        self.text("id").expect("every row has an id")
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.member(key).map(|member| member.value.as_str())
    }

    pub(crate) fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    /// The comparisons of a threshold or band.
    pub(crate) fn bounds(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| matches!(member.key.as_str(), "below" | "at_most" | "above" | "at_least"))
    }
}

#[test]
fn rows_are_read_line_by_line() {
    let text = "id = \"demo\"\ninputs = [\n  \"bmi\",\n]\n\n[[band]]\nid = \"low\"\nbelow = \"20\"\npoints = 1\n\n\
        [[grid]]\nid = \"score\"\ncells = [\n  [0, 1],\n  [2, 3],\n]";
    let table = Rows::of(text);
    assert_eq!(
        table.rows.iter().map(|row| (row.kind.as_str(), row.id())).collect::<Vec<_>>(),
        [("band", "low"), ("grid", "score")]
    );
    assert_eq!(table.rows[0].bounds().map(|bound| bound.line).collect::<Vec<_>>(), [7]);
    assert_eq!(table.rows[1].cells, [13, 14]);
    assert!(table.with(&[(7, "below = \"21\"".to_owned())]).contains("below = \"21\"\npoints"));
}
