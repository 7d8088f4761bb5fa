//! Presses texts and tables into the library.

fn main() -> std::io::Result<()> {
    nourish_press::press("files", &["texts", "regimens", "formulas", "schedule.toml"])
}
