//! Checks the signatures of requests, which is most of what a request costs this server: by curve25519-dalek, which takes two thirds of
//! the time that ring takes, and with each key made ready once.

use ed25519_dalek::{Signature, Verifier, VerifyingKey, verify_batch};
use nourish_sync::{JournalId, SignatureInput};

/// The base point of the curve (RFC 8032, section 5.1), whose secret would be the number 1, which no device can have.
const BASE: [u8; 32] = {
    let mut point = [0x66; 32];
    point[0] = 0x58;
    point
};

/// A device's public key, ready to check with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signer(VerifyingKey);

impl Signer {
    /// The key in these bytes; none where they are no point of the curve, under which no signature is good.
    pub(crate) fn of(key: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(key).ok().map(Self)
    }

    /// A sound key that is no device's, to check with where there is none: it takes as long.
    pub(crate) fn nobodys() -> Self {
        Self(VerifyingKey::from_bytes(&BASE).unwrap_or_default())
    }

    /// Whether signatures under it can be made without a secret: a point of small order.
    pub(crate) fn is_weak(&self) -> bool {
        self.0.is_weak()
    }

    /// The key's bytes, as they came.
    pub(crate) fn key(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether each is signed by whom it names. Where there are several, one equation tells whether all are, and each is looked at by
    /// itself if not. Signatures under the keys of remembered devices alone are found good that way. With any other among them each is
    /// looked at by itself too, so that a device that is served and one that is not take as long for whoever signs with a key of their own.
    ///
    /// That equation is the sum of theirs, each taken a random number of times. Nobody who lacks the secret of a key makes it hold; who has
    /// it can make a signature that counts among others and not by itself, which is a signature of theirs all the same.
    pub(crate) fn have_signed(all: &[Signed]) -> Vec<bool> {
        // It is reckoned in any case: how long it takes says nothing of who is remembered.
        let together = all.len() > 1 && Self::have_all_signed(all);
        if together && all.iter().all(|signed| signed.is_remembered) {
            return vec![true; all.len()];
        }
        all.iter().map(Signed::is_good).collect()
    }

    fn have_all_signed(all: &[Signed]) -> bool {
        let messages: Vec<&[u8]> = all.iter().map(|signed| signed.message.as_slice()).collect();
        let signatures: Vec<Signature> = all.iter().map(|signed| signed.signature).collect();
        let keys: Vec<VerifyingKey> = all.iter().map(|signed| signed.signer.0).collect();
        verify_batch(&messages, &signatures, &keys).is_ok()
    }
}

/// What somebody is said to have signed.
#[derive(Debug)]
pub(crate) struct Signed {
    signer: Signer,
    message: Vec<u8>,
    signature: Signature,
    is_remembered: bool,
}

impl Signed {
    /// A request for `journal`.
    pub(crate) fn of(
        signer: Signer,
        input: &SignatureInput,
        journal: JournalId,
        signature: &[u8; 64],
    ) -> Self {
        let message = input.signed_bytes(journal);
        Self { signer, message, signature: Signature::from_bytes(signature), is_remembered: false }
    }

    /// The same, where the signer is the key of a device that was served a while ago.
    pub(crate) fn by_a_remembered_device(mut self) -> Self {
        self.is_remembered = true;
        self
    }

    fn is_good(&self) -> bool {
        self.signer.0.verify(&self.message, &self.signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::{DeviceId, DeviceKey, SeededEntropy, Statement, from_hex, to_hex};

    const JOURNAL: JournalId = JournalId::from_bytes([3; 16]);
    /// The order of the base point, lowest byte first (RFC 8032, section 5.1).
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    /// The points of order 1, 2, 4 and 8, in every way of writing them: also with y from p on, and with the sign of an x that is 0.
    const SMALL: [&str; 14] = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];

    fn input(nonce: u8) -> SignatureInput {
        let device = DeviceId::from_bytes([1; 16]);
        SignatureInput { device, created_s: 1_700_000_000, nonce: [nonce; 16], digest: [nonce; 32] }
    }

    /// Whether the signature is taken; ring, by which devices check what others sign, says the same.
    fn is_taken(input: &SignatureInput, key: &[u8; 32], signature: &[u8; 64]) -> bool {
        let taken =
            Signer::of(key).is_some_and(|signer| Signed::of(signer, input, JOURNAL, signature).is_good());
        let rings = input.verify(key, JOURNAL, signature).is_ok();
        assert_eq!(taken, rings, "{} {}", to_hex(key), to_hex(signature));
        taken
    }

    fn signed(seed: u64, input: &SignatureInput) -> ([u8; 32], [u8; 64]) {
        let key = DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap();
        (key.public(), Statement::Request.sign(&key, JOURNAL, &input.base(JOURNAL)))
    }

    #[test]
    fn a_signature_is_good_to_the_bit() {
        for seed in 0..4 {
            let input = input(seed as u8);
            let (key, good) = signed(seed, &input);
            assert!(is_taken(&input, &key, &good));
            assert!(!is_taken(&self::input(99), &key, &good));
            for bit in 0..512 {
                let mut signature = good;
                signature[bit / 8] ^= 1 << (bit % 8);
                assert!(!is_taken(&input, &key, &signature), "bit {bit} of the signature");
            }
            for bit in 0..256 {
                let mut other = key;
                other[bit / 8] ^= 1 << (bit % 8);
                assert!(!is_taken(&input, &other, &good), "bit {bit} of the key");
            }
        }
    }

    /// The same number, written another way, would be a second signature over the same.
    #[test]
    fn a_number_beyond_the_order_is_refused() {
        let order: [u8; 32] = from_hex(ORDER).unwrap();
        for seed in 0..20 {
            let input = input(7);
            let (key, mut signature) = signed(seed, &input);
            for _ in 0..8 {
                let mut carry = 0;
                for (byte, add) in signature[32..].iter_mut().zip(order) {
                    let sum = u16::from(*byte) + u16::from(add) + carry;
                    (*byte, carry) = (sum as u8, sum >> 8);
                }
                assert!(!is_taken(&input, &key, &signature));
            }
        }
    }

    /// Both check the equation without the cofactor, take keys of small order, and compare R as it is written.
    #[test]
    fn points_of_small_order_are_taken_and_refused_as_ring_does() {
        let small = SMALL.map(|point| from_hex::<32>(point).unwrap());
        let (mut taken, mut refused) = ([0; 14], 0);
        for key in small {
            for (at, point) in small.iter().enumerate() {
                for nonce in 0..24 {
                    let mut signature = [0; 64];
                    signature[..32].copy_from_slice(point);
                    match is_taken(&input(nonce), &key, &signature) {
                        true => taken[at] += 1,
                        false => refused += 1,
                    }
                }
            }
        }
        // As R, each point is taken in its one right form at most.
        for wrong in [1, 2, 3, 5, 8, 9] {
            assert_eq!(taken[wrong], 0, "{}", SMALL[wrong]);
        }
        assert!(taken[0] > 0 && taken[4] > 0 && refused > 0, "{taken:?} {refused}");
    }

    #[test]
    fn nobodys_key_is_sound() {
        let nobody = Signer::nobodys();
        assert!(!nobody.is_weak());
        assert_eq!(nobody.key(), BASE);
    }

    /// About half of what could be a key is no point.
    #[test]
    fn bytes_that_are_no_point_are_no_key() {
        let mut points = 0;
        for first in 0..=255 {
            let mut key = [0x5a; 32];
            key[0] = first;
            points += u32::from(Signer::of(&key).is_some());
            is_taken(&input(1), &key, &signed(1, &input(1)).1);
        }
        assert!((80..176).contains(&points), "{points}");
    }
}
