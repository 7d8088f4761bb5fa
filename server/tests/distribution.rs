//! The tables and statements of the mailbox in PostgreSQL can be spread over databases by journal: no key of a table reaches beyond
//! one journal, and no statement asks for more than one. What stands apart is named here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

/// What holds the statements that devices bring about.
const SOURCES: &[&str] = &[
    include_str!("../src/postgres/at_once.rs"),
    include_str!("../src/postgres/keep.rs"),
    include_str!("../src/postgres/mod.rs"),
    include_str!("../src/postgres/news.rs"),
    include_str!("../src/postgres/schema.rs"),
];
/// Tables that lie in one place: one row that names the mailbox, and messages of pairings, which know no journal yet.
const GLOBAL: [&str; 2] = ["mailbox", "slot"];
/// The one statement over all journals, which only copying a whole mailbox asks.
const OVER_ALL: [&str; 1] = ["SELECT journal FROM journal WHERE journal > $1 ORDER BY journal LIMIT $2"];

/// Every step of the schema.
fn steps() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/server/postgres");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// The tables that are to be spread, with what stands between their brackets.
fn keyed() -> Vec<(String, String)> {
    let mut all: Vec<_> = steps().iter().flat_map(|sql| tables(sql)).collect();
    all.retain(|(name, _)| !GLOBAL.contains(&name.as_str()));
    all
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table's name and what stands between its brackets.
fn tables(sql: &str) -> Vec<(String, String)> {
    let without_comments: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap()).collect();
    let sql = one_line(&without_comments.join("\n"));
    let made = sql.split("CREATE TABLE ").skip(1).filter(|rest| !rest.contains("PARTITION OF"));
    made.map(|rest| {
        let (name, rest) = rest.split_once(" (").unwrap();
        (name.to_owned(), rest.split(';').next().unwrap().trim().to_owned())
    })
    .collect()
}

/// The texts in quotation marks of a Rust source, comments left out.
fn texts(source: &str) -> Vec<String> {
    let (mut texts, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '/']) {
        let found = &rest[at..];
        if found.starts_with("//") {
            rest = found.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(text) = found.strip_prefix('"') {
            let end = text.match_indices('"').find(|(at, _)| !text[..*at].ends_with('\\')).unwrap().0;
            texts.push(one_line(&text[..end].replace("\\\n", " ")));
            rest = &text[end + 1..];
        } else {
            rest = &found[1..];
        }
    }
    texts
}

fn statements() -> Vec<String> {
    let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];
    let all = SOURCES.iter().flat_map(|source| texts(source));
    all.filter(|text| verbs.iter().any(|verb| text.starts_with(verb))).collect()
}

/// The tables that a statement is about, each as often as it is named.
fn named(statement: &str) -> Vec<&str> {
    let words: Vec<&str> = statement.split(' ').collect();
    words
        .windows(2)
        .filter(|pair| ["FROM", "INTO", "UPDATE", "JOIN"].contains(&pair[0]))
        .map(|pair| pair[1])
        .collect()
}

#[test]
fn every_key_holds_the_journal() {
    let keyed = keyed();
    assert!(keyed.len() >= 7 && keyed.iter().any(|(name, _)| name == "parcel"), "{keyed:?}");
    for (name, inside) in keyed {
        assert!(inside.starts_with("journal bytea"), "{name}");
        let keys = inside.matches("PRIMARY KEY").count() + inside.matches("UNIQUE").count();
        let by_journal = inside.matches("PRIMARY KEY (journal").count()
            + inside.matches("UNIQUE (journal").count()
            + usize::from(inside.starts_with("journal bytea PRIMARY KEY"));
        assert_eq!((keys, inside.contains("REFERENCES")), (by_journal, false), "{name}");
        assert!(keys > 0, "{name}");
    }
    // What a later step adds to a table would need the journal as well.
    for added in ["CREATE UNIQUE INDEX", "ADD PRIMARY KEY", "ADD UNIQUE", "ADD CONSTRAINT", "ADD FOREIGN KEY"]
    {
        assert!(steps().iter().all(|sql| !sql.contains(added)), "{added}");
    }
}

#[test]
fn every_statement_is_about_one_journal() {
    let (statements, keyed) = (statements(), keyed());
    let is_keyed = |table: &&str| keyed.iter().any(|(name, _)| name == table);
    let mut over_all = Vec::new();
    for statement in &statements {
        let keyed = named(statement).into_iter().filter(is_keyed).count();
        let inserts = statement.split("INSERT INTO ").skip(1).filter(|rest| {
            let is_first = |columns: &str| columns.starts_with("journal");
            rest.split_once('(').is_some_and(|(_, columns)| is_first(columns))
                && (rest.contains("VALUES ($1") || rest.contains("SELECT $1,"))
        });
        let by_one = statement.matches("journal = $1").count() + inserts.count();
        if keyed > by_one {
            over_all.push(statement.as_str());
        }
    }
    assert_eq!(over_all, OVER_ALL);
    // Fewer would mean that they are no longer found.
    assert!(statements.len() > 30, "{}", statements.len());
}
