package health.nourish

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The cases that every language of the door answers alike. */
class GoldenTest {
    @TempDir
    lateinit var folder: Path

    private val vectors = project.resolve("tests/vectors")

    @Test
    fun `every instrument answers its vectors`() {
        var asked = 0
        Calculator().use { calculator ->
            for (file in project.resolve("core/rules/tests/vectors").listFiles().orEmpty().sorted()) {
                for (case in file.readLines().drop(1).map(Json::parseToJsonElement).map { it.jsonObject }) {
                    val question = buildJsonObject {
                        put("id", "golden")
                        put("instrument", file.nameWithoutExtension)
                        put("inputs", case.getValue("inputs"))
                    }
                    val answer = Json.parseToJsonElement(calculator.score(question.toString())).jsonObject
                    when (val refused = case["error"]) {
                        null -> assertEquals(case["result"] to case["missing"], answer["result"] to answer["missing"], "$question")
                        else -> assertEquals(refused, answer["error"]?.jsonObject?.get("field"), "$question")
                    }
                    asked += 1
                }
            }
        }
        assertTrue(asked > 800, "$asked cases")
    }

    @Test
    fun `a journal of the first format is read as it was written`() {
        val journal = folder.resolve("journal.nourish").toFile()
        vectors.resolve("journal-v1.nourish").copyTo(journal)
        val written = folder.resolve("entries.jsonl").toFile()
        val key = KeyFile.read(vectors.resolve("journal-v1.key").readText())

        Journal.openWithKeyFile(journal.path, key).use { it.exportEntries(written.path) }

        assertEquals(vectors.resolve("journal-v1.jsonl").readLines(), written.readLines())
    }

    @Test
    fun `a backup of that journal holds all of it and nothing else`() {
        val path = folder.resolve("journal.nourish").toFile()
        vectors.resolve("journal-v1.nourish").copyTo(path)
        val key = KeyFile.read(vectors.resolve("journal-v1.key").readText())

        val merged = Journal.openWithKeyFile(path.path, key).use { it.merge(vectors.resolve("journal-v1.nourish-backup").path) }

        assertEquals(Merged(added = 0u, known = 30u, erased = 0u, missing = 0u), merged)
    }

    @Test
    fun `every kind with every field is logged and read back as it was written`() {
        val facts = vectors.resolve("facts.jsonl").readLines().map { fact(it) }

        Journal.create(folder.resolve("journal.nourish").toString(), PASSPHRASE).use { journal ->
            for (written in facts) {
                val fact = readFact(written)
                val logged = journal.log(Draft(fact, NOW), NOW)

                assertEquals(fact, logged.fact)
                assertEquals(fact, journal.history(logged.id).single().fact)
                assertEquals(written, writeFact(logged.fact!!))
            }
        }

        assertEquals(kinds().map { it.name }.toSet(), facts.map { it.kind }.toSet())
    }

    private fun fact(line: String): FactText {
        val members = Json.parseToJsonElement(line).jsonObject
        val fields = members.getValue("fields").jsonArray.map { field ->
            val (name, text) = field.jsonArray.map { it.jsonPrimitive.content }
            FieldText(name, text)
        }
        return FactText(members.getValue("kind").jsonPrimitive.content, fields)
    }
}
