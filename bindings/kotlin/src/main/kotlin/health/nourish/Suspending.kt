package health.nourish

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import java.time.ZonedDateTime
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

// Calls of the journal block while they read the disk, or the network in a sync. Here they are made on threads that may block, so
// that a coroutine on the main thread can wait for them.

/** Makes a call that takes a few milliseconds, such as `offMain { journal.today(now) }`. It is not interrupted. */
public suspend fun <T> offMain(call: () -> T): T = withContext(Dispatchers.IO) { call() }

/** [Journal.answerCheckIn]; cancelling the coroutine neither stops it nor loses what comes back, which may be an alert: show it. */
public suspend fun Journal.awaitAnswer(session: CheckInSession, answer: String, now: ZonedDateTime): CheckInStep =
    // Two of them: the one that changes threads would not come back to a coroutine that was cancelled meanwhile.
    withContext(NonCancellable) { offMain { answerCheckIn(session, answer, now) } }

/** [Journal.importFile]; cancelling the coroutine calls it off, and nothing is imported. */
public suspend fun Journal.awaitImport(file: FileToImport, now: ZonedDateTime): ImportResult =
    callOff { importFile(file, now, it) }

/** [Journal.previewFile]; cancelling the coroutine calls it off. */
public suspend fun Journal.awaitPreview(file: FileToImport, now: ZonedDateTime): ImportResult =
    callOff { previewFile(file, now, it) }

/** [Journal.sync]; cancelling the coroutine calls it off, and what was exchanged until then stays. */
public suspend fun Journal.awaitSync(mailbox: Mailbox, now: ZonedDateTime, budget: SyncBudget? = null): SyncReport =
    callOff { sync(mailbox, now, budget, it) }

/** [Journal.waitForNews]; cancelling the coroutine calls it off. */
public suspend fun Journal.awaitNews(mailbox: Mailbox, atMost: Duration = 30.seconds): Boolean =
    callOff { waitForNews(mailbox, atMost.inWholeMilliseconds.toUInt(), it) }

/** Waits for the newcomer of an invitation. */
public suspend fun Journal.awaitNewcomer(inviting: Inviting, mailbox: Mailbox, every: Duration = 1.seconds): Invitation =
    asking(every) { findNewcomer(inviting, mailbox) }

/** Answers an invitation once it is there. */
public suspend fun awaitInvitation(code: String, deviceName: String, mailbox: Mailbox, every: Duration = 1.seconds): Joining =
    asking(every) { answerInvitation(code, deviceName, mailbox) }

/** Waits for the words to compare. */
public suspend fun Joining.awaitWords(mailbox: Mailbox, every: Duration = 1.seconds): ComparingWords =
    asking(every) { findWords(mailbox) }

/** Waits until the inviter lets this device in. */
public suspend fun ComparingWords.awaitWelcome(mailbox: Mailbox, every: Duration = 1.seconds): Joined =
    asking(every) { findWelcome(mailbox) }

private suspend fun <T : Any> asking(every: Duration, look: () -> T?): T {
    while (true) {
        offMain(look)?.let { return it }
        delay(every)
    }
}

/** Returns only once the call has: what it works on may be closed or deleted then. */
private suspend fun <T> callOff(call: (Cancellation) -> T): T = Cancellation().use { cancellation ->
    coroutineScope {
        val running = async(Dispatchers.IO) {
            try {
                call(cancellation)
            } catch (cancelled: JournalException.Cancelled) {
                ensureActive()
                throw cancelled
            }
        }
        try {
            running.await()
        } catch (cancelled: CancellationException) {
            cancellation.cancel()
            throw cancelled
        }
    }
}
