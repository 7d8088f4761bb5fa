//! Meals (ML), feeds (EC), procedures (PR), and medicines (CM).

use super::{Trial, thousandths, when};
use nourish_record::{Fact, Modality, ParenteralBag, Shown, Treatment, TreatmentStatus, TubeFeed};

pub(super) fn take(trial: &mut Trial<'_>, shown: &Shown, fact: &Fact) {
    match fact {
        Fact::OralIntake(eaten) => {
            let meal = eaten.meal.map_or("", |meal| meal.as_str());
            let amounts = [
                ("ENERGY", eaten.energy_kcal_milli, "kcal", 1),
                ("PROTEIN", eaten.protein_mg, "g", 1),
                ("CARBOHYD", eaten.carbohydrate_mg, "g", 1),
                ("FAT", eaten.fat_mg, "g", 1),
                ("FLUID", eaten.fluid_ml, "mL", 1000),
                ("EATENPCT", eaten.eaten_percent, "%", 1000),
            ];
            meal_rows(trial, shown, ("FOOD", meal), &amounts);
        }
        Fact::Supplement(drink) => {
            let amounts = [
                ("VOLUME", drink.volume_ml, "mL", 1000),
                ("ENERGY", drink.energy_kcal_milli, "kcal", 1),
                ("PROTEIN", drink.protein_mg, "g", 1),
            ];
            meal_rows(
                trial,
                shown,
                (drink.product.as_deref().unwrap_or("SUPPLEMENT"), "supplement"),
                &amounts,
            );
        }
        Fact::FluidIntake(fluid) => {
            let route = fluid.route.map_or("", |route| route.as_str());
            let amounts = [
                ("VOLUME", Some(fluid.volume_ml), "mL", 1000),
                ("ENERGY", fluid.energy_kcal_milli, "kcal", 1),
            ];
            meal_rows(trial, shown, ("FLUID", route), &amounts);
        }
        Fact::TubeFeed(feed) => tube_feed(trial, shown, feed),
        Fact::ParenteralBag(bag) => parenteral_bag(trial, shown, bag),
        Fact::Treatment(treatment) => match treatment.modality {
            Modality::Radiation | Modality::Surgery | Modality::Access => procedure(trial, shown, treatment),
            Modality::Chemotherapy | Modality::Targeted | Modality::Immunotherapy => {
                drug(trial, shown, treatment)
            }
        },
        Fact::Medicine(medicine) => trial.push(
            "CM",
            shown,
            &[
                ("TRT", medicine.name.clone()),
                ("OCCUR", if medicine.taken { "Y" } else { "N" }.to_owned()),
                ("STDTC", when(shown)),
            ],
        ),
        _ => {}
    }
}

/// A row for each amount that is known: code, stored number, unit, and how many thousandths of the unit one of it is.
fn meal_rows(
    trial: &mut Trial<'_>,
    shown: &Shown,
    (what, category): (&str, &str),
    amounts: &[(&str, Option<u32>, &str, i64)],
) {
    for (code, amount, unit, milli) in amounts {
        let Some(amount) = amount else { continue };
        trial.push(
            "ML",
            shown,
            &[
                ("TRT", what.to_owned()),
                ("CAT", category.to_owned()),
                ("TESTCD", (*code).to_owned()),
                ("ORRES", thousandths(i64::from(*amount) * milli)),
                ("ORRESU", (*unit).to_owned()),
                ("DTC", when(shown)),
            ],
        );
    }
}

/// What was prescribed is scheduled, what was delivered performed: two rows, neither taken for the other.
fn tube_feed(trial: &mut Trial<'_>, shown: &Shown, feed: &TubeFeed) {
    let route = feed.route.map_or("", |route| route.as_str());
    let adjusted = feed.interruption_reason.map_or("", |reason| reason.as_str());
    let formula = feed.formula.as_deref().unwrap_or("ENTERAL FORMULA");
    for (mood, volume_ml) in [("SCHEDULED", feed.prescribed_ml), ("PERFORMED", feed.delivered_ml)] {
        let Some(volume_ml) = volume_ml else { continue };
        let performed = mood == "PERFORMED";
        let duration =
            feed.duration_min.filter(|_| performed).map_or_else(String::new, |min| format!("PT{min}M"));
        let adjusted = if performed { adjusted } else { "" };
        feed_row(trial, shown, (formula, "enteral", mood), volume_ml, route, &duration, adjusted);
    }
}

fn parenteral_bag(trial: &mut Trial<'_>, shown: &Shown, bag: &ParenteralBag) {
    let product = bag.product.as_deref().unwrap_or("PARENTERAL NUTRITION");
    for (mood, volume_ml) in [("SCHEDULED", bag.prescribed_ml), ("PERFORMED", bag.volume_ml)] {
        let Some(volume_ml) = volume_ml else { continue };
        let duration = bag.duration_min.filter(|_| mood == "PERFORMED");
        let duration = duration.map_or_else(String::new, |min| format!("PT{min}M"));
        feed_row(trial, shown, (product, "parenteral", mood), volume_ml, "intravenous", &duration, "");
    }
}

fn feed_row(
    trial: &mut Trial<'_>,
    shown: &Shown,
    (what, category, mood): (&str, &str, &str),
    volume_ml: u32,
    route: &str,
    duration: &str,
    adjusted: &str,
) {
    trial.push(
        "EC",
        shown,
        &[
            ("TRT", what.to_owned()),
            ("CAT", category.to_owned()),
            ("MOOD", mood.to_owned()),
            ("OCCUR", if mood == "PERFORMED" { "Y" } else { "" }.to_owned()),
            ("DOSE", volume_ml.to_string()),
            ("DOSU", "mL".to_owned()),
            ("ROUTE", route.to_owned()),
            ("STDTC", when(shown)),
            ("DUR", duration.to_owned()),
            ("ADJ", adjusted.to_owned()),
        ],
    );
}

fn procedure(trial: &mut Trial<'_>, shown: &Shown, treatment: &Treatment) {
    let dose = treatment.dose_cgy.map_or_else(String::new, |cgy| thousandths(i64::from(cgy) * 10));
    let unit = if dose.is_empty() { "" } else { "Gy" };
    trial.push(
        "PR",
        shown,
        &[
            ("TRT", treatment.name.clone()),
            ("CAT", treatment.modality.as_str().to_owned()),
            ("STATUS", treatment.status.as_str().to_owned()),
            ("DOSE", dose),
            ("DOSU", unit.to_owned()),
            ("FRAC", treatment.fractions.map_or_else(String::new, |count| count.to_string())),
            ("REASND", treatment.reason.map_or("", |reason| reason.as_str()).to_owned()),
            ("STDTC", day(shown)),
        ],
    );
}

fn drug(trial: &mut Trial<'_>, shown: &Shown, treatment: &Treatment) {
    let dose = treatment.dose_mg.map_or_else(String::new, |mg| mg.to_string());
    let unit = if dose.is_empty() { "" } else { "mg" };
    let count = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    let occurred = match treatment.status {
        TreatmentStatus::Given => "Y",
        TreatmentStatus::Cancelled => "N",
        TreatmentStatus::Planned | TreatmentStatus::Delayed => "",
    };
    trial.push(
        "CM",
        shown,
        &[
            ("TRT", treatment.name.clone()),
            ("CAT", treatment.modality.as_str().to_owned()),
            ("STATUS", treatment.status.as_str().to_owned()),
            ("OCCUR", occurred.to_owned()),
            ("DOSE", dose),
            ("DOSU", unit.to_owned()),
            ("CYCLE", count(treatment.cycle)),
            ("CYCLEDAY", count(treatment.cycle_day)),
            ("REASND", treatment.reason.map_or("", |reason| reason.as_str()).to_owned()),
            ("STDTC", day(shown)),
        ],
    );
}

/// A treatment is of its day: the hour that it is filed under says nothing.
fn day(shown: &Shown) -> String {
    shown.day().to_string()
}
