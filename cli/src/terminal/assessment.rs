//! What the rules say, in words for a terminal.

use super::{Screen, Tone, wrapped};
use crate::arguments::Reader;
use crate::failure::Failure;
use nourish_journal::assessment::{Assessment, Attention, Finding, Level, Outcome};
use nourish_journal::{Assessed, Tile};

/// How many entries of a finding's evidence are written out where nobody asks for all.
const EVIDENCE_SHOWN: usize = 3;

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What asks for attention today in full, what stands a line each.
    New,
    /// Every flag in full.
    Flags,
    /// Also what the rules that are not met say, all evidence and figures, and the instruments.
    All,
}

/// Shows an assessment.
pub(crate) fn show(
    assessed: &Assessed,
    reader: Reader,
    detail: Detail,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let explain = detail == Detail::All;
    let assessment = &assessed.assessment;
    let tiles = assessed.tiles(reader.audience());
    let heading = screen.paint(Tone::Heading, &format!("As of {}", assessment.as_of));
    screen.line(&heading)?;
    show_tiles(&tiles, screen)?;
    if assessment.picture.newer_entries > 0 {
        screen.line(&format!(
            "  {} entries of a newer version are kept but not understood",
            assessment.picture.newer_entries
        ))?;
    }
    let flags = || assessment.flags().filter(|finding| is_for(finding, reader));
    for level in [Level::Emergency, Level::SameDay, Level::NextContact, Level::Information] {
        let asking =
            flags().filter(|finding| finding.level == level && (detail != Detail::New || asks(finding)));
        show_group(&heading_of(level, screen), asking, reader, explain, screen)?;
    }
    if detail == Detail::New {
        show_standing(flags().filter(|finding| !asks(finding)), reader, screen)?;
    }
    if assessment.flags().next().is_none() {
        screen.line("")?;
        let none = screen.paint(Tone::Good, "No flags.");
        screen.line(&format!("{none} What cannot be decided yet stands below."))?;
    }
    let undecided: Vec<&Finding> = assessment.undecided().filter(|finding| is_for(finding, reader)).collect();
    if !undecided.is_empty() {
        screen.line("")?;
        let heading = screen.paint(Tone::Heading, "CANNOT BE DECIDED YET");
        screen.line(&heading)?;
        undecided.into_iter().try_for_each(|finding| show_undecided(finding, screen))?;
    }
    if explain {
        let quiet = assessment
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::NotMet && is_for(finding, reader));
        let heading = screen.paint(Tone::Heading, "NOT MET");
        show_group(&heading, quiet, reader, explain, screen)?;
        if reader.audience().is_professional() {
            show_instruments(assessment, screen)?;
        }
    }
    screen.line("")?;
    let note = screen.paint(Tone::Quiet, "Flags for the care team, who decide; not a diagnosis.");
    screen.line(&note)
}

/// Whether a met finding is to be brought to notice today.
fn asks(finding: &Finding) -> bool {
    finding.attention.is_none_or(Attention::is_wanted)
}

/// Flags that stand as they stood, or that the team has answered: a line each, so that what is new is seen.
fn show_standing<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    reader: Reader,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let mut findings = findings.peekable();
    if findings.peek().is_some() {
        screen.line("")?;
        let heading = screen.paint(Tone::Heading, "STANDS AS BEFORE (all of it with --explain)");
        screen.line(&heading)?;
    }
    for finding in findings {
        let why = finding.attention.map(Attention::words).unwrap_or_default();
        let urgent = match finding.level {
            Level::Emergency => "emergency; ",
            Level::SameDay => "call today; ",
            Level::NextContact | Level::Information => "",
        };
        let text = match reader {
            Reader::Patient => finding.patient_text.clone().unwrap_or_default(),
            _ => format!("{}: {urgent}{} ({why})", finding.title, finding.team_text),
        };
        let columns = screen.columns;
        screen.line(&format!("  {}", wrapped(&text, 4, columns)))?;
    }
    Ok(())
}

/// The instruments that are no rule of their own, a line each.
fn show_instruments(assessment: &Assessment, screen: &mut Screen) -> Result<(), Failure> {
    if assessment.picture.instruments.is_empty() {
        return Ok(());
    }
    screen.line("")?;
    let heading = screen
        .paint(Tone::Heading, "INSTRUMENTS, AS THE JOURNAL ANSWERS THEM (for the team; some are prognostic)");
    screen.line(&heading)?;
    for instrument in &assessment.picture.instruments {
        let fields = instrument.result.iter().map(|field| format!("{} {}", field.name, field.value));
        let fields = fields.collect::<Vec<_>>().join(", ");
        let missing = match instrument.missing.as_slice() {
            [] => String::new(),
            missing => format!("; missing {}", missing.join(", ")),
        };
        let text =
            format!("{}: {fields}{missing} [{} {}]", instrument.title, instrument.id, instrument.version);
        let columns = screen.columns;
        screen.line(&format!("  {}", wrapped(&text, 4, columns)))?;
    }
    Ok(())
}

/// Whether a finding may be shown to a reader: some say what only the care team should read.
const fn is_for(finding: &Finding, reader: Reader) -> bool {
    match reader {
        Reader::Patient => finding.patient_text.is_some(),
        _ => true,
    }
}

fn heading_of(level: Level, screen: &Screen) -> String {
    match level {
        Level::Emergency => screen.paint(Tone::Alarm, "EMERGENCY: CALL THE EMERGENCY NUMBER NOW"),
        Level::SameDay => screen.paint(Tone::Alarm, "CALL THE CARE TEAM TODAY"),
        Level::NextContact => screen.paint(Tone::Warning, "SPEAK OF IT AT THE NEXT CONTACT"),
        Level::Information => screen.paint(Tone::Heading, "GOOD TO KNOW"),
    }
}

fn show_group<'a>(
    heading: &str,
    findings: impl Iterator<Item = &'a Finding>,
    reader: Reader,
    explain: bool,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let mut findings = findings.peekable();
    if findings.peek().is_some() {
        screen.line("")?;
        screen.line(heading)?;
    }
    for finding in findings {
        let title = screen.paint(Tone::Heading, &finding.title);
        screen.line(&format!("  {title}"))?;
        let text = match (reader, &finding.patient_text) {
            (Reader::Patient, Some(text)) => text,
            _ => &finding.team_text,
        };
        paragraph(screen, text, None)?;
        if let Some(attention) = finding.attention {
            paragraph(screen, &format!("Why now: {}", attention.words()), Some(Tone::Quiet))?;
        }
        if explain && reader.audience().is_professional() && !finding.figures.is_empty() {
            let figures = finding.figures.iter().map(|figure| {
                format!("{} {} {}", figure.label, figure.value, figure.unit).trim_end().to_owned()
            });
            let figures = figures.collect::<Vec<_>>().join("; ");
            paragraph(screen, &format!("Figures: {figures}"), Some(Tone::Quiet))?;
        }
        finding
            .cautions
            .iter()
            .try_for_each(|caution| paragraph(screen, &format!("Mind: {caution}"), Some(Tone::Warning)))?;
        if let Some(evidence) = evidence(finding, explain) {
            paragraph(screen, &format!("Rests on: {evidence}"), Some(Tone::Quiet))?;
        }
        if reader.audience().is_professional() {
            paragraph(screen, &format!("Clears when: {}", finding.clears_when), Some(Tone::Quiet))?;
            paragraph(
                screen,
                &format!("Source: {} [{}]", cited(finding), finding.version),
                Some(Tone::Quiet),
            )?;
        }
    }
    Ok(())
}

fn show_undecided(finding: &Finding, screen: &mut Screen) -> Result<(), Failure> {
    let Outcome::Indeterminate { missing } = &finding.outcome else { return Ok(()) };
    let question = missing.first().map_or("more entries are needed", |missing| missing.question.as_str());
    let columns = screen.columns;
    screen.line(&format!("  {}", wrapped(&format!("{}: {question}", finding.title), 4, columns)))
}

fn paragraph(screen: &mut Screen, text: &str, tone: Option<Tone>) -> Result<(), Failure> {
    let text = wrapped(text, 4, screen.columns);
    let text = tone.map_or_else(|| text.clone(), |tone| screen.paint(tone, &text));
    screen.line(&format!("    {text}"))
}

fn cited(finding: &Finding) -> String {
    let doi = finding.source.doi.as_ref().map(|doi| format!(" doi:{doi}")).unwrap_or_default();
    format!("{}{doi}", finding.source.text)
}

fn evidence(finding: &Finding, all: bool) -> Option<String> {
    let shown = if all { finding.evidence.len() } else { EVIDENCE_SHOWN };
    let mut parts: Vec<String> = finding
        .evidence
        .iter()
        .take(shown)
        .map(|evidence| format!("{} {}", evidence.day, evidence.what))
        .collect();
    let more = finding.evidence.len().saturating_sub(shown);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The figures that a report shows first, one line each.
fn show_tiles(tiles: &[Tile], screen: &mut Screen) -> Result<(), Failure> {
    for tile in tiles {
        let figures = tile.figures.iter().map(|figure| match figure.note.as_str() {
            "" => format!("{} {}", figure.label, figure.value),
            note => format!("{} {} ({note})", figure.label, figure.value),
        });
        let figures = figures.collect::<Vec<_>>().join("; ");
        let text = format!("{}: {} {}; {figures}", tile.title, tile.value, tile.meaning);
        let text = wrapped(&text, 4, screen.columns);
        screen.line(&format!("  {text}"))?;
    }
    Ok(())
}
