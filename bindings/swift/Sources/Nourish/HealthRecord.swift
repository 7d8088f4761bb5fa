import Foundation

/// A record of a phone's health store, as `writeHealthRecords` hands it to `Journal.importing`: read there by an app, named by that store,
/// so that it is in the journal once however often it comes. Nil is what was not recorded, never zero.
public struct HealthRecord: Sendable {
    /// `weight`, `height`, `temperature`, `nutrition` or `hydration`.
    public var record: String
    public var id: String
    /// The app that wrote it there, by its bundle.
    public var app: String
    public var time: Date
    public var end: Date?
    /// Seconds from UTC where the person was; nil where it is not known: the zone of the import.
    public var offsetSeconds: Int?
    /// Whether a person typed it.
    public var typed = false
    /// Values by their key, such as `weight_g` or `energy_kcal`.
    public var values: [String: Double] = [:]
    public var meal: String?
    public var name: String?

    public init(record: String, id: String, app: String, time: Date) {
        (self.record, self.id, self.app, self.time) = (record, id, app, time)
    }
}

/// Writes records as a file of the format `.healthConnectJson`. Delete it after the import: it is not sealed.
public func writeHealthRecords(_ records: some Sequence<HealthRecord>, to file: URL) throws {
    var text = "{\"schema\":\"nourish/health-connect/1\"}\n"
    for record in records {
        let line = try JSONSerialization.data(withJSONObject: record.members, options: [.sortedKeys])
        text += String(decoding: line, as: UTF8.self) + "\n"
    }
    #if os(iOS)
    let options: Data.WritingOptions = [.atomic, .completeFileProtection]
    #else
    let options: Data.WritingOptions = .atomic
    #endif
    try Data(text.utf8).write(to: file, options: options)
}

extension HealthRecord {
    fileprivate var members: [String: Any] {
        var members: [String: Any] = ["record": record, "id": id, "app": app, "typed": typed, "time": instant(time)]
        members["end"] = end.map(instant)
        members["meal"] = meal
        members["name"] = name
        members["offset"] = offsetSeconds.map { seconds in
            let minutes = abs(seconds) / 60
            return String(format: "%@%02d:%02d", seconds < 0 ? "-" : "+", minutes / 60, minutes % 60)
        }
        // As decimal digits: a binary fraction would print more of them than were measured.
        for (key, value) in values { members[key] = NSDecimalNumber(string: "\(value)") }
        return members
    }

    private func instant(_ date: Date) -> String {
        ZonedDate(Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down)), in: TimeZone(secondsFromGMT: 0)!).text
    }
}
