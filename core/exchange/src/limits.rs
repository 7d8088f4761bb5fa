//! How much is read at most, so that no file, however made, can fill the memory.

use std::io::{self, BufRead, Read};

/// Most bytes of one row of a table.
pub(crate) const ROW_BYTES: usize = 64 * 1024;
/// Most columns of a table.
pub(crate) const COLUMNS: usize = 200;
/// Most bytes of a scale's file, which is held whole to find out how its dates are written.
pub(crate) const SCALE_BYTES: usize = 10 * 1024 * 1024;
/// Most bytes of one tag, text or DTD of an XML file.
pub(crate) const XML_EVENT_BYTES: usize = 256 * 1024;
/// Most bytes of an XML attribute.
pub(crate) const XML_ATTRIBUTE_BYTES: usize = 64 * 1024;
/// How deep XML elements may lie in each other.
pub(crate) const XML_DEPTH: usize = 32;
/// Most bytes of a JSON file of our own formats.
pub(crate) const JSON_BYTES: usize = 8 * 1024 * 1024;
/// Most bytes of a FHIR bundle.
pub(crate) const FHIR_BYTES: usize = 64 * 1024 * 1024;

/// An input that fails once more than its allowance is taken, and that knows the line it has come to.
pub(crate) struct Guarded<R> {
    input: R,
    line: u64,
    left_bytes: usize,
}

impl<R> Guarded<R> {
    pub(crate) const fn new(input: R, allowance_bytes: usize) -> Self {
        Self { input, line: 1, left_bytes: allowance_bytes }
    }

    /// Grants a new allowance.
    pub(crate) const fn allow(&mut self, bytes: usize) {
        self.left_bytes = bytes;
    }

    /// The line of the next byte, from 1.
    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// Whether the allowance is used up.
    pub(crate) const fn is_spent(&self) -> bool {
        self.left_bytes == 0
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let left_bytes = self.left_bytes;
        let buffered = self.input.fill_buf()?;
        if left_bytes == 0 && !buffered.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(buffered.get(..left_bytes.min(buffered.len())).unwrap_or_default())
    }

    fn consume(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        if let Ok(buffered) = self.input.fill_buf() {
            let ends = buffered.iter().take(bytes).filter(|byte| **byte == b'\n').count();
            self.line += ends as u64;
        }
        self.left_bytes = self.left_bytes.saturating_sub(bytes);
        self.input.consume(bytes);
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(out)?;
        self.consume(taken);
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fails_at_the_first_byte_too_many_and_counts_lines() {
        let mut exact = Guarded::new(&b"one\ntwo\n"[..], 8);
        let mut text = String::new();
        assert_eq!(exact.read_to_string(&mut text).unwrap(), 8);
        assert_eq!(exact.line(), 3);

        let mut one_more = Guarded::new(&b"one\ntwo\n."[..], 8);
        assert_eq!(one_more.read_to_string(&mut text).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert!(one_more.is_spent());
        one_more.allow(1);
        assert_eq!(one_more.read_to_string(&mut text).unwrap(), 1);
    }
}
