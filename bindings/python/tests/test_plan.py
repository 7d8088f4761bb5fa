import datetime
import sqlite3

from nourish import *
from test_journal import NOW, PASSPHRASE, InFolder, log_weight

TODAY = NOW.date()


def log(journal, fact, occurred=NOW):
    return journal.log(Draft(fact=fact, occurred=occurred), NOW)


class Plans(InFolder):
    def test_a_regimen_is_planned_and_shown_without_doses(self):
        journal = self.create()
        start = NOW + datetime.timedelta(days=11)
        flot = next(regimen for regimen in regimens() if regimen.id == "flot")
        self.assertEqual((flot.cycle_days, flot.cycles), (14, 4))
        self.assertEqual(journal.plan_regimen("flot", start, NOW, 2), 8)
        plan = journal.plan(TODAY)
        self.assertEqual([treatment.status for treatment in plan.treatments], [TreatmentStatus.PLANNED] * 8)
        self.assertEqual([cycle.first_day for cycle in plan.cycles], [start.date(), start.date() + datetime.timedelta(days=14)])
        with self.assertRaises(JournalError.NoSuchRegimen):
            journal.plan_regimen("flat", start, NOW)

    def test_a_target_says_who_set_it_and_has_its_ring(self):
        journal = self.create()
        target = FeedingPlan(energy_min_kcal_milli=1_000_000, set_by=CareRole.DIETITIAN)
        entry = log(journal, Fact.FEEDING_PLAN(target))
        log(journal, Fact.ORAL_INTAKE(OralIntake(meal=Meal.LUNCH, energy_kcal_milli=420_000)))
        energy = journal.plan(TODAY).targets.energy_kcal_milli
        self.assertEqual((energy.least, energy.by.role, energy.by.entry), (1_000_000, CareRole.DIETITIAN, entry.root_id))
        self.assertEqual(recorded(energy.by), NOW)
        rings = {ring.kind: ring for ring in journal.feedback(NOW, FeedbackListener.PATIENT, "es").today.rings}
        ring = rings[RingKind.ENERGY]
        self.assertEqual((ring.delivered, ring.target, ring.filled_percent), (420, 1_000, 42))
        self.assertEqual(ring.said.text, "Energía: 420 de 1000 kcal hasta ahora.")
        self.assertIsNone(rings[RingKind.PROTEIN].delivered, "what nobody logged is unknown, not zero")

    def test_the_feed_calculator_says_what_is_missing_and_never_zero(self):
        formula = next(formula for formula in self.create().formulary() if formula.id == "high-energy-1-5")
        day = feed_day(feed_with_formula(FeedInput(rate_ml_per_h=75, duration_min=600, flush_ml=200), formula))
        # 750 ml; 1.5 kcal a ml; 77 % of it and the flushes are water.
        self.assertEqual((day.volume_ml, day.energy_kcal_milli, day.tube_water_centi_ml), (750, 1_125_000, 77_750))
        open = feed_day(FeedInput(rate_ml_per_h=75))
        self.assertEqual((open.volume_ml, open.energy_kcal_milli), (None, None))
        hang = next(check for check in open.checks if check.kind == FeedCheckKind.HANG_TIME)
        self.assertTrue(hang.outcome.is_indeterminate() and hang.outcome.missing)
        bolus = feed_day(FeedInput(route=TubeRoute.JEJUNOSTOMY, mode=FeedMode.BOLUS)).checks[0]
        self.assertTrue(bolus.outcome.is_not_as_it_should())

    def test_reminders_keep_quiet_hours_and_say_which_questions_to_ask(self):
        journal, morning = self.create(), NOW.replace(hour=8)
        log_weight(journal, 68_400, morning)
        found = journal.next_reminders(morning, 1, quiet_time(datetime.time(9), datetime.time(18)))
        [reminder] = found.reminders
        self.assertEqual((reminder.at, reminder.moved), (NOW.replace(hour=18), True))
        self.assertEqual(reminder.items[0].check_in, CheckInSet.WEEKLY)
        self.assertEqual((found.damage, journal.due(morning).damage), ([], []))

    def test_what_cannot_be_read_is_said_beside_all_that_is_computed(self):
        journal = self.create()
        for days in range(3):
            log_weight(journal, 68_400, NOW - datetime.timedelta(days=days))
        del journal
        with sqlite3.connect(self.path("journal.nourish")) as file:
            file.execute("UPDATE tail SET sealed = zeroblob(64) WHERE number = 2")
        file.close()
        journal = Journal.open_for_reading(self.path("journal.nourish"), PASSPHRASE)
        found = [
            journal.plan(TODAY), journal.due(NOW), journal.next_reminders(NOW, 3), journal.response_times(TODAY, 7),
            journal.feedback(NOW, FeedbackListener.PATIENT, "en"),
        ]
        for one in found:
            self.assertEqual([damage.is_recent_entries() for damage in one.damage], [True], type(one))
        self.assertTrue(journal.worklist_entry("bed 2", TODAY).is_partial)

    def test_a_list_of_two_journals_puts_first_who_needs_the_team_first(self):
        quiet, flagged = self.create("a.nourish"), self.create("b.nourish")
        rigors = CheckIn(set=CheckInSet.DAILY, asked=[RedFlag.RIGORS], yes=[RedFlag.RIGORS], completed=True)
        log(flagged, Fact.CHECK_IN(rigors), NOW - datetime.timedelta(hours=2))
        log_weight(quiet, 68_400)
        entries = [quiet.worklist_entry("bed 2", TODAY), flagged.worklist_entry("bed 7", TODAY)]
        self.assertEqual([entry.label for entry in rank_worklist(entries)], ["bed 7", "bed 2"])
        self.assertEqual([entry.label for entry in rank_worklist(entries, WorklistFilter(flag="red_flag"))], ["bed 7"])
        seen = Acknowledgement(rule="red_flag:rigors", action=AcknowledgementAction.CONTACTED, role=CareRole.NURSE)
        log(flagged, Fact.ACKNOWLEDGEMENT(seen), NOW - datetime.timedelta(minutes=95))
        responses = flagged.response_times(TODAY, 7).responses
        self.assertEqual([response.minutes for response in responses if response.rule == "red_flag:rigors"], [25])
