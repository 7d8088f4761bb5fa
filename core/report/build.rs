//! Presses the fonts of reports on paper, so that a library carries them at half their size.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=fonts");
    #[cfg(feature = "pdf")]
    press_fonts()?;
    Ok(())
}

#[cfg(feature = "pdf")]
fn press_fonts() -> Result<(), Box<dyn Error>> {
    let to = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from).ok_or("cargo names no OUT_DIR")?;
    for file in std::fs::read_dir("fonts")? {
        let path = file?.path();
        if let (Some("ttf"), Some(name)) = (path.extension().and_then(|end| end.to_str()), path.file_stem()) {
            let pressed = miniz_oxide::deflate::compress_to_vec(&std::fs::read(&path)?, 10);
            std::fs::write(to.join(name).with_extension("deflate"), pressed)?;
        }
    }
    Ok(())
}
