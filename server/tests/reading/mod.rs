//! What a server reads of strangers and of its operator, for the fuzzer and for the test that does the same without one.

use nourish_server::{Settings, StoreAddress};
use nourish_sync::{
    Answer, DeviceId, JournalId, Mailbox, MemoryMailbox, Request, SignatureInput, from_hex, to_hex,
};

/// Kinds of what is read.
pub(crate) const KINDS: u8 = 5;

/// What the bytes are taken for, and the bytes. Nothing panics; what is read is what was written; a password is not shown.
pub(crate) fn take(which: u8, bytes: &[u8]) -> Option<()> {
    match which % KINDS {
        0 => {
            let mut lines = core::str::from_utf8(bytes).ok()?.splitn(3, '\n');
            let (input, digest, signature) = (lines.next()?, lines.next()?, lines.next()?);
            let (read, value) = SignatureInput::read(input, digest, signature)?;
            assert_eq!((read.signature_input().as_str(), read.content_digest().as_str()), (input, digest));
            assert_eq!(SignatureInput::signature(&value), signature);
            let _ = read.verify(&[0; 32], JournalId::from_bytes([9; 16]), &value);
        }
        1 => {
            let text = core::str::from_utf8(bytes).ok()?;
            match Settings::read(text) {
                Ok(settings) => {
                    assert!(settings.journal_mib.is_none_or(|mib| (1..=1_048_576).contains(&mib)))
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        2 => {
            let text = core::str::from_utf8(bytes).ok()?;
            let store: StoreAddress = text.parse().ok()?;
            if let StoreAddress::Postgres(_) = store {
                let shown = format!("{store} {store:?}");
                let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-. ".contains(letter);
                assert!(shown.chars().all(is_plain), "{shown}");
            }
        }
        3 => {
            let request = Request::decode(bytes).ok()?;
            assert_eq!(Request::decode(&request.encode()).as_ref(), Ok(&request));
            let (journal, device) = (JournalId::from_bytes([9; 16]), DeviceId::from_bytes([1; 16]));
            let mut mailbox = MemoryMailbox::default();
            mailbox.serve(journal, &[(device, [1; 32])]).ok()?;
            let answer = mailbox.answer(journal, device, request).ok()?;
            assert_eq!(Answer::decode(&answer.encode()), Ok(answer));
        }
        _ => {
            let text = core::str::from_utf8(bytes).ok()?;
            let journal: [u8; 16] = from_hex(text)?;
            assert_eq!(to_hex(&journal), text);
        }
    }
    Some(())
}
