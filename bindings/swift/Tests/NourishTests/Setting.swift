import Foundation
import Nourish
import Testing

let passphrase = "a plainly fictional passphrase"
let madrid = TimeZone(identifier: "Europe/Madrid")!
/// 20 November 2026, 20:00 in Madrid.
let now = ZonedDate(Date(timeIntervalSince1970: 1_795_201_200), in: madrid)

/// The checkout that these tests are of.
let project = URL(fileURLWithPath: ProcessInfo.processInfo.environment["NOURISH_PROJECT_FOLDER"] ?? "../..")

/// A folder that vanishes with this object.
final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    func journal(_ name: String = "journal.nourish") throws -> Journal {
        try Journal.create(path: path(name), passphrase: passphrase)
    }
}

extension Journal {
    @discardableResult
    func logWeight(_ weightG: UInt32, at occurred: ZonedDate = now) throws -> LoggedEntry {
        try log(draft: Draft(fact: .weight(Weight(weightG: weightG)), occurred: occurred), now: now)
    }
}

/// What a call threw.
func thrown(_ call: () throws -> some Any) -> JournalError? {
    do {
        _ = try call()
        return nil
    } catch {
        return error as? JournalError
    }
}

func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

/// A mailbox of its own, run by the `nourish` command.
final class ServedMailbox {
    let address: String
    private let process = Process()

    init(in folder: Folder) throws {
        let library = ProcessInfo.processInfo.environment["NOURISH_LIBRARY_FOLDER"] ?? "../../target/debug"
        process.executableURL = URL(fileURLWithPath: library).appendingPathComponent("nourish")
        process.arguments = ["--json", "serve", "--listen", "127.0.0.1:0"]
        process.currentDirectoryURL = folder.url
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = try JSONSerialization.jsonObject(with: out.fileHandleForReading.availableData) as? [String: Any]
        address = try #require(line?["address"] as? String)
    }

    deinit {
        // Not asked to end: a process that a thread of Dispatch begins has SIGTERM blocked on Linux.
        kill(process.processIdentifier, SIGKILL)
    }
}

/// Runs the `nourish` command of the same build.
func nourish(_ arguments: String...) throws {
    let library = ProcessInfo.processInfo.environment["NOURISH_LIBRARY_FOLDER"] ?? "../../target/debug"
    let run = Process()
    run.executableURL = URL(fileURLWithPath: library).appendingPathComponent("nourish")
    run.arguments = arguments
    run.standardOutput = FileHandle.nullDevice
    try run.run()
    run.waitUntilExit()
    try #require(run.terminationStatus == 0)
}

/// The files of a pack of a fictional site that asks a question of its own.
let packOfASite = [
    "_pack.toml": """
        nourish_pack = 1
        id = "st-example"
        version = 1
        title = "Sleep"
        issuer = "St Example, a fictional hospital"
        licence = "CC0-1.0"
        """,
    "questions_sleep.toml": """
        nourish_questions = 1
        id = "st-example-sleep"
        version = "1"
        check_in = "unscheduled"
        recall_days = 7
        licence = "CC0-1.0"
        source = "Invented."
        [[question]]
        id = "nights"
        form = "count"
        least = 0
        most = 7
        """,
    "texts_en.ftl": """
        set-st-example-sleep = Sleep
        st-example-sleep-nights = On how many nights did you sleep well?

        """,
]
