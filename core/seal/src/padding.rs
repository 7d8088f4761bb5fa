//! Lengths that say little: every plaintext is padded before it is sealed.

/// The smallest padded plaintext, in bytes: a weight and a short meal look alike.
pub const SMALLEST_PADDED_BYTES: usize = 64;

/// The length of the number in front of the data, in bytes.
pub(crate) const LENGTH_BYTES: usize = 4;

/// The length in bytes of the padded plaintext of `data_bytes` bytes: the four length bytes and the data,
/// rounded up by Padmé, at least [`SMALLEST_PADDED_BYTES`].
///
/// Padmé keeps as many leading bits of a length as the length of its own exponent, so that a length of L
/// bytes reveals O(log log L) bits and costs at most 12 % (Nikitin et al., "Reducing Metadata Leakage from
/// Encrypted Files and Communication with PURBs", PoPETs 2019 (4), section 4.2).
#[must_use]
pub const fn padded_length(data_bytes: usize) -> usize {
    let framed = data_bytes.saturating_add(LENGTH_BYTES);
    if framed < SMALLEST_PADDED_BYTES {
        return SMALLEST_PADDED_BYTES;
    }
    let exponent = framed.ilog2();
    let kept_bits = exponent.ilog2() + 1;
    let mask = (1_usize << (exponent - kept_bits)) - 1;
    framed.saturating_add(mask) & !mask
}

/// The data inside a padded plaintext, as its length; `None` unless length and padding are exactly what
/// [`padded_length`] makes: one content has one padded form.
pub(crate) fn padded_data_length(padded: &[u8]) -> Option<usize> {
    let (length, framed) = padded.split_first_chunk::<LENGTH_BYTES>()?;
    let data_bytes = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (_, padding) = framed.split_at_checked(data_bytes)?;
    let canonical = padded.len() == padded_length(data_bytes) && padding.iter().all(|byte| *byte == 0);
    canonical.then_some(data_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand from the paper's formula. 1,000: E = 9, S = 4, so 5 low bits go: 1,024.
    /// 1,000,000: E = 19, S = 5, so 14 low bits go: 62 x 16,384 = 1,015,808.
    #[test]
    fn lengths_follow_padme() {
        let framed_to_padded = [
            (64, 64),
            (65, 72),
            (72, 72),
            (73, 80),
            (128, 128),
            (129, 144),
            (256, 256),
            (257, 272),
            (1_000, 1_024),
            (1_000_000, 1_015_808),
        ];
        for (framed, padded) in framed_to_padded {
            assert_eq!(padded_length(framed - LENGTH_BYTES), padded, "framed length {framed}");
        }
    }

    #[test]
    fn small_contents_share_one_length() {
        for data_bytes in 0..=60 {
            assert_eq!(padded_length(data_bytes), 64);
        }
        assert_eq!(padded_length(61), 72);
    }

    #[test]
    fn overhead_stays_under_12_percent_and_lengths_never_shrink() {
        let mut previous = 0;
        for data_bytes in 60..300_000 {
            let padded = padded_length(data_bytes);
            let framed = data_bytes + LENGTH_BYTES;
            assert!(padded >= framed && padded >= previous);
            assert!((padded - framed) * 100 <= framed * 12, "length {framed}");
            assert_eq!(padded_length(padded - LENGTH_BYTES), padded);
            previous = padded;
        }
    }

    #[test]
    fn only_the_canonical_padding_is_read() {
        let mut padded = vec![0; 64];
        padded[3] = 2;
        padded[4] = 9;
        assert_eq!(padded_data_length(&padded), Some(2));

        let mut dirty = padded.clone();
        dirty[63] = 1;
        assert_eq!(padded_data_length(&dirty), None);

        let mut too_long_a_claim = padded.clone();
        too_long_a_claim[3] = 61;
        assert_eq!(padded_data_length(&too_long_a_claim), None);

        let mut over_padded = padded.clone();
        over_padded.extend([0; 8]);
        assert_eq!(padded_data_length(&over_padded), None);
        assert_eq!(padded_data_length(&[0, 0, 0]), None);
        assert_eq!(padded_data_length(&[0xff; 64]), None);
    }
}
