package health.nourish

import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.transformWhile
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

class CircleTest {
    @TempDir
    lateinit var folder: Path

    private val open = mutableListOf<AutoCloseable>()

    @AfterEach
    fun close() = open.asReversed().forEach(AutoCloseable::close)

    private fun <T : AutoCloseable> T.kept() = also(open::add)

    private fun path(name: String) = folder.resolve(name).toString()

    private fun founded(address: String) = Journal.create(path("patient"), PASSPHRASE).kept().apply {
        foundCircle("Nerea Invented", "phone", NOW)
        moveToMailbox(address)
    }

    /** Both sides of a pairing: what each person does on their own device. */
    private suspend fun Journal.letIn(name: String, role: Role, mailbox: Mailbox): Journal = coroutineScope {
        val inviting = invite(Invited.Member(name, role), mailbox)
        val newcomer = async {
            val words = awaitInvitation(inviting.code(), "their phone", mailbox, 20.milliseconds)
                .awaitWords(mailbox, 20.milliseconds)
            words.words() to Journal.join(words.awaitWelcome(mailbox, 20.milliseconds), path(name), PASSPHRASE)
        }
        val invitation = awaitNewcomer(inviting, mailbox, 20.milliseconds)
        assertEquals("their phone", invitation.deviceName())
        letIn(invitation, mailbox, NOW)
        val (words, journal) = newcomer.await()
        assertEquals(invitation.words(), words, "both people saw the same words")
        journal.kept()
    }

    @Test
    fun `two journals sync through a mailbox`() = runBlocking<Unit> {
        val served = ServedMailbox(folder).kept()
        val mailbox = Mailbox.at(served.address).kept()
        val patient = founded(served.address)
        patient.logWeight(68_400u)
        val carer = patient.letIn("Ander Invented", Role.CARER, mailbox)

        assertEquals(1uL, carer.awaitSync(mailbox, NOW).received)
        assertEquals(68_400u, carer.today(NOW).sums.weightG)
        carer.log(Draft(Fact.Note(Note("soup")), NOW), NOW)
        assertEquals(1uL, carer.syncStatus(NOW).unsent)
        assertEquals(1uL, carer.awaitSync(mailbox, NOW).given)
        assertTrue(patient.awaitNews(mailbox))
        assertEquals(1uL, patient.awaitSync(mailbox, NOW).received)
        assertEquals(2, patient.today(NOW).entries.size)

        val circle = assertNotNull(patient.circle())
        assertEquals(listOf("Nerea Invented" to Role.PATIENT, "Ander Invented" to Role.CARER),
            circle.members.map { it.name to it.role })
        assertEquals(circle.words, carer.circle()?.words)
        assertEquals(emptyList(), patient.syncStatus(NOW).troubles)
    }

    @Test
    fun `an app's own networking carries a sync`() = runBlocking<Unit> {
        val served = ServedMailbox(folder).kept()
        val mailbox = Mailbox.over(HttpTransport(served.address)).kept()
        val patient = founded(served.address)
        patient.logWeight(68_400u)

        assertEquals(1uL, patient.awaitSync(mailbox, NOW).given)
        val clinic = patient.letIn("Clinic Invented", Role.READER, mailbox)
        clinic.awaitSync(mailbox, NOW)

        assertEquals(68_400u, clinic.today(NOW).sums.weightG)
        val refused = assertThrows<JournalException.NotAllowed> { clinic.logWeight(68_000u) }
        assertEquals(Role.READER, refused.role)
    }

    @Test
    fun `what an app's networking throws is unreachable and nothing of it is kept`() {
        val journal = founded("https://mailbox.example.org")
        val broken = object : Transport {
            override fun post(request: MailboxRequest): MailboxReply = error("a secret of the app")
        }
        val thrown = assertThrows<JournalException.MailboxUnreachable> { journal.sync(Mailbox.over(broken).kept(), NOW) }
        assertTrue("secret" !in thrown.stackTraceToString())
        val elsewhere = object : Transport {
            override fun post(request: MailboxRequest) = MailboxReply(200u, "text/html", null, "<p>".toByteArray())
        }
        assertThrows<JournalException.NotAMailbox> { journal.sync(Mailbox.over(elsewhere).kept(), NOW) }
    }

    @Test
    fun `an app hears of a sync and of what it brought`() = runBlocking<Unit> {
        val served = ServedMailbox(folder).kept()
        val mailbox = Mailbox.at(served.address).kept()
        val patient = founded(served.address)
        val heard = async {
            patient.events().transformWhile { emit(it); it !is Event.SyncEnded }.toList()
        }
        yield()
        patient.awaitSync(mailbox, NOW)

        val events = heard.await()
        assertEquals(Event.SyncBegan, events.first())
        assertTrue(Event.Changed in events)
        assertTrue(assertIs<Event.SyncEnded>(events.last()).report.troubles.isEmpty())
        assertThrows<JournalException> { patient.sync(Mailbox.at("http://127.0.0.1:1").kept(), NOW) }.let {
            assertIs<JournalException.MailboxUnreachable>(it)
        }
    }

    @Test
    fun `waiting for news is called off with its coroutine, and the journal is free meanwhile`() = runBlocking<Unit> {
        val served = ServedMailbox(folder).kept()
        val mailbox = Mailbox.at(served.address).kept()
        val patient = founded(served.address)
        patient.awaitSync(mailbox, NOW)
        val begun = TimeSource.Monotonic.markNow()
        val waiting = launch { patient.awaitNews(mailbox, 1.minutes) }
        kotlinx.coroutines.delay(200.milliseconds)

        assertNull(offMain { patient.today(NOW) }.sums.weightG)
        waiting.cancelAndJoin()

        assertTrue(begun.elapsedNow() < 10.seconds)
        assertTrue(waiting.isCancelled)
    }

    @Test
    fun `what a circle refuses says why`() {
        val alone = Journal.create(path("alone"), PASSPHRASE).kept()
        val mailbox = Mailbox.over(HttpTransport("https://mailbox.example.org")).kept()
        assertThrows<JournalException.NoCircle> { alone.sync(mailbox, NOW) }
        assertThrows<JournalException.UnusableName> { alone.foundCircle("", "phone", NOW) }
        alone.foundCircle("Nerea Invented", "phone", NOW)
        assertThrows<JournalException.CircleExists> { alone.foundCircle("Nerea Invented", "phone", NOW) }
        assertThrows<JournalException.NoMailbox> { alone.invite(Invited.OwnDevice, mailbox) }
        assertThrows<JournalException.NoSuchMember> { alone.removeMember("nobody") }
        assertThrows<JournalException.NotAllowed> { alone.leaveCircle() }
        assertThrows<JournalException.UnreadablePairingCode> { mailboxOfInvitation("no code") }
        assertThrows<JournalException.UnusableName> { Mailbox.at("mailbox") }
    }
}
