package health.nourish

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

private const val ZONE = "Europe/Madrid"

class FilesTest {
    @TempDir
    lateinit var folder: Path

    private val journal by lazy { Journal.create(folder.resolve("journal.nourish").toString(), PASSPHRASE) }

    @AfterEach
    fun close() = journal.close()

    private fun file(name: String, text: String) = folder.resolve(name).also { it.writeText(text) }.toString()

    private fun scale() = file("scale.csv", "dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n2026-11-20 07:20,sixty\n")

    @Test
    fun `a file is looked at, imported once and undone`() = runBlocking<Unit> {
        val wanted = FileToImport(scale(), ZONE)
        val seen = journal.awaitPreview(wanted, NOW)
        assertEquals(2uL to 0uL, seen.added to journal.entryCount())
        assertEquals(Fact.Weight(Weight(68_600u)), seen.first.first().fact)

        val first = journal.awaitImport(wanted, NOW)
        assertEquals(2uL to 1uL, first.added to first.refusedCount)
        assertEquals(4uL, first.refused.single().line)
        assertTrue("sixty" !in first.refused.single().toString())
        assertEquals(mapOf("weight" to 2uL), first.kinds)
        val again = journal.awaitImport(wanted, NOW)
        assertEquals(0uL to 2uL, again.added to again.known)

        val past = journal.imports().single { it.added > 0u }
        assertEquals("scale.csv", past.file)
        assertEquals(2uL, journal.undoImport(past.name, "somebody else's scale", NOW).takenBack)
        assertNull(journal.day(NOW.toLocalDate().minusDays(1)).sums.weightG)
        assertNotNull(journal.imports().first { it.name == past.name }.undoneAt)
    }

    @Test
    fun `what a file leaves open is asked for and answered`() {
        val dates = file("dates.csv", "Date,Weight (kg)\n03/04/2026,68.0\n")
        val asked = assertThrows<JournalException.UnreadableFile> { journal.importFile(FileToImport(dates, ZONE), NOW) }
        assertEquals(FileProblem.DateOrderUnknown, asked.problem)
        val answered = FileToImport(dates, ZONE, dates = DateOrder.DAY_FIRST)
        assertEquals(java.time.LocalDate.of(2026, 4, 3), journal.importFile(answered, NOW).firstDay)

        val absent = assertThrows<JournalException.UnreadableFile> { journal.importFile(FileToImport("/absent", ZONE), NOW) }
        assertEquals(FileProblem.CannotBeRead, absent.problem)
        val unknown = assertThrows<JournalException.UnreadableFile> { journal.importFile(FileToImport(file("x.bin", "?"), ZONE), NOW) }
        assertEquals(FileProblem.UnknownFormat, unknown.problem)
        assertThrows<JournalException.UnreadableMapping> { journal.importFile(FileToImport(dates, ZONE, mapping = "no = mapping"), NOW) }
        val zone = assertThrows<JournalException.InvalidEntry> { journal.importFile(FileToImport(dates, "Nowhere"), NOW) }
        assertEquals("zone", zone.fieldName)
    }

    @Test
    fun `an import says how far it is, and nothing of one that is called off stays`() = runBlocking<Unit> {
        val rows = (0 until 200_000).joinToString("\n") { "2026-%02d-%02d %02d:%02d,%d.%d".format(1 + it % 10, 1 + it % 28, it / 10_000, it % 60, 60 + it % 9, it % 10) }
        val large = FileToImport(file("large.csv", "dateTime,weight\n$rows\n"), ZONE, FileFormat.OPEN_SCALE_CSV)
        val importing = launch { journal.awaitImport(large, NOW) }
        val progress = assertIs<Event.Importing>(journal.events().first { it is Event.Importing })
        importing.cancelAndJoin()

        assertTrue(progress.readBytes in 1uL..progress.fileBytes)
        assertTrue(importing.isCancelled)
        assertEquals(0uL, journal.entryCount())
        val cancelled = Cancellation().apply { cancel() }
        assertThrows<JournalException.Cancelled> { journal.importFile(large, NOW, cancelled) }
    }

    @Test
    fun `what the journal holds leaves it as files`() {
        journal.logWeight(68_400u)
        val path = { name: String -> folder.resolve(name) }
        assertEquals(1uL, journal.exportEntries(path("entries.jsonl").toString()))
        assertTrue("\"weight_g\":68400" in path("entries.jsonl").readText())
        val fhir = journal.exportFhir(path("all.json").toString(), FhirWanted(FhirBundleKind.COLLECTION), NOW)
        assertEquals(1uL, fhir.entries)
        assertTrue("\"value\":68.4,\"unit\":\"kg\"" in path("all.json").readText())
        assertEquals(1uL, journal.exportAudit(path("trail").toString(), NOW))
        assertTrue("weight.csv" in journal.exportTables(path("tables").toString()).files)
        assertTrue(path("tables").resolve("weight.csv").readText().contains(",68400,"))
        assertTrue("codebook.csv" in journal.exportTrial(path("trial").toString(), "EXAMPLE", "EXAMPLE-001").files)

        journal.reportToFile(path("report.fhir.json").toString(), ReportFormat.FHIR, Audience.CARE_TEAM, NOW)
        assertTrue("\"resourceType\":\"Composition\"" in path("report.fhir.json").readText())
        journal.reportPdfToFile(path("report.pdf").toString(), Audience.SURGEON, NOW)
        assertEquals(19, verifyReport(Files.readAllBytes(path("report.pdf"))).checkDigits.length)
        assertThrows<JournalException.StorageUnavailable> { journal.exportEntries(path("absent/entries").toString()) }
        assertTrue(!path("absent").exists())
    }

    @Test
    fun `columns hold what records hold`() {
        journal.logWeight(68_400u, NOW.minusDays(3))
        journal.logWeight(68_000u)
        val nausea = Symptom(SymptomItem.NAUSEA, Attribute.SEVERITY, 3u, recallDays = 1u)
        journal.log(Draft(Fact.Symptom(nausea), NOW), NOW)
        val (from, to) = NOW.toLocalDate().minusDays(6) to NOW.toLocalDate()

        val columns = journal.columns(from, to, listOf(Measure.WeightG, Measure.Symptom(SymptomItem.NAUSEA)))

        val (weights, levels) = columns.columns
        assertEquals(7, weights.size)
        assertEquals(journal.series(from, to).mapNotNull { it.weightG?.toLong() }, weights.known().map { it.second }.toList())
        assertEquals(listOf(to.minusDays(3), to), weights.known().map { columns.day(it.first) }.toList())
        assertNull(weights[0], "what nobody logged is unknown, not zero")
        assertEquals(3L, levels[6])
    }

    @Test
    fun `a key file opens what it was added to`() {
        val path = folder.resolve("kept.nourish").toString()
        val key = KeyFile.make()
        Journal.createWithKeyFile(path, key).use { it.logWeight(68_400u) }
        Journal.openWithKeyFile(path, KeyFile.read(key.text() + "\n")).use { assertEquals(1uL, it.entryCount()) }
        assertThrows<JournalException.UnreadableKeyFile> { KeyFile.read("no key") }
        val other = assertThrows<JournalException.Locked> { Journal.openWithKeyFile(path, KeyFile.make()) }
        assertEquals(LockReason.WRONG_SECRET, other.reason)
        journal.addKeyFile(key, "a script", NOW)
        assertTrue(WayKind.KEY_FILE in lockedWays(folder.resolve("journal.nourish").toString()).map { it.kind })
    }
}
