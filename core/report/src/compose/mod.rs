//! From timeline and assessment to a report.

mod coverage;
mod events;
mod findings;
mod header;
mod markers;
mod overview;
mod series;
mod sources;
mod tiles;

use crate::model::{Audience, EvidenceLine, Report};
use crate::speech::Speech;
use nourish_record::{CalendarDay, DaySummary, Moment, Timeline};
use nourish_rules::assess::{Assessment, Evidence};
use sources::Sources;

pub use tiles::tiles;

pub(crate) use tiles::Basis;

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
    let is_professional = options.audience.is_professional();
    let instruments = if is_professional { overview::instruments(picture, &mut sources) } else { Vec::new() };
    Report {
        schema: SCHEMA,
        audience: options.audience,
        header: header::header(timeline, assessment.as_of, period, options),
        tiles: tiles(assessment, options.audience),
        basis: Basis::of(assessment),
        speech: Speech::default(),
        flags,
        undecided: findings::undecided(assessment, options.audience),
        to_confirm: picture.to_confirm.iter().map(|evidence| evidence_line(timeline, evidence)).collect(),
        before_operation: overview::before_operation(picture, assessment.as_of, options.audience),
        treatment: overview::treatment(picture).filter(|_| is_professional),
        symptoms_by_cycle: overview::symptoms_by_cycle(picture).filter(|_| is_professional),
        passage: events(is_professional, || events::passage(timeline, period)),
        check_ins: events(is_professional, || events::check_ins(timeline, assessment, period)),
        plan: events(is_professional, || events::plan(timeline, assessment.as_of)),
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

/// What is for professionals alone.
fn events<T>(is_professional: bool, lines: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if is_professional { lines() } else { Vec::new() }
}

fn evidence_line(timeline: &Timeline, evidence: &Evidence) -> EvidenceLine {
    let of_day = || timeline.between(evidence.day, evidence.day);
    let origin = of_day().find(|shown| shown.root() == evidence.entry).map(events::origin);
    EvidenceLine { entry: evidence.entry, day: evidence.day, what: evidence.what.clone(), origin }
}
