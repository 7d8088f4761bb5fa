package health.nourish

import java.io.File
import java.time.Instant
import java.time.ZoneOffset

/**
 * A record of a phone's health store, as [writeHealthRecords] hands it to [Journal.importFile]: read there by an app, named by that
 * store, so that it is in the journal once however often it comes. Null is what was not recorded, never zero.
 */
public data class HealthRecord(
    /** `weight`, `height`, `temperature`, `nutrition` or `hydration`. */
    val record: String,
    val id: String,
    /** The package of the app that wrote it there. */
    val app: String,
    val time: Instant,
    val end: Instant? = null,
    /** Null where it is not known: the zone of the import. */
    val offset: ZoneOffset? = null,
    val modified: Instant? = null,
    val clientId: String? = null,
    /** Whether a person typed it. */
    val typed: Boolean = false,
    /** Values by their key, such as `weight_g` or `energy_kcal`. */
    val values: Map<String, Double?> = emptyMap(),
    val meal: String? = null,
    val name: String? = null,
)

/** Writes records as a file of the format [FileFormat.HEALTH_CONNECT_JSON]. Delete it after the import: it is not sealed. */
public fun writeHealthRecords(records: Sequence<HealthRecord>, file: File): Unit = file.bufferedWriter().use { out ->
    out.write("{\"schema\":\"nourish/health-connect/1\"}\n")
    records.forEach { out.write(it.line() + "\n") }
}

private fun HealthRecord.line(): String {
    val members = linkedMapOf(
        "record" to quoted(record), "id" to quoted(id), "app" to quoted(app), "client_id" to quoted(clientId),
        "modified" to quoted(modified?.toString()), "typed" to "$typed", "time" to quoted("$time"), "end" to quoted(end?.toString()),
        "offset" to quoted(offset?.id), "meal" to quoted(meal), "name" to quoted(name),
    )
    values.forEach { (key, value) -> members[key] = value?.toBigDecimal()?.toPlainString() ?: "null" }
    return members.filterValues { it != "null" }.entries.joinToString(",", "{", "}") { "${quoted(it.key)}:${it.value}" }
}

private fun quoted(text: String?): String {
    if (text == null) return "null"
    val escaped = text.map { if (it == '"' || it == '\\') "\\$it" else if (it < ' ') "\\u%04x".format(it.code) else "$it" }
    return escaped.joinToString("", "\"", "\"")
}
