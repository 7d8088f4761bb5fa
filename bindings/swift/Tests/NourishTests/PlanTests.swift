import Foundation
import Nourish
import Testing

@Suite struct PlanTests {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try folder.journal()
    }

    private func log(_ fact: Fact, at occurred: ZonedDate = now, in other: Journal? = nil) throws -> LoggedEntry {
        try (other ?? journal).log(draft: Draft(fact: fact, occurred: occurred), now: now)
    }

    @Test func aRegimenIsPlannedAndShownWithoutDoses() throws {
        let start = now.addingTimeInterval(11 * 86_400)
        let flot = try #require(try regimens().first { $0.id == "flot" })
        #expect(flot.cycleDays == 14 && flot.cycles == 4)
        #expect(try journal.planRegimen(regimen: "flot", start: start, now: now, cycles: 2) == 8)
        let plan = try journal.plan(asOf: now.day)
        #expect(plan.treatments.filter { $0.status == .planned }.count == 8 && plan.damage.isEmpty)
        #expect(plan.cycles.map(\.firstDay) == [start.day, start.day.adding(days: 14)])
        #expect(throws: JournalError.NoSuchRegimen) { try journal.planRegimen(regimen: "flat", start: start, now: now) }
    }

    @Test func aTargetSaysWhoSetItAndHasItsRing() throws {
        let target = FeedingPlan(energyMinKcalMilli: 1_000_000, setBy: .dietitian)
        let entry = try log(.feedingPlan(target))
        _ = try log(.oralIntake(OralIntake(meal: .lunch, energyKcalMilli: 420_000)))
        let energy = try #require(try journal.plan(asOf: now.day).targets.energyKcalMilli)
        #expect(energy.least == 1_000_000 && energy.by.role == .dietitian)
        #expect(energy.by.entry == entry.rootId && energy.by.recorded == now.date)
        let said = try journal.feedback(now: now, listener: .patient, language: "es")
        let ring = try #require(said.today.rings.first { $0.kind == .energy })
        #expect(ring.delivered == 420 && ring.target == 1_000 && ring.filledPercent == 42)
        #expect(ring.said.text == "Energía: 420 de 1000 kcal hasta ahora.")
        #expect(said.today.rings.first { $0.kind == .protein }?.delivered == nil, "what nobody logged is unknown, not zero")
    }

    @Test func theFeedCalculatorSaysWhatIsMissingAndNeverZero() throws {
        let formula = try #require(journal.formulary().first { $0.id == "high-energy-1-5" })
        let night = FeedInput(rateMlPerH: 75, durationMin: 600, flushMl: 200)
        let day = feedDay(input: feedWithFormula(input: night, formula: formula))
        // 750 ml; 1.5 kcal a ml; 77 % of it and the flushes are water.
        #expect(day.volumeMl == 750 && day.energyKcalMilli == 1_125_000 && day.tubeWaterCentiMl == 77_750)
        let open = feedDay(input: FeedInput(rateMlPerH: 75))
        #expect(open.volumeMl == nil && open.energyKcalMilli == nil)
        let hang = try #require(open.checks.first { $0.kind == .hangTime })
        guard case .indeterminate(let missing) = hang.outcome else { Issue.record("undecided"); return }
        #expect(!missing.isEmpty)
        let bolus = feedDay(input: FeedInput(route: .jejunostomy, mode: .bolus)).checks.first
        #expect(bolus?.outcome == .notAsItShould)
    }

    @Test func remindersKeepQuietHoursAndSayWhichQuestionsToAsk() throws {
        let morning = now.addingTimeInterval(-12 * 3_600)
        try journal.logWeight(68_400, at: morning)
        let quiet = try #require(QuietTime(from: DateComponents(hour: 9), until: DateComponents(hour: 18)))
        #expect(QuietTime(from: DateComponents(minute: 30), until: DateComponents(hour: 7)) == nil, "no hour is not midnight")
        #expect(QuietTime(from: DateComponents(hour: 21), until: DateComponents(hour: 24)) == nil)
        let found = try journal.nextReminders(now: morning, count: 1, quiet: quiet)
        let reminder = try #require(found.reminders.first)
        #expect(reminder.at == now.addingTimeInterval(-2 * 3_600) && reminder.moved)
        #expect(reminder.items.first?.checkIn == .weekly)
        #expect(try found.damage.isEmpty && journal.due(now: morning).damage.isEmpty)
    }

    @Test func aListOfTwoJournalsPutsFirstWhoNeedsTheTeamFirst() async throws {
        let flagged = try folder.journal("other.nourish")
        let checkIn = CheckIn(set: .daily, asked: [.rigors], yes: [.rigors], completed: true)
        _ = try log(.checkIn(checkIn), at: now.addingTimeInterval(-7_200), in: flagged)
        try journal.logWeight(68_400)
        let entries = [
            try journal.worklistEntry(label: "bed 2", asOf: now.day), try flagged.worklistEntry(label: "bed 7", asOf: now.day),
        ]
        #expect(rankWorklist(entries: entries).map(\.label) == ["bed 7", "bed 2"])
        #expect(rankWorklist(entries: entries, filter: WorklistFilter(flag: "red_flag")).map(\.label) == ["bed 7"])
        let seen = Acknowledgement(rule: "red_flag:rigors", action: .contacted, role: .nurse)
        _ = try log(.acknowledgement(seen), at: now.addingTimeInterval(-95 * 60), in: flagged)
        let response = try await flagged.flagResponses(asOf: now.day, days: 7).responses.first { $0.rule == "red_flag:rigors" }
        #expect(response?.minutes == 25 && response?.answeredOn == now.day)
    }
}
