//! `nourish keys recovery`

use super::now;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::private_file;
use crate::terminal::Screen;
use nourish_journal::{
    CalendarDay, RecoveryCode, Secret, make_recovery_code, recovery_sheet, share_sheet, split_recovery_code,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A page, and where it goes.
type Page = (PathBuf, Zeroizing<String>);

pub(super) fn run(
    arguments: &Arguments,
    out: &Path,
    split: bool,
    label: &str,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let now = now(arguments)?;
    let mut journal = access::open(arguments)?;
    let code = make_recovery_code()?;
    let pages = if split { shares(&code, out, now.day())? } else { whole(&code, out, now.day())? };
    let mut written = Written(Vec::new());
    for (path, page) in &pages {
        private_file::write_new(path, "the recovery page", page)?;
        written.0.push(path.clone());
    }
    let id = journal.add_way(Secret::RecoveryCode(&code), label, &now)?;
    let paths: Vec<String> = written.keep().iter().map(|path| path.display().to_string()).collect();
    if screen.is_json() {
        screen.value(&json!({"id": id.to_string(), "written": paths}))?;
        return Ok(Outcome::Done);
    }
    screen.line(&format!("Written to {}.", paths.join(", ")))?;
    screen.line(if split {
        "Print each, give them to three places, and delete the files: any two of them open the journal."
    } else {
        "Print it, put it where you keep your papers, and delete the file: whoever has it can open the journal."
    })?;
    Ok(Outcome::Done)
}

fn whole(code: &RecoveryCode, out: &Path, made_on: CalendarDay) -> Result<Vec<Page>, Failure> {
    Ok(vec![(out.to_owned(), recovery_sheet(code, made_on)?)])
}

fn shares(code: &RecoveryCode, out: &Path, made_on: CalendarDay) -> Result<Vec<Page>, Failure> {
    let shares = split_recovery_code(code)?;
    let pages = shares.iter().map(|share| Ok((numbered(out, share.number()), share_sheet(share, made_on)?)));
    pages.collect()
}

/// `sheet.html` becomes `sheet-1.html`.
fn numbered(out: &Path, number: u8) -> PathBuf {
    let mut name = out.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = out.extension() {
        name.push(".");
        name.push(extension);
    }
    out.with_file_name(name)
}

/// Pages that were written; unless they are kept, they are removed: a page that opens nothing must not lie in a drawer.
struct Written(Vec<PathBuf>);

impl Written {
    fn keep(mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.0)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}
