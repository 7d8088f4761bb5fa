//! Inviting somebody, and joining: a code that is told or scanned, words that are compared, then the journal on the other device.
//!
//! Every step looks once whether the other side has come so far; an app asks again after a while. A step that throws has used its
//! object up: begin anew with another code.

use crate::error::JournalError;
use crate::journal::{Journal, secret_of};
use crate::mailbox::Mailbox;
use crate::recovery::RecoveryCode;
use crate::scalar::Moment;
use nourish_journal::{Invited as Whom, Role, Secret};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Whom an invitation is for.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Invited {
    /// Somebody new.
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

/// An invitation that waits for the newcomer, in memory alone.
#[derive(uniffi::Object)]
pub struct Inviting {
    code: Zeroizing<String>,
    link: Zeroizing<String>,
    step: Step<nourish_journal::Inviting>,
}

/// An invitation whose newcomer knows the code: both people compare the words now.
#[derive(uniffi::Object)]
pub struct Invitation {
    words: Vec<String>,
    device_name: String,
    step: Step<nourish_journal::Invitation>,
}

/// A newcomer that has told its code and waits for the inviter.
#[derive(uniffi::Object)]
pub struct Joining {
    step: Step<nourish_journal::Joining>,
}

/// A newcomer whose inviter knows the code: both people compare the words now.
#[derive(uniffi::Object)]
pub struct ComparingWords {
    words: Vec<String>,
    step: Step<nourish_journal::PairingWords>,
}

/// A newcomer that was let in; `Journal.join` makes its journal.
#[derive(uniffi::Object)]
pub struct Joined {
    step: Step<nourish_journal::Joined>,
}

#[uniffi::export]
impl Inviting {
    /// The code to tell.
    pub fn code(&self) -> String {
        self.code.to_string()
    }

    /// The same as a link, with the mailbox's address: what a QR code holds.
    pub fn link(&self) -> String {
        self.link.to_string()
    }
}

#[uniffi::export]
impl Invitation {
    /// The words to compare with those on the newcomer's screen.
    pub fn words(&self) -> Vec<String> {
        self.words.clone()
    }

    /// What the newcomer's device calls itself.
    pub fn device_name(&self) -> String {
        self.device_name.clone()
    }
}

#[uniffi::export]
impl Journal {
    /// Begins an invitation. `forScanning` makes a code for a QR code or a link, otherwise one that can be told over the telephone.
    ///
    /// Throws `NoCircle`, `NotAllowed`, `UnusableName`, `NoMailbox`, and what the mailbox may say.
    #[uniffi::method(default(for_scanning = false))]
    pub fn invite(
        &self,
        invited: Invited,
        mailbox: Arc<Mailbox>,
        for_scanning: bool,
    ) -> Result<Inviting, JournalError> {
        let mut transport = mailbox.connect(Arc::default())?;
        let inviting = self.lock().invite(invited.into(), for_scanning, transport.as_mut())?;
        Ok(Inviting { code: inviting.code.clone(), link: inviting.link.clone(), step: Step::of(inviting) })
    }

    /// Looks whether the newcomer answered; null where they did not yet.
    ///
    /// Throws `PairingFailed`: the code is burnt then.
    pub fn find_newcomer(
        &self,
        inviting: Arc<Inviting>,
        mailbox: Arc<Mailbox>,
    ) -> Result<Option<Arc<Invitation>>, JournalError> {
        let mut transport = mailbox.connect(Arc::default())?;
        let found = inviting.step.take(|step| self.lock().await_newcomer(step, 0, transport.as_mut()))?;
        Ok(found.map(|invitation| Arc::new(invitation.into())))
    }

    /// Lets the newcomer in, once both people have seen the same words. Dropping the invitation instead lets nobody in.
    ///
    /// Throws `ChangeRefused`, and what `sync` throws.
    pub fn let_in(
        &self,
        invitation: Arc<Invitation>,
        mailbox: Arc<Mailbox>,
        now: Moment,
    ) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        let mut transport = mailbox.connect(Arc::default())?;
        self.lock().let_in(invitation.step.end()?, transport.as_mut(), &now)?;
        self.changed(());
        Ok(())
    }

    /// Makes the journal of somebody who was let in at `path`, which must not exist, with a passphrase. The first sync fills it.
    ///
    /// Throws what `create` throws.
    #[uniffi::constructor]
    pub fn join(joined: Arc<Joined>, path: String, passphrase: String) -> Result<Self, JournalError> {
        let typed = Zeroizing::new(passphrase);
        Ok(joined.step.end()?.keep(Path::new(&path), secret_of(&typed))?.into())
    }

    /// The same with a recovery code, for an app that does without a passphrase and adds its keystore next.
    #[uniffi::constructor]
    pub fn join_with_recovery_code(
        joined: Arc<Joined>,
        path: String,
        code: Arc<RecoveryCode>,
    ) -> Result<Self, JournalError> {
        Ok(joined.step.end()?.keep(Path::new(&path), Secret::RecoveryCode(&code.0))?.into())
    }
}

/// Answers an invitation: `code` is what was told, scanned or tapped, `deviceName` what the others will call this device. Null where
/// no invitation with this code is there yet.
///
/// Throws `UnreadablePairingCode`, `UnusableName`, `PairingFailed`, and what the mailbox may say.
#[uniffi::export]
pub fn answer_invitation(
    code: String,
    device_name: String,
    mailbox: Arc<Mailbox>,
) -> Result<Option<Arc<Joining>>, JournalError> {
    let mut transport = mailbox.connect(Arc::default())?;
    let joining = nourish_journal::Joining::begin(&code, &device_name, 0, transport.as_mut())?;
    Ok(joining.map(|joining| Arc::new(Joining { step: Step::of(joining) })))
}

/// The address of the mailbox that a link names, if it names one.
///
/// Throws `UnreadablePairingCode`.
#[uniffi::export]
pub fn mailbox_of_invitation(code: String) -> Result<Option<String>, JournalError> {
    Ok(nourish_journal::Joining::mailbox_of(&code)?)
}

/// A QR code as SVG; null where the text is too long for one.
#[uniffi::export]
pub fn qr_svg(text: String) -> Option<String> {
    nourish_journal::qr_drawing(&Zeroizing::new(text)).map(|drawing| drawing.to_string())
}

#[uniffi::export]
impl Joining {
    /// Looks whether the inviter's device answered; null where it did not yet.
    ///
    /// Throws `PairingFailed`: the code is burnt then.
    pub fn find_words(&self, mailbox: Arc<Mailbox>) -> Result<Option<Arc<ComparingWords>>, JournalError> {
        let mut transport = mailbox.connect(Arc::default())?;
        let found = self.step.take(|step| step.await_inviter(0, transport.as_mut()))?;
        Ok(found.map(|paired| {
            let words = paired.words.iter().map(|word| (*word).to_owned()).collect();
            Arc::new(ComparingWords { words, step: Step::of(paired) })
        }))
    }
}

#[uniffi::export]
impl ComparingWords {
    /// The words to compare with those on the inviter's screen.
    pub fn words(&self) -> Vec<String> {
        self.words.clone()
    }

    /// Looks whether the inviter let this device in, to be asked once the words were found the same; null where they did not yet.
    ///
    /// Throws `PairingFailed`.
    pub fn find_welcome(&self, mailbox: Arc<Mailbox>) -> Result<Option<Arc<Joined>>, JournalError> {
        let mut transport = mailbox.connect(Arc::default())?;
        let found = self.step.take(|step| step.await_welcome(0, transport.as_mut()))?;
        Ok(found.map(|joined| Arc::new(Joined { step: Step::of(joined) })))
    }
}

/// A step of a pairing, which the next one uses up.
struct Step<T>(Mutex<Option<T>>);

impl<T> Step<T> {
    fn of(step: T) -> Self {
        Self(Mutex::new(Some(step)))
    }

    /// Goes on to the next step, or stays where it is not time yet.
    fn take<N>(
        &self,
        go: impl FnOnce(T) -> Result<Result<N, T>, nourish_journal::JournalError>,
    ) -> Result<Option<N>, JournalError> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match go(held.take().ok_or_else(used_up)?)? {
            Ok(next) => Ok(Some(next)),
            Err(step) => {
                *held = Some(step);
                Ok(None)
            }
        }
    }

    fn end(&self) -> Result<T, JournalError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(used_up)
    }
}

fn used_up() -> JournalError {
    JournalError::PairingFailed {
        problem: "this step was taken already; begin anew with another code".into(),
    }
}

impl From<nourish_journal::Invitation> for Invitation {
    fn from(invitation: nourish_journal::Invitation) -> Self {
        Self {
            words: invitation.words.iter().map(|word| (*word).to_owned()).collect(),
            device_name: invitation.device_name.clone(),
            step: Step::of(invitation),
        }
    }
}

impl From<Invited> for Whom {
    fn from(invited: Invited) -> Self {
        match invited {
            Invited::Member { name, role } => Self::Member { name, role },
            Invited::OwnDevice => Self::OwnDevice,
            Invited::PatientDevice => Self::PatientDevice,
        }
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

quiet_debug!(Inviting, Invitation, Joining, ComparingWords, Joined);
