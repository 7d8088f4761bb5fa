//! What a mailbox is to do, whatever it keeps its parcels in.

use crate::circle::CIRCLE_DEVICES;
use crate::message::{
    Answer, Generation, Kept, MESSAGE_PARCELS, PARCEL_BYTES, Parcel, ParcelHash, Refusal, Request,
    SLOT_MESSAGES, Served,
};
use nourish_seal::{DeviceFace, DeviceId, JournalId, entry_hash, verify_voucher};

/// A place where a journal's parcels lie: in memory, in SQLite, in PostgreSQL. It can read nothing of them.
///
/// Whatever it keeps them in, parcels of a journal are numbered from 1 without gaps, in the order in which they became durable, and
/// each is kept once.
pub trait Mailbox {
    /// What the keeping may fail with.
    type Error: std::error::Error;

    /// Names the state of this journal's box. Made at random with it, and anew when it is restored from a copy.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn generation(&mut self, journal: JournalId) -> Result<Generation, Self::Error>;

    /// Keeps parcels, durably, all at once. One that is erased is kept as such: who copies a mailbox brings these too.
    ///
    /// # Errors
    /// What the keeping may fail with; nothing was kept then.
    fn append(&mut self, journal: JournalId, parcels: &[Parcel]) -> Result<Vec<Kept>, Self::Error>;

    /// How many parcels there are, and those after a place: about `limit_bytes` of them, at least one, at most
    /// [`MESSAGE_PARCELS`].
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn read(&mut self, journal: JournalId, after: u64, limit_bytes: u64) -> Result<Page, Self::Error>;

    /// Keeps a device's heads in the place of the ones before.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn publish(&mut self, journal: JournalId, device: DeviceId, heads: &[u8]) -> Result<(), Self::Error>;

    /// The heads of every device, in order of the devices' names.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn heads(&mut self, journal: JournalId) -> Result<Vec<Vec<u8>>, Self::Error>;

    /// Leaves a pairing's message; `false` where another stands there.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn put_slot(&mut self, slot: [u8; 16], number: u8, message: &[u8]) -> Result<bool, Self::Error>;

    /// A pairing's message.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn get_slot(&mut self, slot: [u8; 16], number: u8) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Keeps a part of a checkpoint.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn put_part(&mut self, journal: JournalId, hash: ParcelHash, sealed: &[u8]) -> Result<(), Self::Error>;

    /// A part of a checkpoint.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn get_part(&mut self, journal: JournalId, hash: ParcelHash) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Keeps a checkpoint in the place of the one before, and lets go of parts that it does not name; `false` where one that it
    /// names is missing.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn put_checkpoint(
        &mut self,
        journal: JournalId,
        sealed: &[u8],
        parts: &[ParcelHash],
    ) -> Result<bool, Self::Error>;

    /// The checkpoint.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn get_checkpoint(&mut self, journal: JournalId) -> Result<Option<Vec<u8>>, Self::Error>;

    /// The devices that are served; none where nobody asked yet.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn served(&mut self, journal: JournalId) -> Result<Vec<Served>, Self::Error>;

    /// Serves these devices from now on.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn serve(&mut self, journal: JournalId, devices: &[Served]) -> Result<(), Self::Error>;

    /// Lets go of the content of the batch that lies at a place under this hash; `false` where another lies there, or a statement,
    /// or nothing. What was erased before stays so.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn erase(&mut self, journal: JournalId, place: u64, hash: ParcelHash) -> Result<bool, Self::Error>;

    /// Lets go of everything of the journal, for good: it serves nobody, and is not begun anew.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn close(&mut self, journal: JournalId) -> Result<(), Self::Error>;

    /// Whether the journal was closed.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn is_closed(&mut self, journal: JournalId) -> Result<bool, Self::Error>;

    /// Answers a request of a device that is known to have made it. Waiting is not done here: who serves a request that may wait
    /// asks again.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn answer(
        &mut self,
        journal: JournalId,
        device: DeviceId,
        request: Request,
    ) -> Result<Answer, Self::Error> {
        let served = if request.is_of_a_pairing() { Vec::new() } else { self.served(journal)? };
        self.answer_among(served, journal, device, &request)
    }

    /// The same, where it is known which devices are served.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn answer_among(
        &mut self,
        served: Vec<Served>,
        journal: JournalId,
        device: DeviceId,
        request: &Request,
    ) -> Result<Answer, Self::Error> {
        if let Request::Introduce { face, by, voucher } = request {
            return self.introduce(journal, device, served, (face, *by, voucher));
        }
        let pairing = request.is_of_a_pairing();
        if !pairing && !served.is_empty() && served.iter().all(|(known, _)| *known != device) {
            return Ok(Answer::Refused(Refusal::NotServed));
        }
        // One that serves devices is not closed. What takes something away is for who is served alone.
        let takes_away = matches!(request, Request::Erase { .. } | Request::Close);
        if !pairing && served.is_empty() && (takes_away || self.is_closed(journal)?) {
            return Ok(Answer::Refused(Refusal::NotServed));
        }
        Ok(match request {
            Request::Introduce { .. } => Answer::Refused(Refusal::Malformed),
            // A journal that serves nobody would be anybody's.
            Request::Admit { devices } if devices.is_empty() => Answer::Refused(Refusal::Malformed),
            Request::Admit { devices } => {
                self.serve(journal, devices)?;
                Answer::Done
            }
            Request::Append { parcels } if parcels.iter().any(is_erased) => {
                Answer::Refused(Refusal::Malformed)
            }
            Request::Append { parcels } => {
                let kept = self.append(journal, parcels)?;
                Answer::Appended { generation: self.generation(journal)?, kept }
            }
            Request::Read { after, limit_bytes, .. } => {
                let Page { count, parcels } = self.read(journal, *after, *limit_bytes)?;
                Answer::Parcels { generation: self.generation(journal)?, count, parcels }
            }
            Request::Heads { publish } => {
                if let Some(heads) = publish {
                    self.publish(journal, device, heads)?;
                }
                let count = self.read(journal, u64::MAX, 0)?.count;
                Answer::Heads { generation: self.generation(journal)?, count, heads: self.heads(journal)? }
            }
            Request::PutSlot { number, .. } if *number >= SLOT_MESSAGES => {
                Answer::Refused(Refusal::Malformed)
            }
            Request::PutSlot { slot, number, message } => match self.put_slot(*slot, *number, message)? {
                true => Answer::Done,
                false => Answer::Refused(Refusal::Taken),
            },
            Request::GetSlot { slot, number, .. } => Answer::Found(self.get_slot(*slot, *number)?),
            Request::PutPart { sealed } => {
                self.put_part(journal, entry_hash(sealed), sealed)?;
                Answer::Done
            }
            Request::PutCheckpoint { sealed, parts } => match self.put_checkpoint(journal, sealed, parts)? {
                true => Answer::Done,
                false => Answer::Refused(Refusal::Malformed),
            },
            Request::GetCheckpoint => Answer::Found(self.get_checkpoint(journal)?),
            Request::GetPart { hash } => Answer::Found(self.get_part(journal, *hash)?),
            Request::Erase { place, hash } => match self.erase(journal, *place, *hash)? {
                true => Answer::Done,
                false => Answer::Refused(Refusal::Malformed),
            },
            Request::Close => {
                self.close(journal)?;
                Answer::Done
            }
        })
    }

    /// Serves a newcomer that one of `served` vouches for.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn introduce(
        &mut self,
        journal: JournalId,
        device: DeviceId,
        mut served: Vec<Served>,
        (face, by, voucher): (&[u8], DeviceId, &[u8; 64]),
    ) -> Result<Answer, Self::Error> {
        let face = DeviceFace::decode(face).ok().filter(|face| face.id == device);
        let key = served.iter().find(|(known, _)| *known == by).map(|(_, key)| *key);
        let (Some(face), Some(key)) = (face, key) else { return Ok(Answer::Refused(Refusal::NotServed)) };
        if verify_voucher(&key, journal, &face, voucher).is_err() || served.len() >= CIRCLE_DEVICES {
            return Ok(Answer::Refused(Refusal::NotServed));
        }
        if served.iter().all(|(known, _)| *known != device) {
            served.push((device, face.signing_key));
            self.serve(journal, &served)?;
        }
        Ok(Answer::Done)
    }

    /// The same from the bytes of a request.
    ///
    /// # Errors
    /// What the keeping may fail with.
    fn answer_bytes(
        &mut self,
        journal: JournalId,
        device: DeviceId,
        request: &[u8],
    ) -> Result<Answer, Self::Error> {
        match Request::decode(request) {
            Ok(request) => self.answer(journal, device, request),
            Err(_) => Ok(Answer::Refused(Refusal::Malformed)),
        }
    }
}

const fn is_erased(parcel: &Parcel) -> bool {
    matches!(parcel, Parcel::Erased { .. })
}

/// Parcels that follow one another, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The place of the last parcel of the journal.
    pub count: u64,
    /// Parcels with their places, ascending.
    pub parcels: Vec<(u64, Parcel)>,
}

impl Page {
    /// As many of `parcels` as an answer takes.
    pub fn of(count: u64, parcels: impl Iterator<Item = (u64, Parcel)>, limit_bytes: u64) -> Self {
        let mut page = Self { count, parcels: Vec::new() };
        let mut bytes = 0;
        for (place, parcel) in parcels.take(MESSAGE_PARCELS) {
            bytes += parcel.sealed().len() as u64;
            if !page.parcels.is_empty() && bytes > limit_bytes.min(PARCEL_BYTES as u64 * 2) {
                break;
            }
            page.parcels.push((place, parcel));
        }
        page
    }
}
