import asyncio
import datetime
import decimal
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

from nourish import *

PASSPHRASE = "a plainly fictional passphrase"
MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime.datetime(2026, 11, 20, 20, tzinfo=MADRID)
PROJECT = pathlib.Path(os.environ["NOURISH_PROJECT_FOLDER"])


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return str(self.folder / name)

    def create(self, name="journal.nourish"):
        return Journal.create(self.path(name), PASSPHRASE)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.path(name)


def log_weight(journal, weight_g, occurred=NOW):
    return journal.log(Draft(fact=Fact.WEIGHT(Weight(weight_g=weight_g)), occurred=occurred), NOW)


class Logging(InFolder):
    def test_a_day_holds_what_was_logged_and_its_sums(self):
        journal = self.create()
        log_weight(journal, 68_400)
        lunch = OralIntake(meal=Meal.LUNCH, energy_kcal_milli=420_000)
        at = NOW - datetime.timedelta(hours=1)
        entry = journal.log(Draft(fact=Fact.ORAL_INTAKE(lunch), occurred=at), NOW)
        view = journal.today(NOW)
        self.assertEqual((entry.occurred, entry.day), (at, NOW.date()))
        self.assertEqual((view.sums.weight_g, view.sums.energy_kcal_milli), (68_400, 420_000))
        self.assertIsNone(view.sums.stool_count, "what nobody logged is unknown, not zero")
        self.assertEqual(journal.series(NOW.date() - datetime.timedelta(days=7), NOW.date()), [view.sums])

    def test_what_is_refused_says_field_problem_and_remedy(self):
        journal = self.create()
        with self.assertRaises(JournalError.InvalidEntry) as refused:
            log_weight(journal, 6_200)
        self.assertEqual((refused.exception.field_name, refused.exception.problem), ("weight_g", "is outside 20 kg to 300 kg"))
        with self.assertRaises(JournalError.Locked) as locked:
            Journal.open(self.path("journal.nourish"), "another")
        self.assertEqual(locked.exception.reason, LockReason.WRONG_SECRET)
        with self.assertRaises(ValueError):
            log_weight(journal, 68_400, datetime.datetime(2026, 11, 20))

    def test_a_red_flag_is_an_emergency_and_an_empty_journal_undecided(self):
        journal = self.create()
        self.assertTrue(any(finding.outcome.is_indeterminate() for finding in journal.assess(NOW.date()).findings))
        flag = CheckIn(set=CheckInSet.DAILY, asked=[RedFlag.VOMITING_BLOOD], yes=[RedFlag.VOMITING_BLOOD], completed=True)
        journal.log(Draft(fact=Fact.CHECK_IN(flag), occurred=NOW), NOW)
        first = journal.assess(NOW.date()).findings[0]
        self.assertTrue(first.outcome.is_met() and first.level == Level.EMERGENCY and first.patient_text)

    def test_a_report_a_backup_and_what_comes_back_of_it(self):
        journal = self.create()
        log_weight(journal, 68_400)
        journal.report_pdf_to_file(self.path("report.pdf"), Audience.SURGEON, NOW)
        self.assertEqual(len(verify_report(pathlib.Path(self.path("report.pdf")).read_bytes()).check_digits), 19)
        self.assertEqual(journal.backup(self.path("b.nourish-backup")).entries, 1)
        restored = Journal.restore(self.path("b.nourish-backup"), self.path("again"), PASSPHRASE)
        self.assertEqual(restored.today(NOW).sums.weight_g, 68_400)

    def test_eight_threads_log_and_read_side_by_side(self):
        journal = self.create()

        def work(number):
            for minute in range(20):
                at = NOW - datetime.timedelta(days=number, minutes=minute)
                journal.log(Draft(fact=Fact.NOTE(Note(text=f"{number} {minute}")), occurred=at), NOW)
                self.assertTrue(journal.day(at.date()).entries)

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(work, range(8)))
        self.assertEqual((journal.entry_count(), journal.check().damage), (160, []))


class Files(InFolder):
    def file(self, path, **more):
        return FileToImport(path=path, zone="Europe/Madrid", **more)

    def test_a_file_is_looked_at_imported_once_and_undone(self):
        journal = self.create()
        wanted = self.file(self.write("scale.csv", "dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n2026-11-20 07:20,sixty\n"))
        self.assertEqual((journal.preview_file(wanted, NOW).added, journal.entry_count()), (2, 0))
        first = journal.import_file(wanted, NOW)
        self.assertEqual((first.added, [row.line for row in first.refused]), (2, [4]))
        self.assertEqual(journal.import_file(wanted, NOW).known, 2)
        self.assertEqual(journal.undo_import(first.name, "somebody else's scale", NOW).taken_back, 2)
        with self.assertRaises(JournalError.UnreadableFile) as asked:
            journal.import_file(self.file(self.write("dates.csv", "Date,Weight (kg)\n03/04/2026,68.0\n")), NOW)
        self.assertTrue(asked.exception.problem.is_date_order_unknown())

    def test_an_import_that_is_called_off_leaves_nothing(self):
        journal = self.create()
        rows = "".join(f"2026-{1 + n % 10:02}-{1 + n % 28:02} {n // 10_000 % 24:02}:{n % 60:02},{60 + n % 9}.{n % 10}\n" for n in range(200_000))
        large = self.file(self.write("large.csv", "dateTime,weight\n" + rows), format=FileFormat.OPEN_SCALE_CSV)
        began = threading.Event()

        class Watching(Observer):
            def notice(self, event):
                began.set()

        watching = journal.observe(Watching())

        async def call():
            importing = asyncio.ensure_future(call_off(lambda cancellation: journal.import_file(large, NOW, cancellation)))
            await asyncio.to_thread(began.wait, 30)
            importing.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await importing

        asyncio.run(call())
        watching.end()
        self.assertEqual(journal.entry_count(), 0)

    def test_columns_hold_what_records_hold(self):
        journal = self.create()
        log_weight(journal, 68_400, NOW - datetime.timedelta(days=3))
        log_weight(journal, 68_000)
        columns = journal.columns(NOW.date() - datetime.timedelta(days=6), NOW.date(), [Measure.WEIGHT_G()])
        self.assertEqual(values(columns.columns[0]), [None, None, None, 68_400, None, None, 68_000])
        self.assertEqual(days_of(columns)[-1], NOW.date())


def exactly(text):
    return json.loads(text, parse_float=decimal.Decimal)


def inputs_of(line):
    """The inputs as they are written: some have more decimals than a float."""
    begin = line.index('"inputs":') + len('"inputs":')
    return line[begin : json.JSONDecoder().raw_decode(line, begin)[1]]


class Golden(InFolder):
    def test_every_instrument_answers_its_vectors(self):
        calculator, asked = Calculator(), 0
        for file in sorted((PROJECT / "core/rules/tests/vectors").glob("*.jsonl")):
            for line in file.read_text().splitlines()[1:]:
                case = exactly(line)
                answer = exactly(calculator.score(f'{{"id":"golden","instrument":"{file.stem}","inputs":{inputs_of(line)}}}'))
                asked += 1
                if "error" in case:
                    self.assertEqual(answer["error"]["field"], case["error"], line)
                else:
                    self.assertEqual((answer["result"], answer["missing"]), (case["result"], case["missing"]), line)
        self.assertGreater(asked, 800)

    def test_a_journal_of_the_first_format_is_read_as_it_was_written(self):
        vectors = PROJECT / "tests/vectors"
        shutil.copy(vectors / "journal-v1.nourish", self.path("journal.nourish"))
        key = KeyFile.read((vectors / "journal-v1.key").read_text())
        Journal.open_with_key_file(self.path("journal.nourish"), key).export_entries(self.path("entries.jsonl"))
        self.assertEqual((self.folder / "entries.jsonl").read_text(), (vectors / "journal-v1.jsonl").read_text())

    def test_a_backup_of_that_journal_holds_all_of_it_and_nothing_else(self):
        vectors = PROJECT / "tests/vectors"
        shutil.copy(vectors / "journal-v1.nourish", self.path("journal.nourish"))
        key = KeyFile.read((vectors / "journal-v1.key").read_text())
        merged = Journal.open_with_key_file(self.path("journal.nourish"), key).merge(str(vectors / "journal-v1.nourish-backup"))
        self.assertEqual(merged, Merged(added=0, known=30, erased=0, missing=0))

    def test_every_kind_with_every_field_is_logged_and_read_back_as_it_was_written(self):
        journal, logged_kinds = self.create(), set()
        for line in (PROJECT / "tests/vectors/facts.jsonl").read_text(encoding="utf-8").splitlines():
            frozen = json.loads(line)
            fields = [FieldText(name=name, text=text) for name, text in frozen["fields"]]
            written = FactText(kind=frozen["kind"], fields=fields)
            fact = read_fact(written)
            logged = journal.log(Draft(fact=fact, occurred=NOW), NOW)
            (stored,) = journal.history(logged.id)
            self.assertEqual((logged.fact, stored.fact), (fact, fact))
            self.assertEqual(write_fact(stored.fact), written)
            logged_kinds.add(written.kind)
        self.assertEqual(logged_kinds, {kind.name for kind in kinds()})


class Circle(InFolder):
    def setUp(self):
        super().setUp()
        command = [os.environ["NOURISH_COMMAND"], "--json", "serve", "--listen", "127.0.0.1:0"]
        self.served = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.stop)
        self.address = json.loads(self.served.stdout.readline())["address"]

    def stop(self):
        self.served.terminate()
        self.served.communicate(timeout=10)

    def shared(self, role):
        """A patient's journal and that of somebody who was just let in."""
        mailbox = Mailbox.at(self.address)
        patient = self.create("patient")
        patient.found_circle("Nerea Invented", "phone", NOW)
        patient.move_to_mailbox(self.address)
        log_weight(patient, 68_400)
        inviting = patient.invite(Invited.MEMBER(name="Ander Invented", role=role), mailbox)
        joining = answer_invitation(inviting.code(), "their phone", mailbox)
        invitation = patient.find_newcomer(inviting, mailbox)
        comparing = joining.find_words(mailbox)
        self.assertEqual(comparing.words(), invitation.words(), "both people saw the same words")
        self.assertIsNone(comparing.find_welcome(mailbox))
        patient.let_in(invitation, mailbox, NOW)
        return mailbox, patient, Journal.join(comparing.find_welcome(mailbox), self.path("other"), PASSPHRASE)

    def test_two_journals_sync_through_a_mailbox(self):
        mailbox, _, carer = self.shared(Role.CARER)
        report = asyncio.run(sync(carer, mailbox, NOW))
        self.assertEqual((report.received, report.troubles), (1, []))
        self.assertEqual(carer.today(NOW).sums.weight_g, 68_400)
        self.assertEqual([member.name for member in carer.circle().members], ["Nerea Invented", "Ander Invented"])

    def test_a_reader_who_answers_a_check_in_is_alerted_and_told_that_nothing_is_saved(self):
        mailbox, patient, reader = self.shared(Role.READER)
        line = CareContact(role=CareRole.EMERGENCY_LINE, phone="555 0100")
        patient.log(Draft(fact=Fact.CARE_CONTACT(line), occurred=NOW), NOW)
        for journal in (patient, reader):
            asyncio.run(sync(journal, mailbox, NOW))
        session = reader.begin_check_in("daily", Respondent.CARER, "en", NOW)
        alert = reader.answer_check_in(session, "collapse", NOW).alert
        self.assertIsInstance(alert.unsaved, JournalError.NotAllowed)
        self.assertEqual((alert.unsaved.role, alert.contacts), (Role.READER, [line]))

    def test_what_an_apps_networking_raises_is_unreachable(self):
        class Broken(Transport):
            def post(self, request):
                raise RuntimeError("a secret of the script")

        patient = self.create("patient")
        patient.found_circle("Nerea Invented", "phone", NOW)
        with self.assertRaises(JournalError.MailboxUnreachable) as thrown:
            patient.sync(Mailbox.over(Broken()), NOW)
        self.assertNotIn("secret", str(thrown.exception))
