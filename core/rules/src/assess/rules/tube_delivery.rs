//! Tube feed delivered against the prescription.

use crate::assess::context::Context;
use crate::assess::finding::{begin, missing};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::{EnteralDeliveryInput, ScoreError, enteral_delivery};
use crate::tri::Tri;
use nourish_record::{CalendarDay, TubeFeed, TubeStanding};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "tube_delivery";

/// A day of tube feeding. ml.
pub(in crate::assess) struct TubeDay {
    pub(in crate::assess) day: CalendarDay,
    pub(in crate::assess) delivered_ml: Option<u64>,
    pub(in crate::assess) prescribed_ml: u64,
}

/// The last `days` days on which a feed was prescribed, by the feeds themselves or by the plan of the day.
pub(in crate::assess) fn tube_days(context: &Context<'_>, days: i32) -> Vec<TubeDay> {
    let first = context.as_of.plus(1 - days);
    let of_day = |day: CalendarDay| {
        let summary = context.on(day);
        let by_feeds = summary.and_then(|summary| summary.tube_prescribed_ml);
        let prescribed_ml = by_feeds.or_else(|| planned_ml(context, day)).filter(|ml| *ml > 0)?;
        Some(TubeDay {
            day,
            delivered_ml: summary.and_then(|summary| summary.tube_delivered_ml),
            prescribed_ml,
        })
    };
    first.through(context.as_of).filter_map(of_day).collect()
}

/// One finding while a feed is prescribed or given.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let days = table.points("days")?;
    let (last_day, window) = window(context, days);
    let fed = context.lately::<TubeFeed>(days - 1).next().is_some();
    if window.is_empty() && !fed {
        return Ok(Vec::new());
    }
    let mut finding = begin(table, RULE, "Tube feed delivered", Level::NextContact);
    finding.version = crate::assess::finding::version(&[table, context.tables.table("enteral_delivery")?]);
    finding.clears_when = format!("80 % of the prescription is delivered again over {days} days");
    finding.evidence = evidence(context, &window, days);
    finding.cautions.extend(dislodged(context));

    let half = table.threshold("half")?.bound;
    let known: Vec<(&TubeDay, u64)> =
        window.iter().filter_map(|day| Some((day, day.delivered_ml?))).collect();
    let (mut below_80, mut below_half) = (0_i64, 0_i64);
    for (day, delivered_ml) in &known {
        let share = delivery(context, *delivered_ml, day.prescribed_ml)?;
        below_80 += i64::from(share.below_80 == Tri::Yes);
        below_half += i64::from(share.pct_of_goal.is_some_and(|percent| half.holds(percent)));
        if let Some(percent) = share.pct_of_goal {
            finding.figures.push(print::figure(
                format!("delivered on {}", day.day),
                print::share(percent),
                "%",
            ));
        }
    }
    let delivered: u64 = known.iter().map(|(_, delivered_ml)| delivered_ml).sum();
    let prescribed: u64 = known.iter().map(|(day, _)| day.prescribed_ml).sum();
    let mean = delivery(context, delivered, prescribed)?;
    let complete = known.len() == usize::try_from(days).unwrap_or_default();
    let two_days = |row: &str, count: i64| -> Result<bool, ScoreError> {
        Ok(table.threshold(row)?.bound.holds(Exact::whole(count)))
    };
    let halved = two_days("days_below_half", below_half)?;
    let met = halved || two_days("days_below_80", below_80)? || (complete && mean.below_70 == Tri::Yes);
    let sum = format!(
        "{delivered} of {prescribed} ml on {}, to {last_day}",
        print::counted(i32::try_from(known.len()).unwrap_or_default(), "day")
    );
    if met {
        finding.outcome = Outcome::Met;
        finding.level = if halved { Level::SameDay } else { Level::NextContact };
        let share =
            mean.pct_of_goal.map_or_else(String::new, |percent| format!(" ({} %)", print::share(percent)));
        finding.team_text = format!(
            "Tube feed: {sum}{share}; below 80 % on {}, below half on {}.",
            print::counted(i32::try_from(below_80).unwrap_or_default(), "day"),
            print::counted(i32::try_from(below_half).unwrap_or_default(), "day")
        );
        finding.patient_text = Some(if halved {
            format!("Less than half of your tube feed went in on two days. {}", context.call_today())
        } else {
            "Less of your tube feed went in than prescribed. Please tell your care team; leave the pump as it is."
                .to_owned()
        });
    } else if complete {
        finding.team_text = format!("Tube feed: {sum}.");
        finding.patient_text = Some("Your tube feed went in nearly as prescribed.".to_owned());
    } else {
        finding.outcome = Outcome::Indeterminate { missing: vec![lacking(&window, days)] };
        finding.team_text = format!("Tube feed: {sum}; not every day is known.");
        finding.patient_text =
            Some("How much of your tube feed went in is not known for every day.".to_owned());
    }
    if known.iter().any(|(day, _)| day.day == context.as_of) && met {
        finding.cautions.push("today's feed may not be finished".to_owned());
    }
    Ok(vec![finding])
}

/// The last days to judge: to today once a feed of today is logged, else to yesterday.
fn window(context: &Context<'_>, days: i32) -> (CalendarDay, Vec<TubeDay>) {
    let mut window = tube_days(context, days + 1);
    let today = window.iter().any(|day| day.day == context.as_of && day.delivered_ml.is_some());
    let last = if today { context.as_of } else { context.as_of.plus(-1) };
    window.retain(|day| day.day <= last && last.days_since(day.day) < days);
    (last, window)
}

/// What the plans prescribe on a day, unless the tube was taken out. It still counts while a tube is dislodged, and where nobody knows
/// whether one is in place: what should have gone in and did not is what the rule is for.
fn planned_ml(context: &Context<'_>, day: CalendarDay) -> Option<u64> {
    let tube = context.timeline.tube(day)?;
    match tube.standing {
        TubeStanding::InPlace | TubeStanding::Dislodged | TubeStanding::Unclear => {
            tube.prescribed_ml.map(u64::from)
        }
        TubeStanding::Removed => None,
    }
}

/// Why nothing may go in.
fn dislodged(context: &Context<'_>) -> Option<String> {
    let tube = context.timeline.tube(context.as_of)?;
    let since = tube.since.filter(|_| tube.standing == TubeStanding::Dislodged)?;
    Some(format!("the tube came out or moved on {since}, and nothing tells that it is back"))
}

fn delivery(
    context: &Context<'_>,
    delivered_ml: u64,
    prescribed_ml: u64,
) -> Result<crate::score::EnteralDelivery, ScoreError> {
    let input = EnteralDeliveryInput {
        prescribed_ml: Some(Exact::ratio(i128::from(prescribed_ml), 1)?),
        delivered_ml: Some(Exact::ratio(i128::from(delivered_ml), 1)?),
        kcal_per_ml: None,
    };
    enteral_delivery(context.tables, &input)
}

fn lacking(window: &[TubeDay], days: i32) -> crate::assess::model::Missing {
    if window.iter().all(|day| day.delivered_ml.is_some())
        && i32::try_from(window.len()).unwrap_or(days) < days
    {
        return missing("prescribed_ml", "what is prescribed by tube on each day would decide this");
    }
    missing("delivered_ml", "how much of the feed went in on the days that are missing would decide this")
}

fn evidence(context: &Context<'_>, window: &[TubeDay], days: i32) -> Vec<Evidence> {
    let feeds =
        context.lately::<TubeFeed>(days).filter(|(shown, _)| window.iter().any(|day| day.day == shown.day()));
    let mut evidence: Vec<Evidence> = feeds
        .filter_map(|(shown, feed)| {
            let what = format!("tube feed {} ml delivered", feed.delivered_ml?);
            Some(Evidence { entry: shown.root(), day: shown.day(), what })
        })
        .collect();
    evidence.reverse();
    evidence
}
