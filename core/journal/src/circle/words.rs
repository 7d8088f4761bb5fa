//! Troubles in words, with what to do about them.

use nourish_sync::{Reason, Trouble};

/// A trouble in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TroubleWords {
    /// A name for machines.
    pub name: &'static str,
    /// What is wrong.
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// What a trouble means, and what to do.
///
/// ```
/// # use nourish_journal::*;
/// let words = trouble_in_words(Trouble::RolledBack);
/// assert_eq!(words.name, "mailbox-rolled-back");
/// assert!(words.what.starts_with("The mailbox"));
/// ```
pub const fn trouble_in_words(trouble: Trouble) -> TroubleWords {
    let (name, what, remedy) = match trouble {
        Trouble::Forked { .. } => (
            "log-forked",
            "Two histories of one device's log exist.",
            "Its keys may be in use twice, or somebody shows members different entries: compare with the others, then remove that device and let it join anew.",
        ),
        Trouble::CircleForked => (
            "circle-forked",
            "Members are shown different circles.",
            "Do not invite anybody now; compare the words of `circle verify` with the others, and move to another mailbox.",
        ),
        Trouble::RolledBack => (
            "mailbox-rolled-back",
            "The mailbox gave less than before, and did not say that it was restored.",
            "What is missing was given again. Ask whoever runs the mailbox; if it happens again, move to another one.",
        ),
        Trouble::OldHeads { .. } => (
            "old-heads",
            "The mailbox shows an older state of a device than before.",
            "Ask whoever runs the mailbox; if it happens again, move to another one.",
        ),
        Trouble::Withheld { .. } => (
            "entries-withheld",
            "Another member has entries that the mailbox does not give to this device.",
            "Ask whoever runs the mailbox, or move to another one: every device brings what it has.",
        ),
        Trouble::CircleWithheld { .. } => (
            "circle-withheld",
            "Another member knows of a change of the circle that the mailbox does not give to this device.",
            "Compare the words of `circle verify` with the others; ask whoever runs the mailbox, or move to another one.",
        ),
        Trouble::NotKept => (
            "not-kept",
            "The mailbox did not keep what it was given.",
            "It may have no more room: ask whoever runs it. Everything stays here, and is given again.",
        ),
        Trouble::Held { reason } => held_in_words(reason),
    };
    TroubleWords { name, what, remedy }
}

const fn held_in_words(reason: Reason) -> (&'static str, &'static str, &'static str) {
    match reason {
        Reason::Tampered => (
            "parcel-tampered",
            "Something at the mailbox does not open: it was changed, or no member made it.",
            "Nothing of it was taken. If entries are missing, the device that logged them gives them again.",
        ),
        Reason::Newer => (
            "parcel-newer",
            "Something was sent by a newer version of this program.",
            "Update this program; until then it waits, and nothing is lost.",
        ),
        Reason::UnknownEpoch => (
            "parcel-of-unknown-key",
            "Something is sealed by a key that this device was not given.",
            "It waits for the key. If that does not come, this device may have been removed: ask the others.",
        ),
        Reason::UnknownDevice => (
            "parcel-of-stranger",
            "Something is of a device that is not in the circle.",
            "Nothing of it was taken. If a member has a new device, it must be invited.",
        ),
        Reason::BadSignature => (
            "parcel-unsigned",
            "Entries came that their device did not sign for.",
            "Nothing of them was taken. A member or the mailbox made them up: compare with the others.",
        ),
        Reason::Gap => (
            "parcel-gap",
            "Entries came before others that they follow on.",
            "They wait for what is missing. If that does not come, the device that logged them gives it again.",
        ),
        Reason::AfterLeaving => (
            "parcel-after-leaving",
            "Entries came that a device logged after it had left the circle.",
            "They do not count.",
        ),
        Reason::NotAllowed => (
            "parcel-not-allowed",
            "Entries came that their author may not write.",
            "They are not shown. Give the member another role, or ask them what they meant to log.",
        ),
        Reason::Forked => (
            "parcel-forked",
            "Something tells another history than the one that is known here.",
            "Nothing of it was taken: compare with the others.",
        ),
        Reason::NotOfCircle => (
            "statement-refused",
            "Somebody said something about the circle that they may not say.",
            "Nothing was changed. If it was a member, consider removing them.",
        ),
        Reason::Unreadable => (
            "parcel-unreadable",
            "Entries came that cannot be read.",
            "Nothing of them was taken. The device that sent them may be broken, or its program.",
        ),
        Reason::Contradicted => (
            "parcel-contradicted",
            "Entries came that contradict what is kept here.",
            "Nothing of them was taken: compare with the others.",
        ),
    }
}
