//! A recovery code or a share of one, as somebody typed or scanned it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_seal::Recovery;

/// A code and a share have words and the text of a QR code, and these lead back to them.
fn both_ways(recovery: &Recovery) -> [String; 2] {
    let (words, payload) = match recovery {
        Recovery::Code(code) => (code.to_words(), code.to_payload()),
        Recovery::Share(share) => (share.to_words(), share.to_payload()),
    };
    [words.to_string(), payload.to_string()]
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(recovery) = Recovery::parse(text) else { return };
    let spelt = both_ways(&recovery);
    for text in &spelt {
        assert_eq!(Recovery::parse(text).map(|again| both_ways(&again)), Ok(spelt.clone()));
    }
});
