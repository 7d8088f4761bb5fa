//! From pages of marks and roles to the bytes of a PDF.

use super::block::{Role, Step};
use super::draw::{draw, draw_all};
use super::faces::Weight;
use super::flow::{LEFT, PAGE, WIDTH};
use super::ink::{self, Ink, Pattern, Stroke};
use super::lines::{Span, isolated, lines};
use super::mark::{Mark, Turn};
use super::{Attachment, Faces, PdfError};
use crate::model::Report;
use crate::parts::frame;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use nourish_words::Language;

/// Most lines at the foot of a page: a name as long as a journal can hold, and the notice.
const MOST_FOOT_LINES: usize = 4;

/// Writes the document.
pub(super) fn emit(
    report: &Report,
    faces: &Faces<'_>,
    pages: Vec<Vec<Step>>,
    attachments: &[Attachment],
) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PdfError::Writing)?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(report));
    let mut tags =
        Tags { tree: TagTree::new().with_lang(Some(report.language().tag().to_owned())), open: Vec::new() };
    let mut outline = Outline::new();
    let count = pages.len();
    for (index, steps) in pages.into_iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PdfError::Writing)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        foot(&mut surface, faces, report, (index + 1, count));
        for step in steps {
            if let Step::Open(Role::Heading(_, title), (x, y)) = &step {
                let place = XyzDestination::new(index, Point::from_xy(*x, *y));
                outline.push_child(OutlineNode::new(title.clone(), place));
            }
            tags.step(&mut surface, step, index);
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tags.tree);
    for attachment in attachments {
        let file = embedded(attachment, report).ok_or(PdfError::Writing)?;
        document.embed_file(file).ok_or(PdfError::Writing)?;
    }
    document.finish().map_err(|_| PdfError::Writing)
}

fn metadata(report: &Report) -> Metadata {
    let header = &report.header;
    let title =
        format!("{}: {}, {}", frame::title(report), frame::name(report), report.speech.day(header.as_of));
    let made_by = format!("Nourish {}", header.app_version);
    Metadata::new()
        .title(title)
        .description(frame::not_a_diagnosis(report))
        .language(report.language().tag().to_owned())
        .creator(made_by.clone())
        .producer(made_by)
        .creation_date(made(report))
}

fn made(report: &Report) -> DateTime {
    use chrono::{Datelike, Timelike};
    let (clock, minutes) = (report.header.made.clock(), report.header.made.offset_s() / 60);
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    DateTime::new(u16::try_from(clock.year()).unwrap_or_default())
        .month(small(clock.month()))
        .day(small(clock.day()))
        .hour(small(clock.hour()))
        .minute(small(clock.minute()))
        .second(small(clock.second()))
        .utc_offset_hour(i8::try_from(minutes / 60).unwrap_or_default())
        .utc_offset_minute(small(minutes.unsigned_abs() % 60))
}

fn embedded(attachment: &Attachment, report: &Report) -> Option<EmbeddedFile> {
    Some(EmbeddedFile {
        path: attachment.name.clone(),
        mime_type: Some(MimeType::new(&attachment.media_type)?),
        description: Some(attachment.description.clone()),
        association_kind: AssociationKind::Data,
        data: attachment.bytes.clone().into(),
        modification_date: Some(made(report)),
        compress: Some(attachment.is_compressed),
        location: None,
    })
}

/// What stands at the foot of every page: who it is about, that it is no diagnosis, which page of how many.
fn foot(surface: &mut Surface<'_>, faces: &Faces<'_>, report: &Report, (number, count): (usize, usize)) {
    const SIZE: f32 = 7.2;
    const LINE: f32 = 9.4;
    let speech = &report.speech;
    let name = isolated(&frame::name(report));
    let whose = format!("{} | {}", frame::whose(report, &name), speech.day(report.header.as_of));
    let soft = |text: &str| [Span::new(text, Weight::Regular, ink::SOFT)];
    let (number, count) = (number.to_string(), count.to_string());
    let page_of = speech.say_of("page-of", &[("page", (&number).into()), ("pages", (&count).into())]);
    let page = lines(faces, &soft(&page_of), f32::MAX);
    let page_width = page.first().map_or(0.0, |line| line.width * SIZE);
    let mut words = lines(faces, &soft(&whose), (WIDTH - page_width - 20.0) / SIZE);
    words.truncate(MOST_FOOT_LINES - 1);
    words.extend(lines(faces, &soft(&frame::not_a_diagnosis(report)), f32::MAX));
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
    let y = PAGE.1 - 24.0 - LINE * words.len() as f32;
    let rule = Stroke { colour: ink::RULE, width: 0.7, dashes: &[], is_round: false };
    let line = vec![Turn::Move(LEFT, y - 9.5), Turn::Line(LEFT + WIDTH, y - 9.5)];
    let ink = Ink { fill: None, pattern: Pattern::Plain, stroke: Some(rule), is_pale: false };
    draw(surface, Mark::Shape { outline: line, ink });
    let placed = words.into_iter().enumerate().map(|(place, line)| (LEFT, y + LINE * place as f32, line));
    let page = page.into_iter().map(|line| (LEFT + WIDTH - page_width, y, line));
    for (x, y, line) in placed.chain(page) {
        for (along, run, colour) in line.runs {
            draw(surface, Mark::Text { at: (x + along * SIZE, y), run, size: SIZE, colour });
        }
    }
    surface.end_tagged();
}

/// The structure for those who do not see the page, as it grows.
struct Tags {
    tree: TagTree,
    open: Vec<TagGroup>,
}

impl Tags {
    fn step(&mut self, surface: &mut Surface<'_>, step: Step, page: usize) {
        match step {
            Step::Open(role, at) => self.open.push(TagGroup::new(kind(role, at, page))),
            Step::Close => {
                if let Some(group) = self.open.pop() {
                    match self.open.last_mut() {
                        Some(parent) => parent.push(group),
                        None => self.tree.push(group),
                    }
                }
            }
            Step::Content(at, marks) => {
                let is_text = marks.iter().all(|mark| matches!(mark, Mark::Text { .. }));
                let tag = if is_text { ContentTag::Span(SpanTag::empty()) } else { ContentTag::Other };
                let content = surface.start_tagged(tag);
                draw_all(surface, at, marks);
                surface.end_tagged();
                match self.open.last_mut() {
                    Some(group) => group.push(content),
                    None => self.tree.push(content),
                }
            }
            Step::Ornament(at, marks) => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                draw_all(surface, at, marks);
                surface.end_tagged();
            }
        }
    }
}

fn kind(role: Role, (x, y): (f32, f32), page: usize) -> TagKind {
    match role {
        Role::Section => Tag::Section.into(),
        Role::Heading(level, title) => Tag::Hn(level, Some(title)).into(),
        Role::Paragraph => Tag::P.into(),
        Role::ForeignParagraph => Tag::P.with_lang(Some(Language::ENGLISH.tag().to_owned())).into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Figure(shown, (width, height)) => {
            let place = Rect::from_xywh(x, y, width, height).map(|rect| BBox::new(page, rect));
            Tag::Figure(Some(shown)).with_bbox(place).into()
        }
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::Head { is_of_row: true } => Tag::TH(TableHeaderScope::Row).into(),
        Role::Head { is_of_row: false } => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}
