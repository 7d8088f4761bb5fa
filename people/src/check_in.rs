//! Check-ins with their red-flag questions, nearly all answered no.

use crate::adherence::Diary;
use crate::rates;
use crate::symptoms::Felt;
use crate::today::{Page, Purpose, Today};
use crate::vitals::Fever;
use nourish_record::{CheckIn, CheckInSet, RedFlag, Source, SymptomItem};

const EVERYBODY: [RedFlag; 11] = [
    RedFlag::VomitingBlood,
    RedFlag::BlackStool,
    RedFlag::Collapse,
    RedFlag::ChestPain,
    RedFlag::SuddenBreathlessness,
    RedFlag::Confusion,
    RedFlag::Rigors,
    RedFlag::NoFluidsFor24h,
    RedFlag::SevereAbdominalPain,
    RedFlag::NoUrineFor12h,
    RedFlag::VeryUnwell,
];
const WEEKLY_TOO: [RedFlag; 6] = [
    RedFlag::CannotSwallowFluids,
    RedFlag::NoStoolNoWind,
    RedFlag::YellowEyes,
    RedFlag::LegSwelling,
    RedFlag::VomitingOldFood,
    RedFlag::Seizure,
];
const OPERATED: [RedFlag; 3] = [RedFlag::WoundLeak, RedFlag::LegSwelling, RedFlag::SevereAbdominalPain];
const TUBE: [RedFlag; 3] = [RedFlag::TubeMoved, RedFlag::ChokingOnFeed, RedFlag::SiteInfection];
const LINE: [RedFlag; 4] =
    [RedFlag::LineDamaged, RedFlag::SiteInfection, RedFlag::Rigors, RedFlag::ChestPain];

/// Writes the check-in of the day down, if one is due. Gives the questions answered yes.
pub(crate) fn write(
    page: &mut Page<'_>,
    diary: &mut Diary,
    felt: &Felt,
    fever: Option<Fever>,
) -> Vec<RedFlag> {
    let today = page.today;
    let mut draws = today.draws(Purpose::CheckIn);
    let (set, asked) = match due(today) {
        _ if fever.is_some() => (CheckInSet::Unscheduled, EVERYBODY.to_vec()),
        Some(due) if diary.evening() => due,
        _ => return Vec::new(),
    };
    let mut yes = Vec::new();
    if fever.is_some_and(|fever| fever.rigors) {
        yes.push(RedFlag::Rigors);
    }
    if felt.level(SymptomItem::Vomiting) == 4 && asked.contains(&RedFlag::NoFluidsFor24h) {
        yes.push(RedFlag::NoFluidsFor24h);
    }
    if draws.per_mille(rates::RED_FLAG) {
        yes.extend(draws.pick(&asked).filter(|flag| !yes.contains(flag)));
    }
    // Whoever breaks off has answered the first questions.
    let broken_off = yes.is_empty() && draws.per_mille(30);
    let asked = if broken_off { asked.into_iter().take(3).collect() } else { asked };
    let completed = Some(!broken_off);
    let minute = 19 * 60 + 40 + draws.between(0, 40);
    let check_in = CheckIn {
        set,
        asked,
        yes: yes.clone(),
        completed,
        answered_by: None,
        questionnaire: None,
        entries: Vec::new(),
    };
    page.add(minute, Source::Typed, check_in);
    yes
}

/// The set that is due: weekly for everybody; daily on days 3 to 5 and 7 to 12 of a cycle; more often after an operation and
/// with a tube or a line.
fn due(today: &Today<'_>) -> Option<(CheckInSet, Vec<RedFlag>)> {
    let weekly = today.weekday == today.person.habits.report_weekday;
    let cycle_day = today.cycle().map(|(_, day)| day);
    if today.since_surgery().is_some_and(|days| (1..=30).contains(&days)) {
        return Some((CheckInSet::PostOperative, with(&OPERATED)));
    }
    if weekly {
        return Some((CheckInSet::Weekly, with(&WEEKLY_TOO)));
    }
    if today.has_line() && today.weekday % 3 == 0 {
        return Some((CheckInSet::Line, LINE.to_vec()));
    }
    if today.has_tube() && today.weekday % 3 == 1 {
        return Some((CheckInSet::Tube, TUBE.to_vec()));
    }
    matches!(cycle_day, Some(3..=5 | 7..=12)).then(|| (CheckInSet::Daily, EVERYBODY.to_vec()))
}

fn with(more: &[RedFlag]) -> Vec<RedFlag> {
    let mut asked = EVERYBODY.to_vec();
    asked.extend(more.iter().filter(|flag| !EVERYBODY.contains(flag)));
    asked
}
