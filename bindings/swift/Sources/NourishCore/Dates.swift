import Foundation

/// A day of the person's calendar, without a time or zone.
public struct LocalDay: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// A day by its numbers; they are checked when it is handed to the journal.
    public init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day of an instant where the person is.
    public init(_ date: Date, in timeZone: TimeZone = .current) {
        let parts = LocalDay.calendar(timeZone).dateComponents([.year, .month, .day], from: date)
        self.init(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
    }

    /// The day that lies so many days later.
    public func adding(days: Int) -> LocalDay {
        let noon = date(hour: 12) ?? .distantPast
        return LocalDay(noon.addingTimeInterval(Double(days) * 86_400), in: LocalDay.utc)
    }

    /// For charts: the instant at which the day begins in a time zone.
    public func begin(in timeZone: TimeZone = .current) -> Date? {
        LocalDay.calendar(timeZone).date(from: DateComponents(year: year, month: month, day: day))
    }

    public static func < (left: LocalDay, right: LocalDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// As the journal writes it: `2026-11-20`.
    public var text: String { String(format: "%04d-%02d-%02d", year, month, day) }

    init(text: String) {
        let parts = text.split(separator: "-").map { Int($0) ?? 0 }
        self.init(year: parts.first ?? 0, month: parts.dropFirst().first ?? 0, day: parts.last ?? 0)
    }

    private static let utc = TimeZone(secondsFromGMT: 0)!

    private static func calendar(_ timeZone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar
    }

    private func date(hour: Int) -> Date? {
        LocalDay.calendar(LocalDay.utc).date(from: DateComponents(year: year, month: month, day: day, hour: hour))
    }
}

/// An instant, and the zone whose clock the person lives by.
public struct ZonedDate: Hashable, Sendable {
    public let date: Date
    public let timeZone: TimeZone

    /// An instant in a zone; where none is said, the phone's own.
    public init(_ date: Date, in timeZone: TimeZone = .current) {
        (self.date, self.timeZone) = (date, timeZone)
    }

    /// Now, by the phone's clock.
    public static func now() -> ZonedDate { ZonedDate(Date()) }

    /// The day that the person's calendar shows then.
    public var day: LocalDay { LocalDay(date, in: timeZone) }

    /// The same, so many seconds later.
    public func addingTimeInterval(_ seconds: TimeInterval) -> ZonedDate {
        ZonedDate(date.addingTimeInterval(seconds), in: timeZone)
    }

    /// As the journal writes it: `2026-11-20T07:30:00.000+01:00[Europe/Madrid]`.
    public var text: String {
        // To the nearest thousandth: the style cuts off, and a double lies as often below as above.
        let stamp = date.addingTimeInterval(0.0005).formatted(ZonedDate.stamp(timeZone, withFraction: true))
        return timeZone.identifier.hasPrefix("GMT") ? stamp : "\(stamp)[\(timeZone.identifier)]"
    }

    /// Where this platform does not know the zone, the offset alone stands: instant and local time stay as they were lived.
    init(text: String) {
        let parts = text.split(separator: "[", maxSplits: 1)
        let stamp = String(parts.first ?? "")
        let zone = parts.dropFirst().first.flatMap { TimeZone(identifier: String($0.dropLast())) }
        let read = ZonedDate.stamp(ZonedDate.utc, withFraction: stamp.contains("."))
        self.init((try? read.parse(stamp)) ?? .distantPast, in: zone ?? ZonedDate.offset(stamp))
    }

    private static let utc = TimeZone(secondsFromGMT: 0)!

    private static func offset(_ stamp: String) -> TimeZone {
        let digits = stamp.suffix(6)
        guard let sign = digits.first, sign == "+" || sign == "-" else { return utc }
        let minutes = digits.dropFirst().split(separator: ":").compactMap { Int($0) }
        let seconds = (minutes.first ?? 0) * 3_600 + (minutes.last ?? 0) * 60
        return TimeZone(secondsFromGMT: sign == "-" ? -seconds : seconds) ?? utc
    }

    /// `2026-11-20T07:30:00.000+01:00`. A `DateFormatter` would take longer to make than the whole call that it is made for.
    private static func stamp(_ timeZone: TimeZone, withFraction: Bool) -> Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(timeZoneSeparator: .colon, includingFractionalSeconds: withFraction, timeZone: timeZone)
    }
}
