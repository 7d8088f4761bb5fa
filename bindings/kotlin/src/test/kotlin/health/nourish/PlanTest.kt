package health.nourish

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.LocalTime
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class PlanTest {
    @TempDir
    lateinit var folder: Path

    private val today = NOW.toLocalDate()
    private val opened = mutableListOf<AutoCloseable>()

    @AfterEach
    fun close() = opened.forEach(AutoCloseable::close)

    private fun create(name: String = "journal.nourish") =
        Journal.create(folder.resolve(name).toString(), PASSPHRASE).also(opened::add)

    private fun Journal.log(fact: Fact) = log(Draft(fact, NOW), NOW)

    @Test
    fun `a regimen is planned and shown, without doses`() {
        val journal = create()
        val start = NOW.plusDays(11).withHour(10)
        val flot = regimens().single { it.id == "flot" }
        assertEquals(14u to 4u, flot.cycleDays to flot.cycles)

        assertEquals(8uL, journal.planRegimen("flot", start, NOW, 2u))

        val plan = journal.plan(today)
        assertEquals(8, plan.treatments.count { it.status == TreatmentStatus.PLANNED })
        val expected = listOf(1u to start.toLocalDate(), 2u to start.toLocalDate().plusDays(14))
        assertEquals(expected, plan.cycles.map { it.number to it.firstDay })
        assertEquals(emptyList(), plan.damage)
        assertThrows<JournalException.NoSuchRegimen> { journal.planRegimen("flat", start, NOW) }
        val many = assertThrows<JournalException.InvalidEntry> { journal.planRegimen("flot", start, NOW, 41u) }
        assertEquals("cycles", many.fieldName)
    }

    @Test
    fun `a target says who set it and has its ring`() {
        val journal = create()
        val target = FeedingPlan(energyMinKcalMilli = 1_000_000u, setBy = CareRole.DIETITIAN)
        val entry = journal.log(Fact.FeedingPlan(target))
        journal.log(Fact.OralIntake(OralIntake(Meal.LUNCH, energyKcalMilli = 420_000u)))

        val energy = assertNotNull(journal.plan(today).targets.energyKcalMilli)
        assertEquals(1_000_000u to CareRole.DIETITIAN, energy.least to energy.by.role)
        assertEquals(entry.rootId to NOW.toInstant().epochSecond, energy.by.entry to energy.by.recorded.epochSecond)
        val said = journal.feedback(NOW, FeedbackListener.PATIENT, "es")
        val rings = said.today.rings.associateBy(TargetRing::kind)
        val ring = assertNotNull(rings[RingKind.ENERGY])
        assertEquals(Triple(420uL, 1_000uL, 42uL), Triple(ring.delivered, ring.target, ring.filledPercent))
        assertEquals("Energía: 420 de 1000 kcal hasta ahora.", ring.said.text)
        assertNull(rings[RingKind.PROTEIN]?.delivered, "what nobody logged is unknown, not zero")
        assertEquals("Los últimos siete días", said.headings.week.text)
    }

    @Test
    fun `the feed calculator says what is missing and never zero`() {
        val formula = create().formulary().single { it.id == "high-energy-1-5" }
        val night = FeedInput(rateMlPerH = 75u, durationMin = 600u, flushMl = 200u)
        val day = feedDay(feedWithFormula(night, formula))
        // 750 ml; 1.5 kcal a ml; 77 % of it and the flushes are water.
        assertEquals(Triple(750uL, 1_125_000uL, 77_750uL), Triple(day.volumeMl, day.energyKcalMilli, day.tubeWaterCentiMl))

        val open = feedDay(FeedInput(rateMlPerH = 75u))
        assertNull(open.volumeMl)
        assertNull(open.energyKcalMilli)
        val hang = open.checks.single { it.kind == FeedCheckKind.HANG_TIME }
        assertTrue(assertIs<FeedOutcome.Indeterminate>(hang.outcome).missing.isNotEmpty())
        val bolus = feedDay(FeedInput(route = TubeRoute.JEJUNOSTOMY, mode = FeedMode.BOLUS)).checks.first()
        assertEquals(FeedOutcome.NotAsItShould, bolus.outcome)
        assertTrue(bolus.source.isNotBlank())
    }

    @Test
    fun `reminders keep quiet hours and say which questions to ask`() {
        val journal = create()
        journal.log(Draft(Fact.Weight(Weight(68_400u)), NOW.withHour(8)), NOW)
        val morning = NOW.withHour(8)
        val found = journal.nextReminders(morning, 1u, quietTime(LocalTime.of(9, 0), LocalTime.of(18, 0)))
        val reminder = found.reminders.single()
        assertEquals(NOW.withHour(18) to true, reminder.at to reminder.moved)
        assertEquals(CheckInSet.WEEKLY, reminder.items.first().checkIn)
        assertEquals(emptyList(), found.damage + journal.due(morning).damage)
    }

    @Test
    fun `a list of two journals puts first who needs the team first`(): Unit = runBlocking {
        val (quiet, flagged) = create("a.nourish") to create("b.nourish")
        val rigors = listOf(RedFlag.RIGORS)
        flagged.log(Draft(Fact.CheckIn(CheckIn(CheckInSet.DAILY, rigors, rigors, completed = true)), NOW.minusHours(2)), NOW)
        quiet.logWeight(68_400u)
        val entries = listOf("bed 2" to quiet, "bed 7" to flagged).map { (label, journal) -> journal.worklistEntry(label, today) }

        val ranked = rankWorklist(entries)

        assertEquals(listOf("bed 7", "bed 2"), ranked.map(WorklistEntry::label))
        assertEquals("red_flag:rigors", ranked.first().open.first().rule)
        assertTrue(ranked.first().why.isNotEmpty())
        assertEquals(listOf("bed 7"), rankWorklist(entries, WorklistFilter(flag = "red_flag")).map(WorklistEntry::label))
        val seen = Acknowledgement("red_flag:rigors", AcknowledgementAction.CONTACTED, CareRole.NURSE)
        flagged.log(Draft(Fact.Acknowledgement(seen), NOW.minusMinutes(95)), NOW)
        val response = flagged.awaitResponseTimes(today, 7u).responses.single { it.rule == "red_flag:rigors" }
        assertEquals(25L to today, response.minutes to response.answeredOn)
    }
}
