//! Presses the time zones into the library.

fn main() -> std::io::Result<()> {
    nourish_press::press("zones", &["src/zone/zones.txt", "src/zone/changes.bin"])
}
