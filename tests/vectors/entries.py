#!/usr/bin/env python3
"""Writes entries.txt from the values alone: a second writer of entries that shares nothing with the Rust code.

An entry is a version byte and a CBOR map with numbered fields in ascending order (RFC 8949, 4.2.1). The values are those of
tests/src/golden.rs; words stand here as their numbers.
"""
from datetime import date, datetime, timezone


def head(major, number):
    for bits, more in ((8, 24), (16, 25), (32, 26), (64, 27)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << bits:
            return bytes([major << 5 | more]) + number.to_bytes(bits // 8, "big")
    raise ValueError(number)


def cbor(value):
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, date):
        return cbor((value - date(1970, 1, 1)).days)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(key) + cbor(value[key]) for key in sorted(value))


def name(seq):
    return seq.to_bytes(16, "big")


def numbered(*values):
    return dict(enumerate(values, 1))


def entry(seq, at, day, source, **more):
    fields = {1: name(seq), 3: int(at.timestamp() * 1000), 4: 3600, 6: day,
              7: (1_795_300_000_000 + seq) << 16, 8: bytes([7] * 16), 9: seq, 10: source}
    numbers = {"kind": 2, "zone": 5, "origin": 11, "amend": 13, "retract": 14, "reason": 15, "payload": 16}
    fields.update({numbers[key]: value for key, value in more.items()})
    return b"\x01" + cbor(fields)


FRIDAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 6, 30, tzinfo=timezone.utc)
AFTER_MIDNIGHT = datetime(2026, 11, 20, 23, 20, tzinfo=timezone.utc)

KINDS = [
    ("profile", numbered("Sample Person", date(1957, 3, 14), 2, False, "Adenocarcinoma of the stomach", "es", "Europe/Madrid")),
    ("weight", numbered(68_400, 1, 1, True)),
    ("height", numbered(1_740)),
    ("oral-intake", numbered(2, 50, 420_500, 18_250, 55_000, 12_000, 200, "soup & «crème»")),
    ("supplement", numbered("Drink 1.5", 125, 187_500, 7_500, 250)),
    ("tube-feed", numbered(2, 2, "standard 1.5", 1_500, 60, 75, 840, 1_000, 660, 90, 0, 35, 6, 2)),
    ("parenteral-bag", numbered(1_500, 250_000, 100_000, 50_000, 840, 2_000, "Bag A")),
    ("fluid", numbered(250, 1, "herb tea")),
    ("output", numbered(900, 6, 2, 3, 1, 150, 30)),
    ("symptom", numbered(2, 2, 3, 7)),
    ("check-in", numbered(1, [1, 2, 22], [2], True)),
    ("vitals", numbered(38_400, True, 96, 118, 74, 18, 97)),
    ("lab", numbered(1, 33_500)),
    ("muscle", numbered(1, 24_500, 315, 6_900, 16_800, 4_200, 1)),
    ("treatment", numbered(1, 2, "docetaxel", "FLOT", 3, 1, date(2026, 11, 13), 76, 95, 4_500, 25, 1, 14, 4)),
    ("medicine", numbered("ondansetron", True, "one tablet", "queasy")),
    ("tube-care", numbered(5, 2, 950, "flushed with water")),
    ("feeding-plan", numbered(1_950_000, 2_350_000, 95_000, 115_000, 2_100, 1_000, 1_500, "standard 1.5", 2, 2, 7, 2)),
    ("care-contact", numbered(8, "555-0101", "day and night", "oncology nurse")),
    ("note", numbered("slept well\nand ate a little more")),
    ("acknowledgement", numbered("fever", 4, 8, date(2026, 11, 27), "spoke by phone")),
    ("finding", numbered(11, True, 2)),
]

# Those that are no record of a fact typed in, by their place in the log.
OTHERS = {
    "imported": entry(23, AFTER_MIDNIGHT, FRIDAY, 4, kind=2, origin="openScale", payload={1: 68_200}),
    "corrected": entry(24, AFTER_MIDNIGHT, FRIDAY, 4, kind=2, origin="openScale", payload={1: 68_300},
                       amend=[name(23), name(23), FRIDAY], reason="misread"),
    "taken-back": entry(25, AFTER_MIDNIGHT, FRIDAY, 1, retract=[name(23), FRIDAY], reason="someone else's"),
    "erased": entry(26, datetime(2026, 12, 1, 8, 0, tzinfo=timezone.utc), date(2026, 12, 1), 1, kind=23, zone="Europe/Madrid",
                    reason="asked to", payload={1: bytes([7] * 16), 2: 20, 3: bytes([0xab] * 32)}),
}

# Kinds that have got fields since, with the fields of then.
GROWN = [
    ("fluid", 8, numbered(500, 3, "glucose 5 %", 85_000)),
    ("check-in", 11, numbered(2, [3, 9], [9], True, 2, "weekly|1.0", [name(2), name(10)])),
    ("feeding-plan", 18, numbered(1_950_000, 2_350_000, 95_000, 115_000, 2_100, 1_000, 1_500, "standard 1.5", 5, 2, 7, 2,
                                  60, 77, 1, 100, 600, 1, 25, 15, 480, 300, 240)),
    ("note", 20, numbered("thank you; please weigh again", 8, 1, "weigh_again")),
]

# Kinds that came later.
LATER = [
    ("answer", 24, numbered("st-example-weekly|2.1", "hair-loss", "3", 7)),
    ("surgery-preparation", 28, numbered(10, "Drink 1.5", 500, 360, 120, 800, 400, 150, 3, "told on the ward")),
    ("care-task", 29, numbered("B12 injection", 1, 90, date(2027, 11, 20), 9, "into the muscle")),
    ("sick-day-rule", 30, numbered("when nothing stays down", "small sips, stop the feed, call", 10, 8)),
]


def typed():
    """Every fact typed in: its place in the log, the name and number of its kind, its fields by number."""
    first = [(seq, kind, seq, payload) for seq, (kind, payload) in enumerate(KINDS, 1)]
    since = [(seq, *grown) for seq, grown in enumerate(GROWN + LATER, len(KINDS) + len(OTHERS) + 1)]
    return first, since


def lines():
    first, since = ([(kind, entry(seq, MORNING, FRIDAY, 1, kind=number, zone="Europe/Madrid", payload=payload))
                     for seq, kind, number, payload in facts] for facts in typed())
    yield "# One entry of every kind, all fields set; then an imported one, a correction, a retraction, an erasure. Made by entries.py."
    for told, made in first + list(OTHERS.items()) + since:
        yield f"{told} = {made.hex()}"


if __name__ == "__main__":
    print("\n".join(lines()))
