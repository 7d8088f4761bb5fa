"""A journal file, read from docs/PROTOCOL.md alone."""
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

import cbor2
import zstandard

import columns
from seal import (chain_next, chain_start, hidden_place, need, open_record, open_sealed, public_key_of, split_wrap, unwrap,
                  sha256, verify_head, KINDS, Refused)

ERASURE = 23


@dataclass
class Opened:
    journal: bytes
    record: object
    folded: list
    fresh: list
    signed_through: int

    @property
    def entries(self):
        return self.folded + self.fresh


def connect(path):
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    need(file.execute("PRAGMA application_id").fetchone()[0] == 0x4E6F7572, "no journal")
    return file


def kinds(path):
    """What anybody can read: the kinds of ways to unlock."""
    return sorted(KINDS[split_wrap(wrapped)[0]] for (wrapped,) in connect(path).execute("SELECT wrapped FROM wrap"))


def unlock(wraps, journal, secret):
    refused = "no way to unlock of this kind"
    for wrap_id, wrapped in wraps:
        try:
            if split_wrap(wrapped)[0] != secret[0]:
                continue
            return unwrap(journal, wrap_id, wrapped, secret)
        except Refused as error:
            refused = str(error)
    raise Refused(refused)


def signed_bytes(number, size):
    return number.to_bytes(size, "big", signed=True)


def read_block(file, journal, secrets, week, mark):
    name = signed_bytes(week, 4)
    place = int.from_bytes(hidden_place(journal, secrets, "block", name)[:8], "big") >> 1
    row = file.execute("SELECT sealed FROM block WHERE place = ?", [place]).fetchone()
    need(row is not None, "a block is missing")
    need(row[0][-16:] == mark, "another block than the manifest knows")
    packed = zstandard.ZstdDecompressor().decompress(open_sealed(journal, secrets, "block", name, row[0]))
    return columns.unpack(packed)


def read_tail(file, journal, secrets, first):
    entries = []
    for number, sealed in file.execute("SELECT number, sealed FROM tail ORDER BY number"):
        need(number == first + len(entries), "a fresh row is missing")
        entries.append(open_sealed(journal, secrets, "tail", signed_bytes(number, 8), sealed))
    return entries


def members(entry):
    need(entry[:1] == b"\1", "unknown version of an entry")
    return cbor2.loads(entry[1:])


def filed(entry):
    """The day that an entry lies under: its own, or that of the entry it corrects or takes back."""
    fields = members(entry)
    reference = fields.get(13) or fields.get(14)
    return reference[-1] if reference else fields[6]


def erasures(entries):
    """What is erased, once however often: device, place in its log, and hash of the entry."""
    payloads = (fields[16] for fields in map(members, entries) if fields.get(2) == ERASURE)
    return sorted({(payload[1], payload[2], payload[3]) for payload in payloads})


def check_chains(journal, entries, ends, counted, ahead):
    """Walks every device's log; `counted` entries of each are in the manifest's ends, and those `ahead` have not come yet."""
    logs = defaultdict(dict)
    for entry in entries:
        fields = members(entry)
        need(fields[9] not in logs[fields[8]], "two entries of one place")
        logs[fields[8]][fields[9]] = sha256(entry)
    coming = {(device, seq, entry_hash) for device, seq, entry_hash in ahead}
    need(all(seq > counted.get(device, 0) for device, seq, _ in coming), "a place that has come already")
    for device, seq, entry_hash in set(erasures(entries)) - coming:
        need(seq not in logs[device], "an erased entry that is still there")
        logs[device][seq] = entry_hash
    for device, log in logs.items():
        chain = chain_start(journal, device)
        need(sorted(log) == list(range(1, len(log) + 1)), "a gap in a log")
        for seq in range(1, len(log) + 1):
            chain = chain_next(chain, log[seq])
            if seq == counted.get(device):
                need(chain == ends[device], "a chain that leads elsewhere")
    need(set(counted) <= set(logs), "a log that is missing")


def open_journal(path, secret):
    file = connect(path)
    need(file.execute("PRAGMA user_version").fetchone()[0] >= 1, "no version")
    journal, keyring, sealed_manifest = file.execute("SELECT journal_id, keyring, manifest FROM journal").fetchone()
    wraps = file.execute("SELECT wrap_id, wrapped FROM wrap")
    record = open_record(journal, unlock(wraps, journal, secret), keyring)
    secrets = record.secrets
    manifest = open_sealed(journal, secrets, "manifest", b"manifest", sealed_manifest)
    need(manifest[:1] in (b"\1", b"\2", b"\3"), "unknown version of a manifest")
    weeks, logs, _latest, tail_first, tail_through, head, *losses = cbor2.loads(manifest[1:])
    ahead = losses.pop() if manifest[:1] == b"\3" else []
    need(losses in ([], [[], [], False]), "something of it is lost")

    folded = []
    for week, mark, count, days in weeks:
        entries = read_block(file, journal, secrets, week, mark)
        need(len(entries) == count, "another number of entries than the manifest knows")
        touched = 0
        for entry in entries:
            # 1970-01-01 was a Thursday: weeks run from Monday.
            need((filed(entry) + 3) // 7 == week, "an entry of another week")
            own = members(entry)[6]
            touched |= 1 << (filed(entry) + 3) % 7
            touched |= 1 << (own + 3) % 7 if (own + 3) // 7 == week else 0
        need(days == touched, "other days than the manifest knows")
        folded += entries
    fresh = read_tail(file, journal, secrets, tail_first)
    need(tail_first + len(fresh) > tail_through, "fresh rows are cut off")

    ends = {device: chain for device, _, chain in logs}
    counted = {device: seq for device, seq, _ in logs}
    check_chains(journal, folded + fresh, ends, counted, ahead)
    signed_through = 0
    if record.device in counted:
        device, signed_through, chain = verify_head(journal, head, public_key_of(record.seed))
        need(device == record.device, "head of another device")
        need((signed_through, chain) == (counted[device], ends[device]), "a head that says something else")
    return Opened(journal, record, folded, fresh, signed_through)
