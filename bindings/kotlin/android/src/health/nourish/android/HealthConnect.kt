package health.nourish.android

import androidx.health.connect.client.records.BodyTemperatureRecord
import androidx.health.connect.client.records.HeightRecord
import androidx.health.connect.client.records.HydrationRecord
import androidx.health.connect.client.records.MealType
import androidx.health.connect.client.records.NutritionRecord
import androidx.health.connect.client.records.Record
import androidx.health.connect.client.records.WeightRecord
import androidx.health.connect.client.records.metadata.Metadata
import health.nourish.HealthRecord
import java.time.Instant
import java.time.ZoneOffset

/** What the journal takes of a record of Health Connect; null for kinds that it does not take. */
public fun Record.toHealthRecord(): HealthRecord? = when (this) {
    is WeightRecord -> metadata.record("weight", time, null, zoneOffset, mapOf("weight_g" to weight.inGrams))
    is HeightRecord -> metadata.record("height", time, null, zoneOffset, mapOf("height_m" to height.inMeters))
    is BodyTemperatureRecord ->
        metadata.record("temperature", time, null, zoneOffset, mapOf("temperature_c" to temperature.inCelsius))
    is HydrationRecord ->
        metadata.record("hydration", startTime, endTime, startZoneOffset, mapOf("volume_ml" to volume.inMilliliters))
    is NutritionRecord -> metadata.record(
        "nutrition", startTime, endTime, startZoneOffset,
        mapOf(
            "energy_kcal" to energy?.inKilocalories, "protein_g" to protein?.inGrams,
            "carbohydrate_g" to totalCarbohydrate?.inGrams, "fat_g" to totalFat?.inGrams,
        ),
    ).copy(meal = mealNames[mealType], name = name)
    else -> null
}

private val mealNames = mapOf(
    MealType.MEAL_TYPE_BREAKFAST to "breakfast", MealType.MEAL_TYPE_LUNCH to "lunch",
    MealType.MEAL_TYPE_DINNER to "dinner", MealType.MEAL_TYPE_SNACK to "snack",
)

private fun Metadata.record(kind: String, time: Instant, end: Instant?, offset: ZoneOffset?, values: Map<String, Double?>) =
    HealthRecord(
        record = kind, id = id, app = dataOrigin.packageName, time = time, end = end, offset = offset,
        modified = lastModifiedTime, clientId = clientRecordId,
        typed = recordingMethod == Metadata.RECORDING_METHOD_MANUAL_ENTRY, values = values,
    )
