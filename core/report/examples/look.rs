//! Writes the pages of an invented person into a folder, to look at: `cargo run -p nourish-report --example look -- FOLDER`.

#[path = "../tests/story/mod.rs"]
mod story;

use nourish_report::{Audience, Language, Options, Report, Units, compose};
use nourish_rules::Tables;
use nourish_rules::assess::{Assessment, Picture, assess};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let timeline = story::half_year().timeline();
    let assessment = story::assessment();
    let patient = Options { audience: Audience::Patient, ..story::options(183) };
    let empty = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    let tables = Tables::built_in().map_err(std::io::Error::other)?;
    let judged = assess(&timeline, &tables, story::today());
    let full = story::everything().timeline();
    let full_judged = assess(&full, &tables, story::today());
    let full_patient = Options { audience: Audience::Patient, ..story::options(1_826) };
    let named = |name: &str, audience: Audience| {
        let mut journal = story::half_year();
        journal.log(story::today(), 23, nourish_record::Source::Typed, "profile", &[("name", name)]);
        let timeline = journal.timeline();
        let judged = assess(&timeline, &tables, story::today());
        compose(&timeline, &judged, &Options { audience, ..story::options(91) })
    };
    let of_role =
        |audience: Audience| compose(&full, &full_judged, &Options { audience, ..story::options(183) });
    let spanish = |audience: Audience, units: Units| of_role(audience).speaking(&Language::SPANISH, units);
    let pages: [(&str, Report); 24] = [
        ("in-spanish", spanish(Audience::CareTeam, Units::Metric)),
        ("in-spanish-patient", spanish(Audience::Patient, Units::Imperial)),
        ("right-to-left", named("نموذج مثال (Sample) 1961", Audience::Surgeon)),
        ("greek-and-cyrillic", named("Παράδειγμα Пример-Образцова", Audience::Nurse)),
        ("letters-that-no-font-has", named("示例 病人", Audience::CareTeam)),
        ("for-surgeon", of_role(Audience::Surgeon)),
        ("for-oncologist", of_role(Audience::Oncologist)),
        ("for-radiation-oncologist", of_role(Audience::RadiationOncologist)),
        ("for-gastroenterologist", of_role(Audience::Gastroenterologist)),
        ("for-dietitian", of_role(Audience::Dietitian)),
        ("for-nurse", of_role(Audience::Nurse)),
        ("for-trial", of_role(Audience::Trial)),
        ("all-flags", compose(&full, &story::all_met(full_judged.clone()), &story::options(183))),
        ("everything", compose(&full, &full_judged, &story::options(183))),
        ("everything-five-years", compose(&full, &full_judged, &story::options(1_826))),
        ("everything-patient", compose(&full, &full_judged, &full_patient)),
        ("one-day", compose(&full, &full_judged, &story::options(1))),
        ("judged", compose(&timeline, &judged, &story::options(183))),
        ("judged-patient", compose(&timeline, &judged, &patient)),
        ("half-year", compose(&timeline, &assessment, &story::options(183))),
        ("eight-weeks", compose(&timeline, &assessment, &story::options(56))),
        ("patient", compose(&timeline, &assessment, &patient)),
        ("five-years", compose(&five_years(), &assessment, &story::options(1_826))),
        ("empty", compose(&nourish_record::Timeline::default(), &empty, &story::options(30))),
    ];
    for (name, report) in &pages {
        let write = |ending: &str, text: String| {
            std::fs::write(Path::new(&folder).join(format!("{name}.{ending}")), text)
        };
        write("html", report.to_html())?;
        write("json", report.to_json())?;
        write("csv", report.to_csv())?;
        #[cfg(feature = "pdf")]
        std::fs::write(
            Path::new(&folder).join(format!("{name}.pdf")),
            report.to_pdf(&nourish_report::Paper::default()).map_err(std::io::Error::other)?,
        )?;
    }
    Ok(())
}

fn five_years() -> nourish_record::Timeline {
    let mut journal = story::Journal::default();
    story::days_of(&mut journal, story::today().plus(-1_825), 1_826);
    journal.timeline()
}
