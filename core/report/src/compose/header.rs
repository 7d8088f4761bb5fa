//! Who the report is about, of when it is, and what made it.

use super::{Options, Period};
use crate::model::Header;
use crate::speech::Speech;
use nourish_record::{CalendarDay, Profile, Timeline};

pub(super) fn header(timeline: &Timeline, as_of: CalendarDay, period: Period, options: &Options) -> Header {
    // A later profile may say only what changed: each field comes from the last one that says it.
    let profiles = || timeline.of_kind::<Profile>().rev().map(|(_, profile)| profile);
    let born_on = profiles().find_map(|profile| profile.born_on);
    let is_named = options.audience.knows_the_name();
    Header {
        name: profiles().find_map(|profile| profile.name.clone()).filter(|_| is_named),
        born_on: born_on.filter(|_| is_named),
        age_years: born_on.and_then(|birthday| as_of.years_since(birthday)),
        diagnosis: profiles().find_map(|profile| profile.diagnosis.clone()),
        as_of,
        from: period.from,
        to: period.to,
        made: options.made_at.clone(),
        made_at: Speech::default().moment(&options.made_at),
        app_version: options.app_version.clone(),
    }
}
