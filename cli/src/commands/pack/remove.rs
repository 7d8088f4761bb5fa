//! `nourish pack remove`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::Screen;
use serde_json::json;

pub(super) fn run(arguments: &Arguments, id: &str, screen: &mut Screen) -> Result<(), Failure> {
    access::open(arguments)?.remove_pack(id)?;
    if screen.is_json() {
        return screen.value(&json!({"removed": true}));
    }
    screen.line("The pack is removed; the built-in rules stand in its place.")
}
