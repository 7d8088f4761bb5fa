//! The care around a person: who they are, whom to call, what the team plans, finds and acknowledges, and notes.

use crate::adherence::Diary;
use crate::body::Body;
use crate::eating;
use crate::feeding::FORMULA;
use crate::person::{Journey, LoggedBy};
use crate::plan::{no_plan, note, with_regimen};
use crate::random::whole;
use crate::rates;
use crate::today::{Page, Purpose, Today};
use nourish_record::{
    Acknowledgement, AcknowledgementAction, CareContact, CareRole, FeedingPlan, Finding, FindingItem, Height,
    Muscle, MuscleDeficit, MuscleMethod, PlanSetting, Profile, RedFlag, Sex, Source, Weight, WeightMethod,
};

/// How often the dietitian looks again, days.
const VISIT_EVERY_DAYS: i32 = 28;
/// When the clinic writes things down, minute of the day.
const VISIT_MINUTE: i64 = 11 * 60;
const NOTES: [&str; 8] = [
    "Slept badly, ate late.",
    "The grandchildren were here, a good day.",
    "Metal taste again.",
    "Walked to the corner and back.",
    "Could not look at meat today.",
    "Cold hurts in the fingers.",
    "The appointment was moved.",
    "Small portions go better.",
];

/// The usual weight, remembered of a day half a year before the journal.
pub(crate) fn write_usual_weight(page: &mut Page<'_>) {
    let weight_g = page.today.person.usual_weight_g;
    let weight = Weight { weight_g, method: Some(WeightMethod::Recalled), fluid: None, confirmed: None };
    page.add(12 * 60, Source::Typed, weight);
}

/// What is written down when a journal is begun.
pub(crate) fn write_beginning(page: &mut Page<'_>) {
    let today = page.today;
    let person = today.person;
    let mut draws = today.draws(Purpose::Start);
    let language = match person.zone {
        "Europe/Madrid" => "es",
        "Europe/Berlin" => "de",
        "Europe/Lisbon" => "pt",
        "Asia/Tokyo" => "ja",
        _ => "en",
    };
    let profile = Profile {
        name: Some(person.name.clone()),
        born_on: Some(person.born_on(today.day)),
        sex: Some(person.sex),
        asian_cutoffs: (person.zone == "Asia/Tokyo").then_some(true),
        diagnosis: Some("Adenocarcinoma of the stomach, of a fictional person".to_owned()),
        language: Some(language.to_owned()),
        home_zone: Some(person.zone.to_owned()),
    };
    page.add(6 * 60, Source::Typed, profile);
    page.add(6 * 60 + 1, Source::Typed, Height { height_mm: person.height_mm });
    write_contacts(page);
    let findings = [
        (FindingItem::GastricCancer, 1_000, true),
        (FindingItem::ScreenPositive, 700, draws.per_mille(650)),
        (FindingItem::ImpairedGeneralCondition, 600, draws.per_mille(350)),
        (FindingItem::HepaticOrRenalDysfunction, 500, draws.per_mille(60)),
        (FindingItem::Diabetes, 800, person.habits.diabetic),
    ];
    for (item, known_per_mille, present) in findings {
        if draws.per_mille(known_per_mille) {
            page.add(VISIT_MINUTE, Source::Clinician, Finding { item, present, grade: None });
        }
    }
    if draws.per_mille(300) {
        let (item, grade) = (FindingItem::SubjectiveGlobalAssessment, Some(whole(draws.between(1, 3))));
        page.add(VISIT_MINUTE, Source::Clinician, Finding { item, present: true, grade });
    }
}

fn write_contacts(page: &mut Page<'_>) {
    let person = page.today.person;
    let mut contacts = vec![
        (CareRole::EmergencyLine, "555-0100", Some("day and night")),
        (CareRole::Nurse, "555-0101", Some("day and night")),
        (CareRole::Dietitian, "555-0102", Some("weekdays")),
    ];
    contacts.push(match person.journey {
        Journey::PalliativeCapox | Journey::ParenteralNutrition => {
            (CareRole::MedicalOncologist, "555-0103", None)
        }
        Journey::Chemoradiation => (CareRole::RadiationOncologist, "555-0103", None),
        _ => (CareRole::Surgeon, "555-0103", None),
    });
    if person.logged_by == LoggedBy::Carer {
        contacts.push((CareRole::Carer, "555-0104", None));
    }
    if page.today.course.tube.is_some() || page.today.course.parenteral.is_some() {
        contacts.push((CareRole::Supplier, "555-0105", Some("weekdays")));
    }
    for (role, phone, hours) in contacts {
        let contact =
            CareContact { role, phone: phone.to_owned(), hours: hours.map(str::to_owned), name: None };
        page.add(6 * 60 + 2, Source::Typed, contact);
    }
}

/// What the dietitian writes down: every four weeks, and whenever feeding begins or ends.
pub(crate) fn write_visit(page: &mut Page<'_>, body: &Body) {
    let today = page.today;
    let tube = today.course.tube;
    let feeding_changes = tube.is_some_and(|tube| {
        [tube.from, tube.from + 3, tube.until - 14, tube.until].contains(&today.index) && today.index > 0
    });
    let line_begins = today.course.parenteral.is_some_and(|parenteral| parenteral.from == today.index);
    let regular = today.index % VISIT_EVERY_DAYS == 0;
    if !regular && !feeding_changes && !line_begins {
        return;
    }
    page.add(VISIT_MINUTE + 10, Source::Clinician, with_regimen(plan(today, body)));
    let mut draws = today.draws(Purpose::Care);
    draws.next();
    if regular && draws.per_mille(450) {
        let grip = draws.per_mille(600);
        let middle_g = if today.person.sex == Sex::Male { 31_000 } else { 19_500 };
        let deficit = [MuscleDeficit::Absent, MuscleDeficit::MildModerate, MuscleDeficit::Severe];
        let judged = draws.per_mille(250);
        let muscle = Muscle {
            method: Some(if grip { MuscleMethod::Grip } else { MuscleMethod::Calf }),
            grip_g: grip.then(|| whole(draws.around(middle_g, 9_000) / 100 * 100)),
            calf_mm: (!grip).then(|| whole(draws.around(330, 45))),
            asmi_g_per_m2: None,
            ffmi_g_per_m2: None,
            smi_mm2_per_m2: None,
            deficit: draws.pick(&deficit).filter(|_| judged),
        };
        page.add(VISIT_MINUTE + 20, Source::Clinician, muscle);
    }
}

/// 25 to 30 kcal, 1.2 to 1.5 g of protein and 30 ml of fluid a kilogram and day, rounded.
fn plan(today: &Today<'_>, body: &Body) -> FeedingPlan {
    let dry_g = body.dry_g();
    let energy = |kcal_per_kg: i64| whole(dry_g * kcal_per_kg / 1_000 / 50 * 50_000);
    let protein = |deci_g_per_kg: i64| whole(dry_g * deci_g_per_kg / 10 / 5_000 * 5_000);
    let tube = today.course.tube.filter(|_| today.has_tube());
    // In the days of bringing it up the prescription is what the feeds say.
    let weaning = tube.is_some_and(|tube| tube.until - today.index <= 14);
    let tube_ml = tube.map(|tube| whole(if weaning { tube.prescribed_ml / 2 } else { tube.prescribed_ml }));
    let before_surgery = today.course.surgery.is_some_and(|surgery| surgery.given > today.index);
    FeedingPlan {
        energy_min_kcal_milli: Some(energy(25)),
        energy_max_kcal_milli: Some(energy(30)),
        protein_min_mg: Some(protein(12)),
        protein_max_mg: Some(protein(15)),
        fluid_ml: Some(whole(dry_g * 30 / 1_000 / 100 * 100)),
        tube_prescribed_ml: tube_ml,
        tube_density_kcal_milli_per_ml: tube.map(|_| FORMULA.1),
        formula: tube.map(|_| FORMULA.0.to_owned()),
        route: tube.map(|tube| tube.route),
        mode: tube.map(|tube| tube.mode),
        set_by: Some(CareRole::Dietitian),
        setting: Some(if before_surgery { PlanSetting::Surgery } else { PlanSetting::Cancer }),
        ..no_plan()
    }
}

/// What the team does about what was answered today, or on the day before.
pub(crate) fn write_acknowledgements(page: &mut Page<'_>, yes: &[RedFlag], worst_before: u8) {
    let today = page.today;
    let mut draws = today.draws(Purpose::Care);
    draws.next();
    draws.next();
    for flag in yes {
        if draws.per_mille(rates::RED_FLAG_ACKNOWLEDGED) {
            let rule = format!("red_flag:{}", flag.as_str());
            let written = acknowledgement(rule, AcknowledgementAction::Contacted, CareRole::Nurse);
            page.add(21 * 60 + draws.between(0, 40), Source::Clinician, written);
        }
    }
    if worst_before >= 3 && draws.per_mille(rates::ACKNOWLEDGED) {
        let actions = [
            AcknowledgementAction::Seen,
            AcknowledgementAction::Contacted,
            AcknowledgementAction::PlanChanged,
            AcknowledgementAction::Snoozed,
        ];
        let action = draws.pick(&actions).unwrap_or(AcknowledgementAction::Seen);
        let put_off = (action == AcknowledgementAction::Snoozed).then(|| today.day.plus(7));
        let written = acknowledgement("symptom_worsening".to_owned(), action, CareRole::Nurse);
        let written = Acknowledgement { until_on: put_off, ..written };
        page.add(9 * 60 + draws.between(0, 200), Source::Clinician, written);
    }
}

const fn acknowledgement(rule: String, action: AcknowledgementAction, role: CareRole) -> Acknowledgement {
    Acknowledgement { rule, action, role, until_on: None, note: None }
}

/// A note, now and then.
pub(crate) fn write_note(page: &mut Page<'_>, diary: &mut Diary) {
    let mut draws = page.today.draws(Purpose::Care);
    for _ in 0..3 {
        draws.next();
    }
    if draws.per_mille(25) && diary.evening() {
        let text = draws.pick(&NOTES).unwrap_or("A quiet day.").to_owned();
        page.add(22 * 60 + draws.between(0, 30), Source::Typed, note(text));
    }
    // Bottles that are advised are asked after, and some say that they stand in the cupboard.
    if eating::prescribed_bottles(page.today.person) > 1 && draws.per_mille(4) && diary.evening() {
        page.add(22 * 60 + 35, Source::Typed, note("Too many bottles, one is enough.".to_owned()));
    }
}
