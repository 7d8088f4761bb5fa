//! Presses the list of words into the library.

fn main() -> std::io::Result<()> {
    nourish_press::press("words", &["words"])
}
