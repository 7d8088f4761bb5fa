//! `migrations/PINNED`: one line `sha256  path` a landed migration, as `sha256sum --check` reads it.

use ring::digest;

/// Where the pins stand, from the root of the checkout.
pub(crate) const PATH: &str = "migrations/PINNED";

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pin<'a> {
    /// 64 lower-case hexadecimal digits.
    pub(crate) sha256: &'a str,
    /// From the root of the checkout.
    pub(crate) path: &'a str,
}

impl<'a> Pin<'a> {
    /// Reads one line; nothing when it is no pin.
    pub(crate) fn parse(line: &'a str) -> Option<Pin<'a>> {
        let (sha256, path) = line.split_once("  ")?;
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let sound = sha256.len() == 64 && sha256.bytes().all(is_hex) && !path.is_empty();
        sound.then_some(Pin { sha256, path })
    }
}

/// Whether `path` is a migration: an SQL file below `migrations/`.
pub(crate) fn is_migration(path: &str) -> bool {
    path.starts_with("migrations/") && path.ends_with(".sql") && !path.contains("..")
}

/// SHA-256 in lower-case hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    digest::digest(&digest::SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn sha256_of_abc_is_as_published() {
        assert_eq!(sha256_hex(b"abc"), ABC);
    }

    #[test]
    fn a_line_of_sha256sum_is_a_pin() {
        let line = format!("{ABC}  migrations/device/0001_first.sql");
        assert_eq!(Pin::parse(&line), Some(Pin { sha256: ABC, path: "migrations/device/0001_first.sql" }));
    }

    #[test]
    fn other_lines_are_none() {
        let upper = format!("{}  a.sql", ABC.to_uppercase());
        let one_space = format!("{ABC} a.sql");
        let no_path = format!("{ABC}  ");
        for line in ["", "# pins", "abc  a.sql", &upper, &one_space, &no_path] {
            assert_eq!(Pin::parse(line), None, "{line}");
        }
    }

    #[test]
    fn only_sql_below_migrations_is_a_migration() {
        assert!(is_migration("migrations/server/sqlite/0001_first.sql"));
        assert!(!is_migration("migrations/PINNED") && !is_migration("samples/a.sql"));
        assert!(!is_migration("migrations/../a.sql"));
    }
}
