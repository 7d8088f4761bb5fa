package health.nourish

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class CheckInTest {
    @TempDir
    lateinit var folder: Path

    private val morning = NOW.withHour(8)
    private val path get() = folder.resolve("journal.nourish").toString()
    private val opened = mutableListOf<AutoCloseable>()

    @AfterEach
    fun close() = opened.forEach(AutoCloseable::close)

    private fun create() = Journal.create(path, PASSPHRASE).also(opened::add)

    private fun Journal.begin(set: String = "daily", by: Respondent = Respondent.PATIENT, language: String = "en") =
        beginCheckIn(set, by, language, morning).also(opened::add)

    /** What a screen does, question after question; what is not in the list is skipped. */
    private fun Journal.answer(session: CheckInSession, answers: Map<String, String>) = buildList {
        while (true) {
            val question = session.question() ?: break
            val answer = answers[question.id]
            if (answer == null) session.skip() else add(answerCheckIn(session, answer, morning))
        }
    }

    private fun Journal.withEmergencyLine() = apply {
        log(Draft(Fact.CareContact(CareContact(CareRole.EMERGENCY_LINE, "555 0100")), morning), morning)
    }

    @Test
    fun `the check-in of the day is answered on a screen and logged where rules look for it`() {
        val journal = create()
        val session = journal.begin()
        val urgent = assertNotNull(session.question())
        assertEquals("Do you have any of these now?" to "In the last 24 hours", urgent.text.text to urgent.recall.text)
        val several = assertIs<AnswerForm.Several>(urgent.form)
        assertEquals("none" to "None of these", several.none.id to several.none.text.text)
        assertTrue(several.choices.any { it.id == "chest-pain" && it.text.text == "Pain in the chest" })

        val steps = journal.answer(session, mapOf("urgent" to "none", "weight" to "68.4 kg", "nausea" to "1"))

        assertEquals(List<CheckInStep>(3) { CheckInStep.Next }, steps)
        assertEquals(3u, session.progress().answered)
        val nausea = session.answers().single { it.question == "nausea" }
        assertEquals(AnswerText("1", Said("Mild", "en", false)), nausea.given)
        val finished = journal.finishCheckIn(session, morning)
        // The weight, the nausea, and the check-in itself.
        assertEquals(3 to null, finished.entries.size to finished.alert)
        assertTrue(finished.unanswered.any { it.id == "appetite" }, "what was skipped is named, and unknown")
        val today = journal.today(NOW)
        assertEquals(68_400u, today.sums.weightG)
        assertEquals(listOf(SymptomLevel(SymptomItem.NAUSEA, 1u)), today.sums.symptoms)
        assertNull(today.sums.stoolCount)
    }

    @Test
    fun `an answer that does not fit is asked again, and so is a weight that looks like a slip`() {
        val journal = create()
        journal.logWeight(68_600u, NOW.minusDays(5))
        journal.logWeight(68_400u, NOW.minusDays(1))
        val session = journal.begin(language = "es")
        journal.answerCheckIn(session, "none", morning)
        val refused = assertThrows<JournalException.CheckInRefused> { journal.answerCheckIn(session, "68.4", morning) }
        val misfit = assertIs<CheckInProblem.Misfit>(refused.problem)
        assertEquals("weight_g", assertIs<AnswerMisfit.Field>(misfit.misfit).fieldName)
        // 150.8 lb typed as kilograms.
        val again = assertIs<CheckInStep.AskAgain>(journal.answerCheckIn(session, "150.8 kg", morning))
        assertEquals(Doubt.UNIT_SLIP to "es", again.doubt to again.text.language)
        assertEquals("weight", session.question()?.id)
        assertEquals(CheckInStep.Next, journal.answerCheckIn(session, "150.8 lb", morning))
        assertTrue(session.back())
        assertEquals("weight", session.question()?.id)
        assertThrows<JournalException.CheckInRefused> { journal.begin("dayly") }
    }

    @Test
    fun `a red flag alerts before anything else and is saved at once`() {
        val journal = create().withEmergencyLine()
        val session = journal.begin(by = Respondent.CARER)

        val alert = assertIs<CheckInStep.Alert>(journal.answerCheckIn(session, "chest-pain", morning)).alert

        assertTrue(alert.isEmergency && alert.contactsRead)
        assertNull(alert.unsaved)
        assertEquals("Call the emergency number now.", alert.whomToCall.text)
        assertEquals(listOf(RedFlag.CHEST_PAIN to Level.EMERGENCY), alert.flags.map { it.flag to it.level })
        assertEquals(listOf("555 0100"), alert.contacts.map(CareContact::phone))
        assertNotNull(alert.stayWithThem, "a carer answered")
        assertEquals(Level.EMERGENCY, journal.assess(NOW.toLocalDate()).findings.first().level)
        assertEquals(alert, journal.checkInAlert(session, morning), "for a screen that is drawn anew")
    }

    @Test
    fun `an alert comes all the same where nothing can be saved, and says so`() {
        create().withEmergencyLine().close()
        val journal = Journal.openForReading(path, PASSPHRASE).also(opened::add)
        val session = journal.begin()
        val alert = assertIs<CheckInStep.Alert>(journal.answerCheckIn(session, "collapse", morning)).alert
        assertIs<JournalException.ReadOnly>(alert.unsaved)
        assertEquals(listOf("555 0100"), alert.contacts.map(CareContact::phone))
        assertThrows<JournalException.ReadOnly> { journal.saveCheckIn(session, morning) }
        val finished = journal.finishCheckIn(session, morning)
        assertEquals(emptyList(), finished.entries)
        assertIs<JournalException.ReadOnly>(assertNotNull(finished.alert).unsaved)
        // Without a file there is nobody to name, and that is said too.
        journal.suspend()
        val again = assertNotNull(journal.checkInAlert(session, morning))
        assertEquals(emptyList<CareContact>() to false, again.contacts to again.contactsRead)
    }

    @Test
    fun `an alert comes back to a coroutine that was cancelled meanwhile`(): Unit = runBlocking {
        val journal = create().withEmergencyLine()
        val session = journal.begin()
        var step: CheckInStep? = null
        val screen = launch(start = CoroutineStart.UNDISPATCHED) { step = journal.awaitAnswer(session, "collapse", morning) }
        screen.cancelAndJoin()
        assertIs<CheckInStep.Alert>(step)
    }

    @Test
    fun `what was said yesterday is offered and taken over`() {
        val journal = create()
        val mild = Symptom(SymptomItem.NAUSEA, Attribute.SEVERITY, 1u, recallDays = 1u)
        journal.log(Draft(Fact.Symptom(mild), NOW.minusDays(1)), NOW)
        val session = journal.begin()
        while (session.question()?.before == null) session.skip()
        assertEquals("nausea" to "Mild", session.question()?.id to session.question()?.before?.inWords?.text)
        assertEquals(CheckInStep.Next, journal.answerCheckInAsBefore(session, morning))
        journal.finishCheckIn(session, morning)
        assertEquals(listOf(SymptomLevel(SymptomItem.NAUSEA, 1u)), journal.today(NOW).sums.symptoms)
    }

    @Test
    fun `a check-in that was broken off is taken up where it was left`() {
        create().use { journal ->
            val session = journal.begin()
            journal.answerCheckIn(session, "none", morning)
            journal.answerCheckIn(session, "68.4 kg", morning)
            assertEquals(2, journal.saveCheckIn(session, morning).size)
        }
        val journal = Journal.open(path, PASSPHRASE).also(opened::add)
        val session = assertNotNull(journal.resumeCheckIn("en", NOW)).also(opened::add)
        assertEquals("appetite" to morning, session.question()?.id to session.begun())
        journal.finishCheckIn(session, NOW)
        assertNull(journal.resumeCheckIn("en", NOW))
        assertEquals(68_400u, journal.today(NOW).sums.weightG)
    }

    @Test
    fun `it is asked in Spanish of whoever answers, and of a set other systems read`() {
        val journal = create()
        val session = journal.begin(by = Respondent.CARER, language = "es")
        assertEquals("¿Le pasa algo de esto ahora?", session.question()?.text?.text)
        assertEquals("Control diario", journal.questionSets("es").first().title.text)
        assertTrue("Control semanal" in journal.questionnaireJson("weekly", "es", Respondent.PATIENT))
        val logged = journal.checkInFromAnswers("[answers]\nweight = \"68.4 kg\"\nurgent = [\"seizure\"]\n", "daily", "es", morning)
        assertEquals("Llame ahora al número de emergencias.", logged.alert?.whomToCall?.text)
    }

    @Test
    fun `a pack of a trusted site brings its questions, one of another is refused with the reason`(): Unit = runBlocking {
        val journal = create()
        val content = folder.resolve("content").also { it.toFile().mkdir() }
        for ((name, text) in PACK) content.resolve(name).writeText(text)
        val (key, pack) = folder.resolve("site.key").toString() to folder.resolve("sleep.pack").toString()
        nourish("pack", "make-key", key)
        nourish("pack", "sign", content.toString(), "--key", key, "--out", pack)
        val site = folder.resolve("site.key.pub").readText().trim()

        val refused = assertThrows<JournalException.PackRefused> { journal.installPackFile(pack) }
        assertEquals(PackProblem.UnknownSite("st-example", site), refused.problem)
        assertTrue("is not trusted here" in refused.text)
        assertThrows<JournalException.UnreadableSiteKey> { journal.trustSite("nourish-site-1:00") }

        journal.trustSite(site)
        assertEquals("st-example" to 1u, journal.awaitPack(pack).let { it.id to it.version })
        val session = journal.begin("st-example-sleep")
        assertEquals("On how many nights did you sleep well?", session.question()?.text?.text)
        assertEquals(AnswerForm.Count(0, 7), session.question()?.form)
        journal.answerCheckIn(session, "5", morning)
        assertEquals(2, journal.finishCheckIn(session, morning).entries.size)

        journal.distrustSite(site)
        assertEquals(listOf(refused.problem), journal.packs().setAside.map(PackSetAside::problem))
        assertEquals(emptyList(), journal.packs().inForce)
        journal.removePack("st-example")
        assertEquals(emptyList(), journal.packs().setAside)
    }
}
