//! QR codes as drawings.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use zeroize::Zeroizing;

/// The white margin that ISO/IEC 18004 asks for. Modules.
const QUIET: i32 = 4;

/// A text, such as a link that somebody is to scan, as an SVG of its QR code; `None` for more text than fits.
///
/// ```
/// # use nourish_journal::*;
/// assert!(qr_drawing("nourish://pair/1?code=1").unwrap().starts_with("<svg"));
/// ```
#[must_use]
pub fn qr_drawing(text: &str) -> Option<Zeroizing<String>> {
    svg(text)
}

/// A text as a QR code of half blocks, for a terminal of any colours; `None` for more text than fits.
///
/// ```
/// # use nourish_journal::*;
/// // Version 1 has 21 modules a side and a margin of 4: 29 columns, two rows a line.
/// let drawing = qr_text("NOURISH").unwrap();
/// assert_eq!((drawing.lines().count(), drawing.lines().next().unwrap().chars().count()), (15, 29));
/// ```
#[must_use]
pub fn qr_text(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    // A scanner wants dark on light; on most terminals that is the block left out of a filled one.
    let light = |x: i32, y: i32| !code.get_module(x, y);
    let rows = (-QUIET..code.size() + QUIET).step_by(2);
    let row = |y: i32| {
        let cell = |x: i32| match (light(x, y), light(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (-QUIET..code.size() + QUIET).map(cell).collect::<String>()
    };
    Some(rows.map(row).collect::<Vec<_>>().join("\n"))
}

/// A text as an SVG of its QR code, which still reads with a quarter of it soiled or torn; `None` for more text than fits.
pub(crate) fn svg(text: &str) -> Option<Zeroizing<String>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Quartile).ok()?;
    let side = code.size() + 2 * QUIET;
    // One move and one square a module at most: large enough that it never moves and leaves a copy behind.
    let modules = usize::try_from(code.size()).ok()?;
    let mut drawing = Zeroizing::new(String::with_capacity(512 + 20 * modules * modules));
    // Writing to a String cannot fail.
    let _ = write!(
        drawing,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
        aria-label=\"The same as a QR code\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
        <path d=\""
    );
    for (x, y) in (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))) {
        if code.get_module(x, y) {
            let _ = write!(drawing, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    drawing.push_str("\"/></svg>");
    Some(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO/IEC 18004: version 1 has 21 modules a side; its three corners are seven modules wide.
    #[test]
    fn a_short_text_is_a_code_of_version_1_with_its_margin() {
        let drawing = svg("NOURISH").unwrap();
        assert!(drawing.contains("viewBox=\"0 0 29 29\""));
        for corner in ["M4 4h1v1h-1z", "M24 4h1v1h-1z", "M4 24h1v1h-1z"] {
            assert!(drawing.contains(corner), "{corner}");
        }
        assert!(!drawing.contains("M24 24h1v1h-1z") || !drawing.contains("M3 3h1"));
    }

    #[test]
    fn more_text_than_any_code_holds_is_none() {
        assert!(svg(&"x".repeat(5_000)).is_none());
    }
}
