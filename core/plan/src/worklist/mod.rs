//! Many people at once: who needs the team first, and why.

mod response;

pub use response::{MOST_RESPONSE_DAYS, Response, response_times};

use crate::care::CarePlan;
use nourish_record::{CalendarDay, EntryId, Profile, Timeline};
use nourish_rules::assess::{Attention, Finding};
use nourish_rules::{Assessment, Level};

/// A flag that nobody has answered.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenFlag {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// Its name in words.
    pub title: String,
    /// How soon it wants someone.
    pub level: Level,
    /// Whether it asks today: new, worse, or time to speak of it again.
    pub asks_today: bool,
    /// Since when it stands, where that is known.
    pub since: Option<CalendarDay>,
    /// What it says, with the numbers that decided.
    pub team_text: String,
    /// The entries behind it.
    pub evidence: Vec<EntryId>,
}

/// One person on the list.
#[derive(Clone, PartialEq, Eq)]
pub struct WorklistEntry {
    /// By what the list names them: the journal's file, or what the team calls it.
    pub label: String,
    /// Their name, as the profile says.
    pub name: Option<String>,
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Flags that nobody has answered, the most urgent first.
    pub open: Vec<OpenFlag>,
    /// How many flags the team has answered, and that still stand.
    pub answered: usize,
    /// Nutrition screens that are met, by their names.
    pub screens: Vec<String>,
    /// The next operation: its day, its name, how many days away.
    pub surgery: Option<(CalendarDay, String, i32)>,
    /// The last day on which anything was logged that had happened by then.
    pub last_logged_on: Option<CalendarDay>,
    /// Whether part of the journal could not be read, so that something may be missing here.
    pub is_partial: bool,
    /// Why they stand where they stand, the strongest reason first.
    pub why: Vec<String>,
}

/// What is left out of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorklistFilter {
    /// Only with an open flag whose rule begins like this.
    pub flag: Option<String>,
    /// Only with an open flag at least as urgent.
    pub level: Option<Level>,
    /// Only with an operation within so many days.
    pub surgery_within_days: Option<i32>,
}

quiet_debug!(OpenFlag, WorklistEntry);

/// Rules that say that somebody is malnourished or at risk of it, and what people call them for short.
const SCREENS: [(&str, &str); 4] =
    [("nrs2002", "NRS-2002"), ("glim", "GLIM"), ("pons", "PONS"), (SURGICAL_SCREEN, "ESPEN surgery")];
/// The screen that is made for an operation.
const SURGICAL_SCREEN: &str = "espen_surgery_severe_risk";
/// A reason why: nothing logged for so many days.
const SILENT_DAYS: i32 = 3;

impl OpenFlag {
    fn is_screen(&self) -> bool {
        screen(&self.rule).is_some()
    }

    fn reason(&self) -> String {
        let when = match (self.level, self.asks_today, self.since) {
            (Level::Emergency, ..) => "emergency",
            (Level::SameDay, ..) => "today",
            (_, true, None) => "new",
            (_, true, Some(_)) => "again",
            _ => "stands",
        };
        format!("{when}: {}", self.team_text)
    }
}

impl WorklistEntry {
    /// The place of a person on the list, from their journal. `assessment` is that of the day of `plan`.
    #[must_use]
    pub fn of(
        label: &str,
        (plan, timeline): (&CarePlan, &Timeline),
        assessment: &Assessment,
        is_partial: bool,
    ) -> Self {
        let day = plan.as_of;
        let (answered, standing): (Vec<&Finding>, Vec<&Finding>) = assessment
            .flags()
            .partition(|finding| matches!(finding.attention, Some(Attention::Answered { .. })));
        let mut open: Vec<OpenFlag> = standing
            .into_iter()
            .filter(|finding| finding.level != Level::Information)
            .map(open_flag)
            .collect();
        open.sort_by(|a, b| (a.level, !a.asks_today, &a.rule).cmp(&(b.level, !b.asks_today, &b.rule)));
        let screens = assessment.flags().filter(|finding| screen(&finding.rule).is_some());
        let profile = timeline.of_kind::<Profile>().rev().filter_map(|(_, profile)| profile.name.clone());
        let mut entry = Self {
            label: label.to_owned(),
            name: profile.into_iter().next(),
            as_of: day,
            open,
            answered: answered.len(),
            screens: screens.map(|finding| finding.title.clone()).collect(),
            surgery: plan.surgery.as_ref().map(|next| (next.day, next.name.clone(), next.in_days)),
            last_logged_on: timeline.iter().map(|shown| shown.day()).filter(|logged| *logged <= day).max(),
            is_partial,
            why: Vec::new(),
        };
        entry.why = entry.reasons();
        entry
    }

    /// The most urgent level of an open flag.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.open.first().map(|flag| flag.level)
    }

    /// Whether the filter lets this person through.
    #[must_use]
    pub fn passes(&self, filter: &WorklistFilter) -> bool {
        let flag = filter.flag.as_deref();
        let flagged = flag.is_none_or(|wanted| self.open.iter().any(|open| open.rule.starts_with(wanted)));
        let urgent = filter.level.is_none_or(|level| self.level().is_some_and(|own| own <= level));
        let soon = filter
            .surgery_within_days
            .is_none_or(|within| self.surgery.as_ref().is_some_and(|(_, _, days)| *days <= within));
        flagged && urgent && soon
    }

    fn reasons(&self) -> Vec<String> {
        let mut why: Vec<String> =
            self.asking().filter(|flag| !flag.is_screen()).map(OpenFlag::reason).collect();
        // Before an operation the surgical screen says what to do about its date.
        if self.surgery.is_some() {
            why.extend(self.asking().filter(|flag| flag.rule == SURGICAL_SCREEN).map(OpenFlag::reason));
        }
        let screens: Vec<&str> = self.asking().filter_map(|flag| screen(&flag.rule)).collect();
        if !screens.is_empty() {
            why.push(format!("nutrition screens met: {}", screens.join(", ")));
        }
        let standing = self.open.len() - self.asking().count();
        if standing > 0 {
            let flags = if standing == 1 { "flag stands" } else { "flags stand" };
            why.push(format!("{standing} {flags} unanswered since before"));
        }
        let silent = self.last_logged_on.map(|last| self.as_of.days_since(last));
        if let Some(silent) = silent.filter(|days| *days >= SILENT_DAYS) {
            why.push(format!("nothing logged for {silent} days"));
        }
        if self.is_partial {
            why.push("part of the journal cannot be read, so something may be missing".to_owned());
        }
        why
    }

    /// The flags that want somebody today.
    fn asking(&self) -> impl Iterator<Item = &OpenFlag> {
        self.open.iter().filter(|flag| flag.level <= Level::SameDay || flag.asks_today)
    }

    /// What the order goes by: urgency, whether it asks today, nutrition at risk, days to the operation, how long flags stand.
    fn place(&self) -> impl Ord + use<> {
        let level = self.level().map_or(u8::MAX, |level| level as u8);
        let asks = self.open.iter().any(|flag| Some(flag.level) == self.level() && flag.asks_today);
        let days = self.surgery.as_ref().map_or(i32::MAX, |(_, _, days)| *days);
        let since = self.open.iter().filter_map(|flag| flag.since).min();
        (level, !asks, self.screens.is_empty(), days, since.is_none(), since, self.label.clone())
    }
}

/// What a nutrition screen is called for short; `None` for another rule.
fn screen(rule: &str) -> Option<&'static str> {
    SCREENS.iter().find(|(known, _)| *known == rule).map(|(_, name)| *name)
}

fn open_flag(finding: &Finding) -> OpenFlag {
    let since = match finding.attention {
        Some(Attention::Worse { since } | Attention::Again { since } | Attention::Standing { since, .. }) => {
            since
        }
        Some(Attention::New | Attention::Answered { .. }) | None => None,
    };
    OpenFlag {
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        level: finding.level,
        asks_today: finding.attention.is_none_or(Attention::is_wanted),
        since,
        team_text: finding.team_text.clone(),
        evidence: finding.evidence.iter().map(|evidence| evidence.entry).collect(),
    }
}

/// The list in the order in which people need the team: by risk, then by time to the operation. The same people give the same order,
/// however they came.
#[must_use]
pub fn rank(mut entries: Vec<WorklistEntry>, filter: &WorklistFilter) -> Vec<WorklistEntry> {
    entries.retain(|entry| entry.passes(filter));
    entries.sort_by_cached_key(WorklistEntry::place);
    entries
}
