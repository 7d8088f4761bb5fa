//! What a device asks of a mailbox and what it answers, and the bytes of both.
//!
//! CBOR arrays, the first member a number that says which. A mailbox learns from them which journal it is, which device asks, how
//! large each parcel is and when it came; nothing else is outside a seal.

use crate::cbor::{Out, Written, append, array, bytes, device, each, optional, whole, write_optional};
use crate::circle::CIRCLE_DEVICES;
use minicbor::Decoder;
use nourish_seal::{DEVICE_FACE_BYTES, DeviceId, entry_hash};

/// Most bytes of one parcel.
pub const PARCEL_BYTES: usize = 20 * 1024 * 1024;
/// Most parcels of one request or answer.
pub const MESSAGE_PARCELS: usize = 1_000;
/// Most bytes of one message.
pub const MESSAGE_BYTES: usize = 64 * 1024 * 1024;
/// Most bytes of sealed heads.
pub const SEALED_HEADS_BYTES: usize = 256 * 1024;
/// Most bytes of what two devices leave each other while they pair.
pub const SLOT_BYTES: usize = 1024 * 1024;
/// Most messages of one pairing.
pub const SLOT_MESSAGES: u8 = 8;
/// Most parts of a checkpoint.
pub const CHECKPOINT_PARTS: usize = 4_096;

/// Names sealed bytes: SHA-256 of them.
pub type ParcelHash = [u8; 32];

/// Names one state of a mailbox: a mailbox that was made anew or restored from a copy has another.
pub type Generation = [u8; 16];

/// Most bytes that stand around a parcel's sealed ones: its place, its number or its hash; and about as many around them all.
const FRAME_BYTES: usize = 64;

/// Something that a mailbox keeps and cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parcel {
    /// A statement about the circle; taken only where the mailbox has `number` parcels of this kind.
    Circle {
        /// How many of them the device has read.
        number: u64,
        /// The sealed statement.
        sealed: Vec<u8>,
    },
    /// A batch of entries.
    Batch {
        /// The sealed batch.
        sealed: Vec<u8>,
    },
    /// A batch that was here and whose content is gone. A mailbox gives these and takes none.
    Erased {
        /// The hash of what was sealed.
        hash: ParcelHash,
    },
}

impl Parcel {
    /// The sealed bytes; none of an erased one.
    pub fn sealed(&self) -> &[u8] {
        match self {
            Self::Circle { sealed, .. } | Self::Batch { sealed } => sealed,
            Self::Erased { .. } => &[],
        }
    }

    /// Names the parcel.
    pub fn hash(&self) -> ParcelHash {
        match self {
            Self::Circle { sealed, .. } | Self::Batch { sealed } => entry_hash(sealed),
            Self::Erased { hash } => *hash,
        }
    }
}

/// What a device asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Keep these parcels, in this order. What is there already is not kept twice.
    Append {
        /// The parcels.
        parcels: Vec<Parcel>,
    },
    /// Give the parcels that come after this place.
    Read {
        /// The last place that the device has read; 0 for none.
        after: u64,
        /// About how many bytes the answer may have; one parcel is always given.
        limit_bytes: u64,
        /// How long to wait for news where there are none, in milliseconds.
        wait_ms: u32,
    },
    /// Keep these heads in the place of the ones that this device gave before, and give those of all devices.
    Heads {
        /// The sealed heads, or nothing to keep those that are there.
        publish: Option<Vec<u8>>,
    },
    /// Leave a message for the device that one is pairing with.
    PutSlot {
        /// Where the two meet.
        slot: [u8; 16],
        /// Which message it is, from 0.
        number: u8,
        /// The message.
        message: Vec<u8>,
    },
    /// Give a message of a pairing.
    GetSlot {
        /// Where the two meet.
        slot: [u8; 16],
        /// Which message.
        number: u8,
        /// How long to wait for it, in milliseconds.
        wait_ms: u32,
    },
    /// Keep a part of a checkpoint.
    PutPart {
        /// A sealed batch.
        sealed: Vec<u8>,
    },
    /// Keep a checkpoint in the place of the one before; all its parts must be there.
    PutCheckpoint {
        /// The sealed list of its parts.
        sealed: Vec<u8>,
        /// The hashes of its parts.
        parts: Vec<ParcelHash>,
    },
    /// Give the checkpoint.
    GetCheckpoint,
    /// Give a part of the checkpoint.
    GetPart {
        /// Its hash.
        hash: ParcelHash,
    },
    /// Serve these devices from now on, and no others: their names and the keys that they sign requests with. Said by one that is
    /// served, or by the first that asks.
    Admit {
        /// The devices.
        devices: Vec<Served>,
    },
    /// Serve the asking device too, for which one that is served vouches.
    Introduce {
        /// The newcomer's public keys, as [`DeviceFace::encode`](nourish_seal::DeviceFace::encode) gives them.
        face: Vec<u8>,
        /// Who vouches.
        by: DeviceId,
        /// The voucher.
        voucher: [u8; 64],
    },
    /// Let go of the content of a batch; its place and hash stay, and it is not taken again. Said by any device that is served.
    Erase {
        /// Its place.
        place: u64,
        /// Its hash.
        hash: ParcelHash,
    },
    /// Let go of everything of the journal, and serve nobody for it ever again. Said by any device that is served.
    Close,
}

/// A device that a mailbox serves, and the key that its requests are signed with.
pub type Served = (DeviceId, [u8; 32]);

/// What became of one parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It has this place now.
    At(u64),
    /// It had this place already.
    Already(u64),
    /// The mailbox has another number of statements' parcels than the parcel goes by.
    CircleMoved {
        /// How many it has.
        count: u64,
    },
    /// It is too large, or the journal has no more room here.
    NoRoom,
}

/// What a mailbox answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Request::Append`].
    Appended {
        /// The mailbox's state.
        generation: Generation,
        /// What became of each parcel, in order.
        kept: Vec<Kept>,
    },
    /// To [`Request::Read`].
    Parcels {
        /// The mailbox's state.
        generation: Generation,
        /// The place of the last parcel that it has.
        count: u64,
        /// Parcels with their places, ascending.
        parcels: Vec<(u64, Parcel)>,
    },
    /// To [`Request::Heads`]: the sealed heads of every device.
    Heads {
        /// The mailbox's state.
        generation: Generation,
        /// The place of the last parcel that it has.
        count: u64,
        /// The heads.
        heads: Vec<Vec<u8>>,
    },
    /// To the requests that put something: it is kept.
    Done,
    /// To the requests that get something: here it is, or it is not there.
    Found(Option<Vec<u8>>),
    /// The mailbox does not serve this device or journal.
    Refused(Refusal),
}

/// Why a mailbox does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Refusal {
    /// It does not know the journal, or the device is not one of the journal's.
    NotServed = 1,
    /// Too many requests; later.
    Busy = 2,
    /// The request is not of the expected form, or too large.
    Malformed = 3,
    /// There is no more room for this journal.
    Full = 4,
    /// It is there already, and something else: a slot is used once.
    Taken = 5,
}

/// The bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a message of this protocol")]
pub struct NotAMessage;

fn encoded(room_bytes: usize, write: impl FnOnce(&mut Out<'_>) -> Written) -> Vec<u8> {
    append(Vec::with_capacity(room_bytes), write)
}

/// How much a message with these parcels takes at most: a page is not to be moved while it is written.
fn room_bytes<'a>(parcels: impl Iterator<Item = &'a Parcel>) -> usize {
    parcels.map(|parcel| parcel.sealed().len() + FRAME_BYTES).sum::<usize>() + FRAME_BYTES
}

fn decoded<T>(message: &[u8], read: impl FnOnce(&mut Decoder<'_>) -> Option<T>) -> Result<T, NotAMessage> {
    if message.len() > MESSAGE_BYTES {
        return Err(NotAMessage);
    }
    whole(message, read).ok_or(NotAMessage)
}

impl Request {
    /// Whether it belongs to a pairing, which knows no journal yet: anybody may ask it.
    pub const fn is_of_a_pairing(&self) -> bool {
        matches!(self, Self::PutSlot { .. } | Self::GetSlot { .. })
    }

    /// The bytes of the request.
    pub fn encode(&self) -> Vec<u8> {
        let room_bytes = match self {
            Self::Append { parcels } => room_bytes(parcels.iter()),
            _ => FRAME_BYTES,
        };
        encoded(room_bytes, |out| match self {
            Self::Append { parcels } => {
                out.array(2)?.u8(1)?.array(parcels.len() as u64)?;
                parcels.iter().try_for_each(|parcel| write_parcel(parcel, out))
            }
            Self::Read { after, limit_bytes, wait_ms } => {
                out.array(4)?.u8(2)?.u64(*after)?.u64(*limit_bytes)?.u32(*wait_ms)?.ok()
            }
            Self::Heads { publish } => {
                out.array(2)?.u8(3)?;
                write_optional(publish.as_deref(), out)
            }
            Self::PutSlot { slot, number, message } => {
                out.array(4)?.u8(4)?.bytes(slot)?.u8(*number)?.bytes(message)?.ok()
            }
            Self::GetSlot { slot, number, wait_ms } => {
                out.array(4)?.u8(5)?.bytes(slot)?.u8(*number)?.u32(*wait_ms)?.ok()
            }
            Self::PutPart { sealed } => out.array(2)?.u8(6)?.bytes(sealed)?.ok(),
            Self::PutCheckpoint { sealed, parts } => {
                out.array(3)?.u8(7)?.bytes(sealed)?.array(parts.len() as u64)?;
                parts.iter().try_for_each(|part| out.bytes(part)?.ok())
            }
            Self::GetCheckpoint => out.array(1)?.u8(8)?.ok(),
            Self::GetPart { hash } => out.array(2)?.u8(9)?.bytes(hash)?.ok(),
            Self::Admit { devices } => {
                out.array(2)?.u8(10)?.array(devices.len() as u64)?;
                let mut each = devices.iter();
                each.try_for_each(|(id, key)| out.array(2)?.bytes(id.as_bytes())?.bytes(key)?.ok())
            }
            Self::Introduce { face, by, voucher } => {
                out.array(4)?.u8(11)?.bytes(face)?.bytes(by.as_bytes())?.bytes(voucher)?.ok()
            }
            Self::Erase { place, hash } => out.array(3)?.u8(12)?.u64(*place)?.bytes(hash)?.ok(),
            Self::Close => out.array(1)?.u8(13)?.ok(),
        })
    }

    /// Reads what [`encode`](Self::encode) wrote. Total on any input.
    ///
    /// # Errors
    /// [`NotAMessage`].
    pub fn decode(message: &[u8]) -> Result<Self, NotAMessage> {
        decoded(message, |input| {
            let members = input.array().ok()??;
            let request = match (input.u8().ok()?, members) {
                (1, 2) => Self::Append { parcels: each(input, MESSAGE_PARCELS, read_sealed_parcel)? },
                (2, 4) => Self::Read {
                    after: input.u64().ok()?,
                    limit_bytes: input.u64().ok()?,
                    wait_ms: input.u32().ok()?,
                },
                (3, 2) => {
                    Self::Heads { publish: optional(input, |input| read_bytes(input, SEALED_HEADS_BYTES))? }
                }
                (4, 4) => Self::PutSlot {
                    slot: bytes(input)?,
                    number: input.u8().ok()?,
                    message: read_bytes(input, SLOT_BYTES)?,
                },
                (5, 4) => Self::GetSlot {
                    slot: bytes(input)?,
                    number: input.u8().ok()?,
                    wait_ms: input.u32().ok()?,
                },
                (6, 2) => Self::PutPart { sealed: read_bytes(input, PARCEL_BYTES)? },
                (7, 3) => {
                    let sealed = read_bytes(input, PARCEL_BYTES)?;
                    Self::PutCheckpoint { sealed, parts: each(input, CHECKPOINT_PARTS, bytes)? }
                }
                (8, 1) => Self::GetCheckpoint,
                (9, 2) => Self::GetPart { hash: bytes(input)? },
                (10, 2) => Self::Admit {
                    devices: each(input, CIRCLE_DEVICES, |input| {
                        array(input, 2)?;
                        Some((device(input)?, bytes(input)?))
                    })?,
                },
                (11, 4) => Self::Introduce {
                    face: read_bytes(input, DEVICE_FACE_BYTES)?,
                    by: device(input)?,
                    voucher: bytes(input)?,
                },
                (12, 3) => Self::Erase { place: input.u64().ok()?, hash: bytes(input)? },
                (13, 1) => Self::Close,
                _ => return None,
            };
            Some(request)
        })
    }
}

impl Answer {
    /// The bytes of the answer.
    pub fn encode(&self) -> Vec<u8> {
        let room_bytes = match self {
            Self::Parcels { parcels, .. } => room_bytes(parcels.iter().map(|(_, parcel)| parcel)),
            _ => FRAME_BYTES,
        };
        encoded(room_bytes, |out| match self {
            Self::Appended { generation, kept } => {
                out.array(3)?.u8(1)?.bytes(generation)?.array(kept.len() as u64)?;
                kept.iter().try_for_each(|kept| write_kept(*kept, out))
            }
            Self::Parcels { generation, count, parcels } => {
                out.array(4)?.u8(2)?.bytes(generation)?.u64(*count)?.array(parcels.len() as u64)?;
                for (place, parcel) in parcels {
                    out.array(2)?.u64(*place)?;
                    write_parcel(parcel, out)?;
                }
                Ok(())
            }
            Self::Heads { generation, count, heads } => {
                out.array(4)?.u8(3)?.bytes(generation)?.u64(*count)?.array(heads.len() as u64)?;
                heads.iter().try_for_each(|heads| out.bytes(heads)?.ok())
            }
            Self::Done => out.array(1)?.u8(4)?.ok(),
            Self::Found(found) => {
                out.array(2)?.u8(5)?;
                write_optional(found.as_deref(), out)
            }
            Self::Refused(refusal) => out.array(2)?.u8(6)?.u8(*refusal as u8)?.ok(),
        })
    }

    /// Reads what [`encode`](Self::encode) wrote. Total on any input.
    ///
    /// # Errors
    /// [`NotAMessage`].
    pub fn decode(message: &[u8]) -> Result<Self, NotAMessage> {
        decoded(message, |input| {
            let members = input.array().ok()??;
            let answer = match (input.u8().ok()?, members) {
                (1, 3) => {
                    let generation = bytes(input)?;
                    Self::Appended { generation, kept: each(input, MESSAGE_PARCELS, read_kept)? }
                }
                (2, 4) => {
                    let (generation, last) = (bytes(input)?, input.u64().ok()?);
                    let parcels = each(input, MESSAGE_PARCELS, |input| {
                        array(input, 2)?;
                        Some((input.u64().ok()?, read_parcel(input)?))
                    })?;
                    Self::Parcels { generation, count: last, parcels }
                }
                (3, 4) => {
                    let (generation, last) = (bytes(input)?, input.u64().ok()?);
                    let heads = |input: &mut Decoder<'_>| read_bytes(input, SEALED_HEADS_BYTES);
                    Self::Heads { generation, count: last, heads: each(input, MESSAGE_PARCELS, heads)? }
                }
                (4, 1) => Self::Done,
                (5, 2) => Self::Found(optional(input, |input| read_bytes(input, PARCEL_BYTES))?),
                (6, 2) => Self::Refused(Refusal::of(input.u8().ok()?)?),
                _ => return None,
            };
            Some(answer)
        })
    }
}

impl Refusal {
    /// The refusal with this number.
    pub fn of(number: u8) -> Option<Self> {
        [Self::NotServed, Self::Busy, Self::Malformed, Self::Full, Self::Taken]
            .into_iter()
            .find(|refusal| *refusal as u8 == number)
    }
}

fn write_parcel(parcel: &Parcel, out: &mut Out<'_>) -> Written {
    match parcel {
        Parcel::Circle { number, sealed } => out.array(3)?.u8(1)?.u64(*number)?.bytes(sealed)?.ok(),
        Parcel::Batch { sealed } => out.array(2)?.u8(2)?.bytes(sealed)?.ok(),
        Parcel::Erased { hash } => out.array(2)?.u8(3)?.bytes(hash)?.ok(),
    }
}

fn read_parcel(input: &mut Decoder<'_>) -> Option<Parcel> {
    let members = input.array().ok()??;
    match (input.u8().ok()?, members) {
        (1, 3) => {
            let number = input.u64().ok()?;
            Some(Parcel::Circle { number, sealed: read_bytes(input, PARCEL_BYTES)? })
        }
        (2, 2) => Some(Parcel::Batch { sealed: read_bytes(input, PARCEL_BYTES)? }),
        (3, 2) => Some(Parcel::Erased { hash: bytes(input)? }),
        _ => None,
    }
}

/// A parcel that a mailbox may be given.
fn read_sealed_parcel(input: &mut Decoder<'_>) -> Option<Parcel> {
    read_parcel(input).filter(|parcel| !matches!(parcel, Parcel::Erased { .. }))
}

fn write_kept(kept: Kept, out: &mut Out<'_>) -> Written {
    let (number, value) = match kept {
        Kept::At(place) => (1, place),
        Kept::Already(place) => (2, place),
        Kept::CircleMoved { count } => (3, count),
        Kept::NoRoom => (4, 0),
    };
    out.array(2)?.u8(number)?.u64(value)?.ok()
}

fn read_kept(input: &mut Decoder<'_>) -> Option<Kept> {
    array(input, 2)?;
    match (input.u8().ok()?, input.u64().ok()?) {
        (1, place) => Some(Kept::At(place)),
        (2, place) => Some(Kept::Already(place)),
        (3, count) => Some(Kept::CircleMoved { count }),
        (4, 0) => Some(Kept::NoRoom),
        _ => None,
    }
}

fn read_bytes(input: &mut Decoder<'_>, most: usize) -> Option<Vec<u8>> {
    input.bytes().ok().filter(|bytes| bytes.len() <= most).map(<[u8]>::to_vec)
}
