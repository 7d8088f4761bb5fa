//! A journal that is shared: a patient, a carer and a clinic over a mailbox that can read nothing.

use nourish_journal::*;
use nourish_store::Store;
use std::path::PathBuf;

/// People, their journals, and the mailbox where they meet.
struct Street {
    folder: tempfile::TempDir,
    mailbox: MemoryMailbox,
}

const PASSPHRASE: Secret<'static> =
    Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());

fn now(text: &str) -> Moment {
    Moment::parse(&format!("{text}[Europe/Madrid]")).unwrap()
}

impl Street {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), mailbox: MemoryMailbox::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The patient's journal, with a circle and the mailbox's address.
    fn patient(&self) -> Journal {
        let mut journal = Journal::create(&self.path("patient"), PASSPHRASE).unwrap();
        journal.found_circle("Nerea Invented", "phone", &now("2026-11-01T08:00")).unwrap();
        journal.move_to_mailbox("memory:").unwrap();
        journal
    }

    /// A patient, and a carer who was let in.
    fn with_carer() -> (Self, Journal, Journal) {
        let mut street = Self::new();
        let mut patient = street.patient();
        let carer = street.invite(&mut patient, carer("Ander Invented"), "carer", false);
        (street, patient, carer)
    }

    fn sync(&mut self, journal: &mut Journal, at: &str) -> SyncReport {
        journal.sync(&mut InProcess(&mut self.mailbox), &now(at)).unwrap()
    }

    /// Lets somebody in by a code, with the words compared.
    fn invite(&mut self, by: &mut Journal, invited: Invited, file: &str, long: bool) -> Journal {
        let path = self.folder.path().join(file);
        self.let_in(by, invited, long).keep(&path, PASSPHRASE).unwrap()
    }

    /// The same, into this file, which this secret opens.
    fn invite_to(
        &mut self,
        by: &mut Journal,
        invited: Invited,
        path: &std::path::Path,
        secret: Secret<'_>,
    ) -> Journal {
        self.let_in(by, invited, false).keep(path, secret).unwrap()
    }

    fn let_in(&mut self, by: &mut Journal, invited: Invited, long: bool) -> Joined {
        let mut net = InProcess(&mut self.mailbox);
        let inviting = by.invite(invited, long, &mut net).unwrap();
        let code = if long { inviting.link.to_string() } else { inviting.code.to_string() };
        let joining = Joining::begin(&code, "their phone", 0, &mut net).unwrap().unwrap();
        let invitation = by.await_newcomer(inviting, 0, &mut net).unwrap().unwrap();
        let words = joining.await_inviter(0, &mut net).unwrap().unwrap();
        assert_eq!(words.words, invitation.words);
        by.let_in(invitation, &mut net, &now("2026-11-01T09:00")).unwrap();
        words.await_welcome(0, &mut net).unwrap().unwrap()
    }
}

fn carer(name: &str) -> Invited {
    Invited::Member { name: name.to_owned(), role: Role::Carer }
}

fn weigh(journal: &mut Journal, at: &str, kg: &str) -> EntryId {
    let fact = Fact::read("weight", &[("weight", &format!("{kg} kg"))]).unwrap();
    journal.log(Draft::new(now(at), Source::Typed, fact), &now(at)).unwrap().id()
}

fn weights_g(journal: &Journal) -> Vec<u32> {
    journal.view_all().unwrap().timeline.weights().map(|(_, weight)| weight.weight_g).collect()
}

#[test]
fn what_one_logs_the_others_see_and_who_has_what_is_told() {
    let mut street = Street::new();
    let mut patient = street.patient();
    weigh(&mut patient, "2026-11-01T08:10", "68.4");
    let mut carer = street.invite(&mut patient, carer("Ander Invented"), "carer", false);
    street.sync(&mut carer, "2026-11-01T09:05");
    assert_eq!(weights_g(&carer), [68_400]);

    let of_carer = weigh(&mut carer, "2026-11-02T08:00", "68.1");
    assert_eq!(carer.sync_status(&now("2026-11-02T08:01")).unwrap().unsent, 1);
    street.sync(&mut carer, "2026-11-02T08:02");
    assert_eq!(carer.sync_status(&now("2026-11-02T08:03")).unwrap().unsent, 0);
    street.sync(&mut patient, "2026-11-02T08:05");
    assert_eq!(weights_g(&patient), [68_400, 68_100]);

    // The patient corrects what the carer logged; both see the correction and both versions.
    let right = Fact::read("weight", &[("weight", "68.2 kg")]).unwrap();
    patient.amend(of_carer, right, None, "misread", &now("2026-11-02T08:10")).unwrap();
    street.sync(&mut patient, "2026-11-02T08:11");
    street.sync(&mut carer, "2026-11-02T08:12");
    assert_eq!(weights_g(&carer), [68_400, 68_200]);
    assert_eq!(carer.history(of_carer).unwrap().len(), 2);

    let status = patient.sync_status(&now("2026-11-02T08:20")).unwrap();
    assert_eq!(status.others.len(), 1);
    street.sync(&mut patient, "2026-11-02T08:21");
    let status = patient.sync_status(&now("2026-11-02T08:22")).unwrap();
    assert_eq!(status.others[0].up_to_ms, Some(now("2026-11-02T08:10").instant_ms()));
    assert_eq!(status.others[0].name, "Ander Invented (their phone)");
    assert!(status.troubles.is_empty(), "{:?}", status.troubles);
    assert_eq!(patient.circle().unwrap().unwrap().words, carer.circle().unwrap().unwrap().words);
}

#[test]
fn who_is_removed_reads_nothing_that_comes_after_and_writes_nothing_that_counts() {
    let mut street = Street::new();
    let mut patient = street.patient();
    let mut carer = street.invite(&mut patient, carer("Ander Invented"), "carer", true);
    street.sync(&mut carer, "2026-11-01T10:00");
    weigh(&mut carer, "2026-11-01T10:10", "68.0");

    let member = patient.circle().unwrap().unwrap().members[1].id;
    patient.remove_member(member).unwrap();
    assert_eq!(
        patient.sync_status(&now("2026-11-01T11:00")).unwrap().waiting_changes,
        ["a device is to leave"]
    );
    street.sync(&mut patient, "2026-11-01T11:00");
    assert_eq!(patient.epoch(), 1);
    weigh(&mut patient, "2026-11-02T08:00", "67.5");
    street.sync(&mut patient, "2026-11-02T08:01");

    let mut net = InProcess(&mut street.mailbox);
    let refused = carer.sync(&mut net, &now("2026-11-02T09:00"));
    assert_eq!(refused.err(), Some(JournalError::MailboxRefused(Refusal::NotServed)));
    assert_eq!(weights_g(&carer), [68_000]);
    street.sync(&mut patient, "2026-11-02T09:01");
    assert_eq!(weights_g(&patient), [67_500]);
}

#[test]
fn a_reader_cannot_write_and_nobody_but_the_patient_erases() {
    let mut street = Street::new();
    let mut patient = street.patient();
    let reader = Invited::Member { name: "Ward Invented".to_owned(), role: Role::Reader };
    let mut reader = street.invite(&mut patient, reader, "reader", false);
    let mut carer = street.invite(&mut patient, carer("Ander Invented"), "carer", false);
    let id = weigh(&mut patient, "2026-11-01T10:00", "68.0");
    street.sync(&mut patient, "2026-11-01T10:01");
    street.sync(&mut reader, "2026-11-01T10:02");
    street.sync(&mut carer, "2026-11-01T10:02");
    assert_eq!(weights_g(&reader), [68_000]);

    let fact = Fact::read("weight", &[("weight", "60 kg")]).unwrap();
    let at = now("2026-11-01T10:05");
    let refused = reader.log(Draft::new(at.clone(), Source::Typed, fact), &at);
    assert_eq!(refused.err(), Some(JournalError::NotAllowed { role: Role::Reader }));
    let mut session = reader.begin_check_in("daily", Respondent::Carer, &at).unwrap();
    let step = reader.answer_check_in(&mut session, "chest-pain", &at);
    let Ok(CheckInStep::Alert(alert)) = step else { panic!("{step:?}") };
    assert!(alert.is_emergency(), "whom to call is told on every device");
    assert_eq!(alert.unsaved, Some(JournalError::NotAllowed { role: Role::Reader }));
    let refused = carer.erase(id, "not mine to erase", &at);
    assert_eq!(refused.err(), Some(JournalError::NotAllowed { role: Role::Carer }));

    patient.erase(id, "asked to", &at).unwrap();
    street.sync(&mut patient, "2026-11-01T10:06");
    street.sync(&mut carer, "2026-11-01T10:07");
    assert_eq!(weights_g(&carer), [] as [u32; 0]);
    assert!(carer.check().unwrap().damage.is_empty());
}

#[test]
fn a_mailbox_that_was_lost_is_filled_again_by_whoever_comes() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    weigh(&mut patient, "2026-11-01T10:00", "68.0");
    weigh(&mut carer, "2026-11-02T10:00", "67.9");
    street.sync(&mut patient, "2026-11-02T11:00");
    street.sync(&mut carer, "2026-11-02T11:01");
    street.sync(&mut patient, "2026-11-02T11:02");

    street.mailbox = MemoryMailbox::default().restored(1);
    // The carer alone fills it, the patient's entries too; then a new device of the patient gets everything from it.
    let report = street.sync(&mut carer, "2026-11-03T08:00");
    assert!(report.summary.mailbox_was_renewed && report.summary.healed == 1, "{:?}", report.summary);
    assert!(report.troubles.is_empty(), "{:?}", report.troubles);
    let mut tablet = street.invite(&mut patient, Invited::OwnDevice, "tablet", false);
    street.sync(&mut tablet, "2026-11-03T09:00");
    assert_eq!(weights_g(&tablet), [68_000, 67_900]);
}

#[test]
fn a_phone_put_back_from_an_old_image_becomes_a_new_device_and_loses_nothing() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    weigh(&mut patient, "2026-11-01T10:00", "68.0");
    street.sync(&mut patient, "2026-11-01T10:01");
    drop(patient);
    std::fs::copy(street.path("patient"), street.path("image")).unwrap();
    let mut patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    weigh(&mut patient, "2026-11-02T10:00", "67.8");
    street.sync(&mut patient, "2026-11-02T10:01");
    drop(patient);

    let mut image = Journal::open(&street.path("image"), PASSPHRASE).unwrap();
    weigh(&mut image, "2026-11-03T10:00", "67.6");
    let report = street.sync(&mut image, "2026-11-03T10:01");
    assert!(report.summary.became_new_device, "{:?}", report.summary);
    assert_eq!(weights_g(&image), [68_000, 67_800, 67_600]);
    street.sync(&mut carer, "2026-11-03T11:00");
    assert_eq!(weights_g(&carer), [68_000, 67_800, 67_600]);
    assert_eq!(image.circle().unwrap().unwrap().members[0].devices.len(), 2);
    assert!(image.check().unwrap().damage.is_empty());
}

#[test]
fn a_restored_backup_comes_back_into_the_circle_by_itself() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    weigh(&mut patient, "2026-11-01T10:00", "68.0");
    patient.backup(&street.path("backup")).unwrap();
    weigh(&mut patient, "2026-11-02T10:00", "67.8");
    street.sync(&mut patient, "2026-11-02T10:01");
    drop(patient);
    std::fs::remove_file(street.path("patient")).unwrap();

    let mut restored = Journal::restore(&street.path("backup"), &street.path("patient"), PASSPHRASE).unwrap();
    street.sync(&mut restored, "2026-11-03T10:00");
    assert_eq!(weights_g(&restored), [68_000, 67_800]);
    weigh(&mut restored, "2026-11-03T10:05", "67.7");
    street.sync(&mut restored, "2026-11-03T10:06");
    street.sync(&mut carer, "2026-11-03T10:07");
    assert_eq!(weights_g(&carer), [68_000, 67_800, 67_700]);
}

#[test]
fn after_a_theft_the_thiefs_copy_is_shut_out() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    weigh(&mut patient, "2026-11-01T10:00", "68.0");
    street.sync(&mut patient, "2026-11-01T10:01");
    drop(patient);
    std::fs::copy(street.path("patient"), street.path("stolen")).unwrap();
    let mut patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    let new = Secret::Passphrase("another invention", PassphraseCost::lowest_for_tests());
    patient.renew_keys(new, "", &now("2026-11-01T11:00")).unwrap();
    street.sync(&mut patient, "2026-11-01T11:01");
    weigh(&mut patient, "2026-11-02T12:00", "67.9");
    street.sync(&mut patient, "2026-11-02T12:01");
    street.sync(&mut carer, "2026-11-02T12:02");
    assert_eq!(weights_g(&carer), [68_000, 67_900]);
    assert_eq!(patient.circle().unwrap().unwrap().members[0].devices.len(), 1);

    let mut stolen = Journal::open(&street.path("stolen"), PASSPHRASE).unwrap();
    let mut net = InProcess(&mut street.mailbox);
    assert!(stolen.sync(&mut net, &now("2026-11-02T13:00")).is_err());
    assert_eq!(weights_g(&stolen), [68_000]);
}

#[test]
fn a_wrong_code_lets_nobody_in() {
    let mut street = Street::new();
    let mut patient = street.patient();
    let mut net = InProcess(&mut street.mailbox);
    let inviting = patient.invite(carer("Ander Invented"), false, &mut net).unwrap();
    let number = inviting.code.split('-').next().unwrap().to_owned();
    let guess = if inviting.code.ends_with("zoo-zoo") { "zebra-zone" } else { "zoo-zoo" };
    Joining::begin(&format!("{number}-{guess}"), "their phone", 0, &mut net).unwrap().unwrap();
    let refused = patient.await_newcomer(inviting, 0, &mut net);
    assert!(matches!(refused, Err(JournalError::Pairing(_))), "{refused:?}");
    assert_eq!(patient.circle().unwrap().unwrap().members.len(), 1);
}

#[test]
fn a_circle_that_does_not_hold_leaves_the_journal_readable_and_refuses_to_write() {
    let street = Street::new();
    let mut patient = street.patient();
    weigh(&mut patient, "2026-11-01T10:00", "68.0");
    drop(patient);
    let open = |path| Store::open(path, PASSPHRASE, Durability::Crash, Box::new(SystemEntropy::new()));
    let mut store = open(&street.path("patient")).unwrap();
    store.write_settings(&[(Setting::Circle, vec![9])]).unwrap();
    drop(store);

    let mut patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    assert_eq!(weights_g(&patient), [68_000]);
    assert_eq!(patient.circle().err(), Some(JournalError::DamagedCircle));
    let (at, fact) = (now("2026-11-02T10:00"), Fact::read("weight", &[("weight", "67.8 kg")]).unwrap());
    let refused = patient.log(Draft::new(at.clone(), Source::Typed, fact), &at);
    assert_eq!(refused.err(), Some(JournalError::DamagedCircle));
}

/// Logs 515 weights, one a sync: more than a mailbox holds before a checkpoint is made.
fn log_for_long(patient: &mut Journal, mailbox: &mut MemoryMailbox) {
    let mut at = now("2026-11-01T08:00");
    for gram in 0..515 {
        let fact = Fact::read("weight", &[("weight", &format!("{} g", 60_000 + gram))]).unwrap();
        patient.log(Draft::new(at.clone(), Source::Typed, fact), &at).unwrap();
        patient.sync(&mut InProcess(mailbox), &at).unwrap();
        at = Moment::new(at.instant_ms() + 600_000, 3_600, None).unwrap();
    }
}

fn store(path: &std::path::Path) -> Store {
    Store::open(path, PASSPHRASE, Durability::Crash, Box::new(SystemEntropy::new())).unwrap()
}

#[test]
fn who_joins_late_begins_from_a_checkpoint_and_has_everything() {
    let mut street = Street::new();
    let mut patient = street.patient();
    log_for_long(&mut patient, &mut street.mailbox);
    let late = weigh(&mut patient, "2026-11-09T08:00", "61");
    street.sync(&mut patient, "2026-11-09T08:01");
    let mut newcomer = street.invite(&mut patient, carer("Ander Invented"), "carer", false);
    drop(patient);
    let id = store(&street.path("patient")).journal_id();
    // The small parcels are never read: they may be anything.
    for parcel in street.mailbox.parcels_mut(id).iter_mut().take(500) {
        *parcel = nourish_sync::Parcel::Batch { sealed: b"nobody reads this".to_vec() };
    }
    let report = street.sync(&mut newcomer, "2026-11-09T09:00");
    assert_eq!((report.summary.received, report.troubles.len()), (516, 0));
    let patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    assert_eq!(weights_g(&newcomer), weights_g(&patient));
    assert!(newcomer.view_all().unwrap().timeline.iter().any(|shown| shown.root() == late));
}

#[test]
fn a_members_checkpoint_that_says_that_all_was_erased_hides_nothing() {
    let (mut street, mut patient, carer) = Street::with_carer();
    log_for_long(&mut patient, &mut street.mailbox);
    let mut newcomer = street.invite(&mut patient, Invited::OwnDevice, "tablet", false);
    drop(carer);
    // The carer's device gives hashes for entries, under the signatures that were kept.
    let store = store(&street.path("carer"));
    let (journal, sealer) = (store.journal_id(), store.sealer());
    let made = street.mailbox.get_checkpoint(journal).unwrap().unwrap();
    let mut standing = nourish_sync::Checkpoint::open(&sealer, &made).unwrap().standing;
    for part in &mut standing.parts {
        let sealed = street.mailbox.get_part(journal, *part).unwrap().unwrap();
        let mut batch = nourish_sync::Batch::open(&sealer, &sealed).unwrap();
        batch.items.iter_mut().for_each(|item| *item = item.hash_alone());
        let emptied = batch.seal(&sealer, sealer.current()).unwrap();
        *part = nourish_sync::entry_hash(&emptied);
        street.mailbox.put_part(journal, *part, &emptied).unwrap();
    }
    let parts = standing.parts.clone();
    let lie = nourish_sync::Checkpoint::sign(store.device(), journal, standing);
    let lie = lie.seal(&sealer, sealer.current()).unwrap();
    assert!(street.mailbox.put_checkpoint(journal, &lie, &parts).unwrap());

    street.sync(&mut newcomer, "2026-11-09T09:00");
    street.sync(&mut newcomer, "2026-11-09T09:10");
    assert_eq!(weights_g(&newcomer), weights_g(&patient));
}

fn damage(path: &std::path::Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute(sql, []).unwrap();
}

#[test]
fn what_is_damaged_in_the_middle_comes_back_from_the_mailbox_and_what_was_erased_does_not() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    street.sync(&mut carer, "2026-11-01T10:00");
    let by_day = |day: u32| format!("2026-{:02}-{:02}T08:00", 7 + day / 28, 1 + day % 28);
    let ids: Vec<EntryId> = (0..60).map(|day| weigh(&mut carer, &by_day(day), "68.4")).collect();
    street.sync(&mut carer, "2026-11-01T10:01");
    street.sync(&mut patient, "2026-11-01T10:02");
    for id in [ids[3], ids[33]] {
        patient.erase(id, "asked to", &now("2026-11-01T10:03")).unwrap();
    }
    weigh(&mut patient, "2026-11-01T10:05", "67.0");
    patient.settle().unwrap();
    street.sync(&mut patient, "2026-11-01T10:06");
    let before = (patient.entry_count(), weights_g(&patient));
    assert_eq!(before.1.len(), 60 - 2 + 1);
    assert_eq!(patient.check().unwrap().damage, []);
    drop(patient);

    let path = street.path("patient");
    let count = "SELECT count(*) FROM block";
    let blocks: i64 =
        rusqlite::Connection::open(&path).unwrap().query_row(count, [], |row| row.get(0)).unwrap();
    assert!(blocks > 8, "{blocks}");
    for block in 0..blocks {
        damage(
            &path,
            &format!(
                "UPDATE block SET sealed = zeroblob(500) WHERE place = (SELECT place FROM block ORDER BY place LIMIT 1 OFFSET {block})"
            ),
        );
        let mut patient = Journal::open(&path, PASSPHRASE).unwrap();
        assert_ne!(patient.check().unwrap().damage, [], "block {block}");
        let report = street.sync(&mut patient, "2026-11-01T11:00");
        assert!(report.refilled > 0 && report.troubles.is_empty(), "block {block}: {report:?}");
        assert_eq!(patient.check().unwrap().damage, [], "block {block}");
        assert_eq!((patient.entry_count(), weights_g(&patient)), before, "block {block}");
        assert_eq!(patient.history(ids[3]).err(), Some(JournalError::NoSuchEntry));
        assert_eq!(street.sync(&mut patient, "2026-11-01T11:01").refilled, 0);
    }

    // A fresh row of this device's own log, which goes on under another name then.
    let mut patient = Journal::open(&path, PASSPHRASE).unwrap();
    for at in ["2026-11-02T08:00", "2026-11-03T08:00", "2026-11-04T08:00"] {
        weigh(&mut patient, at, "66.0");
    }
    street.sync(&mut patient, "2026-11-04T09:00");
    let before = weights_g(&patient);
    drop(patient);
    damage(&path, "UPDATE tail SET sealed = zeroblob(200) WHERE number = (SELECT min(number) + 1 FROM tail)");
    let mut patient = Journal::open(&path, PASSPHRASE).unwrap();
    assert_ne!(weights_g(&patient), before);
    assert_eq!(street.sync(&mut patient, "2026-11-04T10:00").refilled, 1);
    assert_eq!((weights_g(&patient), patient.check().unwrap().damage), (before.clone(), Vec::new()));
    weigh(&mut patient, "2026-11-05T08:00", "65.0");
    street.sync(&mut patient, "2026-11-05T08:01");
    street.sync(&mut carer, "2026-11-05T08:02");
    assert_eq!(weights_g(&carer).len(), before.len() + 1);
    assert_eq!(carer.check().unwrap().damage, []);
}

#[test]
fn what_the_mailbox_has_not_either_stays_named() {
    let (mut street, patient, mut carer) = Street::with_carer();
    street.sync(&mut carer, "2026-11-01T10:00");
    drop(patient);
    for day in 1..20 {
        weigh(&mut carer, &format!("2026-10-{day:02}T08:00"), "68.4");
    }
    street.sync(&mut carer, "2026-11-01T10:01");
    let mut patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    street.sync(&mut patient, "2026-11-01T10:02");
    let journal = nourish_seal::JournalId::from_bytes(journal_of(&street));
    let last = street.mailbox.parcels_mut(journal).len();
    drop(patient);
    damage(
        &street.path("patient"),
        "UPDATE block SET sealed = zeroblob(500) WHERE place = (SELECT min(place) FROM block)",
    );
    street.mailbox.parcels_mut(journal)[last - 1] = nourish_sync::Parcel::Batch { sealed: vec![0; 99] };
    let mut patient = Journal::open(&street.path("patient"), PASSPHRASE).unwrap();
    for _ in 0..2 {
        let report = street.sync(&mut patient, "2026-11-01T11:00");
        assert_eq!(report.refilled, 0);
        let damage = patient.check().unwrap().damage;
        assert!(damage.iter().any(|damage| matches!(damage, Damage::Missing(_))), "{damage:?}");
    }
}

fn journal_of(street: &Street) -> [u8; 16] {
    let store = Store::open(
        &street.path("patient"),
        PASSPHRASE,
        nourish_store::Durability::Crash,
        Box::new(SystemEntropy::new()),
    );
    *store.unwrap().journal_id().as_bytes()
}

#[test]
fn a_phone_set_to_2031_pulls_no_other_clock_and_wins_no_argument() {
    let (mut street, mut patient, mut carer) = Street::with_carer();
    street.sync(&mut carer, "2026-11-01T10:00");
    let fact = |kg: &str| Fact::read("weight", &[("weight", &format!("{kg} kg"))]).unwrap();
    let ahead = now("2031-11-02T08:00");
    let theirs =
        carer.log(Draft::new(now("2026-11-02T08:00"), Source::Typed, fact("86.4")), &ahead).unwrap().id();
    street.sync(&mut carer, "2031-11-02T08:01");
    street.sync(&mut patient, "2026-11-02T09:00");
    // Who corrects has seen what they correct: that comes after it, whatever the clocks say.
    let corrected = patient.amend(theirs, fact("68.4"), None, "digits", &now("2026-11-02T09:01")).unwrap();
    let ten_minutes_ms = 600_000;
    let latest = now("2026-11-02T09:01").instant_ms() + ten_minutes_ms;
    assert!(i64::try_from(corrected.recorded().wall_ms()).unwrap() <= latest);
    street.sync(&mut patient, "2026-11-02T09:02");
    street.sync(&mut carer, "2031-11-02T10:00");
    for journal in [&patient, &carer] {
        assert_eq!(weights_g(journal), [68_400]);
        let days = journal.view_all().unwrap().timeline.span().unwrap();
        assert_eq!(days.0, "2026-11-02".parse().unwrap(), "the person's day stays as they said it");
        assert_eq!(days.0, days.1);
    }
}

#[test]
fn one_key_of_a_clinic_opens_the_journals_of_many_people() {
    let key = make_file_key().unwrap();
    let ward = tempfile::tempdir().unwrap();
    let weights = [("68.4", 68_400), ("71.2", 71_200), ("55", 55_000)];
    for (number, (kg, _)) in weights.iter().enumerate() {
        let mut street = Street::new();
        let mut patient = street.patient();
        let clinic = Invited::Member { name: "Ward 7".to_owned(), role: Role::Clinician };
        weigh(&mut patient, "2026-11-01T08:30", kg);
        let path = ward.path().join(number.to_string());
        let mut joined = street.invite_to(&mut patient, clinic, &path, Secret::KeyFile(&key));
        street.sync(&mut patient, "2026-11-01T09:10");
        street.sync(&mut joined, "2026-11-01T09:11");
    }
    for (number, (_, weight_g)) in weights.iter().enumerate() {
        let journal = Journal::open(&ward.path().join(number.to_string()), Secret::KeyFile(&key)).unwrap();
        assert_eq!(weights_g(&journal), [*weight_g]);
    }
}
