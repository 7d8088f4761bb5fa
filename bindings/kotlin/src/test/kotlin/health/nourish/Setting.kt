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
