import Foundation
import Nourish
import Testing

@Suite struct JournalTests {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try folder.journal()
    }

    @Test func aDayHoldsWhatWasLoggedAndItsSums() throws {
        try journal.logWeight(68_400)
        let lunch = OralIntake(meal: .lunch, energyKcalMilli: 420_000, proteinMg: 18_000)
        let logged = try journal.log(draft: Draft(fact: .oralIntake(lunch), occurred: now.addingTimeInterval(-3_600)), now: now)

        let view = try journal.today(now: now)

        #expect(view.day == LocalDay(year: 2026, month: 11, day: 20))
        #expect(view.entries.map(\.entry.fact) == [.oralIntake(lunch), .weight(Weight(weightG: 68_400))])
        #expect(logged.occurred == now.addingTimeInterval(-3_600))
        #expect(view.sums.weightG == 68_400 && view.sums.energyKcalMilli == 420_000)
        #expect(view.sums.stoolCount == nil, "what nobody logged is unknown, not zero")
        #expect(try journal.series(from: view.day.adding(days: -7), to: view.day) == [view.sums])
    }

    @Test func datesComeBackAsTheyWereAcrossZonesAndAMonthsEnd() throws {
        let summer = ZonedDate(Date(timeIntervalSince1970: 1_783_987_425), in: TimeZone(identifier: "Asia/Kathmandu")!)
        #expect(try journal.logWeight(68_400, at: summer).occurred == summer)
        for (second, stamp) in [(0.123, "00.123"), (0.25, "00.250"), (59.9996, "00.000")] {
            let date = Date(timeIntervalSince1970: 1_795_201_200 + second)
            #expect(ZonedDate(date, in: madrid).text == "2026-11-20T20:0\(second > 59 ? 1 : 0):\(stamp)+01:00[Europe/Madrid]")
        }
        let fixed = ZonedDate(Date(timeIntervalSince1970: 1_783_987_425), in: TimeZone(secondsFromGMT: -12_600)!)
        let back = try journal.logWeight(68_400, at: fixed).occurred
        #expect(back.date == fixed.date && back.timeZone.secondsFromGMT() == -12_600)
        #expect(LocalDay(year: 2026, month: 3, day: 1).adding(days: -1) == LocalDay(year: 2026, month: 2, day: 28))
        let noDay = thrown { try journal.day(day: LocalDay(year: 2026, month: 2, day: 30)) }
        guard case .InvalidEntry(let fieldName, _, _) = noDay else { Issue.record("refused as invalid"); return }
        #expect(fieldName == "day")
    }

    @Test func anEmptyJournalIsUndecidedAndARedFlagIsAnEmergency() throws {
        let empty = try journal.assess(asOf: now.day)
        #expect(empty.findings.contains { if case .indeterminate = $0.outcome { true } else { false } })
        #expect(!empty.findings.contains { $0.outcome == .met })

        let asked: [RedFlag] = [.vomitingBlood, .chestPain]
        let checkIn = CheckIn(set: .daily, asked: asked, yes: [.vomitingBlood], completed: true)
        let entry = try journal.log(draft: Draft(fact: .checkIn(checkIn), occurred: now), now: now)
        let flag = try #require(try journal.assess(asOf: now.day).findings.first)
        #expect(flag.outcome == .met && flag.level == .emergency)
        #expect(flag.evidence.map(\.entry) == [entry.rootId])
        #expect(flag.patientText != nil && !flag.source.text.isEmpty)
    }

    @Test func whatIsRefusedNamesFieldProblemAndRemedy() throws {
        let refused = thrown { try journal.logWeight(6_200) }
        guard case .InvalidEntry(let fieldName, let problem, let remedy) = refused else { Issue.record("invalid"); return }
        #expect([fieldName, problem, remedy] == ["weight_g", "is outside 20 kg to 300 kg", "check the number and its unit"])
        #expect(throws: JournalError.NoSuchEntry) { try journal.history(id: "000102030405060708090a0b0c0d0eff") }
        let wrong = JournalError.Locked(reason: .wrongSecret)
        #expect(throws: wrong) { try Journal.open(path: folder.path("journal.nourish"), passphrase: "another") }
        #expect(throws: JournalError.NotFound) { try Journal.open(path: folder.path("absent"), passphrase: passphrase) }
    }

    @Test func aReportIsWrittenAsAPageAndAsASealedPdf() throws {
        try journal.logWeight(68_400)
        try journal.reportToFile(path: folder.path("report.html"), format: .html, audience: .careTeam, now: now)
        #expect(try text(folder.path("report.html")).contains("68.4"))
        try journal.reportPdfToFile(path: folder.path("report.pdf"), audience: .surgeon, now: now)
        var pdf = try Data(contentsOf: URL(fileURLWithPath: folder.path("report.pdf")))
        #expect(try verifyReport(pdf: pdf).checkDigits.count == 19)
        pdf[100] ^= 1
        let changed = pdf
        #expect(throws: JournalError.NotAsSealed) { try verifyReport(pdf: changed) }
    }

    @Test func aBackupIsRestoredAndASuspendedJournalSaysSo() throws {
        try journal.logWeight(68_400)
        #expect(try journal.backup(path: folder.path("b.nourish-backup")).entries == 1)
        let restored = try Journal.restore(backup: folder.path("b.nourish-backup"), path: folder.path("again"), passphrase: passphrase)
        #expect(try restored.today(now: now).sums.weightG == 68_400)
        try journal.suspend()
        #expect(throws: JournalError.Suspended) { try journal.today(now: now) }
        try journal.resume()
        #expect(try journal.check().damage.isEmpty)
    }

    @Test func eightThreadsLogAndReadSideBySide() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { [journal] in
                    for round in 0..<25 {
                        let at = now.addingTimeInterval(-86_400 * Double(number) - 60 * Double(round))
                        try await offMain {
                            _ = try journal.log(draft: Draft(fact: .note(Note(text: "\(number) \(round)")), occurred: at), now: now)
                            #expect(try !journal.day(day: at.day).entries.isEmpty)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(journal.entryCount() == 200)
        #expect(try journal.check().damage.isEmpty)
    }

    @Test func tenThousandCallsLeakNothing() throws {
        try journal.logWeight(68_400)
        func round() throws {
            _ = try journal.today(now: now)
            _ = writeFact(fact: .note(Note(text: String(repeating: "x", count: 1_000))))
            _ = try? journal.logWeight(1)
            Cancellation().cancel()
        }
        for _ in 0..<1_000 { try round() }
        let before = residentKib()
        for _ in 0..<10_000 { try round() }
        // Each round moves some 20 kB through the door: all of it kept would show as 200 MB.
        #expect(residentKib() - before < 32 * 1_024)
    }

    /// Memory of this process that is in use; nothing where the system does not say.
    private func residentKib() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
