package companion

import health.nourish.Audience
import health.nourish.CheckInAlert
import health.nourish.CheckInStep
import health.nourish.Draft
import health.nourish.DueState
import health.nourish.Event
import health.nourish.Fact
import health.nourish.FileToImport
import health.nourish.Journal
import health.nourish.JournalException
import health.nourish.Meal
import health.nourish.Measure
import health.nourish.OralIntake
import health.nourish.Outcome
import health.nourish.RecoveryCode
import health.nourish.Respondent
import health.nourish.Supplement
import health.nourish.Weight
import health.nourish.awaitAnswer
import health.nourish.awaitImport
import health.nourish.day
import health.nourish.events
import health.nourish.known
import health.nourish.offMain
import health.nourish.verifyReport
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.io.File
import java.nio.file.Files
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter

// A day with a journal, on a terminal. The person is invented, the journal lives in a folder that is deleted at the end.

private val midnight: ZonedDateTime = ZonedDateTime.parse("2026-11-20T00:00+01:00[Europe/Madrid]")

private fun clock(hour: Long, minute: Long = 0) = midnight.plusHours(hour).plusMinutes(minute)

private fun say(at: ZonedDateTime, text: String) = println(at.format(DateTimeFormatter.ofPattern("HH:mm")) + "  " + text)

private fun kilocalories(milli: ULong?) = milli?.let { "${it / 1_000u} kcal" } ?: "unknown"

fun main() {
    val folder = Files.createTempDirectory("companion").toFile()
    try {
        runBlocking { day(folder) }
    } finally {
        folder.deleteRecursively()
    }
}

private suspend fun day(folder: File): Unit = kotlinx.coroutines.coroutineScope {
    // Morning: a journal that a recovery code opens, and everything that happens to it, as it happens.
    val code = RecoveryCode.make()
    val journal = Journal.createWithRecoveryCode(folder.resolve("journal.nourish").path, code)
    say(clock(7), "a new journal; its recovery code has ${code.words().split(' ').size} words")
    var changes = 0
    val listening = launch { journal.events().collect { if (it == Event.Changed) changes += 1 } }
    yield()

    // What a scale kept of the last weeks comes in, once.
    val scale = folder.resolve("scale.csv")
    scale.writeText("dateTime,weight\n2026-10-23 07:10,72.9\n2026-11-06 07:05,70.8\n2026-11-19 07:20,68.4\n")
    val wanted = FileToImport(scale.path, "Europe/Madrid")
    val imported = journal.awaitImport(wanted, clock(7))
    val again = journal.awaitImport(wanted, clock(7))
    say(clock(7, 5), "${imported.added} weights came from the scale; a second time ${again.added} did")

    suspend fun log(at: ZonedDateTime, fact: Fact) = offMain { journal.log(Draft(fact, at), at) }
    log(clock(7, 10), Fact.Weight(Weight(68_200u)))
    log(clock(8), Fact.OralIntake(OralIntake(Meal.BREAKFAST, energyKcalMilli = 310_000u, proteinMg = 11_000u)))
    log(clock(10, 30), Fact.Supplement(Supplement(volumeMl = 200u, energyKcalMilli = 300_000u, proteinMg = 12_000u)))
    log(clock(13), Fact.OralIntake(OralIntake(Meal.LUNCH, energyKcalMilli = 420_000u, proteinMg = 18_000u, fluidMl = 200u)))

    // A weight that cannot be is refused with what to do, and nothing is stored.
    try {
        log(clock(13, 5), Fact.Weight(Weight(6_800u)))
    } catch (refused: JournalException.InvalidEntry) {
        say(clock(13, 5), "refused: ${refused.fieldName} ${refused.problem}; ${refused.remedy}")
    }
    checkIn(journal, mapOf("urgent" to "none", "nausea" to "3"))
    evening(journal)

    // A report for the team, a backup, and the proof that the backup opens.
    val report = folder.resolve("report.pdf")
    offMain { journal.reportPdfToFile(report.path, Audience.CARE_TEAM, clock(21)) }
    say(clock(21), "a sealed report; check digits ${verifyReport(report.readBytes()).checkDigits.length} characters long")
    val backup = folder.resolve("journal.nourish-backup").path
    val kept = offMain { journal.backup(backup) }
    Journal.restoreWithRecoveryCode(backup, folder.resolve("restored").path, code).use { restored ->
        say(clock(21, 30), "a backup of ${kept.entries} entries; restored: ${restored.entryCount()}")
        check(restored.entryCount() == journal.entryCount())
    }

    journal.settle()
    journal.suspend()
    listening.cancelAndJoin()
    journal.close()
    say(clock(22), "$changes changes were heard of; good night")
}

/** The check-in of the day as a screen asks it; what the person does not answer is skipped, and stays unknown. */
private suspend fun checkIn(journal: Journal, answers: Map<String, String>) {
    val now = clock(18)
    val left = try {
        offMain { journal.resumeCheckIn("en", now) }
    } catch (gone: JournalException.CheckInRefused) {
        null
    }
    (left ?: offMain { journal.beginCheckIn("daily", Respondent.PATIENT, "en", now) }).use { session ->
        // Nobody may have seen the alert of what is taken up again.
        offMain { journal.checkInAlert(session, now) }?.let(::alarm)
        while (true) {
            val question = session.question() ?: break
            val answer = answers[question.id]
            if (answer == null) {
                session.skip()
                continue
            }
            val step = try {
                journal.awaitAnswer(session, answer, now)
            } catch (refused: JournalException.CheckInRefused) {
                say(now, "not taken: ${refused.message}")
                session.skip()
                continue
            }
            when (step) {
                is CheckInStep.Alert -> alarm(step.alert)
                is CheckInStep.AskAgain -> {
                    say(now, step.text.text)
                    session.skip()
                }
                CheckInStep.Next -> say(now, "${question.text.text} ${session.answers().first { it.question == question.id }.given?.inWords?.text}")
            }
        }
        val finished = offMain { journal.finishCheckIn(session, now) }
        finished.alert?.let(::alarm)
        say(now, "${finished.entries.size} entries of the check-in, ${finished.unanswered.size} questions stay open")
    }
}

/** All of an alert, before anything else is shown. */
private fun alarm(alert: CheckInAlert) {
    val shown = buildList {
        add(alert.whomToCall.text)
        alert.flags.forEach { flag -> add(listOfNotNull(flag.text.text, flag.doFirst?.text).joinToString(": ")) }
        alert.stayWithThem?.let { add(it.text) }
        alert.contacts.forEach { add("${it.role.name.lowercase()} ${it.phone}") }
        if (!alert.contactsRead) add("part of the journal cannot be read: there may be other numbers, or later ones")
        alert.unsaved?.let { add("not saved: ${it.message}") }
    }
    shown.forEach { say(clock(18), it) }
}

/** The day in numbers, and what the rules say. */
private suspend fun evening(journal: Journal) {
    val now = clock(20)
    val today = offMain { journal.today(now) }
    val stools = today.sums.stoolCount ?: "unknown"
    say(now, "today: ${today.entries.size} entries, ${kilocalories(today.sums.energyKcalMilli)}, stools $stools")

    val findings = offMain { journal.assess(now.toLocalDate()) }.findings
    for (finding in findings.filter { it.outcome == Outcome.Met }) {
        say(now, "flag ${finding.rule} (${finding.level}): ${finding.patientText ?: "for the care team"}")
    }
    val questions = findings.map { it.outcome }.filterIsInstance<Outcome.Indeterminate>().map { it.missing.first().question }
    say(now, "${questions.size} rules are undecided; the first asks: ${questions.firstOrNull()}")

    val due = offMain { journal.due(now) }.items.filter { it.state == DueState.Due || it.state == DueState.Overdue }
    say(now, "due: ${due.joinToString { it.occurrence.item.name.lowercase() }}")
    val reminder = offMain { journal.nextReminders(now, 1u) }.reminders.first()
    say(now, "the phone rings next on ${reminder.at.toLocalDate()} at ${reminder.at.toLocalTime()}")

    val month = offMain { journal.columns(now.toLocalDate().minusDays(29), now.toLocalDate(), listOf(Measure.WeightG)) }
    val course = month.columns.single().known().joinToString { (place, grams) -> "${month.day(place)} ${grams / 1_000.0} kg" }
    say(clock(20, 5), "a month of weights: $course")
}
