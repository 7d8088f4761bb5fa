import Foundation
import Nourish

// A day with a journal, on a terminal: `swift run companion`. The person is invented, the journal lives in a folder that is deleted at
// the end.

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("companion-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let madrid = TimeZone(identifier: "Europe/Madrid") ?? .current
let midnight = LocalDay(year: 2026, month: 11, day: 20).begin(in: madrid) ?? Date()

func clock(_ hour: Double) -> ZonedDate { ZonedDate(midnight.addingTimeInterval(hour * 3_600), in: madrid) }

func say(_ hour: Double, _ text: String) {
    print(String(format: "%02d:%02d  ", Int(hour), Int(hour * 60) % 60) + text)
}

func kilocalories(_ milli: UInt64?) -> String { milli.map { "\($0 / 1_000) kcal" } ?? "unknown" }

// Morning: a journal that a recovery code opens, and everything that happens to it, as it happens.
let code = try RecoveryCode.make()
let journal = try Journal.createWithRecoveryCode(path: folder.appendingPathComponent("journal.nourish").path, code: code)
say(7, "a new journal; its recovery code has \(code.words().split(separator: " ").count) words")
let heard = Task {
    var changes = 0
    for await event in journal.events() where event == .changed { changes += 1 }
    return changes
}
await Task.yield()

// What a scale kept of the last weeks comes in, once.
let scale = folder.appendingPathComponent("scale.csv")
try """
    dateTime,weight
    2026-10-23 07:10,72.9
    2026-11-06 07:05,70.8
    2026-11-19 07:20,68.4

    """.write(to: scale, atomically: true, encoding: .utf8)
let file = FileToImport(path: scale.path, zone: madrid.identifier)
let imported = try await journal.importing(file, now: clock(7))
let again = try await journal.importing(file, now: clock(7))
say(7, "\(imported.added) weights came from the scale; a second time \(again.added) did")

func log(_ hour: Double, _ fact: Fact) async throws {
    _ = try await offMain { try journal.log(draft: Draft(fact: fact, occurred: clock(hour)), now: clock(hour)) }
}

try await log(7.2, .weight(Weight(weightG: 68_200)))
try await log(8, .oralIntake(OralIntake(meal: .breakfast, energyKcalMilli: 310_000, proteinMg: 11_000)))
try await log(10.5, .supplement(Supplement(volumeMl: 200, energyKcalMilli: 300_000, proteinMg: 12_000)))
try await log(13, .oralIntake(OralIntake(meal: .lunch, energyKcalMilli: 420_000, proteinMg: 18_000, fluidMl: 200)))

// A weight that cannot be is refused with what to do, and nothing is stored.
do {
    try await log(13.1, .weight(Weight(weightG: 6_800)))
} catch JournalError.InvalidEntry(let fieldName, let problem, let remedy) {
    say(13.1, "refused: \(fieldName) \(problem); \(remedy)")
}

// The check-in of the day as a screen asks it; what the person does not answer is skipped, and stays unknown.
// All of an alert is shown before anything else.
func alarm(_ alert: CheckInAlert) {
    say(18, alert.whomToCall.text)
    for flag in alert.flags { say(18, [flag.text.text, flag.doFirst?.text].compactMap { $0 }.joined(separator: ": ")) }
    if let stay = alert.stayWithThem { say(18, stay.text) }
    for contact in alert.contacts { say(18, "\(contact.role) \(contact.phone)") }
    if !alert.contactsRead { say(18, "part of the journal cannot be read: there may be other numbers, or later ones") }
    if let unsaved = alert.unsaved { say(18, "not saved: \(unsaved)") }
}

func takenUp() async throws -> CheckInSession? {
    do {
        return try await offMain { try journal.resumeCheckIn(language: "en", now: clock(18)) }
    } catch JournalError.CheckInRefused {
        return nil
    }
}

func begun() async throws -> CheckInSession {
    if let left = try await takenUp() { return left }
    return try await offMain { try journal.beginCheckIn(set: "daily", by: .patient, language: "en", now: clock(18)) }
}

let session = try await begun()
// Nobody may have seen the alert of what is taken up again.
if let alert = try await offMain({ try journal.checkInAlert(session: session, now: clock(18)) }) { alarm(alert) }
let answers = ["urgent": "none", "nausea": "3"]
while let question = session.question() {
    guard let answer = answers[question.id] else {
        session.skip()
        continue
    }
    do {
        switch try await offMain({ try journal.answerCheckIn(session: session, answer: answer, now: clock(18)) }) {
        case .alert(let alert): alarm(alert)
        case .askAgain(_, let text):
            say(18, text.text)
            session.skip()
        case .next: say(18, "\(question.text.text) \(session.answers().first { $0.question == question.id }?.given?.inWords.text ?? "")")
        }
    } catch JournalError.CheckInRefused(let problem) {
        say(18, "not taken: \(problem)")
        session.skip()
    }
}
let finished = try await offMain { try journal.finishCheckIn(session: session, now: clock(18)) }
finished.alert.map(alarm)
say(18, "\(finished.entries.count) entries of the check-in, \(finished.unanswered.count) questions stay open")

// Evening: the day in numbers, and what the rules say.
let today = try await offMain { try journal.today(now: clock(20)) }
say(20, "today: \(today.entries.count) entries, \(kilocalories(today.sums.energyKcalMilli)), stools \(today.sums.stoolCount.map(String.init) ?? "unknown")")
let assessment = try await offMain { try journal.assess(asOf: clock(20).day) }
for finding in assessment.findings where finding.outcome == .met {
    say(20, "flag \(finding.rule) (\(finding.level)): \(finding.patientText ?? "for the care team")")
}
let undecided = assessment.findings.compactMap { finding in
    if case .indeterminate(let missing) = finding.outcome { missing.first?.question } else { nil }
}
say(20, "\(undecided.count) rules are undecided; the first asks: \(undecided.first ?? "nothing")")

let due = try await offMain { try journal.due(now: clock(20)) }.items.filter { $0.state == .due || $0.state == .overdue }
say(20, "due: " + due.map { "\($0.occurrence.item)" }.joined(separator: ", "))
if let reminder = try await offMain({ try journal.nextReminders(now: clock(20), count: 1) }).reminders.first {
    say(20, "the phone rings next on \(reminder.at.text)")
}

let weeks = try await offMain { try journal.columns(from: clock(20).day.adding(days: -29), to: clock(20).day, measures: [.weightG]) }
let course = weeks.columns[0].knownValues.map { "\(weeks.day($0.place).text) \(Double($0.value) / 1_000) kg" }
say(20.1, "a month of weights: " + course.joined(separator: ", "))

// A report for the team, a backup, and the proof that the backup opens.
let report = folder.appendingPathComponent("report.pdf")
try await offMain { try journal.reportPdfToFile(path: report.path, audience: .careTeam, now: clock(21)) }
let seal = try verifyReport(pdf: Data(contentsOf: report))
say(21, "a sealed report; check digits \(seal.checkDigits.count == 19 ? "as printed" : "missing")")
let backup = folder.appendingPathComponent("journal.nourish-backup")
let kept = try await offMain { try journal.backup(path: backup.path) }
let restored = try Journal.restoreWithRecoveryCode(backup: backup.path, path: folder.appendingPathComponent("restored").path, code: code)
say(21.5, "a backup of \(kept.entries) entries; restored: \(restored.entryCount())")

try journal.settle()
try journal.suspend()
heard.cancel()
say(22, "\(await heard.value) changes were heard of; good night")
guard restored.entryCount() == journal.entryCount(), imported.added == 3, again.added == 0, finished.entries.count == 2 else { exit(1) }
