package health.nourish

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.LocalDate
import java.time.ZonedDateTime
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.io.path.readText
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue


class JournalTest {
    @TempDir
    lateinit var folder: Path

    private val now = ZonedDateTime.parse("2026-11-20T20:00:00+01:00[Europe/Madrid]")
    private val today = now.toLocalDate()
    private val path get() = folder.resolve("journal.nourish").toString()
    private val opened = mutableListOf<Journal>()

    @AfterEach
    fun close() = opened.forEach(Journal::close)

    private fun create() = Journal.create(path, PASSPHRASE).also(opened::add)

    private fun Journal.log(fact: Fact, occurred: ZonedDateTime = now) = log(Draft(fact, occurred), now)

    private fun weight(weightG: UInt) = Fact.Weight(Weight(weightG))

    private fun Assessment.finding(rule: String) = findings.first { it.rule == rule || it.rule.startsWith("$rule:") }

    @Test
    fun `a day holds what was logged and its sums`() {
        val journal = create()
        journal.log(weight(68_400u), now.withHour(7))
        val lunch = OralIntake(Meal.LUNCH, energyKcalMilli = 420_000u, proteinMg = 18_000u, fluidMl = 200u)
        journal.log(Fact.OralIntake(lunch), now.withHour(13))
        journal.log(Fact.Supplement(Supplement(volumeMl = 200u, energyKcalMilli = 300_000u)), now.withHour(16))
        journal.log(Fact.TubeFeed(TubeFeed(deliveredMl = 800u, densityKcalMilliPerMl = 1_500u)), now.withHour(17))

        val view = journal.today(now)

        assertEquals(today, view.day)
        assertEquals(4, view.entries.size)
        assertEquals(Fact.OralIntake(lunch), view.entries[1].entry.fact)
        assertEquals(now.withHour(13), view.entries[1].entry.occurred)
        assertEquals(68_400u, view.sums.weightG)
        assertEquals(720_000uL, view.sums.oralEnergyKcalMilli)
        // 420 + 300 by mouth and 800 ml of 1.5 kcal/ml by tube.
        assertEquals(1_920_000uL, view.sums.energyKcalMilli)
        assertEquals(18_000uL, view.sums.proteinMg)
        assertEquals(400uL, view.sums.oralFluidMl)
        assertNull(view.sums.stoolCount, "what nobody logged is unknown, not zero")
        assertEquals(listOf(view.sums), journal.series(today.minusDays(7), today))
    }

    @Test
    fun `a supper after midnight belongs to the day that the person says`() {
        val journal = create()
        val supper = Draft(Fact.Note(Note("soup")), now.withHour(0).withMinute(20), day = today.minusDays(1))

        val entry = journal.log(supper, now)

        assertEquals(today.minusDays(1), entry.day)
        assertEquals(1, journal.day(today.minusDays(1)).entries.size)
        assertEquals(0, journal.today(now).entries.size)
    }

    @Test
    fun `an empty journal is undecided and says what is missing`() {
        val assessment = create().assess(today)

        assertTrue(assessment.findings.none { it.outcome is Outcome.Met })
        val undecided = assessment.findings.map { it.outcome }.filterIsInstance<Outcome.Indeterminate>()
        assertTrue(undecided.isNotEmpty())
        assertTrue(undecided.all { it.missing.isNotEmpty() && it.missing.all { one -> one.question.isNotBlank() } })
    }

    @Test
    fun `vomiting blood is an emergency that names its entry and its source`() {
        val journal = create()
        val asked = listOf(RedFlag.VOMITING_BLOOD, RedFlag.CHEST_PAIN)
        val checkIn = CheckIn(CheckInSet.DAILY, asked, listOf(RedFlag.VOMITING_BLOOD), completed = true)
        val entry = journal.log(Fact.CheckIn(checkIn), now.minusHours(1))

        val flag = journal.assess(today).findings.first()

        assertEquals(Outcome.Met, flag.outcome)
        assertEquals(Level.EMERGENCY, flag.level)
        assertEquals(listOf(entry.rootId), flag.evidence.map(Evidence::entry))
        assertNotNull(flag.patientText)
        assertTrue(flag.source.text.isNotBlank() && flag.version.isNotBlank())
    }

    @Test
    fun `nausea that grew worse is flagged`() {
        val journal = create()
        val nausea = { level: UByte -> Symptom(SymptomItem.NAUSEA, Attribute.SEVERITY, level, recallDays = 1u) }
        journal.log(Fact.Symptom(nausea(1u)), now.minusDays(1))
        journal.log(Fact.Symptom(nausea(4u)))

        assertEquals(Outcome.Met, journal.assess(today).finding("symptom_worsening").outcome)
        assertEquals(listOf(SymptomLevel(SymptomItem.NAUSEA, 4u)), journal.today(now).sums.symptoms)
    }

    @Test
    fun `a report is written to a file`() {
        val journal = create()
        journal.log(weight(68_400u))
        val file = folder.resolve("report.html")

        journal.reportToFile(file.toString(), ReportFormat.HTML, Audience.CARE_TEAM, now)

        assertTrue(file.readText().startsWith("<!DOCTYPE html>"))
        val json = journal.report(ReportFormat.JSON, Audience.PATIENT, now, ReportWanted(from = today.minusDays(30)))
        assertTrue("\"nourish/report/1\"" in json)
        val nowhere = folder.resolve("nowhere/report.html").toString()
        assertThrows<JournalException.StorageUnavailable> {
            journal.reportToFile(nowhere, ReportFormat.CSV, Audience.CARE_TEAM, now)
        }
    }

    @Test
    fun `a report on paper is sealed and a change to it is noticed`() {
        val journal = create()
        journal.log(weight(68_400u))

        val pdf = journal.reportPdf(Audience.SURGEON, now)

        assertEquals("%PDF-1.7", String(pdf, 0, 8, Charsets.US_ASCII))
        assertEquals(19, verifyReport(pdf).checkDigits.length)
        pdf[pdf.size / 2] = (pdf[pdf.size / 2] + 1).toByte()
        assertThrows<JournalException.NotAsSealed> { verifyReport(pdf) }
        assertThrows<JournalException.UnusableFont> {
            journal.reportPdf(Audience.SURGEON, now, fonts = listOf(byteArrayOf(1, 2, 3)))
        }
    }

    @Test
    fun `a wrong passphrase leaves the journal locked and whole`() {
        create().apply { log(weight(68_400u)) }.close()

        val wrong = assertThrows<JournalException.Locked> { Journal.open(path, "another passphrase") }

        assertEquals(LockReason.WRONG_SECRET, wrong.reason)
        assertEquals(1uL, Journal.open(path, PASSPHRASE).use(Journal::entryCount))
    }

    @Test
    fun `a journal is neither overwritten nor made up`() {
        assertThrows<JournalException.NotFound> { Journal.open(path, PASSPHRASE) }
        create()
        assertThrows<JournalException.AlreadyExists> { Journal.create(path, PASSPHRASE) }
        val empty = assertThrows<JournalException.Locked> { Journal.create("$path.2", "") }
        assertEquals(LockReason.EMPTY_PASSPHRASE, empty.reason)
    }

    @Test
    fun `an invalid entry names field, problem and remedy, and nothing is stored`() {
        val journal = create()

        val tooLight = assertThrows<JournalException.InvalidEntry> { journal.log(weight(6_200u)) }

        assertEquals("weight_g", tooLight.fieldName)
        assertEquals("is outside 20 kg to 300 kg", tooLight.problem)
        assertTrue(tooLight.remedy.isNotBlank())
        val tomorrow = assertThrows<JournalException.InvalidEntry> { journal.log(weight(68_400u), now.plusDays(1)) }
        assertEquals("occurred", tomorrow.fieldName)
        val farDay = Draft(weight(68_400u), now, day = today.minusDays(2))
        assertEquals("day", assertThrows<JournalException.InvalidEntry> { journal.log(farDay, now) }.fieldName)
        assertEquals(0uL, journal.entryCount())
    }

    @Test
    fun `a day outside the calendar is refused, not a crash`() {
        val journal = create()
        val refused = assertThrows<JournalException.InvalidEntry> { journal.day(LocalDate.of(1, 1, 1)) }
        assertEquals("day", refused.fieldName)
        assertThrows<JournalException.NoSuchEntry> { journal.history("no name of an entry") }
    }

    @Test
    fun `a correction stands, a retraction takes back, and the history keeps all`() {
        val journal = create()
        val typed = journal.log(weight(86_400u))

        journal.amend(typed.id, weight(68_400u), "digits swapped", now)

        val standing = journal.today(now).entries.single()
        assertTrue(standing.amended)
        assertEquals(weight(68_400u), standing.entry.fact)
        journal.retract(typed.id, "somebody else's", now)
        assertEquals(emptyList(), journal.today(now).entries)
        assertEquals(
            listOf(EntryIntent.RECORD, EntryIntent.AMEND, EntryIntent.RETRACT),
            journal.history(typed.id).map(LoggedEntry::intent),
        )
        assertThrows<JournalException.NoSuchEntry> { journal.retract(typed.id, "again", now) }
    }

    @Test
    fun `what was logged is there when the journal is opened again`() {
        val entry = create().use { it.log(Fact.Note(Note("slept well"))) }

        Journal.open(path, PASSPHRASE).use { journal ->
            assertEquals(entry, journal.today(now).entries.single().entry)
            assertEquals(emptyList(), journal.check().damage)
        }
    }

    @Test
    fun `a suspended journal says so and goes on when resumed`() {
        val journal = create()
        journal.suspend()
        assertThrows<JournalException.Suspended> { journal.today(now) }
        journal.resume()
        journal.log(weight(68_400u))
        journal.settle()
        assertEquals(1uL, journal.entryCount())
    }

    @Test
    fun `eight threads that log at once lose nothing`() {
        val journal = create()
        val perThread = 25
        val logging = List(8) { thread ->
            Callable { List(perThread) { journal.log(Fact.Note(Note("note $it of thread $thread"))).id } }
        }
        val threads = Executors.newFixedThreadPool(logging.size)

        val ids = try {
            threads.invokeAll(logging).flatMap { it.get() }
        } finally {
            threads.shutdown()
        }

        assertEquals(8 * perThread, ids.toSet().size)
        assertEquals(ids.toSet(), journal.today(now).entries.map { it.entry.id }.toSet())
        assertEquals(emptyList(), journal.check().damage)
    }

    @Test
    fun `facts are read from and written as text for any form`() {
        val fact = readFact(FactText("weight", listOf(FieldText("weight", "150 lb"))))
        // 150 lb x 453.59237 g
        assertEquals(weight(68_039u), fact)
        assertEquals(listOf(FieldText("weight_g", "68.039 kg")), writeFact(fact).fields)
        assertTrue(kinds().any { it.name == "oral-intake" && it.fields.isNotEmpty() })
    }

    @Test
    fun `an instrument answers without a journal`() {
        // McMillan 2013: CRP above 10 mg/L and albumin below 35 g/L score 2.
        val question = """{"id":"a","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"""
        val answer = Calculator().use { it.score(question) }
        assertTrue("\"result\":{\"score\":2}" in answer)
    }

    @Test
    fun `a moment in a zone that this platform does not know keeps its local time`() {
        val moment = zonedDateTime("2026-11-20T07:30:00+01:00[Europe/Nowhere]")
        assertEquals(ZonedDateTime.parse("2026-11-20T07:30:00+01:00"), moment)
        assertIs<ZonedDateTime>(zonedDateTime("2026-11-20T07:30:00+01:00[Europe/Madrid]"))
    }

    @Test
    fun `what is due is said, and when to remind of it`() {
        val journal = create()
        val morning = now.withHour(8)
        val entry = journal.log(weight(68_400u), morning)

        val due = journal.due(morning).items.filter { it.occurrence.item == ScheduleItem.DAILY_WEIGHT }
        assertTrue(DueState.Done(entry.id, today) in due.map(DueItem::state))
        val quiet = QuietTime(fromMin = 9u * 60u, untilMin = 18u * 60u)
        val reminder = journal.nextReminders(morning, 1u, quiet).reminders.single()
        assertEquals(now.withHour(18) to true, reminder.at to reminder.moved)
    }
}
