//! `nourish pack install`

use super::{as_json, read_file, show};
use crate::access;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::{Screen, Tone};
use std::path::Path;

pub(super) fn run(arguments: &Arguments, path: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let file = read_file(path)?;
    let pack = access::open(arguments)?.install_pack(&file)?;
    if screen.is_json() {
        return screen.value(&as_json(&pack));
    }
    show(&pack, screen)?;
    let done = screen.paint(Tone::Good, "Installed. Every finding that it has a say in names it.");
    screen.line(&done)
}
