package health.nourish

import java.io.File
import java.nio.file.Path
import java.time.ZonedDateTime
import java.util.concurrent.TimeUnit

internal const val PASSPHRASE = "a plainly fictional passphrase"
internal val NOW: ZonedDateTime = ZonedDateTime.parse("2026-11-20T20:00:00+01:00[Europe/Madrid]")

internal fun Journal.logWeight(weightG: UInt, occurred: ZonedDateTime = NOW) =
    log(Draft(Fact.Weight(Weight(weightG)), occurred), NOW)

/** The checkout that these tests are of. */
internal val project = File(System.getProperty("nourish.project.folder"))

/** A mailbox of its own, run by the `nourish` command. */
internal class ServedMailbox(folder: Path) : AutoCloseable {
    private val command = File(System.getProperty("nourish.library.folder"), "nourish").path
    private val process: Process = ProcessBuilder(command, "--json", "serve", "--listen", "127.0.0.1:0")
        .directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start()

    val address: String = process.inputStream.bufferedReader().readLine().substringAfter("\"address\":\"").substringBefore('"')

    override fun close() {
        process.destroy()
        process.waitFor(10, TimeUnit.SECONDS)
    }
}

/** Runs the `nourish` command of the same build. */
internal fun nourish(vararg arguments: String) {
    val command = File(System.getProperty("nourish.library.folder"), "nourish").path
    val run = ProcessBuilder(command, *arguments).redirectErrorStream(true).start()
    val said = run.inputStream.bufferedReader().readText()
    check(run.waitFor() == 0) { said }
}

/** The files of a pack of a fictional site that asks a question of its own. */
internal val PACK = mapOf(
    "_pack.toml" to """
        nourish_pack = 1
        id = "st-example"
        version = 1
        title = "Sleep"
        issuer = "St Example, a fictional hospital"
        licence = "CC0-1.0"
    """.trimIndent(),
    "questions_sleep.toml" to """
        nourish_questions = 1
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
    """.trimIndent(),
    "texts_en.ftl" to """
        set-st-example-sleep = Sleep
        st-example-sleep-nights = On how many nights did you sleep well?
    """.trimIndent(),
)
