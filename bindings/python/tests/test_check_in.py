import asyncio
import datetime
import os
import subprocess

from nourish import *
from test_journal import NOW, PASSPHRASE, InFolder, log_weight

MORNING = NOW.replace(hour=8)
PACK = {
    "_pack.toml": """nourish_pack = 1
id = "st-example"
version = 1
title = "Sleep"
issuer = "St Example, a fictional hospital"
licence = "CC0-1.0"
""",
    "questions_sleep.toml": """nourish_questions = 1
id = "st-example-sleep"
version = "1"
check_in = "unscheduled"
recall_days = 7
licence = "CC0-1.0"
source = "Invented."
[[question]]
id = "nights"
form = "count"
least = 0
most = 7
""",
    "texts_en.ftl": """set-st-example-sleep = Sleep
st-example-sleep-nights = On how many nights did you sleep well?
""",
}


def nourish(*arguments):
    subprocess.run([os.environ["NOURISH_COMMAND"], *arguments], check=True, capture_output=True)


class CheckIns(InFolder):
    def setUp(self):
        super().setUp()
        self.journal = self.create()

    def begin(self, set="daily", by=Respondent.PATIENT, language="en"):
        return self.journal.begin_check_in(set, by, language, MORNING)

    def answer(self, session, answer):
        return self.journal.answer_check_in(session, answer, MORNING)

    def problem(self, call):
        with self.assertRaises(JournalError.CheckInRefused) as refused:
            call()
        return refused.exception.problem

    def log_line(self):
        line = CareContact(role=CareRole.EMERGENCY_LINE, phone="555 0100")
        self.journal.log(Draft(fact=Fact.CARE_CONTACT(line), occurred=MORNING), MORNING)

    def test_the_check_in_of_the_day_is_answered_and_logged_where_rules_look_for_it(self):
        session = self.begin()
        urgent = session.question()
        self.assertEqual((urgent.form.none.id, urgent.form.none.text.text), ("none", "None of these"))
        self.assertIn(("chest-pain", "Pain in the chest"), [(choice.id, choice.text.text) for choice in urgent.form.choices])
        answers = {"urgent": "none", "weight": "68.4 kg", "nausea": "1"}
        while (question := session.question()) is not None:
            if question.id in answers:
                self.assertTrue(self.answer(session, answers[question.id]).is_next())
            else:
                session.skip()
        self.assertEqual(session.progress().answered, 3)
        finished = self.journal.finish_check_in(session, MORNING)
        # The weight, the nausea, and the check-in itself.
        self.assertEqual((len(finished.entries), finished.alert), (3, None))
        self.assertIn("appetite", [open.id for open in finished.unanswered])
        sums = self.journal.today(NOW).sums
        self.assertEqual((sums.weight_g, sums.symptoms[0].level, sums.stool_count), (68_400, 1, None))

    def test_an_answer_that_does_not_fit_is_asked_again_and_so_is_a_slip(self):
        log_weight(self.journal, 68_600, NOW - datetime.timedelta(days=5))
        log_weight(self.journal, 68_400, NOW - datetime.timedelta(days=1))
        session = self.begin(language="es")
        self.answer(session, "none")
        misfit = self.problem(lambda: self.answer(session, "68.4")).misfit
        self.assertEqual(misfit.field_name, "weight_g")
        # 150.8 lb typed as kilograms.
        again = self.answer(session, "150.8 kg")
        self.assertEqual((again.is_ask_again(), again.doubt, again.text.language), (True, Doubt.UNIT_SLIP, "es"))
        self.assertTrue(self.answer(session, "150.8 lb").is_next())
        self.assertTrue(self.problem(lambda: self.begin("dayly")).is_no_such_set())

    def test_a_red_flag_alerts_and_does_so_where_nothing_can_be_saved(self):
        self.log_line()
        alert = self.answer(self.begin(by=Respondent.CARER), "chest-pain").alert
        self.assertEqual((alert.is_emergency, alert.unsaved, alert.contacts[0].phone), (True, None, "555 0100"))
        self.assertEqual(alert.whom_to_call.text, "Call the emergency number now.")
        self.assertIsNotNone(alert.stay_with_them, "a carer answered")
        self.assertEqual(self.journal.assess(NOW.date()).findings[0].level, Level.EMERGENCY)

        self.journal = Journal.open_for_reading(self.path("journal.nourish"), PASSPHRASE)
        session = self.begin()
        alert = self.answer(session, "collapse").alert
        self.assertIsInstance(alert.unsaved, JournalError.ReadOnly)
        self.assertEqual(alert.contacts[0].phone, "555 0100")
        with self.assertRaises(JournalError.ReadOnly):
            self.journal.save_check_in(session, MORNING)
        self.assertIsInstance(self.journal.finish_check_in(session, MORNING).alert.unsaved, JournalError.ReadOnly)
        self.journal.suspend()
        again = self.journal.check_in_alert(session, MORNING)
        self.assertEqual((again.contacts, again.contacts_read), ([], False))

    def test_what_was_said_yesterday_is_taken_over_and_what_was_broken_off_taken_up(self):
        mild = Symptom(item=SymptomItem.NAUSEA, attribute=Attribute.SEVERITY, level=1, recall_days=1)
        self.journal.log(Draft(fact=Fact.SYMPTOM(mild), occurred=NOW - datetime.timedelta(days=1)), NOW)
        session = self.begin()
        while session.question().before is None:
            session.skip()
        self.assertEqual((session.question().id, session.question().before.in_words.text), ("nausea", "Mild"))
        self.assertTrue(self.journal.answer_check_in_as_before(session, MORNING).is_next())
        self.assertTrue(self.problem(lambda: self.journal.answer_check_in_as_before(session, MORNING)).is_nothing_before())
        self.assertEqual(len(self.journal.save_check_in(session, MORNING)), 2)
        again = self.journal.resume_check_in("es", NOW)
        self.assertEqual((again.begun(), again.question().text.language), (MORNING, "es"))
        self.journal.finish_check_in(again, NOW)
        self.assertIsNone(self.journal.resume_check_in("en", NOW))

    def test_it_is_asked_in_spanish_of_whoever_answers(self):
        session = self.begin(by=Respondent.CARER, language="es")
        self.assertEqual(session.question().text.text, "¿Le pasa algo de esto ahora?")
        self.assertEqual(self.journal.question_sets("es")[0].title.text, "Control diario")
        self.assertIn("Control semanal", self.journal.questionnaire_json("weekly", "es", Respondent.PATIENT))
        answers = '[answers]\nweight = "68.4 kg"\nurgent = ["seizure"]\n'
        logged = self.journal.check_in_from_answers(answers, "daily", "es", MORNING)
        self.assertEqual(logged.alert.whom_to_call.text, "Llame ahora al número de emergencias.")

    def test_a_pack_of_a_trusted_site_brings_its_questions_another_is_refused(self):
        (self.folder / "content").mkdir()
        for name, text in PACK.items():
            self.write(f"content/{name}", text)
        key, pack = self.path("site.key"), self.path("sleep.pack")
        nourish("pack", "make-key", key)
        nourish("pack", "sign", self.path("content"), "--key", key, "--out", pack)
        site = (self.folder / "site.key.pub").read_text().strip()
        with self.assertRaises(JournalError.PackRefused) as refused:
            self.journal.install_pack_file(pack)
        problem = refused.exception.problem
        self.assertEqual((problem.is_unknown_site(), problem.pack, problem.site), (True, "st-example", site))
        self.assertIn("is not trusted here", refused.exception.text)
        self.journal.trust_site(site)
        installed = asyncio.run(asyncio.to_thread(self.journal.install_pack_file, pack))
        self.assertEqual((installed.id, installed.version), ("st-example", 1))
        question = self.begin("st-example-sleep").question()
        self.assertEqual((question.text.text, question.form.most), ("On how many nights did you sleep well?", 7))
        self.journal.distrust_site(site)
        self.assertEqual([aside.problem for aside in self.journal.packs().set_aside], [problem])
