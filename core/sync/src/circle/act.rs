//! What a statement about the circle of care may say, and its bytes.

use super::role::Role;
use crate::cbor::{Out, Written, array, bytes, device, each, optional, read_heads, write_heads};
use minicbor::Decoder;
use nourish_seal::{DeviceFace, DeviceId, EPOCH_GRANT_BYTES, Epoch, Head};

/// Most bytes of the name of a member or a device.
pub const NAME_BYTES: usize = 120;
/// Most devices that are in a circle at one time.
pub const CIRCLE_DEVICES: usize = 64;
/// Most bytes of a mailbox's address.
pub const ADDRESS_BYTES: usize = 1_000;

/// Names one member of the circle: a person, whatever devices they use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(pub [u8; 16]);

/// A device that joins, with what people call it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDevice {
    /// Its public keys.
    pub face: DeviceFace,
    /// Such as `phone`.
    pub name: String,
}

/// A member that joins, with a first device.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Names the member for ever.
    pub id: MemberId,
    /// What people call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their first device.
    pub device: NewDevice,
}

/// A new epoch: its key, sealed to every device that is in the circle after the statement.
#[derive(Clone, PartialEq, Eq)]
pub struct EpochStart {
    /// The number of the epoch.
    pub epoch: Epoch,
    /// A grant for each device, ascending by device.
    pub grants: Vec<(DeviceId, Vec<u8>)>,
}

/// The word of a device of the same member, or of one who is trusted, for a newcomer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voucher {
    /// Whose word it is.
    pub by: DeviceId,
    /// That device's signature over the newcomer's keys.
    pub signature: [u8; 64],
}

/// What a statement says.
#[derive(Clone, PartialEq, Eq)]
pub enum Act {
    /// The first statement of all: the person whose journal it is, and the epoch at that time.
    Found {
        /// The patient.
        member: NewMember,
        /// The journal's epoch when the circle began.
        epoch: Epoch,
        /// Where the logs end that other devices wrote before, whose keys are gone. The founder signs for them.
        adopted: Vec<Head>,
    },
    /// Somebody joins.
    AddMember(NewMember),
    /// A member gets one more device.
    AddDevice {
        /// Whose device it is.
        member: MemberId,
        /// The device.
        device: NewDevice,
        /// Who vouches for it, where the newcomer itself makes the statement.
        voucher: Option<Voucher>,
    },
    /// Devices leave: what they logged counts up to the places given, and a new epoch begins without them.
    RemoveDevices {
        /// The last place of each of their logs that counts.
        last: Vec<Head>,
        /// The epoch that begins.
        epoch: EpochStart,
    },
    /// A new epoch begins.
    NewEpoch(EpochStart),
    /// A member may do more or less from the places given on.
    SetRole {
        /// Who.
        member: MemberId,
        /// What they may do.
        role: Role,
        /// The last place of each of their logs up to which they had the role before.
        last: Vec<Head>,
    },
    /// Whether a member may vouch for a new device of the patient, should theirs be lost.
    Trust {
        /// Who.
        member: MemberId,
        /// Whether they may.
        trusted: bool,
    },
    /// The author's member leaves with all devices. A new epoch is to be begun by one who stays.
    Leave {
        /// The last place of each of their logs.
        last: Vec<Head>,
    },
    /// The circle meets at another mailbox from now on.
    MoveMailbox {
        /// Its address.
        address: String,
    },
}

impl std::fmt::Debug for Act {
    /// Says what kind of act it is, and no name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Found { .. } => "Found",
            Self::AddMember(_) => "AddMember",
            Self::AddDevice { .. } => "AddDevice",
            Self::RemoveDevices { .. } => "RemoveDevices",
            Self::NewEpoch(_) => "NewEpoch",
            Self::SetRole { .. } => "SetRole",
            Self::Trust { .. } => "Trust",
            Self::Leave { .. } => "Leave",
            Self::MoveMailbox { .. } => "MoveMailbox",
        })
    }
}

impl Act {
    /// The number that stands for this kind of act.
    pub(crate) const fn number(&self) -> u8 {
        match self {
            Self::Found { .. } => 1,
            Self::AddMember(_) => 2,
            Self::AddDevice { .. } => 3,
            Self::RemoveDevices { .. } => 4,
            Self::NewEpoch(_) => 5,
            Self::SetRole { .. } => 6,
            Self::Trust { .. } => 7,
            Self::Leave { .. } => 8,
            Self::MoveMailbox { .. } => 9,
        }
    }

    pub(crate) fn write(&self, out: &mut Out<'_>) -> Written {
        match self {
            Self::Found { member, epoch, adopted } => {
                out.array(3)?;
                write_member(member, out)?;
                out.u32(epoch.0)?;
                write_heads(adopted, out)
            }
            Self::AddMember(member) => write_member(member, out),
            Self::AddDevice { member, device, voucher } => {
                out.array(3)?.bytes(&member.0)?;
                write_device(device, out)?;
                match voucher {
                    None => out.null()?.ok(),
                    Some(voucher) => {
                        out.array(2)?.bytes(voucher.by.as_bytes())?.bytes(&voucher.signature)?.ok()
                    }
                }
            }
            Self::RemoveDevices { last, epoch } => {
                out.array(2)?;
                write_heads(last, out)?;
                write_epoch(epoch, out)
            }
            Self::NewEpoch(epoch) => write_epoch(epoch, out),
            Self::SetRole { member, role, last } => {
                out.array(3)?.bytes(&member.0)?.u8(*role as u8)?;
                write_heads(last, out)
            }
            Self::Trust { member, trusted } => out.array(2)?.bytes(&member.0)?.bool(*trusted)?.ok(),
            Self::Leave { last } => write_heads(last, out),
            Self::MoveMailbox { address } => out.str(address)?.ok(),
        }
    }

    /// Reads the act with this number; `None` where it is not of that form.
    pub(crate) fn read(number: u8, input: &mut Decoder<'_>) -> Option<Self> {
        Some(match number {
            1 => {
                array(input, 3)?;
                let member = read_member(input)?;
                Self::Found {
                    member,
                    epoch: Epoch(input.u32().ok()?),
                    adopted: read_heads(input, CIRCLE_DEVICES)?,
                }
            }
            2 => Self::AddMember(read_member(input)?),
            3 => {
                array(input, 3)?;
                let member = MemberId(bytes(input)?);
                let device = read_device(input)?;
                Self::AddDevice { member, device, voucher: optional(input, read_voucher)? }
            }
            4 => {
                array(input, 2)?;
                Self::RemoveDevices { last: read_heads(input, CIRCLE_DEVICES)?, epoch: read_epoch(input)? }
            }
            5 => Self::NewEpoch(read_epoch(input)?),
            6 => {
                array(input, 3)?;
                let member = MemberId(bytes(input)?);
                let role = Role::of(input.u8().ok()?)?;
                Self::SetRole { member, role, last: read_heads(input, CIRCLE_DEVICES)? }
            }
            7 => {
                array(input, 2)?;
                Self::Trust { member: MemberId(bytes(input)?), trusted: input.bool().ok()? }
            }
            8 => Self::Leave { last: read_heads(input, CIRCLE_DEVICES)? },
            9 => {
                let address = input.str().ok()?;
                (1..=ADDRESS_BYTES).contains(&address.len()).then_some(())?;
                Self::MoveMailbox { address: address.to_owned() }
            }
            _ => return None,
        })
    }
}

/// Whether a text can be the name of a member or a device: not empty, not too long, nothing that steers a terminal.
pub fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= NAME_BYTES && !text.chars().any(char::is_control)
}

fn write_member(member: &NewMember, out: &mut Out<'_>) -> Written {
    out.array(4)?.bytes(&member.id.0)?.str(&member.name)?.u8(member.role as u8)?;
    write_device(&member.device, out)
}

fn write_device(device: &NewDevice, out: &mut Out<'_>) -> Written {
    out.array(2)?.bytes(&device.face.encode())?.str(&device.name)?.ok()
}

fn write_epoch(start: &EpochStart, out: &mut Out<'_>) -> Written {
    out.array(2)?.u32(start.epoch.0)?.array(start.grants.len() as u64)?;
    for (device, grant) in &start.grants {
        out.array(2)?.bytes(device.as_bytes())?.bytes(grant)?;
    }
    Ok(())
}

fn read_member(input: &mut Decoder<'_>) -> Option<NewMember> {
    array(input, 4)?;
    let id = MemberId(bytes(input)?);
    let name = read_name(input)?;
    let role = Role::of(input.u8().ok()?)?;
    Some(NewMember { id, name, role, device: read_device(input)? })
}

fn read_device(input: &mut Decoder<'_>) -> Option<NewDevice> {
    array(input, 2)?;
    let face = DeviceFace::decode(input.bytes().ok()?).ok()?;
    Some(NewDevice { face, name: read_name(input)? })
}

fn read_name(input: &mut Decoder<'_>) -> Option<String> {
    input.str().ok().filter(|name| is_name(name)).map(str::to_owned)
}

fn read_voucher(input: &mut Decoder<'_>) -> Option<Voucher> {
    array(input, 2)?;
    Some(Voucher { by: device(input)?, signature: bytes(input)? })
}

fn read_epoch(input: &mut Decoder<'_>) -> Option<EpochStart> {
    array(input, 2)?;
    let epoch = Epoch(input.u32().ok()?);
    let grants = each(input, CIRCLE_DEVICES, |input| {
        array(input, 2)?;
        let device = device(input)?;
        let grant = input.bytes().ok().filter(|grant| grant.len() == EPOCH_GRANT_BYTES)?;
        Some((device, grant.to_vec()))
    })?;
    Some(EpochStart { epoch, grants })
}
