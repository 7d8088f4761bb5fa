//! The object that an app holds: one open journal.
//!
//! Everything an app can do with a journal is a method of [`Journal`]. It joins the rooms and decides nothing itself: drafts
//! become entries in `record`, entries become bytes in `store`, what they mean is said by `rules`, how it looks by `report`.
//! Time comes in as an argument, as the clock of the person's phone shows it.
//!
//! ```
//! use nourish_journal::{Draft, Fact, Journal, Moment, PassphraseCost, Secret, Source};
//!
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("journal.nourish");
//! let secret = Secret::Passphrase("a plainly fictional passphrase", PassphraseCost::lowest_for_tests());
//! let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
//!
//! let mut journal = Journal::create(&path, secret)?;
//! let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
//! journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
//!
//! let assessed = journal.assess(now.day())?;
//! assert_eq!(assessed.assessment.picture.weight, Some((now.day(), 68_400)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod assessing;
mod audit;
mod backing_up;
mod checking_in;
mod circle;
mod entry_json;
mod erasing;
mod error;
mod exporting;
mod fhir;
mod importing;
mod journal;
mod keeping;
mod logging;
mod packs;
#[cfg(feature = "pdf")]
mod paper;
mod planning;
mod qr;
mod recovery_sheet;
mod scoring;
mod unlocking;
mod viewing;

pub use assessing::Assessed;
pub use audit::{AuditFault, AuditMaker, AuditSummary};
pub use checking_in::{CheckInAlert, CheckInRefused, CheckInStep, CheckedIn};
pub use circle::{
    CircleDeviceView, CircleMember, CircleView, Invitation, Invited, Inviting, Joined, Joining, PairingWords,
    SyncReport, SyncStatus, TroubleWords, Waiting, may_write, trouble_in_words,
};
pub use entry_json::{draft_json, entry_json, fact_fields};
pub use error::JournalError;
pub use fhir::FhirExport;
pub use importing::{FileOptions, ImportOptions, ImportProgress, ImportRecord, Imported, Undo, Undone};
pub use journal::{Journal, make_file_key};
pub use nourish_checkin::{
    AnswerRefused, AnswersError, AnswersFile, Choice, Circumstance, Form, Given, KeptError, Known, Misfit,
    PackDraft, Question, QuestionSet, QuestionnaireRefused, Questionnaires, Respondent,
    SET_BYTES as QUESTION_SET_BYTES, Session, SetError, SetFault, TEXT_FILES as PACK_TEXT_FILES, Taken,
    Wording,
};
pub use nourish_exchange::{
    Answers, DateOrder, FileError, Format, Mapping, MappingError, Progress, RefusedRow, SkipReason,
    TableFile, TrialNames, Tz, sniff,
};
pub use nourish_fhir::{BundleKind, Subject, Written as FhirWritten};
pub use nourish_plan::{
    CarePlan, Cycle, Drug, Due, DueList, DueState, FeedCheck, FeedCheckKind, FeedDay, FeedInput, FeedOutcome,
    Feedback, Formula, Formulary, HomeZone, Listener, MOST_PENDING, MOST_RESPONSE_DAYS, Message, NextSurgery,
    Occurrence, OpenFlag, PlannedTask, PlannedTreatment, PreparationStep, QuietHours, RampStep, Regimen,
    RegimenError, Regimens, Reminder, ReminderWishes, Replaced, Response, Ring, RingKind, ScheduleItem,
    ScheduleProblem, Set, SetBy, TargetRange, Targets, Today, TubeInPlace, Week, WorklistEntry,
    WorklistFilter, ZoneChanged, plan_words, rank,
};
pub use nourish_record::*;
#[cfg(feature = "pdf")]
pub use nourish_report::PdfError;
pub use nourish_report::{Audience, Report, Tile, Units};
pub use nourish_rules::pack::{MANIFEST_FILE as PACK_MANIFEST_FILE, PackError};
pub use nourish_rules::{Level, Override, PackName, assess as assessment, score};
pub use nourish_seal::{
    BrokenPromise, DocumentSeal, DocumentSealError, FileKey, FileKeyError, Gate, KeyTextError, KeystoreKey,
    LabelError, PackKey, PassphraseCost, Recovery, RecoveryCode, RecoveryShare, RecoveryTextError,
    SecretStore, SecretStoreError, ShareError, ShareSet, SiteKey, SystemEntropy, WrapError, WrapFace, WrapId,
    WrapKind, try_secret_store,
};
pub use nourish_store::{
    BackedUp, Damage, Durability, Erased, Health, LockedWay, Merged, Secret, SecretFolder, Setting, Way,
};
#[cfg(feature = "http")]
pub use nourish_sync::{AddressError, HttpTransport};
pub use nourish_sync::{
    Budget, Carrier, Envelope, HttpReply, HttpRequest, InProcess, Mailbox, MemberId, MemoryMailbox, Noticed,
    OverHttp, Reason, Refusal, Role, Summary, Transport, TransportError, Trouble, until_called_off,
};
pub use nourish_words::{Argument, Language, NotALanguage, Said, Words, WordsError};
pub use packs::{
    PACK_FILE_BYTES, PackList, PackRefused, PackSetAside, PackSummary, check_pack, check_pack_texts,
    make_pack_key, sign_pack,
};
#[cfg(feature = "pdf")]
pub use paper::{SealedBy, shown_digits};
pub use planning::{Found, regimens};
pub use qr::{qr_drawing, qr_text};
pub use recovery_sheet::{
    make_recovery_code, read_recovery_code, recovery_sheet, share_sheet, split_recovery_code,
};
pub use scoring::Calculator;
pub use unlocking::keystore_name;
pub use viewing::View;
