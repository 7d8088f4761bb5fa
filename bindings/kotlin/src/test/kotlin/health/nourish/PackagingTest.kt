package health.nourish

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import java.time.Instant
import java.time.ZoneOffset
import java.util.zip.ZipFile
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class PackagingTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `the archive for Android holds classes, manifest and what keeps them`() {
        val archive = folder.resolve("nourish.aar").toFile()
        val built = ProcessBuilder(project.resolve("bindings/kotlin/android/build-aar").path, archive.path).start()
        assertEquals(0, built.waitFor(), built.errorStream.reader().readText())
        ZipFile(archive).use { zip ->
            val names = zip.entries().asSequence().map { it.name }.toSet()
            assertTrue(names.containsAll(listOf("AndroidManifest.xml", "classes.jar", "proguard.txt", "R.txt")))
        }
    }

    @Test
    fun `the companion lives a whole day`() {
        val said = ByteArrayOutputStream()
        val out = System.out
        System.setOut(PrintStream(said))
        try {
            companion.main()
        } finally {
            System.setOut(out)
        }
        val lines = said.toString().lines()
        assertTrue(lines.any { "3 weights came from the scale; a second time 0 did" in it }, "$lines")
        assertTrue(lines.any { "refused: weight_g is outside 20 kg to 300 kg" in it })
        // The nausea and the check-in itself.
        assertTrue(lines.any { "2 entries of the check-in" in it }, "$lines")
        assertTrue(lines.any { "due: " in it && "weekly_report" in it }, "$lines")
        // 310 + 300 + 420.
        assertTrue(lines.any { "1030 kcal, stools unknown" in it })
        // Three of the scale, seven of the day.
        assertTrue(lines.any { "a backup of 9 entries; restored: 9" in it }, "$lines")
    }

    @Test
    fun `what a phone's health store holds comes in once`() {
        val time = Instant.parse("2026-11-20T06:14:31Z")
        val weight = HealthRecord("weight", "0f6c", "org.example.scale", time, offset = ZoneOffset.ofHours(1), values = mapOf("weight_g" to 68_200.0))
        val soup = HealthRecord(
            "nutrition", "77ab", "org.example.food", time, end = time.plusSeconds(1_800),
            values = mapOf("energy_kcal" to 420.0, "protein_g" to 18.5, "fat_g" to null), meal = "lunch", name = "soup \"of the day\"",
        )
        val file = folder.resolve("health.jsonl").toFile()
        writeHealthRecords(sequenceOf(weight, soup), file)
        Journal.create(folder.resolve("journal.nourish").toString(), PASSPHRASE).use { journal ->
            val wanted = FileToImport(file.path, "Europe/Madrid")
            val first = journal.importFile(wanted, NOW)
            assertEquals(2uL to 0uL, first.added to first.refusedCount, "${first.refused}")
            assertEquals(2uL, journal.importFile(wanted, NOW).known)
            val sums = journal.today(NOW).sums
            assertEquals(68_200u, sums.weightG)
            assertEquals(420_000uL to 18_500uL, sums.energyKcalMilli to sums.proteinMg)
        }
    }
}
