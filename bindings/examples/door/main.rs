//! What a call costs through the door, beside the same call made from Rust: `bench/door` builds and begins it.
//!
//! `door json|table FOLDER ROUNDS ENTRIES SHARE [NAME COMMAND]…` makes a journal in the folder and asks the program behind each COMMAND to make the
//! same calls in turns with it. A program reads a line, `begin JOURNAL KEY`, `<call> TIMES` or nothing more, and answers a line of
//! nanoseconds.
#![forbid(unsafe_code)]

#[path = "../../../bench/src/generator.rs"]
#[allow(dead_code, unreachable_pub, reason = "the bench's own, of which a part is needed")]
mod generator;
#[path = "../../../bench/src/logged.rs"]
#[allow(dead_code, unreachable_pub, reason = "the bench's own, of which a part is needed")]
mod logged;
mod program;
#[path = "../../../bench/src/random.rs"]
#[allow(dead_code, unreachable_pub, reason = "the bench's own, of which a part is needed")]
mod random;
#[path = "../../../bench/src/statistics.rs"]
#[allow(dead_code, unreachable_pub, reason = "the bench's own, of which a part is needed")]
mod statistics;

use generator::Generator;
use nourish_bindings::{Calculator, Journal, JournalError, KeyFile, Measure, Moment, kinds};
use program::Program;
use serde_json::{Map, Value, json};
use statistics::median;
use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What is asked of every program: the call, and how often in a row.
const CALLS: [(&str, u32); 5] =
    [("entry_count", 2_000), ("kinds", 40), ("score", 200), ("today", 40), ("columns", 20)];
const QUESTION: &str = r#"{"id":"bench","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"#;
const DAYS: i32 = 1_826;

/// A journal that the calls are made on, and when.
struct Scene {
    journal: Journal,
    calculator: Calculator,
    now: Moment,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("door json|table FOLDER ROUNDS ENTRIES SHARE [NAME COMMAND]…");
    let is_table = next()? == "table";
    let folder = next()?;
    let (rounds, entries, share): (usize, usize, u32) =
        (next()?.parse()?, next()?.parse()?, next()?.parse()?);
    let mut others = Vec::new();
    while let Ok(name) = next() {
        others.push((name, next()?));
    }

    let folder = Path::new(&folder);
    let (path, key) = (folder.join("journal.nourish"), folder.join("journal.key"));
    let now = life(&path, &key, entries)?;
    let told = json!({
        "entries": entries, "rounds": rounds, "now": now.to_string(),
        "cold": cold(&others, &path, &key, &now, rounds)?,
        "calls": warm(&others, &path, &key, &now, rounds, share)?,
    });
    let shown = if is_table { table(&told) } else { format!("{told:#}") };
    writeln!(std::io::stdout().lock(), "{shown}")?;
    Ok(())
}

/// The figures for people.
fn table(told: &Value) -> String {
    let mut text = format!("{} entries, medians of {} rounds\n", told["entries"], told["rounds"]);
    for (part, figures) in [("until a day is shown", &told["cold"]), ("a call", &told["calls"])] {
        text.push_str(&format!("\n{part}\n"));
        for (name, figures) in figures.as_object().into_iter().flatten() {
            text.push_str(&format!("{name:14}"));
            for (figure, value) in figures.as_object().into_iter().flatten() {
                text.push_str(&format!("  {figure} {:.3}", value.as_f64().unwrap_or_default()));
            }
            text.push('\n');
        }
    }
    text
}

/// Makes a journal of the made-up life; its last moment.
fn life(path: &Path, key: &Path, entries: usize) -> Result<Moment, Box<dyn Error>> {
    let file_key = nourish_journal::make_file_key()?;
    std::fs::write(key, file_key.to_text().as_str())?;
    let mut journal = nourish_journal::Journal::create(path, nourish_journal::Secret::KeyFile(&file_key))?;
    let drafts: Vec<_> = Generator::new(1).take(entries).map(|logged| logged.draft).collect();
    let now = drafts.last().map(|draft| draft.occurred.clone()).ok_or("no entry")?;
    journal.log_all(drafts, &now)?;
    journal.settle()?;
    Ok(now)
}

impl Scene {
    fn begin(path: &Path, key: &Path, now: &Moment) -> Result<Self, Box<dyn Error>> {
        let key = Arc::new(KeyFile::read(std::fs::read_to_string(key)?)?);
        let journal = Journal::open_with_key_file(path.to_string_lossy().into_owned(), key)?;
        Ok(Self { journal, calculator: Calculator::new()?, now: now.clone() })
    }

    /// Nanoseconds of one call, made `times` times in a row.
    fn take(&self, call: &str, times: u32) -> Result<f64, JournalError> {
        let begun = Instant::now();
        for _ in 0..times {
            match call {
                "entry_count" => drop(black_box(self.journal.entry_count())),
                "kinds" => drop(black_box(kinds())),
                "score" => drop(black_box(self.calculator.score(QUESTION.to_owned(), false))),
                "today" => drop(black_box(self.journal.today(self.now.clone())?)),
                _ => {
                    let measures = vec![Measure::WeightG, Measure::EnergyKcalMilli, Measure::ProteinMg];
                    let today = self.now.day();
                    drop(black_box(self.journal.columns(today.plus(1 - DAYS), today, measures)?));
                }
            }
        }
        Ok(begun.elapsed().as_secs_f64() * 1e9 / f64::from(times))
    }
}

/// Milliseconds until a fresh program has loaded the library, opened the journal and shown today: medians.
fn cold(
    others: &[(String, String)],
    path: &Path,
    key: &Path,
    now: &Moment,
    rounds: usize,
) -> Result<Value, Box<dyn Error>> {
    let mut figures = Map::new();
    for (name, command) in others {
        let mut times: Vec<Vec<f64>> = Vec::new();
        for _ in 0..rounds {
            times.push(Program::begin(command, path, key, now)?.1);
        }
        let of = |part: usize| -> Vec<f64> {
            times.iter().filter_map(|parts| parts.get(part)).map(|ns| ns / 1e6).collect()
        };
        let told = json!({"load_ms": median(&of(0)), "open_ms": median(&of(1)), "today_ms": median(&of(2))});
        figures.insert(name.clone(), told);
    }
    Ok(Value::Object(figures))
}

/// Microseconds a call, and how many times those of Rust in the same round: medians.
fn warm(
    others: &[(String, String)],
    path: &Path,
    key: &Path,
    now: &Moment,
    rounds: usize,
    share: u32,
) -> Result<Value, Box<dyn Error>> {
    let scene = Scene::begin(path, key, now)?;
    let mut programs = Vec::new();
    for (name, command) in others {
        programs.push((name, Program::begin(command, path, key, now)?.0));
    }
    let mut figures = Map::new();
    for (call, times) in CALLS {
        let times = (times / share).max(1);
        let mut ours = Vec::new();
        let mut theirs: Vec<Vec<f64>> = vec![Vec::new(); programs.len()];
        // What is compiled while it runs has had time for it: those first rounds do not count.
        for round in 0..rounds * 2 {
            let mut taken = Vec::new();
            let rust_first = round % 2 == 0;
            let mut rust = if rust_first { scene.take(call, times)? } else { 0.0 };
            for (_, program) in &mut programs {
                taken.push(program.take(call, times)?);
            }
            if !rust_first {
                rust = scene.take(call, times)?;
            }
            if round >= rounds {
                ours.push(rust);
                theirs.iter_mut().zip(taken).for_each(|(all, one)| all.push(one));
            }
        }
        let mut told = Map::new();
        told.insert("rust_us".to_owned(), json!(median(&ours) / 1e3));
        for ((name, _), times) in programs.iter().zip(&theirs) {
            let ratios: Vec<f64> = times.iter().zip(&ours).map(|(one, rust)| one / rust).collect();
            told.insert(format!("{name}_us"), json!(median(times) / 1e3));
            told.insert(format!("{name}_to_rust"), json!(median(&ratios)));
        }
        figures.insert(call.to_owned(), Value::Object(told));
    }
    Ok(Value::Object(figures))
}
