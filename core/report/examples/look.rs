//! Writes the pages of an invented person into a folder, to look at: `cargo run -p nourish-report --example look -- FOLDER`.

#[path = "../tests/story/mod.rs"]
mod story;

use nourish_report::{Audience, Options, Report, compose};
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
    let pages: [(&str, Report); 12] = [
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
