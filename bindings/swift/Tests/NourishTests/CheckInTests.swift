import Foundation
import Nourish
import Testing

@Suite struct CheckInTests {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try folder.journal()
    }

    private func begin(_ set: String = "daily", by: Respondent = .patient, in language: String = "en") throws -> CheckInSession {
        try journal.beginCheckIn(set: set, by: by, language: language, now: now)
    }

    /// What a screen does, question after question; what is not in the list is skipped.
    private func answer(_ session: CheckInSession, _ answers: [String: String]) throws -> [CheckInStep] {
        var steps: [CheckInStep] = []
        while let question = session.question() {
            if let answer = answers[question.id] {
                steps.append(try journal.answerCheckIn(session: session, answer: answer, now: now))
            } else {
                session.skip()
            }
        }
        return steps
    }

    private func withEmergencyLine() throws {
        let line = CareContact(role: .emergencyLine, phone: "555 0100")
        _ = try journal.log(draft: Draft(fact: .careContact(line), occurred: now), now: now)
    }

    private func problem(_ call: () throws -> some Any) -> CheckInProblem? {
        guard case .CheckInRefused(let problem) = thrown(call) else { return nil }
        return problem
    }

    @Test func theCheckInOfTheDayIsAnsweredOnAScreenAndLoggedWhereRulesLookForIt() throws {
        let session = try begin()
        let urgent = try #require(session.question())
        guard case .several(let choices, let none) = urgent.form else { Issue.record("several"); return }
        #expect(none.id == "none" && none.text.text == "None of these" && choices.contains { $0.id == "chest-pain" && $0.text.text == "Pain in the chest" })

        let steps = try answer(session, ["urgent": "none", "weight": "68.4 kg", "nausea": "1"])

        #expect(steps == [.next, .next, .next] && session.progress().answered == 3)
        let finished = try journal.finishCheckIn(session: session, now: now)
        // The weight, the nausea, and the check-in itself.
        #expect(finished.entries.count == 3 && finished.alert == nil)
        #expect(finished.unanswered.contains { $0.id == "appetite" }, "what was skipped is named, and unknown")
        let sums = try journal.today(now: now).sums
        #expect(sums.weightG == 68_400 && sums.symptoms == [SymptomLevel(item: .nausea, level: 1)] && sums.stoolCount == nil)
    }

    @Test func anAnswerThatDoesNotFitIsAskedAgainAndSoIsASlip() throws {
        try journal.logWeight(68_600, at: now.addingTimeInterval(-5 * 86_400))
        try journal.logWeight(68_400, at: now.addingTimeInterval(-86_400))
        let session = try begin(in: "es")
        _ = try journal.answerCheckIn(session: session, answer: "none", now: now)
        let refused = problem { try journal.answerCheckIn(session: session, answer: "68.4", now: now) }
        guard case .misfit("weight", .field(let fieldName, _, _)) = refused else { Issue.record("a misfit"); return }
        #expect(fieldName == "weight_g")
        // 150.8 lb typed as kilograms.
        let again = try journal.answerCheckIn(session: session, answer: "150.8 kg", now: now)
        guard case .askAgain(.unitSlip, let text) = again else { Issue.record("asked again"); return }
        #expect(text.language == "es" && session.question()?.id == "weight")
        #expect(try journal.answerCheckIn(session: session, answer: "150.8 lb", now: now) == .next)
        #expect(problem { try begin("dayly") } == .noSuchSet)
    }

    @Test func aRedFlagAlertsBeforeAnythingElseAndIsSavedAtOnce() throws {
        try withEmergencyLine()
        let session = try begin(by: .carer)
        let step = try journal.answerCheckIn(session: session, answer: "chest-pain", now: now)
        guard case .alert(let alert) = step else { Issue.record("an alert"); return }
        #expect(alert.isEmergency && alert.unsaved == nil && alert.contactsRead && alert.stayWithThem != nil)
        #expect(alert.flags.map(\.flag) == [.chestPain] && alert.contacts.map(\.phone) == ["555 0100"])
        #expect(alert.whomToCall.text == "Call the emergency number now.")
        #expect(try journal.assess(asOf: now.day).findings.first?.level == .emergency)
        #expect(try journal.checkInAlert(session: session, now: now) == alert, "for a screen that is drawn anew")
    }

    @Test func anAlertComesAllTheSameWhereNothingCanBeSavedAndSaysSo() throws {
        try withEmergencyLine()
        let reading = try Journal.openForReading(path: folder.path("journal.nourish"), passphrase: passphrase)
        let session = try reading.beginCheckIn(set: "daily", by: .patient, language: "en", now: now)
        let step = try reading.answerCheckIn(session: session, answer: "collapse", now: now)
        guard case .alert(let alert) = step else { Issue.record("an alert"); return }
        #expect(alert.unsaved == .ReadOnly && alert.contacts.map(\.phone) == ["555 0100"])
        #expect(throws: JournalError.ReadOnly) { try reading.saveCheckIn(session: session, now: now) }
        let finished = try reading.finishCheckIn(session: session, now: now)
        #expect(finished.entries.isEmpty && finished.alert?.unsaved == .ReadOnly)
        // Without a file there is nobody to name, and that is said too.
        try reading.suspend()
        let again = try #require(try reading.checkInAlert(session: session, now: now))
        #expect(again.contacts.isEmpty && !again.contactsRead)
    }

    @Test func whatWasSaidYesterdayIsTakenOverAndWhatWasBrokenOffTakenUp() throws {
        let mild = Symptom(item: .nausea, attribute: .severity, level: 1, recallDays: 1)
        _ = try journal.log(draft: Draft(fact: .symptom(mild), occurred: now.addingTimeInterval(-86_400)), now: now)
        let session = try begin()
        while let question = session.question(), question.before == nil { session.skip() }
        #expect(session.question()?.id == "nausea" && session.question()?.before?.inWords.text == "Mild")
        #expect(try journal.answerCheckInAsBefore(session: session, now: now) == .next)
        #expect(try journal.saveCheckIn(session: session, now: now).count == 2)

        let later = now.addingTimeInterval(3_600)
        let again = try #require(try journal.resumeCheckIn(language: "es", now: later))
        #expect(again.begun() == now && again.question()?.text.language == "es")
        _ = try journal.finishCheckIn(session: again, now: later)
        #expect(try journal.resumeCheckIn(language: "en", now: later) == nil)
        #expect(try journal.today(now: now).sums.symptoms == [SymptomLevel(item: .nausea, level: 1)])
    }

    @Test func itIsAskedInSpanishOfWhoeverAnswers() throws {
        let session = try begin(by: .carer, in: "es")
        #expect(session.question()?.text.text == "¿Le pasa algo de esto ahora?")
        #expect(try journal.questionSets(language: "es").first?.title.text == "Control diario")
        #expect(try journal.questionnaireJson(set: "weekly", language: "es", by: .patient).contains("Control semanal"))
        let answers = "[answers]\nweight = \"68.4 kg\"\nurgent = [\"seizure\"]\n"
        let logged = try journal.checkInFromAnswers(answers: answers, set: "daily", language: "es", now: now)
        #expect(logged.alert?.whomToCall.text == "Llame ahora al número de emergencias.")
    }

    @Test func aPackOfATrustedSiteBringsItsQuestionsAndAnotherIsRefusedWithTheReason() async throws {
        let content = folder.url.appendingPathComponent("content")
        try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
        for (name, text) in packOfASite { _ = try folder.write("content/\(name)", text) }
        let (key, pack) = (folder.path("site.key"), folder.path("sleep.pack"))
        try nourish("pack", "make-key", key)
        try nourish("pack", "sign", content.path, "--key", key, "--out", pack)
        let site = try text("\(key).pub").trimmingCharacters(in: .whitespacesAndNewlines)

        let refused = thrown { try journal.installPackFile(path: pack) }
        guard case .PackRefused(let problem, let words) = refused else { Issue.record("refused"); return }
        #expect(problem == .unknownSite(pack: "st-example", site: site) && words.contains("is not trusted here"))

        try journal.trustSite(site: site)
        #expect(try await journal.installing(URL(fileURLWithPath: pack)).version == 1)
        let session = try begin("st-example-sleep")
        #expect(session.question()?.text.text == "On how many nights did you sleep well?")
        #expect(session.question()?.form == .count(least: 0, most: 7))
        try journal.distrustSite(site: site)
        #expect(journal.packs().inForce.isEmpty && journal.packs().setAside.map(\.problem) == [problem])
    }
}
