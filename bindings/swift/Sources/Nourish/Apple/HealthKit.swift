#if canImport(HealthKit)
import Foundation
import HealthKit

extension HKQuantitySample {
    /// What the journal takes of a sample of HealthKit; nil for types that it does not take. A meal's energy and protein are samples of
    /// their own there, and come as such.
    public var healthRecord: HealthRecord? {
        guard let (record, key, unit) = HKQuantitySample.taken[quantityType.identifier] else { return nil }
        var made = HealthRecord(record: record, id: uuid.uuidString, app: sourceRevision.source.bundleIdentifier, time: startDate)
        if endDate != startDate { made.end = endDate }
        if let zone = (metadata?[HKMetadataKeyTimeZone] as? String).flatMap({ TimeZone(identifier: $0) }) {
            made.offsetSeconds = zone.secondsFromGMT(for: startDate)
        }
        made.typed = metadata?[HKMetadataKeyWasUserEntered] as? Bool ?? false
        made.values[key] = quantity.doubleValue(for: unit)
        return made
    }

    private static let taken: [String: (record: String, key: String, unit: HKUnit)] = [
        HKQuantityTypeIdentifier.bodyMass.rawValue: ("weight", "weight_g", .gram()),
        HKQuantityTypeIdentifier.height.rawValue: ("height", "height_m", .meter()),
        HKQuantityTypeIdentifier.bodyTemperature.rawValue: ("temperature", "temperature_c", .degreeCelsius()),
        HKQuantityTypeIdentifier.dietaryWater.rawValue: ("hydration", "volume_ml", .literUnit(with: .milli)),
        HKQuantityTypeIdentifier.dietaryEnergyConsumed.rawValue: ("nutrition", "energy_kcal", .kilocalorie()),
        HKQuantityTypeIdentifier.dietaryProtein.rawValue: ("nutrition", "protein_g", .gram()),
    ]
}
#endif
