//! Everything that comes out of a mailbox's slot while two devices pair, and the text that began it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_seal::{
    DeviceFace, Inviter, Newcomer, PairedInviter, PairedNewcomer, PairingCode, PairingLink, SeededEntropy,
};

fn code() -> Option<PairingCode> {
    PairingCode::make_short(17, &mut SeededEntropy::new(20)).ok()
}

fn begin() -> Option<(Inviter, Newcomer, Vec<u8>)> {
    let (inviter, first) = Inviter::begin(code()?, &mut SeededEntropy::new(21)).ok()?;
    let (newcomer, reply) =
        Newcomer::begin(code()?, &first, b"public keys", &mut SeededEntropy::new(22)).ok()?;
    Some((inviter, newcomer, reply))
}

fn paired() -> Option<(PairedInviter, PairedNewcomer)> {
    let (inviter, newcomer, reply) = begin()?;
    let (inviter, _) = inviter.receive(&reply).ok()?;
    let newcomer = newcomer.confirm(inviter.opening()).ok()?;
    Some((inviter, newcomer))
}

/// Which message the bytes are taken for, and the bytes. Only the true one is taken.
fn take(which: u8, bytes: &[u8]) -> Option<()> {
    match which % 6 {
        0 => {
            let (_, reply) =
                Newcomer::begin(code()?, bytes, b"public keys", &mut SeededEntropy::new(22)).ok()?;
            let (inviter, first) = Inviter::begin(code()?, &mut SeededEntropy::new(21)).ok()?;
            assert!(inviter.receive(&reply).is_err() || bytes == first);
        }
        1 => {
            let (inviter, _, reply) = begin()?;
            assert!(inviter.receive(bytes).is_err() || bytes == reply);
        }
        2 => {
            let (_, newcomer, _) = begin()?;
            assert!(newcomer.confirm(bytes).is_err() || bytes == paired()?.0.opening());
        }
        3 => {
            let (inviter, newcomer) = paired()?;
            assert!(
                newcomer.open(bytes).is_err()
                    || Some(bytes) == inviter.seal(b"grants of its keys").ok().as_deref()
            );
        }
        4 => {
            let face = DeviceFace::decode(bytes).ok()?;
            assert_eq!(face.encode(), bytes);
        }
        _ => {
            let link = PairingLink::parse(core::str::from_utf8(bytes).ok()?).ok()?;
            let written = link.code.to_link(link.mailbox.as_deref()).ok();
            let again = written.and_then(|written| PairingLink::parse(&written).ok());
            let again = again.map(|again| (again.code.to_text(), again.mailbox));
            assert_eq!(again, Some((link.code.to_text(), link.mailbox)));
        }
    }
    Some(())
}

fuzz_target!(|bytes: &[u8]| {
    if let Some((which, bytes)) = bytes.split_first() {
        let _ = take(*which, bytes);
    }
});
