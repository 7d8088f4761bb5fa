//! The statements of a circle, as they are kept with the journal and shown to newcomers.

use crate::circle::{CIRCLE_STATEMENTS, Circle, CircleStatement, STATEMENT_BYTES};
use crate::reading::Reading;
use nourish_seal::JournalId;

/// All statements of a circle: for each its length (4) and its bytes.
pub fn encode_statements(circle: &Circle) -> Vec<u8> {
    let mut out = Vec::new();
    for statement in circle.statements() {
        let bytes = statement.encode();
        out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(&bytes);
    }
    out
}

/// The circle that these statements make, each of which is verified; `None` where one does not hold. Total on any input.
pub fn decode_statements(journal: JournalId, encoded: &[u8]) -> Option<Circle> {
    let mut reading = Reading::of(encoded);
    let mut circle = Circle::unfounded(journal);
    while !reading.is_empty() {
        let bytes = usize::try_from(u32::from_be_bytes(reading.array()?)).ok()?;
        let fits = bytes <= STATEMENT_BYTES && circle.statements().len() < CIRCLE_STATEMENTS;
        let statement = CircleStatement::decode(reading.take(bytes).filter(|_| fits)?).ok()?;
        circle.apply(statement).ok()?;
    }
    Some(circle)
}
