//! How far a long import has come.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of a file have been read: wrap the file, buffer it, and look from anywhere.
///
/// ```
/// use nourish_exchange::Progress;
/// use std::io::{BufReader, Read};
///
/// let progress = Progress::default();
/// let mut input = BufReader::new(progress.watch(&b"dateTime,weight\n"[..]));
/// input.read_to_string(&mut String::new()).unwrap();
/// assert_eq!(progress.bytes(), 16);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// The input, counted.
    pub fn watch<R: Read>(&self, input: R) -> Watched<R> {
        Watched { input, progress: self.clone() }
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// An input whose bytes are counted.
#[derive(Debug)]
pub struct Watched<R> {
    input: R,
    progress: Progress,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.input.read(out)?;
        self.progress.0.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
