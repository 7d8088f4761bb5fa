//! Presses texts and sets of questions into the library.

fn main() -> std::io::Result<()> {
    nourish_press::press("files", &["texts", "sets"])
}
