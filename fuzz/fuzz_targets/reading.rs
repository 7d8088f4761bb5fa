//! Reads a file from elsewhere to its end.

use nourish_exchange::{Context, Format, read};

/// Reads `bytes` as a file of each of these formats.
pub fn read_as(formats: &[Format], bytes: &[u8]) {
    let context = Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() };
    for format in formats {
        for item in read(*format, bytes, &context) {
            if item.is_err() {
                break;
            }
        }
    }
}
