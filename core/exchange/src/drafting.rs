//! From a fact to a draft with an origin that is the same on every import.

use nourish_record::{
    CalendarDay, Draft, Fact, InvalidEntry, Moment, Origin, Problem, Source, Status, TreatmentStatus,
};

/// What the drafts of a file have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drafting<'a> {
    /// The system, as shown to people.
    pub(crate) system: &'a str,
    /// Where the values came from.
    pub(crate) source: Source,
    /// The person's today.
    pub(crate) today: CalendarDay,
}

impl Drafting<'_> {
    /// The draft of a fact. `key` names the value among those of its kind.
    ///
    /// # Errors
    /// The day lies after today and the fact is no plan.
    pub(crate) fn draft(
        &self,
        occurred: Moment,
        fact: impl Into<Fact>,
        key: &[&str],
    ) -> Result<Draft, InvalidEntry> {
        let fact = fact.into();
        if occurred.day() > self.today && !is_plan(&fact) {
            return Err(InvalidEntry::new("occurred", Problem::InTheFuture));
        }
        let origin = Origin { system: self.system.to_owned(), key: join(fact.kind().name, key) };
        Ok(Draft { occurred, source: self.source, origin: Some(origin), fact, status: Status::Final })
    }
}

/// Whether a fact may lie in the future.
pub(crate) fn is_plan(fact: &Fact) -> bool {
    match fact {
        Fact::Treatment(treatment) => treatment.status != TreatmentStatus::Given,
        Fact::FeedingPlan(_) => true,
        _ => false,
    }
}

/// The parts of a key in one text, so that different parts never give the same text.
fn join(kind: &str, parts: &[&str]) -> String {
    let mut key = kind.to_owned();
    for part in parts {
        key.push('|');
        key.push_str(&part.replace('\\', "\\\\").replace('|', "\\|"));
    }
    key
}

/// The start of a text, without control characters.
pub(crate) fn shown(text: &str, most_bytes: usize) -> String {
    let mut shown = String::new();
    for c in text.trim().chars().filter(|c| !c.is_control()) {
        if shown.len() + c.len_utf8() > most_bytes {
            break;
        }
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafting() -> Drafting<'static> {
        Drafting { system: "a scale", source: Source::Scale, today: "2026-11-20".parse().unwrap() }
    }

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn tomorrow_is_for_plans_alone() {
        let weight = || Fact::read("weight", &[("weight", "68.2 kg")]).unwrap();
        assert!(drafting().draft(at("2026-11-20T23:59:00+01:00"), weight(), &[]).is_ok());
        let refused = drafting().draft(at("2026-11-21T00:00:00+01:00"), weight(), &[]).unwrap_err();
        assert_eq!(refused.problem, Problem::InTheFuture);

        let operation = |status| {
            Fact::read("treatment", &[("modality", "surgery"), ("status", status), ("name", "gastrectomy")])
        };
        let later = || at("2026-12-07T08:00:00+01:00");
        assert!(drafting().draft(later(), operation("planned").unwrap(), &[]).is_ok());
        assert!(drafting().draft(later(), operation("given").unwrap(), &[]).is_err());
    }

    #[test]
    fn different_parts_never_give_one_key() {
        assert_eq!(join("weight", &["2026-11-20"]), "weight|2026-11-20");
        assert_ne!(join("k", &["a|b", "c"]), join("k", &["a", "b|c"]));
        assert_ne!(join("k", &["a\\", "b"]), join("k", &["a", "\\b"]));
    }
}
