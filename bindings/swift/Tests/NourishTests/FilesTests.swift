import Foundation
import Nourish
import Testing

@Suite struct FilesTests {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try folder.journal()
    }

    private func file(_ path: String, _ format: FileFormat? = nil, dates: DateOrder? = nil) -> FileToImport {
        FileToImport(path: path, zone: "Europe/Madrid", format: format, dates: dates)
    }

    @Test func aFileIsLookedAtImportedOnceAndUndone() async throws {
        let path = try folder.write("scale.csv", "dateTime,weight\n2026-11-18 07:10,68.6\n2026-11-19 07:05,68.4\n2026-11-20 07:20,sixty\n")
        #expect(try await journal.previewing(file(path), now: now).added == 2)
        #expect(journal.entryCount() == 0)

        let first = try await journal.importing(file(path), now: now)
        #expect(first.added == 2 && first.refused.map(\.line) == [4])
        #expect(try await journal.importing(file(path), now: now).known == 2)
        let name = try #require(first.name)
        #expect(try journal.undoImport(name: name, reason: "somebody else's scale", now: now).takenBack == 2)
        #expect(try journal.imports().contains { $0.name == name && $0.undoneBecause == "somebody else's scale" })
    }

    @Test func whatAFileLeavesOpenIsAskedForAndAnswered() async throws {
        let path = try folder.write("dates.csv", "Date,Weight (kg)\n03/04/2026,68.0\n")
        await #expect(throws: JournalError.UnreadableFile(problem: .dateOrderUnknown)) { try await journal.importing(file(path), now: now) }
        let answered = try await journal.importing(file(path, dates: .dayFirst), now: now)
        #expect(answered.firstDay == LocalDay(year: 2026, month: 4, day: 3))
        await #expect(throws: JournalError.UnreadableFile(problem: .cannotBeRead)) { try await journal.importing(file("/absent"), now: now) }
    }

    /// A file that takes a while.
    private func large() throws -> FileToImport {
        let row = { (number: Int) in "2026-\(1 + number % 10 < 10 ? "0" : "")\(1 + number % 10)-1\(number % 10) 0\(number % 8):\(10 + number % 50),6\(number % 10).\(number % 7)" }
        return file(try folder.write("large.csv", "dateTime,weight\n" + (0..<200_000).map(row).joined(separator: "\n")), .openScaleCsv)
    }

    @Test func anImportThatIsCalledOffLeavesNothing() async throws {
        let large = try large()
        var events = journal.events().makeAsyncIterator()
        let importing = Task { [journal] in try await journal.importing(large, now: now) }
        let progress = await events.next()
        importing.cancel()
        guard case .importing(let readBytes, let fileBytes) = progress else { Issue.record("progress"); return }
        #expect((1...fileBytes).contains(readBytes))
        // A busy machine may be through with the file before it hears of it: then all of it is there.
        switch await importing.result {
        case .success(let whole): #expect(journal.entryCount() == whole.added)
        case .failure(let error): #expect(error is CancellationError && journal.entryCount() == 0)
        }
    }

    @Test func whatTheJournalHoldsLeavesItAsFiles() throws {
        try journal.logWeight(68_400)
        #expect(try journal.exportEntries(path: folder.path("entries.jsonl")) == 1)
        #expect(try text(folder.path("entries.jsonl")).contains("\"weight_g\":68400"))
        #expect(try journal.exportFhir(path: folder.path("all.json"), wanted: FhirWanted(kind: .collection), now: now).entries == 1)
        #expect(try journal.exportTables(folder: folder.path("tables")).files.contains("weight.csv"))
        #expect(throws: JournalError.StorageUnavailable) { try journal.exportEntries(path: folder.path("absent/entries")) }
    }

    @Test func columnsHoldWhatRecordsHold() throws {
        try journal.logWeight(68_400, at: now.addingTimeInterval(-3 * 86_400))
        try journal.logWeight(68_000)
        let from = now.day.adding(days: -6)
        let columns = try journal.columns(from: from, to: now.day, measures: [.weightG, .symptom(item: .nausea)])
        let (weights, levels) = (columns.columns[0], columns.columns[1])
        #expect(weights.count == 7 && weights[0] == nil)
        #expect(weights.knownValues.map(\.value) == [68_400, 68_000])
        #expect(weights.knownValues.map { columns.day($0.place) } == [now.day.adding(days: -3), now.day])
        #expect(levels.knownValues.isEmpty)
    }

    @Test func whatAPhonesHealthStoreHoldsComesInOnce() async throws {
        let time = Date(timeIntervalSince1970: 1_795_155_271)
        var weight = HealthRecord(record: "weight", id: "0F6C", app: "org.example.scale", time: time)
        weight.offsetSeconds = 3_600
        weight.values = ["weight_g": 68_200.4]
        var soup = HealthRecord(record: "nutrition", id: "77AB", app: "org.example.food", time: time)
        soup.end = time.addingTimeInterval(1_800)
        (soup.values, soup.meal, soup.name) = (["energy_kcal": 420, "protein_g": 18.5], "lunch", "soup \"of the day\"")
        let path = folder.path("health.jsonl")
        try writeHealthRecords([weight, soup], to: URL(fileURLWithPath: path))

        let first = try await journal.importing(file(path), now: now)
        #expect(first.added == 2 && first.refused.isEmpty)
        #expect(try await journal.importing(file(path), now: now).known == 2)
        let sums = try journal.today(now: now).sums
        #expect(sums.weightG == 68_200 && sums.energyKcalMilli == 420_000 && sums.proteinMg == 18_500)
    }

    @Test func everyInstrumentAnswersItsVectors() throws {
        let calculator = try Calculator()
        let vectors = project.appendingPathComponent("core/rules/tests/vectors")
        var asked = 0
        for file in try FileManager.default.contentsOfDirectory(at: vectors, includingPropertiesForKeys: nil) {
            let instrument = file.deletingPathExtension().lastPathComponent
            for line in try text(file.path).split(separator: "\n").dropFirst() {
                let vector = try object(Data(line.utf8))
                let question = "{\"id\":\"golden\",\"instrument\":\"\(instrument)\",\"inputs\":\(inputs(String(line)))}"
                let answer = try object(Data(calculator.score(question: question).utf8))
                if let refused = vector["error"] as? NSObject {
                    #expect((answer["error"] as? NSDictionary)?["field"] as? NSObject == refused, "\(line)")
                } else {
                    #expect(answer["result"] as? NSObject == vector["result"] as? NSObject, "\(instrument) \(line)")
                    #expect(answer["missing"] as? NSObject == vector["missing"] as? NSObject, "\(instrument) \(line)")
                }
                asked += 1
            }
        }
        #expect(asked > 800)
    }

    @Test func aJournalOfTheFirstFormatIsReadAsItWasWritten() throws {
        let vectors = project.appendingPathComponent("tests/vectors")
        let path = folder.path("first.nourish")
        try FileManager.default.copyItem(atPath: vectors.appendingPathComponent("journal-v1.nourish").path, toPath: path)
        let key = try KeyFile.read(text: text(vectors.appendingPathComponent("journal-v1.key").path))
        _ = try Journal.openWithKeyFile(path: path, key: key).exportEntries(path: folder.path("entries.jsonl"))
        #expect(try text(folder.path("entries.jsonl")) == text(vectors.appendingPathComponent("journal-v1.jsonl").path))
    }

    @Test func aBackupOfThatJournalHoldsAllOfItAndNothingElse() throws {
        let vectors = project.appendingPathComponent("tests/vectors")
        let path = folder.path("first.nourish")
        try FileManager.default.copyItem(atPath: vectors.appendingPathComponent("journal-v1.nourish").path, toPath: path)
        let key = try KeyFile.read(text: text(vectors.appendingPathComponent("journal-v1.key").path))
        let journal = try Journal.openWithKeyFile(path: path, key: key)
        let merged = try journal.merge(backup: vectors.appendingPathComponent("journal-v1.nourish-backup").path)
        #expect(merged == Merged(added: 0, known: 30, erased: 0, missing: 0))
    }

    @Test func everyKindWithEveryFieldIsLoggedAndReadBackAsItWasWritten() throws {
        var logged: Set<String> = []
        for line in try text(project.appendingPathComponent("tests/vectors/facts.jsonl").path).split(separator: "\n") {
            let frozen = try object(Data(line.utf8))
            let fields = try #require(frozen["fields"] as? [[String]]).map { FieldText(name: $0[0], text: $0[1]) }
            let written = FactText(kind: try #require(frozen["kind"] as? String), fields: fields)
            let fact = try readFact(text: written)
            let entry = try journal.log(draft: Draft(fact: fact, occurred: now), now: now)
            #expect(entry.fact == fact, "\(line)")
            let stored = try #require(journal.history(id: entry.id).first?.fact)
            #expect(stored == fact && writeFact(fact: stored) == written, "\(line)")
            logged.insert(written.kind)
        }
        #expect(logged == Set(kinds().map(\.name)))
    }

    /// The inputs as they are written: some have more decimals than a floating-point number. None holds an object.
    private func inputs(_ line: String) -> Substring {
        let begin = line.range(of: "\"inputs\":")?.upperBound ?? line.endIndex
        let end = line[begin...].firstIndex(of: "}").map(line.index(after:)) ?? line.endIndex
        return line[begin..<end]
    }

    private func object(_ json: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    }
}
