package health.nourish

import java.time.Instant
import java.time.LocalDate
import java.time.LocalTime

/** Quiet hours by the clock on the wall, such as 21:30 until 7:00. They may pass midnight. */
public fun quietTime(from: LocalTime, until: LocalTime): QuietTime = QuietTime(from.minuteOfDay(), until.minuteOfDay())

/** When it was recorded. */
public val SetBy.recorded: Instant get() = Instant.ofEpochMilli(recordedMs.toLong())

/** [Journal.responseTimes], which asks the rules for each of the days, off the main thread. It is not interrupted. */
public suspend fun Journal.awaitResponseTimes(asOf: LocalDate, days: UInt): ResponseTimes = offMain { responseTimes(asOf, days) }

/** [Journal.installPackFile] off the main thread. It is not interrupted: a pack is in force as a whole or not at all. */
public suspend fun Journal.awaitPack(path: String): PackSummary = offMain { installPackFile(path) }

private fun LocalTime.minuteOfDay() = (hour * 60 + minute).toUInt()
