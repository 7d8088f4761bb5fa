package health.nourish

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
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
}
