//! Sets of questions, files of answers and what is kept of an unfinished check-in: refused by name, or read and answered, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nourish_journal::{AnswersFile, Known, Moment, QuestionSet, Questionnaires, Respondent, Session};
use std::sync::{Arc, LazyLock};

static NOW: LazyLock<Option<Moment>> = LazyLock::new(|| Moment::parse("2026-11-20T08:00[Europe/Madrid]").ok());

fuzz_target!(|bytes: &[u8]| {
    let (Ok(all), Some(now)) = (Questionnaires::built_in(), NOW.as_ref()) else { return };
    let _ = Session::take_up(bytes, all.sets(), now);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = all.with_pack("fuzzed 1", &[("questions_fuzzed.toml", text), ("texts_en.ftl", text)]);
    let file = AnswersFile::parse(text);
    if let Ok(set) = QuestionSet::parse("fuzzed.toml", text) {
        let mut session = Session::begin(Arc::new(set), Respondent::Patient, Known::default(), now);
        while session.question().is_some() {
            session.skip();
        }
        let _ = session.drafted(true);
    }
    if let (Ok(file), Some(daily)) = (file, all.set("daily")) {
        let mut session = Session::begin(Arc::clone(daily), file.by, Known::default(), now);
        let _ = session.answer_all(&file, now);
        let _ = session.drafted(true);
    }
});
