package health.nourish.door

import health.nourish.Calculator
import health.nourish.Journal
import health.nourish.KeyFile
import health.nourish.Measure
import health.nourish.kinds
import java.io.File
import java.time.ZonedDateTime

private const val QUESTION = """{"id":"bench","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"""

/** Makes calls when it is asked to, a line each, and says how many nanoseconds they took: `bench/door` begins it. */
public fun main() {
    val (_, path, keyPath, at) = readln().split(' ')
    val key = File(keyPath).readText()
    val now = ZonedDateTime.parse(at)
    val begun = System.nanoTime()
    val keyFile = KeyFile.read(key)
    val loaded = System.nanoTime()
    val journal = Journal.openWithKeyFile(path, keyFile)
    val opened = System.nanoTime()
    journal.today(now)
    println("${loaded - begun} ${opened - loaded} ${System.nanoTime() - opened}")

    val calculator = Calculator()
    val measures = listOf(Measure.WeightG, Measure.EnergyKcalMilli, Measure.ProteinMg)
    val day = now.toLocalDate()
    generateSequence(::readlnOrNull).forEach { line ->
        val (call, times) = line.split(' ')
        val first = System.nanoTime()
        repeat(times.toInt()) {
            when (call) {
                "entry_count" -> journal.entryCount()
                "kinds" -> kinds()
                "score" -> calculator.score(QUESTION, false)
                "today" -> journal.today(now)
                else -> journal.columns(day.minusDays(1_825), day, measures)
            }
        }
        println(System.nanoTime() - first)
    }
}
