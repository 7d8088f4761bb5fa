//! `nourish status`

use super::{pack, say_damage};
use crate::access;
use crate::arguments::{Arguments, Reader};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Detail, Screen, show_assessment};
use nourish_journal::Audience;

pub(super) fn run(
    arguments: &Arguments,
    explain: bool,
    reader: Reader,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let journal = access::open_for_reading(arguments, screen)?;
    pack::name_set_aside(&journal.packs().set_aside, screen);
    let assessed = journal.assess(now.day())?;
    if screen.is_json() {
        let report = journal.report(None, None, &now, reader.audience())?;
        screen.line(report.to_json().trim_end())?;
    } else {
        let detail = if explain { Detail::All } else { Detail::New };
        show_assessment(&assessed, reader, detail, screen)?;
    }
    Ok(say_damage(&assessed.damage, screen))
}

impl Reader {
    /// The audience of a report for this reader.
    pub(crate) const fn audience(self) -> Audience {
        match self {
            Self::CareTeam => Audience::CareTeam,
            Self::Surgeon => Audience::Surgeon,
            Self::Oncologist => Audience::Oncologist,
            Self::Radiation => Audience::RadiationOncologist,
            Self::Gastro => Audience::Gastroenterologist,
            Self::Dietitian => Audience::Dietitian,
            Self::Nurse => Audience::Nurse,
            Self::Patient => Audience::Patient,
            Self::Trial => Audience::Trial,
        }
    }
}
