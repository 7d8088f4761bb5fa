//! The bytes of a backup: a header in the clear, then sealed frames: the settings, a week of entries each, and one that says what
//! there was.

use crate::block;
use crate::error::StoreError;
use crate::manifest::Manifest;
use crate::settings::{self, Settings};
use nourish_record::Entry;
use nourish_seal::{Entropy, JournalId, Purpose, SEALED_LIMIT_BYTES, SealError, Sealer, entry_hash};
use std::io::{Read, Write};

/// First bytes of every backup; the version comes behind them.
const MAGIC: &[u8; 15] = b"nourish/backup/";
/// The version that this program writes.
const VERSION: u8 = 2;
/// The first version, which held no settings.
const FIRST_VERSION: u8 = 1;
/// What the place of every frame begins with.
const PLACE: &[u8] = b"backup";
const ID_BYTES: usize = 16;
/// Most bytes of a record of keys or a wrap.
const PART_BYTES: usize = 64 * 1024;
/// Most ways to unlock.
const MOST_WRAPS: u16 = 256;

/// What stands in the clear: everything that is needed to unlock, and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header {
    version: u8,
    /// Random; tells this backup from every other, so that frames of two cannot be mixed.
    pub(crate) id: [u8; ID_BYTES],
    pub(crate) journal: JournalId,
    pub(crate) keyring: Vec<u8>,
    pub(crate) wraps: Vec<([u8; 16], Vec<u8>)>,
}

impl Header {
    /// A header of the current version.
    pub(crate) const fn new(
        id: [u8; ID_BYTES],
        journal: JournalId,
        keyring: Vec<u8>,
        wraps: Vec<([u8; 16], Vec<u8>)>,
    ) -> Self {
        Self { version: VERSION, id, journal, keyring, wraps }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.version);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(self.journal.as_bytes());
        put(&mut out, &self.keyring);
        out.extend_from_slice(&u16::try_from(self.wraps.len()).unwrap_or(u16::MAX).to_be_bytes());
        for (wrap_id, wrapped) in &self.wraps {
            out.extend_from_slice(wrap_id);
            put(&mut out, wrapped);
        }
        out
    }

    fn read(input: &mut impl Read) -> Result<Self, StoreError> {
        let magic: [u8; 16] = array(input).map_err(|error| match error {
            StoreError::DamagedBackup => StoreError::NotABackup,
            other => other,
        })?;
        let version = match magic.split_last() {
            Some((version @ (&FIRST_VERSION | &VERSION), name)) if name == MAGIC => *version,
            _ => return Err(StoreError::NotABackup),
        };
        let (id, journal) = (array(input)?, JournalId::from_bytes(array(input)?));
        let keyring = part(input)?;
        let count = u16::from_be_bytes(array(input)?);
        if count > MOST_WRAPS {
            return Err(StoreError::DamagedBackup);
        }
        let wraps =
            (0..count).map(|_| Ok((array(input)?, part(input)?))).collect::<Result<_, StoreError>>()?;
        Ok(Self { version, id, journal, keyring, wraps })
    }
}

/// Binds a frame to its backup, to everything in the clear, to its number, and to being the last or not.
fn place(header_hash: &[u8; 32], number: u64, is_last: bool) -> Vec<u8> {
    [PLACE, header_hash, &number.to_be_bytes(), &[u8::from(is_last)]].concat()
}

/// Writes a backup, one frame after another.
pub(crate) struct Writer<W: Write> {
    out: W,
    header_hash: [u8; 32],
    number: u64,
}

impl<W: Write> Writer<W> {
    pub(crate) fn begin(mut out: W, header: &Header) -> Result<Self, StoreError> {
        let bytes = header.encode();
        out.write_all(&bytes)?;
        Ok(Self { out, header_hash: entry_hash(&bytes), number: 0 })
    }

    /// Writes the settings, before everything else.
    pub(crate) fn settings(
        &mut self,
        sealer: &Sealer,
        settings: &Settings,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        self.frame(sealer, &block::compress(&settings::join(settings))?, false, entropy)
    }

    /// Writes the entries of a week.
    pub(crate) fn entries(
        &mut self,
        sealer: &Sealer,
        entries: &[Entry],
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        self.frame(sealer, &block::press(entries)?, false, entropy)
    }

    /// Writes what there was, and gives back what it was written to.
    pub(crate) fn finish(
        mut self,
        sealer: &Sealer,
        manifest: &Manifest,
        entropy: &mut dyn Entropy,
    ) -> Result<W, StoreError> {
        self.frame(sealer, &manifest.encode(), true, entropy)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn frame(
        &mut self,
        sealer: &Sealer,
        content: &[u8],
        is_last: bool,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        let place = place(&self.header_hash, self.number, is_last);
        let sealed = sealer.seal(Purpose::Batch, &place, content, entropy)?;
        let length = u32::try_from(sealed.len()).map_err(|_| StoreError::StorageUnavailable)?;
        self.out.write_all(&[u8::from(is_last)])?;
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(&sealed)?;
        self.number += 1;
        Ok(())
    }
}

/// One frame of a backup.
pub(crate) enum Frame {
    /// Settings by number, before everything else; not in a backup of the first version.
    Settings(Settings),
    /// Entries of a week.
    Entries(Vec<Entry>),
    /// What there was; nothing follows.
    Last(Box<Manifest>),
}

/// Reads a backup, one frame after another, holding no more than one in memory.
pub(crate) struct Reader<R: Read> {
    input: R,
    pub(crate) header: Header,
    header_hash: [u8; 32],
    number: u64,
}

impl<R: Read> Reader<R> {
    pub(crate) fn open(mut input: R) -> Result<Self, StoreError> {
        let header = Header::read(&mut input)?;
        let header_hash = entry_hash(&header.encode());
        Ok(Self { input, header, header_hash, number: 0 })
    }

    /// The next frame. A backup that ends before its last frame, or goes on behind it, is damaged.
    pub(crate) fn next(&mut self, sealer: &Sealer) -> Result<Frame, StoreError> {
        let [last] = array(&mut self.input)?;
        let sealed = bytes(&mut self.input, SEALED_LIMIT_BYTES)?;
        let place = place(&self.header_hash, self.number, last == 1);
        let content = sealer.open(Purpose::Batch, &place, &sealed).map_err(|error| match error {
            SealError::WrongKey | SealError::UnknownEpoch(_) if self.number == 0 => StoreError::OtherJournal,
            _ => StoreError::DamagedBackup,
        })?;
        self.number += 1;
        let holds_settings = self.number == 1 && self.header.version != FIRST_VERSION;
        match last {
            0 if holds_settings => {
                let settings = block::decompress(&content).and_then(|content| settings::split(&content));
                settings.map(Frame::Settings).ok_or(StoreError::DamagedBackup)
            }
            _ if holds_settings => Err(StoreError::DamagedBackup),
            0 => block::unpress(&content).map(Frame::Entries).ok_or(StoreError::DamagedBackup),
            1 if self.input.read(&mut [0])? == 0 => Manifest::decode(&content)
                .map(|last| Frame::Last(Box::new(last)))
                .ok_or(StoreError::DamagedBackup),
            _ => Err(StoreError::DamagedBackup),
        }
    }
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

fn array<const N: usize>(input: &mut impl Read) -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes).map_err(cut_off)?;
    Ok(bytes)
}

fn part(input: &mut impl Read) -> Result<Vec<u8>, StoreError> {
    bytes(input, PART_BYTES)
}

/// A length and that many bytes; memory is taken as they come, not as the length promises.
fn bytes(input: &mut impl Read, limit: usize) -> Result<Vec<u8>, StoreError> {
    let length = u32::from_be_bytes(array(input)?);
    if usize::try_from(length).is_ok_and(|length| length <= limit) {
        let mut bytes = Vec::new();
        input.take(u64::from(length)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == u64::from(length) {
            return Ok(bytes);
        }
    }
    Err(StoreError::DamagedBackup)
}

fn cut_off(error: std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => StoreError::DamagedBackup,
        _ => error.into(),
    }
}
