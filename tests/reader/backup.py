"""Backups, written from docs/PROTOCOL.md alone: a file in, its entries and settings out."""
import cbor2
import zstandard

import columns
from journal import check_chains, erasures, filed, unlock
from seal import need, open_record, open_sealed, sha256

MAGIC = b"nourish/backup/"


def read_frames(rest, journal, secrets, header):
    """The bytes of every frame, opened; the last comes last, and nothing behind it."""
    frames = []
    last = b"\0"
    while last == b"\0":
        last, length = rest.take(1), rest.number(4)
        place = b"backup" + sha256(header) + len(frames).to_bytes(8, "big") + last
        frames.append(open_sealed(journal, secrets, "batch", place, rest.take(length)))
    need(rest.at == len(rest.data), "something behind the last frame")
    return frames


def read_settings(content):
    """What each setting says, by its number."""
    rest = columns.Row(zstandard.ZstdDecompressor().decompress(content))
    need(rest.take(1) == b"\1", "unknown version of settings")
    settings = {}
    while rest.at < len(rest.data):
        number = int.from_bytes(rest.take(4), "big", signed=True)
        need(not settings or max(settings) < number, "settings that do not ascend")
        settings[number] = rest.take(rest.number(4))
    return settings


def open_backup(path, secret):
    return open_whole(path, secret)[0]


def open_whole(path, secret):
    rest = columns.Row(path.read_bytes())
    need(rest.take(15) == MAGIC, "no backup")
    version = rest.take(1)[0]
    need(version in (1, 2), "unknown version of a backup")
    rest.take(16)
    journal, keyring = rest.take(16), rest.take(rest.number(4))
    wraps = [(rest.take(16), rest.take(rest.number(4))) for _ in range(rest.number(2))]
    record = open_record(journal, unlock(wraps, journal, secret), keyring)
    *parts, contents = read_frames(rest, journal, record.secrets, rest.data[:rest.at])

    settings = read_settings(parts.pop(0)) if version > 1 else {}
    need(contents[:1] in (b"\2", b"\3"), "unknown version of a manifest")
    weeks, logs, _latest, _first, _through, _head, missing, lost, unproven, *rest = cbor2.loads(contents[1:])
    ahead = rest[0] if contents[:1] == b"\3" else []
    need((missing, lost, unproven) == ([], [], False), "something of it is lost")
    need(len(weeks) == len(parts), "another number of weeks than the last frame knows")
    entries = []
    for (week, mark, count, _days), part in zip(weeks, parts):
        of_week = columns.unpack(zstandard.ZstdDecompressor().decompress(part))
        need(mark == bytes(16) and len(of_week) == count, "another number of entries than the last frame knows")
        need(all((filed(entry) + 3) // 7 == week for entry in of_week), "an entry of another week")
        entries += of_week
    counted = {device: seq for device, seq, _ in logs}
    known = len(entries) + len(erasures(entries)) - len(ahead)
    need(known == sum(counted.values()), "entries that no log counts")
    check_chains(journal, entries, {device: chain for device, _, chain in logs}, counted, ahead)
    return entries, settings
