package health.nourish

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.time.LocalDate

/** How many days the column has. */
public val Column.size: Int get() = values.size / Long.SIZE_BYTES

/** The value of a day by its place; null where it is not known, which is not zero. */
public operator fun Column.get(place: Int): Long? {
    require(place in 0 until size) { "no such day" }
    val isKnown = known[place / 8].toInt() shr (place % 8) and 1 == 1
    return if (isKnown) longs(values).getLong(place * Long.SIZE_BYTES) else null
}

/** The days whose value is known, with it, in order. */
public fun Column.known(): Sequence<Pair<Int, Long>> =
    (0 until size).asSequence().mapNotNull { place -> this[place]?.let { place to it } }

/** The day at a place. */
public fun Columns.day(place: Int): LocalDate = firstDay.plusDays(place.toLong())

private fun longs(bytes: ByteArray) = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
