//! A page to print and put away: a recovery code or a share of one, as words and as a QR code. It says nothing of the person.

use crate::error::JournalError;
use crate::journal::system_entropy;
use crate::qr::svg;
use nourish_record::CalendarDay;
use nourish_seal::{Recovery, RecoveryCode, RecoveryShare, RecoveryTextError};
use zeroize::Zeroizing;

/// Large enough that it never moves and leaves a copy behind.
const PAGE_BYTES: usize = 64 * 1024;

const STYLE: &str = include_str!("recovery_sheet.css");

/// A new recovery code. It opens nothing until it is added with [`Journal::add_way`](crate::Journal::add_way).
///
/// ```
/// # use nourish_journal::*;
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("journal.nourish");
/// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
/// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
/// let code = make_recovery_code()?;
/// let page = recovery_sheet(&code, now.day())?;
/// std::fs::write(folder.path().join("sheet.html"), page.as_bytes())?;
/// Journal::create(&path, secret)?.add_way(Secret::RecoveryCode(&code), "", &now)?;
///
/// let typed = RecoveryCode::parse(&code.to_words())?;
/// assert!(Journal::open(&path, Secret::RecoveryCode(&typed)).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`JournalError::KeyUnavailable`] when the system gives no random bytes.
pub fn make_recovery_code() -> Result<RecoveryCode, JournalError> {
    RecoveryCode::make(&mut system_entropy()).map_err(|_| JournalError::KeyUnavailable)
}

/// Splits a recovery code into three shares of a new set; any two make it again. Make a new code for it: whoever holds a whole sheet
/// of it needs no share.
///
/// ```
/// # use nourish_journal::*;
/// let code = make_recovery_code()?;
/// let [family, clinic, _drawer] = split_recovery_code(&code)?;
/// assert_eq!(RecoveryCode::join(&clinic, &family).unwrap().to_words(), code.to_words());
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::KeyUnavailable`] when the system gives no random bytes.
pub fn split_recovery_code(code: &RecoveryCode) -> Result<[RecoveryShare; 3], JournalError> {
    code.split(&mut system_entropy()).map_err(|_| JournalError::KeyUnavailable)
}

/// The recovery code that one text, or two shares in any order, spell: words, or what a QR code holds. What follows is passed over.
///
/// ```
/// # use nourish_journal::*;
/// let code = make_recovery_code()?;
/// let [_, clinic, drawer] = split_recovery_code(&code)?;
/// assert_eq!(read_recovery_code(&[&code.to_payload()])?.to_words(), code.to_words());
/// assert_eq!(read_recovery_code(&[&drawer.to_words(), &clinic.to_payload()])?.to_words(), code.to_words());
/// let alone = JournalError::UnreadableRecoveryCode(RecoveryTextError::OneShareIsNotEnough);
/// assert_eq!(read_recovery_code(&[&drawer.to_words()]).err(), Some(alone));
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::UnreadableRecoveryCode`], [`JournalError::SharesDoNotFit`].
pub fn read_recovery_code(texts: &[&str]) -> Result<RecoveryCode, JournalError> {
    let mut held: Option<RecoveryShare> = None;
    for text in texts {
        match (Recovery::parse(text)?, held.take()) {
            (Recovery::Code(code), _) => return Ok(code),
            (Recovery::Share(share), None) => held = Some(share),
            (Recovery::Share(share), Some(first)) => return Ok(RecoveryCode::join(&first, &share)?),
        }
    }
    Err(JournalError::UnreadableRecoveryCode(match held {
        Some(_) => RecoveryTextError::OneShareIsNotEnough,
        None => RecoveryTextError::NotARecoveryCode,
    }))
}

/// A recovery code as an HTML page for A4 or Letter paper, whole in one file. Whoever reads it can unlock the journal. See
/// [`make_recovery_code`] for an example.
///
/// # Errors
/// [`JournalError::BrokenRules`] if the QR code cannot be drawn, which no code brings about.
pub fn recovery_sheet(code: &RecoveryCode, made_on: CalendarDay) -> Result<Zeroizing<String>, JournalError> {
    let lead = "<p class=\"lead\">These thirteen words open the journal, without passphrase and on any device that has its file. \
        Whoever reads them can open it too.</p>";
    let advice = "<li>Print this page or copy the words by hand, then delete the file.</li>\
        <li>Keep it where you keep your papers, not with the phone.</li>\
        <li>To use it: choose “Recovery code” where the passphrase is asked for, then scan the square or type the words. \
        Capitals and spaces do not matter.</li>\
        <li>If somebody may have read it: make a new one, and take this one away.</li>";
    page("Recovery code", lead, advice, &code.to_words(), &code.to_payload(), made_on)
}

/// One share of a split recovery code as such a page. Alone it opens nothing.
///
/// ```
/// # use nourish_journal::*;
/// let [family, ..] = split_recovery_code(&make_recovery_code()?)?;
/// let page = share_sheet(&family, "2026-11-20".parse().unwrap())?;
/// assert!(page.contains(&family.set().to_string()));
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// As [`recovery_sheet`].
pub fn share_sheet(share: &RecoveryShare, made_on: CalendarDay) -> Result<Zeroizing<String>, JournalError> {
    let (number, set) = (share.number(), share.set());
    let title = format!("Recovery code, share {number} of 3");
    let lead = format!(
        "<p class=\"lead\">Any two of the three shares of the set <strong>{set}</strong> open the journal on any device that has \
        its file. This one alone opens nothing and says nothing.</p>"
    );
    let advice = "<li>Give the three shares to three places: family, clinic, a drawer at home.</li>\
        <li>Print this page or copy the words by hand, then delete the file.</li>\
        <li>To use it: bring two shares together. Both begin with the same two words. Choose “Recovery code” where the \
        passphrase is asked for, and give one after the other.</li>\
        <li>If two shares may have been read: make a new recovery code, and take this one away.</li>";
    page(&title, &lead, advice, &share.to_words(), &share.to_payload(), made_on)
}

fn page(
    title: &str,
    lead: &str,
    advice: &str,
    words: &str,
    payload: &str,
    made_on: CalendarDay,
) -> Result<Zeroizing<String>, JournalError> {
    let drawing = svg(payload).ok_or(JournalError::BrokenRules)?;
    let mut page = Zeroizing::new(String::with_capacity(PAGE_BYTES));
    page.push_str("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>");
    page.push_str(title);
    page.push_str("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style></head>\n<body><main>\n<header><h1>");
    page.push_str(title);
    page.push_str("</h1><p>Nourish</p></header>\n");
    page.push_str(lead);
    page.push_str("\n<section><ol class=\"words\">\n");
    for word in words.split(' ') {
        page.push_str("<li>");
        page.push_str(word);
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n");
    page.push_str(&drawing);
    page.push_str("</section>\n<ul class=\"advice\">");
    page.push_str(advice);
    page.push_str("</ul>\n<footer>Made on ");
    page.push_str(&made_on.to_string());
    page.push_str(
        ". This page holds a key, and nothing about anybody's health.</footer>\n</main></body></html>\n",
    );
    Ok(page)
}
