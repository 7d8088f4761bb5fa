import Foundation

extension QuietTime {
    /// Quiet hours by the clock on the wall, such as 21:30 until 7:00. They may pass midnight. Nil where an hour is missing, or a time is none
    /// that a clock shows; a minute that is missing is the full hour.
    public init?(from: DateComponents, until: DateComponents) {
        guard let from = from.minuteOfDay, let until = until.minuteOfDay else { return nil }
        self.init(fromMin: from, untilMin: until)
    }
}

extension SetBy {
    /// When it was recorded.
    public var recorded: Date { Date(timeIntervalSince1970: Double(recordedMs) / 1_000) }
}

extension Journal {
    /// How long flags waited for their first answer. The rules are asked for each of the days; it is not interrupted.
    public func flagResponses(asOf day: LocalDay, days: UInt32) async throws -> ResponseTimes {
        try await offMain { try self.responseTimes(asOf: day, days: days) }
    }

    /// Installs a pack. It is not interrupted: a pack is in force as a whole or not at all.
    public func installing(_ pack: URL) async throws -> PackSummary {
        try await offMain { try self.installPackFile(path: pack.path) }
    }
}

extension DateComponents {
    fileprivate var minuteOfDay: UInt32? {
        guard let hour, (0..<24).contains(hour), (0..<60).contains(minute ?? 0) else { return nil }
        return UInt32(hour * 60 + (minute ?? 0))
    }
}
