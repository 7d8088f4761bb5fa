//! Feeding through a tube and into a vein: what is prescribed, what went in, what got in the way.

use crate::adherence::Diary;
use crate::course::{Parenteral, Tube};
use crate::random::{Sequence, whole};
use crate::rates;
use crate::symptoms::Felt;
use crate::today::{Page, Purpose, Today};
use nourish_record::{
    FeedMode, InterruptionReason, ParenteralBag, Source, SymptomItem, Tolerance, TubeCare, TubeEvent,
    TubeFeed, TubeRoute,
};

/// A formula that does not exist: name, kcal/1000 per ml, mg of protein per ml.
pub(crate) const FORMULA: (&str, u32, u32) = ("fictional fibre 1.5", 1_500, 60);
/// Days over which a new feed is brought up to what is prescribed.
const RAMP_DAYS: i64 = 4;
/// Water before and after a feed, ml.
const FLUSH_ML: u32 = 60;

/// What went in through tube and vein on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fed {
    feed: Option<Feed>,
    bag: Option<Bag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Feed {
    tube: Tube,
    prescribed_ml: i64,
    delivered_ml: i64,
    interrupted: Option<(i64, InterruptionReason)>,
    tolerance: Option<Tolerance>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bag {
    prescribed_ml: i64,
    infused_ml: i64,
}

impl Fed {
    pub(crate) fn of(today: &Today<'_>, felt: &Felt) -> Self {
        let mut draws = today.draws(Purpose::Feeding);
        let feed = today
            .course
            .tube
            .filter(|_| today.has_tube())
            .and_then(|tube| feed(today, tube, felt, &mut draws));
        let bag = today
            .course
            .parenteral
            .filter(|_| today.has_line())
            .and_then(|bags| bag(today, bags, &mut draws));
        Self { feed, bag }
    }

    /// Everything that went in, kcal.
    pub(crate) fn kcal(&self) -> i64 {
        let feed = self.feed.map_or(0, |feed| feed.delivered_ml * i64::from(FORMULA.1) / 1_000);
        let bag = self.bag.map_or(0, |bag| {
            parts_mg(bag.infused_ml)
                .map_or(0, |(dextrose, amino, lipid)| (dextrose * 34 + amino * 40 + lipid * 100) / 10_000)
        });
        feed + bag
    }
}

/// What is prescribed through a tube on a day of it: little first, less in the last weeks.
fn prescribed_ml(today: &Today<'_>, tube: Tube) -> i64 {
    let day = i64::from(today.index - tube.from) + 1;
    let full = if tube.until - today.index <= 14 { tube.prescribed_ml / 2 } else { tube.prescribed_ml };
    (full * day.min(RAMP_DAYS) / RAMP_DAYS / 50 * 50).max(200)
}

fn feed(today: &Today<'_>, tube: Tube, felt: &Felt, draws: &mut Sequence) -> Option<Feed> {
    if draws.per_mille(rates::FEED_SKIPPED) {
        return None;
    }
    let prescribed_ml = prescribed_ml(today, tube);
    let sick = u32::from(felt.level(SymptomItem::Nausea).max(felt.level(SymptomItem::Diarrhoea)));
    let interrupted = draws.per_mille(rates::FEED_INTERRUPTED * (2 + sick) / 2);
    let given_per_mille = if interrupted { draws.between(250, 900) } else { draws.between(930, 1_000) };
    let delivered_ml = prescribed_ml * given_per_mille / 1_000 / 5 * 5;
    let reason = draws.pick(InterruptionReason::ALL).unwrap_or(InterruptionReason::Other);
    let reason = if sick >= 2 { InterruptionReason::NauseaVomiting } else { reason };
    let minutes = draws.between(2, 24) * 10;
    let tolerance = match (sick, draws.share(&[550, 150])) {
        (0 | 1, 0) => Some(Tolerance::Good),
        (2 | 3, 0) => Some(Tolerance::Fair),
        (_, 0) => Some(Tolerance::Poor),
        _ => None,
    };
    let interrupted = interrupted.then_some((minutes, reason));
    Some(Feed { tube, prescribed_ml, delivered_ml, interrupted, tolerance })
}

fn bag(today: &Today<'_>, bags: Parenteral, draws: &mut Sequence) -> Option<Bag> {
    // The nights off are the last of the week.
    if today.weekday >= bags.nights_a_week {
        return None;
    }
    let first_days = today.index - bags.from < 3;
    let prescribed_ml = if first_days { bags.bag_ml / 2 } else { bags.bag_ml };
    let cut_short = draws.per_mille(rates::BAG_CUT_SHORT);
    let infused_ml =
        if cut_short { prescribed_ml * draws.between(300, 900) / 1_000 / 10 * 10 } else { prescribed_ml };
    Some(Bag { prescribed_ml, infused_ml })
}

/// Dextrose, amino acids and lipid of so many ml, mg: 13, 4.5 and 3.8 g in 100 ml.
fn parts_mg(volume_ml: i64) -> Option<(i64, i64, i64)> {
    (volume_ml > 0).then_some((volume_ml * 130, volume_ml * 45, volume_ml * 38))
}

/// Writes down what went in.
pub(crate) fn write(page: &mut Page<'_>, diary: &mut Diary, fed: &Fed) {
    let mut draws = page.today.draws(Purpose::Feeding);
    draws.next();
    if let Some(feed) = fed.feed {
        write_feed(page, diary, feed, &mut draws);
    }
    if let Some(bag) = fed.bag.filter(|_| diary.evening())
        && let Some((dextrose_mg, amino_acid_mg, lipid_mg)) = parts_mg(bag.infused_ml)
    {
        let hours = draws.between(12, 14);
        let bag = ParenteralBag {
            volume_ml: Some(whole(bag.infused_ml)),
            dextrose_mg: Some(whole(dextrose_mg)),
            amino_acid_mg: Some(whole(amino_acid_mg)),
            lipid_mg: Some(whole(lipid_mg)),
            duration_min: Some(whole(hours * 60)),
            prescribed_ml: Some(whole(bag.prescribed_ml)),
            product: draws.per_mille(300).then(|| "fictional three-chamber bag".to_owned()),
        };
        page.add(19 * 60 + draws.between(0, 60), Source::Typed, bag);
    }
}

fn write_feed(page: &mut Page<'_>, diary: &mut Diary, feed: Feed, draws: &mut Sequence) {
    // Into the bowel one feed a night by the pump; into the stomach several a day by hand.
    let by_pump = matches!(feed.tube.mode, FeedMode::Cyclic | FeedMode::Continuous);
    let feeds = if by_pump { 1 } else { 4 };
    let pump_logs = page.today.person.own_per_mille(&[Purpose::Feeding as u64]) < 500;
    for place in 0..feeds {
        let minute = if by_pump { 20 * 60 } else { 9 * 60 + place * 210 } + draws.between(0, 40);
        let written = tube_feed(feed, feeds, place == feeds - 1);
        if by_pump && pump_logs {
            page.import(minute, "fictional feeding pump", written);
        } else if diary.evening() {
            page.add(minute, if by_pump { Source::Pump } else { Source::Typed }, written);
        }
    }
}

/// One of `feeds` alike; what got in the way is told with the last.
fn tube_feed(feed: Feed, feeds: i64, last: bool) -> TubeFeed {
    let (name, density, protein) = FORMULA;
    let by_pump = feeds == 1;
    let interrupted = feed.interrupted.filter(|_| last);
    // Rates are set in steps of five; a night is about ten hours.
    let rate = (feed.prescribed_ml / 10 / 5 * 5).clamp(20, 125);
    TubeFeed {
        route: Some(feed.tube.route),
        mode: Some(feed.tube.mode),
        formula: by_pump.then(|| name.to_owned()),
        density_kcal_milli_per_ml: Some(density),
        protein_mg_per_ml: Some(protein),
        rate_ml_per_h: by_pump.then(|| whole(rate)),
        delivered_ml: Some(whole(feed.delivered_ml / feeds)),
        prescribed_ml: Some(whole(feed.prescribed_ml / feeds)),
        duration_min: by_pump.then(|| whole(feed.prescribed_ml * 60 / rate)),
        flush_ml: Some(FLUSH_ML),
        residual_ml: (feed.tube.route == TubeRoute::Nasogastric && last).then_some(40),
        interrupted_min: interrupted.map(|(minutes, _)| whole(minutes)),
        interruption_reason: interrupted.map(|(_, reason)| reason),
        tolerance: feed.tolerance.filter(|_| last),
    }
}

/// Writes down what happened to the tube: placed, dressed, checked, in trouble, taken out.
pub(crate) fn write_tube_care(page: &mut Page<'_>, diary: &mut Diary) {
    let today = page.today;
    let Some(tube) = today.course.tube else { return };
    let mut draws = today.draws(Purpose::Care);
    let event = match today.index {
        day if day == tube.from => Some((TubeEvent::Placed, Source::Clinician)),
        day if day == tube.until => Some((TubeEvent::Removed, Source::Clinician)),
        _ if !today.has_tube() || !diary.is_open() => None,
        _ if draws.per_mille(rates::TUBE_TROUBLE) => {
            draws.pick(&trouble(tube.route)).map(|event| (event, Source::Typed))
        }
        day if day % 7 == 3 && diary.evening() => Some((TubeEvent::Dressing, Source::Typed)),
        day if day % 7 == 5 && diary.evening() => Some((TubeEvent::PositionChecked, Source::Typed)),
        _ => None,
    };
    if let Some((event, source)) = event {
        let mark_mm = (event == TubeEvent::PositionChecked).then(|| whole(draws.between(58, 62) * 10));
        let care = TubeCare { event, route: Some(tube.route), mark_mm, note: None };
        page.add(11 * 60 + 30 + draws.between(0, 60), source, care);
    }
}

/// What may happen to a tube of this kind.
const fn trouble(route: TubeRoute) -> [TubeEvent; 4] {
    match route {
        TubeRoute::Nasogastric | TubeRoute::Nasojejunal => {
            [TubeEvent::Blocked, TubeEvent::Dislodged, TubeEvent::Dislodged, TubeEvent::Replaced]
        }
        _ => [TubeEvent::Blocked, TubeEvent::Leaking, TubeEvent::SiteInfection, TubeEvent::Overgranulation],
    }
}
