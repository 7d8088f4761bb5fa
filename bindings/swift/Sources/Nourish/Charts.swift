import Foundation

extension Column {
    /// How many days the column has.
    public var count: Int { values.count / MemoryLayout<Int64>.size }

    /// The value of a day by its place; nil where it is not known, which is not zero.
    public subscript(place: Int) -> Int64? {
        precondition((0..<count).contains(place), "no such day")
        let mark = known[known.startIndex + place / 8]
        guard mark >> (place % 8) & 1 == 1 else { return nil }
        return values.withUnsafeBytes { bytes in
            Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place * MemoryLayout<Int64>.size, as: Int64.self))
        }
    }

    /// The days whose value is known, with it, in order.
    public var knownValues: [(place: Int, value: Int64)] {
        (0..<count).compactMap { place in self[place].map { (place, $0) } }
    }
}

extension Columns {
    /// The day at a place.
    public func day(_ place: Int) -> LocalDay { firstDay.adding(days: place) }
}
