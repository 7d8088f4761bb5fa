//! Reads a file from elsewhere to its end.

use nourish_exchange::{Answers, Context, Format, read_with};

/// Reads `bytes` as a file of each of these formats, about which nothing is said.
#[allow(dead_code, reason = "each target uses a part")]
pub fn read_as(formats: &[Format], bytes: &[u8]) {
    read_answered(formats, bytes, &Answers::default());
}

/// The same with answers to what such files leave open.
#[allow(dead_code, reason = "each target uses a part")]
pub fn read_answered(formats: &[Format], bytes: &[u8], answers: &Answers) {
    let context = Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() };
    for format in formats {
        for item in read_with(*format, bytes, &context, answers) {
            if item.is_err() {
                break;
            }
        }
    }
}
