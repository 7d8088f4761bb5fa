//! `nourish status`

use crate::access;
use crate::arguments::{Arguments, Reader};
use crate::clock;
use crate::failure::{Failure, Outcome};
<<<<<<< HEAD
use crate::terminal::{Detail, Screen, show_assessment};
use nourish_journal::Audience;
=======
use crate::terminal::{Screen, show_assessment};
use nourish_journal::{Audience, JournalError};
>>>>>>> 70b31a9 (Back up, restore, merge, erase and repair from the command line and from apps)

pub(super) fn run(
    arguments: &Arguments,
    explain: bool,
    reader: Reader,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let journal = access::open_for_reading(arguments, screen)?;
    let assessed = journal.assess(now.day())?;
<<<<<<< HEAD
    let detail = if explain { Detail::All } else { Detail::New };
    show_assessment(&assessed, reader, detail, screen)?;
=======
    if screen.is_json() {
        if let Some(damage) = assessed.damage.iter().find(|damage| !damage.is_set_aside()) {
            return Err(JournalError::Damaged(*damage).into());
        }
        screen.line(assessed.report(None, &now, reader.audience()).to_json().trim_end())?;
    } else {
        show_assessment(&assessed, &now, reader, explain, screen)?;
    }
>>>>>>> 70b31a9 (Back up, restore, merge, erase and repair from the command line and from apps)
    if assessed.damage.is_empty() {
        return Ok(Outcome::Done);
    }
    screen.remark("Part of the journal is damaged, so this may be wrong. Run `nourish doctor`.");
    Ok(Outcome::DoneInPart)
}

impl Reader {
    /// The audience of a report for this reader.
    pub(crate) const fn audience(self) -> Audience {
        match self {
            Self::CareTeam => Audience::CareTeam,
            Self::Patient => Audience::Patient,
        }
    }
}
