//! From timeline and assessment to a report.

mod coverage;
mod findings;
mod header;
mod markers;
mod overview;
mod series;
mod sources;
mod tiles;

use crate::model::{Audience, EvidenceLine, Report};
use nourish_record::{CalendarDay, DaySummary, Moment, Timeline};
use nourish_rules::assess::{Assessment, Evidence};
use sources::Sources;

pub use tiles::tiles;

/// The name that a report carries as its schema.
pub(crate) const SCHEMA: &str = "nourish/report/1";

/// What to report, to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// First day of the period.
    pub from: CalendarDay,
    /// Last day of the period. A period that ends before it begins is read the other way round.
    pub to: CalendarDay,
    /// When the report is made: a value, so that the same input gives the same bytes.
    pub made_at: Moment,
    /// For whom.
    pub audience: Audience,
    /// Version of the app that makes it.
    pub app_version: String,
}

/// The report of a timeline as `assessment` sees it. Pure; it cannot fail: of an empty journal it says what is missing.
pub fn compose(timeline: &Timeline, assessment: &Assessment, options: &Options) -> Report {
    let period = Period { from: options.from.min(options.to), to: options.from.max(options.to) };
    let summaries = DaySummary::of(timeline);
    let mut sources = Sources::default();
    let flags = findings::flags(timeline, assessment, options.audience, &mut sources);
    let rules = findings::rules(assessment, options.audience, &mut sources);
    let picture = &assessment.picture;
    let is_for_team = options.audience == Audience::CareTeam;
    let instruments = if is_for_team { overview::instruments(picture, &mut sources) } else { Vec::new() };
    Report {
        schema: SCHEMA,
        audience: options.audience,
        header: header::header(timeline, assessment.as_of, period, options),
        tiles: tiles(assessment, options.audience),
        flags,
        undecided: findings::undecided(assessment, options.audience),
        to_confirm: picture.to_confirm.iter().map(evidence_line).collect(),
        before_operation: overview::before_operation(picture, assessment.as_of, options.audience),
        treatment: overview::treatment(picture).filter(|_| is_for_team),
        symptoms_by_cycle: overview::symptoms_by_cycle(picture).filter(|_| is_for_team),
        instruments,
        series: series::series(timeline, &summaries, assessment, period),
        coverage: coverage::coverage(timeline, &summaries, picture, period),
        rules,
        sources: sources.rows(),
    }
}

/// The days of a report, both ends included.
#[derive(Clone, Copy)]
struct Period {
    from: CalendarDay,
    to: CalendarDay,
}

impl Period {
    fn contains(self, day: CalendarDay) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

fn evidence_line(evidence: &Evidence) -> EvidenceLine {
    EvidenceLine { entry: evidence.entry, day: evidence.day, what: evidence.what.clone() }
}
