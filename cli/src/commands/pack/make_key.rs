//! `nourish pack make-key`

use crate::commands::init::write_secret;
use crate::failure::Failure;
use crate::terminal::Screen;
use nourish_journal::make_pack_key;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) fn run(path: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let public = public_path(path);
    if public.exists() {
        let remedy = "choose a name beside which no public key lies yet".to_owned();
        return Err(Failure::File { what: "the new key file", remedy });
    }
    let key = make_pack_key()?;
    write_secret(path, "the new key file", key.to_text().as_str())?;
    write_secret(&public, "the new public key", &key.site().to_string())?;
    if screen.is_json() {
        return screen.value(&json!({"made": true, "site": key.site().to_string()}));
    }
    screen.line(&format!("The key is in {}: keep it where nobody else reads it.", path.display()))?;
    screen.line(&format!(
        "The public key is in {}, to be given to those who shall trust it:",
        public.display()
    ))?;
    screen.line(&key.site().to_string())
}

fn public_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}
