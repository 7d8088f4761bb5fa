//! Days, moments, names of entries and of ways to unlock, keys of sites: texts on the way, typed on both sides.

use crate::error::JournalError;
use nourish_journal::{InvalidEntry, Problem};

pub use nourish_journal::{CalendarDay, EntryId, Moment, SiteKey, WrapId as WayId};

uniffi::custom_type!(CalendarDay, String, {
    remote,
    try_lift: |text| Ok(text.parse().map_err(|_| refused("day", Problem::NotADay))?),
    lower: |day| day.to_string(),
});

uniffi::custom_type!(Moment, String, {
    remote,
    try_lift: |text| Ok(Moment::parse(&text).map_err(|_| refused("moment", Problem::NotATime))?),
    lower: |moment| moment.to_string(),
});

uniffi::custom_type!(EntryId, String, {
    remote,
    try_lift: |text| Ok(text.parse().map_err(|_| JournalError::NoSuchEntry)?),
    lower: |id| id.to_string(),
});

uniffi::custom_type!(WayId, String, {
    remote,
    try_lift: |text| Ok(text.parse().map_err(|_| JournalError::NoSuchWay)?),
    lower: |id| id.to_string(),
});

uniffi::custom_type!(SiteKey, String, {
    remote,
    try_lift: |text| Ok(SiteKey::parse(&text).map_err(|error| {
        JournalError::UnreadableSiteKey { problem: error.to_string() }
    })?),
    lower: |site| site.to_string(),
});

/// UniFFI hands this to the caller as the error of the method that was called.
fn refused(field_name: &str, problem: Problem) -> JournalError {
    InvalidEntry::new(field_name, problem).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UniFfiTag;
    use uniffi::FfiConverter;

    fn read<T: FfiConverter<UniFfiTag>>(text: &str) -> Result<T, JournalError> {
        let mut bytes = Vec::new();
        <String as FfiConverter<UniFfiTag>>::write(text.to_owned(), &mut bytes);
        T::try_read(&mut bytes.as_slice()).map_err(|error| error.downcast().expect("a journal error"))
    }

    fn written<T: FfiConverter<UniFfiTag>>(value: T) -> String {
        let mut bytes = Vec::new();
        T::write(value, &mut bytes);
        <String as FfiConverter<UniFfiTag>>::try_read(&mut bytes.as_slice()).expect("a text")
    }

    #[test]
    fn texts_of_the_platforms_are_read_and_written_back() {
        assert_eq!(written(read::<CalendarDay>("2026-11-20").unwrap()), "2026-11-20");
        // As java.time.ZonedDateTime prints whole minutes, and a fixed offset.
        let moment = read::<Moment>("2026-11-20T07:30+01:00[Europe/Madrid]").unwrap();
        assert_eq!(written(moment), "2026-11-20T07:30:00+01:00[Europe/Madrid]");
        assert_eq!(written(read::<Moment>("2026-11-20T06:30Z").unwrap()), "2026-11-20T06:30:00+00:00");
        let id = "000102030405060708090a0b0c0d0eff";
        assert_eq!(written(read::<EntryId>(id).unwrap()), id);
    }

    #[test]
    fn what_is_no_day_or_moment_is_refused_with_a_remedy_and_without_the_text() {
        let day = read::<CalendarDay>("20-11-2026").unwrap_err();
        let JournalError::InvalidEntry { field_name, problem, remedy } = &day else { panic!("invalid") };
        assert_eq!((field_name.as_str(), problem.as_str()), ("day", "is not a day"));
        assert!(remedy.contains("2026-11-20"));
        assert!(!day.to_string().contains("20-11"));
        let moment = read::<Moment>("yesterday").unwrap_err();
        assert!(matches!(moment, JournalError::InvalidEntry { field_name, .. } if field_name == "moment"));
    }

    #[test]
    fn what_is_no_name_of_an_entry_names_no_entry() {
        assert_eq!(read::<EntryId>("68400").unwrap_err(), JournalError::NoSuchEntry);
    }
}
