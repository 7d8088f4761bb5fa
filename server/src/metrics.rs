//! What a server counts, in the text form of Prometheus. Nothing in it names a journal or a device.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The type of the text.
pub(crate) const TEXT_TYPE: &str = "text/plain; version=0.0.4";
/// Upper ends of the buckets of how long requests take, in milliseconds.
const BUCKETS_MS: [u64; 9] = [1, 5, 10, 50, 100, 500, 1_000, 10_000, 60_000];

/// All counts.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), Count>>,
    connections: AtomicU64,
    news: AtomicU64,
}

#[derive(Debug, Default)]
struct Count {
    requests: u64,
    bytes: u64,
    took_ms: u64,
    buckets: [u64; BUCKETS_MS.len()],
}

/// Something that is there now, until this is dropped.
pub(crate) struct Here<'a>(&'a AtomicU64);

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Counts a request by its kind and status.
    pub(crate) fn count(&self, request: &'static str, status: u16, bytes: u64, took: Duration) {
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let count = requests.entry((request, status)).or_default();
        count.requests += 1;
        count.bytes += bytes;
        count.took_ms += took_ms;
        for (most_ms, bucket) in BUCKETS_MS.iter().zip(&mut count.buckets) {
            *bucket += u64::from(took_ms <= *most_ms);
        }
    }

    /// Counts a connection for as long as it lasts.
    pub(crate) fn connection(&self) -> Here<'_> {
        self.connections.fetch_add(1, Ordering::Relaxed);
        Here(&self.connections)
    }

    /// Counts that somebody was woken for news.
    pub(crate) fn news(&self) {
        self.news.fetch_add(1, Ordering::Relaxed);
    }

    /// All of it as text. `waiting` is how many wait for news now.
    pub(crate) fn text(&self, waiting: usize) -> String {
        let mut text = String::new();
        let connections = self.connections.load(Ordering::Relaxed);
        let news = self.news.load(Ordering::Relaxed);
        for (name, kind, help, value) in [
            ("nourish_connections", "gauge", "Connections that are open.", connections),
            ("nourish_waiting", "gauge", "Requests that wait for news.", waiting as u64),
            ("nourish_news_total", "counter", "Pieces of news that were told.", news),
        ] {
            head(&mut text, name, kind, help);
            // Writing to memory cannot fail.
            let _ = writeln!(text, "{name} {value}");
        }
        self.requests_text(&mut text);
        text
    }

    fn requests_text(&self, text: &mut String) {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        head(text, "nourish_request_bytes_total", "counter", "Bytes of requests' bodies.");
        for ((request, status), count) in requests.iter() {
            let Count { bytes, .. } = count;
            let labels = format!("request=\"{request}\",status=\"{status}\"");
            let _ = writeln!(text, "nourish_request_bytes_total{{{labels}}} {bytes}");
        }
        let name = "nourish_request_milliseconds";
        head(text, name, "histogram", "How long requests took, waiting included.");
        for ((request, status), count) in requests.iter() {
            let labels = format!("request=\"{request}\",status=\"{status}\"");
            for (most_ms, bucket) in BUCKETS_MS.iter().zip(count.buckets) {
                let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{most_ms}\"}} {bucket}");
            }
            let Count { requests, took_ms, .. } = count;
            let _ = writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {requests}");
            let _ = writeln!(text, "{name}_sum{{{labels}}} {took_ms}\n{name}_count{{{labels}}} {requests}");
        }
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to memory cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_in_every_bucket_that_is_not_below_it() {
        let metrics = Metrics::default();
        metrics.count("append", 200, 70, Duration::from_millis(10));
        metrics.count("append", 200, 30, Duration::from_millis(70_000));
        let connection = metrics.connection();
        let text = metrics.text(3);
        for line in [
            "nourish_connections 1",
            "nourish_waiting 3",
            "# TYPE nourish_request_milliseconds histogram",
            "nourish_request_bytes_total{request=\"append\",status=\"200\"} 100",
            "nourish_request_milliseconds_bucket{request=\"append\",status=\"200\",le=\"5\"} 0",
            "nourish_request_milliseconds_bucket{request=\"append\",status=\"200\",le=\"10\"} 1",
            "nourish_request_milliseconds_bucket{request=\"append\",status=\"200\",le=\"60000\"} 1",
            "nourish_request_milliseconds_bucket{request=\"append\",status=\"200\",le=\"+Inf\"} 2",
            "nourish_request_milliseconds_sum{request=\"append\",status=\"200\"} 70010",
            "nourish_request_milliseconds_count{request=\"append\",status=\"200\"} 2",
        ] {
            assert!(text.lines().any(|there| there == line), "{line} in {text}");
        }
        drop(connection);
        assert!(metrics.text(0).contains("nourish_connections 0"));
    }
}
