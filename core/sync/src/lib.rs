//! What devices and the mailbox say to each other.
//!
//! Everything here decides and does nothing: values come in, actions go out. Entries are bytes that this room cannot read. What is
//! stored is stored by a [`Replica`], what is sent by a [`Transport`], and what keeps it for the others is a [`Mailbox`], which
//! can read nothing either.
#![forbid(unsafe_code)]

mod batch;
mod calling_off;
mod cbor;
mod checkpoint;
mod circle;
mod heads;
mod hold;
#[cfg(feature = "http")]
mod http;
mod mailbox;
mod memory;
mod message;
mod opening;
mod over_http;
mod reading;
mod replica;
mod session;
mod signature;
mod state;
mod statements;
mod transport;
mod trouble;

pub use batch::{BATCH_BYTES, BATCH_ITEMS, Batch, BatchError, ENTRY_BYTES, Item, is_signed_head, sign_head};
pub use calling_off::until_called_off;
pub use checkpoint::{Checkpoint, Standing};
pub use circle::{
    ADDRESS_BYTES, Act, CIRCLE_DEVICES, CIRCLE_STATEMENTS, Circle, CircleDevice, CircleError,
    CircleStatement, EpochStart, Log, Member, MemberId, NAME_BYTES, NO_STATEMENT, NewDevice, NewMember, Role,
    RoleSpan, STATEMENT_BYTES, Signer, StatementError, StatementHash, Voucher, is_name, role_at,
};
pub use heads::{HEADS_LOGS, Heads, HeadsError};
pub use hold::{Held, Reason};
#[cfg(feature = "http")]
pub use http::{AddressError, HttpTransport};
pub use mailbox::{Mailbox, Page};
pub use memory::MemoryMailbox;
pub use message::{
    Answer, CHECKPOINT_PARTS, Generation, Kept, MESSAGE_BYTES, MESSAGE_PARCELS, NotAMessage, PARCEL_BYTES,
    Parcel, ParcelHash, Refusal, Request, SEALED_HEADS_BYTES, SLOT_BYTES, SLOT_MESSAGES, Served,
};
/// Names, keys and hashes, for rooms that know sync alone.
pub use nourish_seal::{
    DeviceFace, DeviceId, DeviceKey, Entropy, EntropyUnavailable, JournalId, SeededEntropy, Statement,
    SystemEntropy, entry_hash, vouch,
};
pub use opening::{Opened, open_side_by_side};
pub use over_http::{Carrier, HttpReply, HttpRequest, OverHttp};
pub use replica::{Commit, CommitError, Replica, Run, Stored};
pub use session::{Budget, Session, SessionError, Summary, WITHHELD_AFTER_MS, is_due};
pub use signature::{
    DIGEST_HEADER, KEY_HEADER, MESSAGE_TYPE, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SignatureInput,
    TIME_HEADER, TOKEN_HEADER, exchange_path, from_hex, to_hex,
};
pub use state::{Seen, SyncState};
pub use statements::{decode_statements, encode_statements};
pub use transport::{Envelope, InProcess, Transport, TransportError, ask, ask_signed};
pub use trouble::{Noticed, Trouble};
