//! How whoever holds the document can check it.

use super::PrintedSeal;
use super::block::{BODY, Block, Role, SMALL, Step};
use super::faces::Faces;
use super::flow::{Row, Section, WIDTH};
use super::ink::{self, Ink, Pattern};
use super::mark::{Mark, Turn};
use crate::model::Report;
use qrcodegen::{QrCode, QrCodeEcc};

/// How wide the square is, its white edge left out. 3 cm.
const SQUARE: f32 = 85.0;
/// The white edge that ISO/IEC 18004 asks for. Modules.
const QUIET: f32 = 4.0;

/// The section about the document's own seal.
pub(super) fn section<'a>(faces: &Faces<'_>, report: &Report, seal: &PrintedSeal) -> Section<'a> {
    let speech = &report.speech;
    let heading = speech.say("seal-heading");
    let mut block = Block::default();
    let Ok(code) = QrCode::encode_text(&seal.code, QrCodeEcc::Low) else {
        return Section { heading, blocks: Vec::new() };
    };
    let module = SQUARE / code.size() as f32;
    let edge = QUIET * module;
    let shown = speech.say_of("seal-square", &[("code", (&seal.code).into())]);
    let role = Role::Figure(shown, (SQUARE, SQUARE));
    let square = Block { steps: vec![Step::Content((0.0, 0.0), squares(&code, module))], height: SQUARE };
    let mut words = Block::default();
    let left = SQUARE + 2.0 * edge;
    let width = WIDTH - left;
    let told = [("content", (&seal.check_digits).into()), ("device", (&seal.device_digits).into())];
    words.plain(faces, &speech.say_of("seal-digits", &told), width, (BODY, ink::INK));
    words.space(2.0);
    words.plain(faces, &speech.say("seal-how"), width, (SMALL, ink::SOFT));
    block.within(role, |block| block.place((edge / 2.0, 2.0), square));
    block.place((left, 2.0), words);
    Section { heading, blocks: vec![Row::Whole(block)] }
}

/// All dark modules as one shape.
fn squares(code: &QrCode, module: f32) -> Vec<Mark> {
    let size = code.size();
    let dark =
        (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    let outline = dark
        .flat_map(|(x, y)| {
            let (left, top) = (x as f32 * module, y as f32 * module);
            let (right, bottom) = (left + module, top + module);
            [
                Turn::Move(left, top),
                Turn::Line(right, top),
                Turn::Line(right, bottom),
                Turn::Line(left, bottom),
                Turn::Close,
            ]
        })
        .collect();
    let ink = Ink { fill: Some(ink::INK), pattern: Pattern::Plain, stroke: None, is_pale: false };
    vec![Mark::Shape { outline, ink }]
}
