//! Inviting: a code that is told or scanned, a comparison of words, then the newcomer is in the circle and gets its keys.

use super::changes::check_name;
use super::welcome::{read_hello, welcome};
use crate::error::JournalError;
use crate::journal::{Journal, system_entropy};
use nourish_record::Moment;
use nourish_seal::{Inviter, JournalId, PAIRING_WORDS, PairedInviter, PairingCode, SystemEntropy};
use nourish_sync::{Act, Answer, MemberId, NewDevice, NewMember, Refusal, Request, Role, Transport, ask};
use zeroize::Zeroizing;

/// Pairing happens before the newcomer knows the journal's name, so no journal is named.
pub(super) const NO_JOURNAL: JournalId = JournalId::from_bytes([0; 16]);
/// How often a number for a short code is drawn before giving up.
const TRIES: u32 = 20;
const DEADLINE_MS: u32 = 30_000;

/// Whom an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// Somebody new, called so, with a role.
    Member {
        /// What people call them.
        name: String,
        /// What they may do.
        role: Role,
    },
    /// One more device of the person who invites.
    OwnDevice,
    /// A new device of the patient, whom this member is trusted to let in again after every device of theirs was lost.
    PatientDevice,
}

/// An invitation that waits for the newcomer. It lives in memory alone: an app that was ended begins anew with another code.
pub struct Inviting {
    inviter: Inviter,
    invited: Invited,
    slot: [u8; 16],
    /// The code to tell or show.
    pub code: Zeroizing<String>,
    /// The same as a link, for a QR code, with the mailbox's address.
    pub link: Zeroizing<String>,
}

/// An invitation whose newcomer knows the code: both people compare the words now.
pub struct Invitation {
    paired: PairedInviter,
    invited: Invited,
    slot: [u8; 16],
    device: NewDevice,
    /// The words to compare with those on the newcomer's screen.
    pub words: [&'static str; PAIRING_WORDS],
    /// What the newcomer's device calls itself.
    pub device_name: String,
}

impl Journal {
    /// Begins an invitation: gives the code, and leaves the first message at the mailbox. `long` makes a code for a QR code or a
    /// link, otherwise one that can be told over the telephone.
    ///
    /// Both sides of a pairing, here in one process; on two devices each waits for the other:
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut mailbox = MemoryMailbox::default();
    /// let mut net = InProcess(&mut mailbox);
    /// let mut patient = Journal::create(&folder.path().join("patient"), secret)?;
    /// patient.found_circle("Nerea Invented", "phone", &now)?;
    /// patient.move_to_mailbox("memory:")?;
    ///
    /// let carer = Invited::Member { name: "Ander Invented".into(), role: Role::Carer };
    /// let inviting = patient.invite(carer, false, &mut net)?;
    /// let told = inviting.code.to_string();
    /// let joining = Joining::begin(&told, "their phone", 0, &mut net)?.expect("the invitation is there");
    /// let invitation = patient.await_newcomer(inviting, 0, &mut net)?.expect("the newcomer answered");
    /// let words = joining.await_inviter(0, &mut net)?.expect("the inviter answered");
    /// assert_eq!(words.words, invitation.words, "both people look before the next step");
    ///
    /// patient.let_in(invitation, &mut net, &now)?;
    /// let joined = words.await_welcome(0, &mut net)?.expect("they were let in");
    /// let mut carer = joined.keep(&folder.path().join("carer"), secret)?;
    /// carer.sync(&mut net, &now)?;
    /// assert_eq!(carer.circle()?.expect("a circle").members.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoCircle`], [`JournalError::NotAllowed`], [`JournalError::UnusableName`], [`JournalError::NoMailbox`],
    /// and what the mailbox may say.
    pub fn invite(
        &mut self,
        invited: Invited,
        long: bool,
        transport: &mut dyn Transport,
    ) -> Result<Inviting, JournalError> {
        self.check_may_invite(&invited)?;
        let mailbox = self.mailbox()?.ok_or(JournalError::NoMailbox)?;
        let mut entropy = system_entropy();
        for _ in 0..TRIES {
            let code = make_code(long, &mut entropy)?;
            let (slot, text) = (code.slot(), code.to_text());
            let link = code.to_link(Some(&mailbox)).map_err(|_| JournalError::UnusableName)?;
            let (inviter, message) = Inviter::begin(code, &mut entropy)?;
            let request = Request::PutSlot { slot, number: 0, message };
            match ask(transport, NO_JOURNAL, self.store.device(), &request, DEADLINE_MS)? {
                Answer::Done => return Ok(Inviting { inviter, invited, slot, code: text, link }),
                Answer::Refused(Refusal::Taken) => {}
                Answer::Refused(why) => return Err(JournalError::MailboxRefused(why)),
                _ => return Err(JournalError::NotAMailbox),
            }
        }
        Err(JournalError::MailboxRefused(Refusal::Taken))
    }

    /// See [`Journal::invite`] for an example. Looks whether the newcomer answered; waits up to `wait_ms` where the mailbox can. Gives the invitation back where it did not
    /// yet.
    ///
    /// # Errors
    /// [`JournalError::Pairing`]: the code is burnt then. What the mailbox may say gives nothing back either: begin anew.
    pub fn await_newcomer(
        &mut self,
        inviting: Inviting,
        wait_ms: u32,
        transport: &mut dyn Transport,
    ) -> Result<Result<Invitation, Inviting>, JournalError> {
        let request = Request::GetSlot { slot: inviting.slot, number: 1, wait_ms };
        let deadline_ms = wait_ms.saturating_add(DEADLINE_MS);
        let reply = match ask(transport, NO_JOURNAL, self.store.device(), &request, deadline_ms)? {
            Answer::Found(Some(reply)) => reply,
            Answer::Found(None) => return Ok(Err(inviting)),
            Answer::Refused(why) => return Err(JournalError::MailboxRefused(why)),
            _ => return Err(JournalError::NotAMailbox),
        };
        let Inviting { inviter, invited, slot, .. } = inviting;
        let (paired, hello) = inviter.receive(&reply)?;
        let device = read_hello(&hello)?;
        put(transport, self.store.device(), slot, 2, paired.opening().to_vec())?;
        let (words, device_name) = (paired.words(), device.name.clone());
        Ok(Ok(Invitation { paired, invited, slot, device, words, device_name }))
    }

    /// See [`Journal::invite`] for an example. Lets the newcomer in, once both people have seen the same words: syncs the circle's new statement, and gives the newcomer
    /// what it needs. Dropping the invitation instead lets nobody in.
    ///
    /// # Errors
    /// As [`Journal::sync`]; [`JournalError::ChangeRefused`] where the circle did not take the newcomer.
    pub fn let_in(
        &mut self,
        invitation: Invitation,
        transport: &mut dyn Transport,
        now: &Moment,
    ) -> Result<(), JournalError> {
        let Invitation { paired, invited, slot, device, .. } = invitation;
        let face = device.face.clone();
        let act = match invited {
            Invited::Member { name, role } => {
                let mut id = [0; 16];
                self.store.random(&mut id)?;
                Act::AddMember(NewMember { id: MemberId(id), name, role, device })
            }
            Invited::OwnDevice => {
                let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
                let me = circle.member_of(self.store.device().id()).ok_or(JournalError::LeftCircle)?;
                Act::AddDevice { member: me.id, device, voucher: None }
            }
            Invited::PatientDevice => {
                let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
                let patient = circle.statements().first().map(|statement| &statement.act);
                let Some(Act::Found { member, .. }) = patient else {
                    return Err(JournalError::DamagedCircle);
                };
                Act::AddDevice { member: member.id, device, voucher: None }
            }
        };
        self.propose(act)?;
        self.sync(transport, now)?;
        let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
        if circle.device(face.id).is_none() {
            return Err(JournalError::ChangeRefused);
        }
        let mailbox = self.mailbox()?.ok_or(JournalError::NoMailbox)?;
        let given = welcome(&circle, self.store.keyring(), &face, &mailbox, &mut system_entropy())?;
        put(transport, self.store.device(), slot, 3, paired.seal(&given)?)
    }

    fn check_may_invite(&self, invited: &Invited) -> Result<(), JournalError> {
        let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
        let me = circle.member_of(self.store.device().id()).ok_or(JournalError::LeftCircle)?;
        let refused = JournalError::NotAllowed { role: me.role };
        match invited {
            Invited::Member { name, role } => {
                check_name(name)?;
                let may = me.role == Role::Patient && *role != Role::Patient;
                if may { Ok(()) } else { Err(refused) }
            }
            Invited::OwnDevice => Ok(()),
            Invited::PatientDevice => {
                if me.trusted || me.role == Role::Patient {
                    Ok(())
                } else {
                    Err(refused)
                }
            }
        }
    }
}

fn make_code(long: bool, entropy: &mut SystemEntropy) -> Result<PairingCode, JournalError> {
    let made = if long {
        PairingCode::make_long(entropy)
    } else {
        let mut number = [0; 2];
        nourish_seal::Entropy::fill(entropy, &mut number).map_err(|_| JournalError::KeyUnavailable)?;
        // Three digits are quick to say; a number that is taken is drawn again.
        PairingCode::make_short(100 + u16::from_be_bytes(number) % 900, entropy)
    };
    made.map_err(|_| JournalError::KeyUnavailable)
}

pub(super) fn put(
    transport: &mut dyn Transport,
    key: &nourish_seal::DeviceKey,
    slot: [u8; 16],
    number: u8,
    message: Vec<u8>,
) -> Result<(), JournalError> {
    match ask(transport, NO_JOURNAL, key, &Request::PutSlot { slot, number, message }, DEADLINE_MS)? {
        Answer::Done => Ok(()),
        Answer::Refused(why) => Err(JournalError::MailboxRefused(why)),
        _ => Err(JournalError::NotAMailbox),
    }
}

pub(super) fn get(
    transport: &mut dyn Transport,
    key: &nourish_seal::DeviceKey,
    slot: [u8; 16],
    number: u8,
    wait_ms: u32,
) -> Result<Option<Vec<u8>>, JournalError> {
    let request = Request::GetSlot { slot, number, wait_ms };
    match ask(transport, NO_JOURNAL, key, &request, wait_ms.saturating_add(DEADLINE_MS))? {
        Answer::Found(found) => Ok(found),
        Answer::Refused(why) => Err(JournalError::MailboxRefused(why)),
        _ => Err(JournalError::NotAMailbox),
    }
}

macro_rules! quiet_debug {
    ($($name:ident),*) => {$(
        /// Shows no code, key or name.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
pub(super) use quiet_debug;

quiet_debug!(Inviting, Invitation);
