//! The disk of a thread: its files, what was done to them, and what goes wrong next.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Bytes that a medium writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What goes wrong, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no room for a write; half of it is on the disk.
    Full,
    /// A write fails half-way.
    Write,
    /// The disk does not confirm that it has written.
    Sync,
    /// A read fails.
    Read,
    /// A read ends half-way, as if the file did; the rest of what was asked for is zero.
    ShortRead,
}

/// What happened to the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// The program was killed: the system still writes what it was given, and the last write may be cut anywhere.
    Killed,
    /// The power was lost: of what the disk had not confirmed, any sectors may be there, in any order.
    PowerLost,
    /// The power was lost, and the disk had confirmed what it had not written yet.
    ConfirmationLost,
}

/// One thing that was done to the disk.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Write { file: String, at: usize, bytes: Vec<u8> },
    Truncate { file: String, length: usize },
    Sync { file: String },
    Delete { file: String },
}

/// Everything that was done since a disk was loaded.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    begun_with: Files,
    steps: Vec<Step>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) files: Files,
    begun_with: Files,
    steps: Vec<Step>,
    /// How many steps and reads until something goes wrong, and what.
    fault: Option<(u64, Fault)>,
    /// Whether it went wrong.
    struck: bool,
}

thread_local! {
    static DISK: RefCell<State> = RefCell::new(State::default());
}

/// The disk of this thread.
#[derive(Debug)]
pub struct Disk;

impl Disk {
    /// Puts these files, and no others, on the disk, and forgets what was done before.
    pub fn load(files: Files) {
        with(|disk| *disk = State { files: files.clone(), begun_with: files, ..State::default() });
    }

    /// How many steps were taken since.
    pub fn steps() -> usize {
        with(|disk| disk.steps.len())
    }

    /// Everything that was done since.
    pub fn trace() -> Trace {
        with(|disk| Trace { begun_with: disk.begun_with.clone(), steps: disk.steps.clone() })
    }

    /// The files as they are now.
    pub fn files() -> Files {
        with(|disk| disk.files.clone())
    }

    /// Lets the first fitting action after so many others go wrong, once.
    pub fn fail_after(actions: u64, fault: Fault) {
        with(|disk| (disk.fault, disk.struck) = (Some((actions, fault)), false));
    }

    /// Whether the fault has struck; takes it away if it has not.
    pub fn struck() -> bool {
        with(|disk| {
            disk.fault = None;
            disk.struck
        })
    }
}

pub(crate) fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    DISK.with(|disk| act(&mut disk.borrow_mut()))
}

impl State {
    /// Whether an action of one of these kinds goes wrong now.
    fn strikes(&mut self, kinds: &[Fault]) -> Option<Fault> {
        let (left, fault) = self.fault?;
        if left > 0 {
            self.fault = Some((left - 1, fault));
            return None;
        }
        if !kinds.contains(&fault) {
            return None;
        }
        (self.fault, self.struck) = (None, true);
        Some(fault)
    }

    pub(crate) fn read(&mut self) -> Option<Fault> {
        self.strikes(&[Fault::Read, Fault::ShortRead])
    }

    pub(crate) fn write(&mut self, file: &str, at: usize, bytes: &[u8]) -> Option<Fault> {
        let fault = self.strikes(&[Fault::Full, Fault::Write]);
        let bytes = if fault.is_some() { &bytes[..bytes.len() / 2] } else { bytes };
        let step = Step::Write { file: file.to_owned(), at, bytes: bytes.to_vec() };
        self.take(step);
        fault
    }

    pub(crate) fn truncate(&mut self, file: &str, length: usize) {
        self.take(Step::Truncate { file: file.to_owned(), length });
    }

    pub(crate) fn sync(&mut self, file: &str) -> Option<Fault> {
        let fault = self.strikes(&[Fault::Sync]);
        if fault.is_none() {
            self.take(Step::Sync { file: file.to_owned() });
        }
        fault
    }

    pub(crate) fn delete(&mut self, file: &str) {
        self.take(Step::Delete { file: file.to_owned() });
    }

    fn take(&mut self, step: Step) {
        apply(&mut self.files, &step);
        self.steps.push(step);
    }
}

fn apply(files: &mut Files, step: &Step) {
    match step {
        Step::Write { file, at, bytes } => write(files, file, *at, bytes),
        Step::Truncate { file, length } => {
            if let Some(content) = files.get_mut(file) {
                content.resize(*length, 0);
            }
        }
        Step::Delete { file } => drop(files.remove(file)),
        Step::Sync { .. } => {}
    }
}

fn write(files: &mut Files, file: &str, at: usize, bytes: &[u8]) {
    let content = files.entry(file.to_owned()).or_default();
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}

impl Trace {
    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// How often a file was flushed.
    pub fn flushes(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Sync { .. })).count()
    }

    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// What a disk may hold after a crash in the midst of step `at`; `seed` decides what is left to chance.
    pub fn crashed(&self, at: usize, crash: Crash, seed: u64) -> Files {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let done = &self.steps[..at.min(self.steps.len())];
        let mut files = self.begun_with.clone();
        if crash == Crash::Killed {
            done.iter().for_each(|step| apply(&mut files, step));
            if let Some(Step::Write { file, at, bytes }) = self.steps.get(at) {
                write(&mut files, file, *at, &bytes[..chance.below(bytes.len() + 1)]);
            }
            return files;
        }
        let mut confirmed = BTreeMap::new();
        for (number, step) in done.iter().enumerate() {
            if let Step::Sync { file } = step {
                let before = confirmed.insert(file.clone(), number);
                if crash == Crash::ConfirmationLost && chance.below(8) == 0 {
                    before.map(|before| confirmed.insert(file.clone(), before));
                }
            }
        }
        for (number, step) in self.steps.iter().take(at + 1).enumerate() {
            match step {
                // Names are kept by the file system's own log.
                Step::Delete { .. } if number < at => apply(&mut files, step),
                Step::Write { file, .. } | Step::Truncate { file, .. }
                    if confirmed.get(file).is_some_and(|confirmed| number < *confirmed) =>
                {
                    apply(&mut files, step);
                }
                Step::Write { file, at, bytes } => {
                    for (sector, part) in bytes.chunks(SECTOR_BYTES).enumerate() {
                        if chance.below(2) == 0 {
                            write(&mut files, file, at + sector * SECTOR_BYTES, part);
                        }
                    }
                }
                Step::Truncate { .. } if chance.below(2) == 0 => apply(&mut files, step),
                Step::Truncate { .. } | Step::Delete { .. } | Step::Sync { .. } => {}
            }
        }
        files
    }
}

/// Numbers that follow from a seed (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}
