import Foundation
import Nourish

// Makes calls when it is asked to, a line each, and says how many nanoseconds they took: `bench/door` begins it.

let question = "{\"id\":\"bench\",\"instrument\":\"mgps\",\"inputs\":{\"crp_mg_l\":12,\"albumin_g_l\":33}}"

func nanoseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

let words = (readLine() ?? "").split(separator: " ").map(String.init)
let madrid = TimeZone(identifier: "Europe/Madrid") ?? .current
let format = ISO8601DateFormatter()
let now = ZonedDate(format.date(from: String(words[3].prefix { $0 != "[" })) ?? Date(), in: madrid)
let text = try String(contentsOfFile: words[2], encoding: .utf8)
let begun = nanoseconds()
let key = try KeyFile.read(text: text)
let loaded = nanoseconds()
let journal = try Journal.openWithKeyFile(path: words[1], key: key)
let opened = nanoseconds()
_ = try journal.today(now: now)
say("\(loaded - begun) \(opened - loaded) \(nanoseconds() - opened)")

let calculator = try Calculator()
let day = now.day
let first = day.adding(days: -1_825)
while let asked = readLine()?.split(separator: " ") {
    let begun = nanoseconds()
    for _ in 0..<(Int(asked[1]) ?? 0) {
        switch asked[0] {
        case "entry_count": _ = journal.entryCount()
        case "kinds": _ = kinds()
        case "score": _ = calculator.score(question: question)
        case "today": _ = try journal.today(now: now)
        default: _ = try journal.columns(from: first, to: day, measures: [.weightG, .energyKcalMilli, .proteinMg])
        }
    }
    say("\(nanoseconds() - begun)")
}
