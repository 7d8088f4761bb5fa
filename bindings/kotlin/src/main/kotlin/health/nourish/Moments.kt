package health.nourish

import java.time.OffsetDateTime
import java.time.ZonedDateTime
import java.time.format.DateTimeParseException

/**
 * A moment as the journal writes it. Where this platform does not know the zone, because its list of zones is older
 * than the journal's, the offset alone stands: instant and local time stay as they were lived.
 */
internal fun zonedDateTime(text: String): ZonedDateTime =
    try {
        ZonedDateTime.parse(text)
    } catch (_: DateTimeParseException) {
        OffsetDateTime.parse(text.substringBefore('[')).toZonedDateTime()
    }
