//! What went out: stools, vomit, urine, drains.

use crate::adherence::Diary;
use crate::body::Body;
use crate::random::whole;
use crate::symptoms::Felt;
use crate::today::{Page, Purpose};
use nourish_record::{Output, Source, StoolForm, SymptomItem};

/// Writes down the day's counts, of those who keep count, and what was drained, whoever it is.
pub(crate) fn write(page: &mut Page<'_>, diary: &mut Diary, felt: &Felt, body: &Body) {
    let mut draws = page.today.draws(Purpose::Output);
    let drained = match (body.drained_today_ml(), page.today.since_surgery()) {
        (0, Some(1..=5)) => draws.between(2, 24) * 10,
        (drained, _) => drained / 10 * 10,
    };
    if drained > 0 {
        page.add(
            16 * 60 + draws.between(0, 30),
            Source::Clinician,
            Output { drain_ml: Some(whole(drained)), ..NOTHING },
        );
    }
    if !page.today.person.habits.output || !diary.evening() {
        return;
    }
    let (diarrhoea, constipation) =
        (felt.level(SymptomItem::Diarrhoea), felt.level(SymptomItem::Constipation));
    let stool_count = match (diarrhoea, constipation) {
        (0, 2..) => draws.between(0, 1),
        (0, _) => draws.between(0, 2),
        (level, _) => draws.between(1, 2) + i64::from(level) * 2,
    };
    let stool_form = match (diarrhoea, constipation) {
        (2.., _) => StoolForm::Watery,
        (1, _) => StoolForm::Soft,
        (_, 1..) => StoolForm::Hard,
        _ => StoolForm::Formed,
    };
    let vomits = i64::from(felt.level(SymptomItem::Vomiting));
    let vomit_count = if vomits == 0 { 0 } else { draws.between(vomits, vomits * 2) };
    let urine = draws.per_mille(450);
    let counted = Output {
        urine_count: urine.then(|| whole(draws.between(4, 9) - vomits)),
        stool_count: Some(whole(stool_count)),
        stool_form: (stool_count > 0).then_some(stool_form),
        vomit_count: Some(whole(vomit_count)),
        vomit_ml: (vomit_count > 1 && draws.per_mille(200)).then(|| whole(draws.between(5, 40) * 10)),
        ..NOTHING
    };
    page.add(21 * 60 + 30 + draws.between(0, 60), Source::Typed, counted);
}

const NOTHING: Output = Output {
    urine_ml: None,
    urine_count: None,
    stool_count: None,
    stool_form: None,
    vomit_count: None,
    vomit_ml: None,
    drain_ml: None,
};
