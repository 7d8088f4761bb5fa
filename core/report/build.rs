//! Presses texts and the page's style into the library, and the fonts of reports on paper where it makes any.

fn main() -> std::io::Result<()> {
    nourish_press::press("words", &["texts", "texts/data", "src/html/style.css"])?;
    if cfg!(feature = "pdf") {
        let fonts = ["NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansMath-Regular"];
        let fonts = fonts.map(|name| format!("fonts/{name}.ttf"));
        nourish_press::press("fonts", &fonts.each_ref().map(String::as_str))?;
    }
    Ok(())
}
