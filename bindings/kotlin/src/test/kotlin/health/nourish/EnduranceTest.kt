package health.nourish

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.nio.file.Path
import java.time.ZonedDateTime
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.test.assertEquals
import kotlin.test.assertTrue

private const val CALLS = 10_000
private const val KIB = 1024L

class EnduranceTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `ten thousand calls of every sort leak nothing`() {
        Journal.create(folder.resolve("journal.nourish").toString(), PASSPHRASE).use { journal ->
            journal.logWeight(68_400u)
            // As often once before: until then the JVM still compiles what is called.
            repeat(CALLS) { journal.callOnce() }
            val before = residentKib()
            repeat(CALLS) { journal.callOnce() }
            val grown = residentKib() - before

            // Each round moves some 20 kB through the door: a tenth of it kept would show as 20 MB, all of it as 200 MB.
            assertTrue(grown < 20 * KIB, "$grown KiB more after $CALLS rounds")
            assertEquals(1uL, journal.entryCount())
        }
    }

    private fun Journal.callOnce() {
        today(NOW)
        writeFact(Fact.Note(Note("x".repeat(1_000))))
        runCatching { log(Draft(Fact.Weight(Weight(1u)), NOW), NOW) }
        observe(object : Observer {
            override fun notice(event: Event) = Unit
        }).use(Observation::end)
        Cancellation().use(Cancellation::cancel)
    }

    /** Memory of this process that is in use, the JVM's own heap aside, which pom.xml keeps at one size, touched from the start. */
    private fun residentKib(): Long {
        System.gc()
        Thread.sleep(200)
        val status = File("/proc/self/status")
        if (!status.exists()) return 0
        val resident = status.readLines().first { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong()
        val heap = Runtime.getRuntime().totalMemory() / KIB
        return resident - heap
    }

    @Test
    fun `eight threads log and read side by side`() {
        Journal.create(folder.resolve("shared.nourish").toString(), PASSPHRASE).use { journal ->
            val threads = Executors.newFixedThreadPool(8)
            val work = (0 until 8).map { number ->
                Callable {
                    repeat(25) { round ->
                        val at: ZonedDateTime = NOW.minusDays(number.toLong()).minusMinutes(round.toLong())
                        journal.log(Draft(Fact.Note(Note("$number $round")), at), NOW)
                        assertTrue(journal.day(at.toLocalDate()).entries.isNotEmpty())
                        journal.assess(NOW.toLocalDate())
                    }
                }
            }
            threads.invokeAll(work).forEach { it.get() }
            threads.shutdown()

            assertEquals(200uL, journal.entryCount())
            assertEquals(emptyList(), journal.check().damage)
            assertEquals(List(8) { 25u }, journal.series(NOW.toLocalDate().minusDays(7), NOW.toLocalDate()).map { it.entryCount })
        }
    }
}
