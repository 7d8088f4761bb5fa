//! Everything that comes from a mailbox after pairing: batches, statements, heads, checkpoints, and the messages around them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_seal::JournalId;
use nourish_sync::{
    Answer, Batch, Checkpoint, CircleStatement, Heads, Request, SyncState, decode_statements,
    encode_statements,
};

/// What the bytes are taken for, and the bytes. Whatever is read writes itself again as the same bytes.
fn take(which: u8, bytes: &[u8]) -> Option<()> {
    match which % 8 {
        0 => {
            let batch = Batch::decode(bytes).ok()?;
            assert!(batch.first_seq > 0 && !batch.items.is_empty());
            assert_eq!(batch.end().seq, batch.last_seq());
        }
        1 => assert_eq!(CircleStatement::decode(bytes).ok()?.encode(), bytes),
        2 => assert_eq!(Heads::decode(bytes).ok()?.encode(), bytes),
        3 => assert_eq!(Checkpoint::decode(bytes)?.encode(), bytes),
        4 => {
            let request = Request::decode(bytes).ok()?;
            assert_eq!(Request::decode(&request.encode()).ok(), Some(request));
        }
        5 => {
            let answer = Answer::decode(bytes).ok()?;
            assert_eq!(Answer::decode(&answer.encode()).ok(), Some(answer));
        }
        6 => {
            let state = SyncState::decode(bytes)?;
            assert_eq!(SyncState::decode(&state.encode()), Some(state));
        }
        _ => assert_eq!(
            encode_statements(&decode_statements(JournalId::from_bytes([0x4a; 16]), bytes)?),
            bytes
        ),
    }
    Some(())
}

fuzz_target!(|bytes: &[u8]| {
    if let Some((which, bytes)) = bytes.split_first() {
        let _ = take(*which, bytes);
    }
});
