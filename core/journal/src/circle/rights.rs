//! Which role may write which entry. Every reader of a log asks this, whatever its writer's program let pass.

use nourish_record::{Content, Entry, Source};
use nourish_sync::Role;

/// Whether a member with this role may write such an entry: the patient everything; carers and clinicians everything but an
/// erasure, which is the patient's right alone; only a clinician in a clinician's name; a reader nothing.
///
/// ```
/// # use nourish_journal::*;
/// # let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]")?;
/// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
/// let entry = Entry::parse(Draft::new(at, Source::Clinician, weight), Stamp::example(1))?;
/// assert!(may_write(Role::Clinician, &entry));
/// assert!(!may_write(Role::Carer, &entry), "not in a clinician's name");
/// assert!(!may_write(Role::Reader, &entry));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn may_write(role: Role, entry: &Entry) -> bool {
    let erases = matches!(entry.content(), Content::Erasure(_));
    match role {
        Role::Patient => true,
        Role::Clinician => !erases,
        Role::Carer => !erases && entry.source() != Source::Clinician,
        Role::Reader => false,
    }
}
