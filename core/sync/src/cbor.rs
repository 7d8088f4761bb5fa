//! The CBOR that statements, heads, messages and the state are written in: definite lengths, and a limit on every list.

use minicbor::{Decoder, Encoder};
use nourish_seal::{ChainHash, DeviceId, Head};

pub(crate) type Out<'a> = Encoder<&'a mut Vec<u8>>;
pub(crate) type Written = Result<(), minicbor::encode::Error<core::convert::Infallible>>;

/// Adds what `write` writes to `bytes`.
pub(crate) fn append(mut bytes: Vec<u8>, write: impl FnOnce(&mut Out<'_>) -> Written) -> Vec<u8> {
    // Writing to memory cannot fail.
    let _ = write(&mut Encoder::new(&mut bytes));
    bytes
}

/// What `read` makes of all of `encoded`; nothing where something is left.
pub(crate) fn whole<T>(encoded: &[u8], read: impl FnOnce(&mut Decoder<'_>) -> Option<T>) -> Option<T> {
    let mut input = Decoder::new(encoded);
    read(&mut input).filter(|_| input.position() == encoded.len())
}

/// The begin of an array of just `length` items.
pub(crate) fn array(input: &mut Decoder<'_>, length: u64) -> Option<()> {
    (input.array().ok()? == Some(length)).then_some(())
}

/// The items of an array of at most `most`.
pub(crate) fn each<T, C: FromIterator<T>>(
    input: &mut Decoder<'_>,
    most: usize,
    mut read: impl FnMut(&mut Decoder<'_>) -> Option<T>,
) -> Option<C> {
    let length = usize::try_from(input.array().ok()??).ok().filter(|length| *length <= most)?;
    (0..length).map(|_| read(input)).collect()
}

/// What `read` reads, or nothing where null stands.
pub(crate) fn optional<T>(
    input: &mut Decoder<'_>,
    read: impl FnOnce(&mut Decoder<'_>) -> Option<T>,
) -> Option<Option<T>> {
    if input.datatype().ok()? == minicbor::data::Type::Null {
        return input.null().ok().map(|()| None);
    }
    read(input).map(Some)
}

/// Bytes, or null for none.
pub(crate) fn write_optional(bytes: Option<&[u8]>, out: &mut Out<'_>) -> Written {
    match bytes {
        None => out.null()?.ok(),
        Some(bytes) => out.bytes(bytes)?.ok(),
    }
}

pub(crate) fn bytes<const N: usize>(input: &mut Decoder<'_>) -> Option<[u8; N]> {
    input.bytes().ok()?.try_into().ok()
}

pub(crate) fn device(input: &mut Decoder<'_>) -> Option<DeviceId> {
    bytes(input).map(DeviceId::from_bytes)
}

pub(crate) fn write_heads(heads: &[Head], out: &mut Out<'_>) -> Written {
    out.array(heads.len() as u64)?;
    for head in heads {
        out.array(3)?.bytes(head.device.as_bytes())?.u64(head.seq)?.bytes(head.hash.as_bytes())?;
    }
    Ok(())
}

/// At most `most` heads.
pub(crate) fn read_heads(input: &mut Decoder<'_>, most: usize) -> Option<Vec<Head>> {
    each(input, most, |input| {
        array(input, 3)?;
        let (device, seq) = (device(input)?, input.u64().ok()?);
        Some(Head { device, seq, hash: ChainHash::from_bytes(bytes(input)?) })
    })
}
