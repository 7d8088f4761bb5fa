#!/usr/bin/env python3
"""Reads what Nourish writes with code that shares nothing with it, and ends with `N passed, N failed, N skipped`."""
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import numpy
import zxingcpp

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import recovery
from audit import check_audit
from backup import open_backup, open_whole
from circle import Circle, decode_batch, open_batch, seal_alike, verify_batch, verify_checkpoint, verify_heads
from journal import erasures, kinds, open_journal
from seal import (Refused, accept, decode_keyring, encode_record, of_key_file, of_keystore_key, of_passphrase,
                  of_recovery_code, open_record, open_sealed, public_key_of, recipient_public, seal, sha256, unwrap, wrap)

ROOT = Path(__file__).resolve().parents[2]
NOURISH = Path(os.environ["NOURISH"])
PASSPHRASE = "plainly fictional, ä"
CASES = []


def case(test):
    CASES.append(test)
    return test


def refused(why, act):
    try:
        act()
    except Refused as error:
        assert why in str(error), f"{why!r} is not what it says: {error}"
    else:
        raise AssertionError(f"not refused, though {why}")


def vectors(name, folder="core/seal/tests/vectors"):
    lines = (ROOT / folder / name).read_text().splitlines()
    pairs = (line.split(" =") for line in lines if line and not line.startswith("#"))
    return {key: bytes.fromhex(digits.strip()) for key, digits in pairs}


class House:
    """A folder with a journal that a passphrase, a key file and a recovery code open, in blocks and in a tail."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.write("passphrase", PASSPHRASE)
        self.nourish("init")
        self.nourish("keys", "add", "key-file", "journal.key", "--label", "laptop")
        self.nourish("keys", "add", "keystore", "kept")
        self.nourish("keys", "recovery", "--out", "sheet.html", "--label", "drawer")
        samples = ROOT / "samples/gastrectomy"
        self.nourish("import", str(samples / "openscale.csv"), str(samples / "profile.json"), allowed=(0, 1))
        for weight in ("68.4kg", "68.3kg"):
            logged = json.loads(self.nourish("--json", "log", "weight", weight))
        self.nourish("amend", logged["id"], "weight=68.2kg", "--reason", "misread")
        self.nourish("retract", logged["id"], "--reason", "somebody else's")

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def nourish(self, *arguments, allowed=(0,)):
        environment = {"PATH": os.environ["PATH"], "TZ": "UTC"}
        command = [NOURISH, "--passphrase-file", "passphrase", "--zone", "Europe/Madrid", "--as-of", "2026-11-20T22:30",
                   *arguments]
        ran = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode in allowed, f"{arguments}: {ran.returncode} {ran.stderr}"
        return ran.stdout

    @property
    def journal(self):
        return self.folder / "journal.nourish"

    def exported(self):
        return sorted(json.loads(line)["bytes"] for line in self.nourish("export").splitlines())

    def page(self, name="sheet.html"):
        """Words and QR code of a printed page."""
        text = (self.folder / name).read_text()
        return " ".join(re.findall(r"<li>(\w+)</li>", text)), scan(text)


def scan(page):
    """What a scanner reads off the page's QR code."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', page)[1])
    picture = numpy.full((side, side), 255, numpy.uint8)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", page):
        picture[int(y), int(x)] = 0
    [found] = zxingcpp.read_barcodes(numpy.kron(picture, numpy.ones((8, 8), numpy.uint8)))
    return found.text


def hexes(opened):
    return sorted(entry.hex() for entry in opened.entries)


@case
def the_frozen_journal_says_what_it_always_said(_):
    folder = ROOT / "tests/vectors"
    with tempfile.TemporaryDirectory() as copy:
        path = shutil.copy(folder / "journal-v1.nourish", copy)
        opened = open_journal(path, of_key_file((folder / "journal-v1.key").read_text()))
    lines = (folder / "journal-v1.jsonl").read_text().splitlines()
    assert hexes(opened) == sorted(json.loads(line)["bytes"] for line in lines)
    assert opened.folded and opened.fresh and opened.signed_through == len(lines)


@case
def every_way_to_unlock_leads_to_the_same_entries(house):
    expected = house.exported()
    words, scanned = house.page()
    code = recovery.parse_code(words)
    [kept] = list((house.folder / "kept").glob("*.secret"))
    secrets = [of_passphrase(PASSPHRASE), of_key_file((house.folder / "journal.key").read_text()),
               of_keystore_key(kept.read_bytes()), of_recovery_code(code)]
    for secret in secrets:
        opened = open_journal(house.journal, secret)
        assert hexes(opened) == expected
        assert opened.folded and opened.fresh
    assert scanned == recovery.code_payload(code)
    assert kinds(house.journal) == ["key file", "keystore", "passphrase", "recovery code"]


@case
def labels_and_times_of_the_ways_stand_in_the_record(house):
    opened = open_journal(house.journal, of_passphrase(PASSPHRASE))
    notes = {label: made for _, made, label in opened.record.notes}
    # 2026-11-20, 22:30 in Madrid.
    assert notes == {"laptop": 1_795_210_200_000, "": 1_795_210_200_000, "drawer": 1_795_210_200_000}


@case
def two_shares_of_one_set_open_the_journal(house):
    house.nourish("keys", "recovery", "--split", "--out", "share.html")
    pages = [house.page(f"share-{number}.html") for number in (1, 2, 3)]
    shares = [recovery.parse_share(words) for words, _ in pages]
    for share, (_, scanned) in zip(shares, pages):
        assert scanned == "NOURISH-SHARE-1:" + recovery.bytes_of(recovery.share_bits(*share)).hex().upper()
    for one, other in ((0, 1), (0, 2), (1, 2)):
        code = recovery.join(shares[one], shares[other])
        assert hexes(open_journal(house.journal, of_recovery_code(code))) == house.exported()
    # A code that Python splits is one that Nourish joins.
    ours = [recovery.spell(recovery.share_bits(*share)) for share in recovery.split(code, os.urandom(16), 5)]
    house.write("one", ours[2])
    house.write("other", ours[0])
    house.nourish("--recovery-code-file", "one", "--recovery-code-file", "other", "doctor")


@case
def entries_of_every_epoch_open(house):
    house.nourish("keys", "rotate")
    house.nourish("log", "weight", "67.9kg")
    house.nourish("keys", "rotate")
    house.nourish("log", "weight", "67.8kg")
    opened = open_journal(house.journal, of_passphrase(PASSPHRASE))
    assert sorted(opened.record.secrets) == [0, 1, 2]
    assert hexes(opened) == house.exported()


@case
def the_chain_goes_on_over_what_was_erased(house):
    before = house.exported()
    logged = json.loads(house.nourish("--json", "log", "weight", "67.7kg"))
    house.nourish("log", "weight", "67.6kg")
    house.nourish("erase", logged["id"], "--reason", "asked to", "--yes")
    opened = open_journal(house.journal, of_passphrase(PASSPHRASE))
    assert hexes(opened) == house.exported()
    assert len(opened.entries) == len(before) + 2 and logged["id"].replace("-", "") not in "".join(hexes(opened))
    [(_, seq, _)] = erasures(opened.entries)
    assert seq == len(before) + 1


@case
def the_frozen_backup_says_what_its_journal_said(_):
    folder = ROOT / "tests/vectors"
    entries = open_backup(folder / "journal-v1.nourish-backup", of_key_file((folder / "journal-v1.key").read_text()))
    lines = (folder / "journal-v1.jsonl").read_text().splitlines()
    assert sorted(entry.hex() for entry in entries) == sorted(json.loads(line)["bytes"] for line in lines)


@case
def a_backup_opens_by_every_secret_and_no_byte_of_it_may_change(house):
    house.nourish("backup", "kept.nourish-backup")
    path = house.folder / "kept.nourish-backup"
    for secret in (of_passphrase(PASSPHRASE), of_recovery_code(recovery.parse_code(house.page()[0]))):
        assert sorted(entry.hex() for entry in open_backup(path, secret)) == house.exported()
    whole = path.read_bytes()
    secret = of_key_file((house.folder / "journal.key").read_text())
    changed = house.folder / "changed"
    for at in range(0, len(whole), len(whole) // 60):
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        refused("", lambda: open_backup(changed, secret))
        changed.write_bytes(whole[:at])
        refused("", lambda: open_backup(changed, secret))


@case
def a_backup_holds_the_trusted_sites_and_the_installed_packs(house):
    packs = ROOT / "samples/packs"
    house.nourish("pack", "trust", str(packs / "example-site.pub"))
    house.nourish("pack", "install", str(packs / "example-site-1.pack"))
    house.nourish("backup", "with-packs.nourish-backup")
    _, settings = open_whole(house.folder / "with-packs.nourish-backup", of_passphrase(PASSPHRASE))
    site = bytes.fromhex((packs / "example-site.pub").read_text().strip().split(":")[1])[:32]
    pack = (packs / "example-site-1.pack").read_bytes()
    imports = json.loads(settings.pop(6))
    assert [one["format"] for one in imports] == ["openscale", "profile"] and imports[0]["added"] == 141
    assert settings == {1: b"\1" + site, 2: b"\1" + len(pack).to_bytes(4, "big") + pack}


@case
def wrong_secrets_are_told_from_damage(house):
    refused("wrong key", lambda: open_journal(house.journal, of_passphrase("something else")))
    refused("wrong key", lambda: open_journal(house.journal, of_recovery_code(bytes(16))))
    file = sqlite3.connect(house.journal)
    with file:
        for wrap_id, wrapped in file.execute("SELECT wrap_id, wrapped FROM wrap").fetchall():
            rotten = wrapped[:60] + bytes([wrapped[60] ^ 1]) + wrapped[61:]
            file.execute("UPDATE wrap SET wrapped = ? WHERE wrap_id = ?", [rotten, wrap_id])
    refused("damaged wrap", lambda: open_journal(house.journal, of_passphrase(PASSPHRASE)))


@case
def what_a_thief_changes_is_noticed(house):
    secret = of_passphrase(PASSPHRASE)
    for why, change in {
        "a fresh row is missing": "DELETE FROM tail WHERE number = (SELECT min(number) FROM tail)",
        "fresh rows are cut off": "DELETE FROM tail",
        "a block is missing": "DELETE FROM block",
        "another block than": "UPDATE block SET sealed = zeroblob(200)",
        "unknown version of a seal": "UPDATE tail SET sealed = zeroblob(200)",
    }.items():
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(house.journal, folder)
            file = sqlite3.connect(copy)
            with file:
                file.execute(change)
            file.close()
            refused(why, lambda: open_journal(copy, secret))


def secret_of(name, frozen):
    """The secret that a frozen wrap was made with; None for what is no wrap."""
    if name.startswith("passphrase_"):
        return of_passphrase(frozen["passphrase"].decode())
    if name == "key_file":
        return of_key_file(frozen["key_file_text"].decode())
    if name in ("keystore_device", "keystore_biometric"):
        return of_keystore_key(frozen["keystore_key"])
    return of_recovery_code(frozen["code"]) if name == "recovery_code" else None


@case
def the_frozen_wraps_and_records_are_written_the_same(_):
    count = 0
    for frozen in (vectors("wraps.txt"), vectors("recovery.txt")):
        journal, wrap_id = frozen["journal"], frozen["wrap_id"]
        for name, wrapped in frozen.items():
            if secret := secret_of(name, frozen):
                kind, derive = secret
                unlock_key = unwrap(journal, wrap_id, wrapped, secret)
                # In front of the checksum (8) and the sealed key (129), whose nonce follows version and epoch.
                parameters, nonce = wrapped[2:-137], wrapped[-132:-120]
                assert wrap(journal, wrap_id, kind, parameters, derive(parameters), unlock_key, nonce) == wrapped, name
                count += 1
    assert count == 7
    record = open_record(journal, unlock_key, frozen["keyring_record_2"])
    nonce = frozen["keyring_record_2"][5:17]
    assert seal(journal, unlock_key, "keyring", 0, b"", encode_record(record), nonce) == frozen["keyring_record_2"]
    assert recipient_public(record.recipient_seed) == frozen["recipient_key"]
    first = open_record(journal, unlock_key, vectors("wraps.txt")["keyring_record"])
    assert recipient_public(first.recipient_seed) == frozen["recipient_key_of_version_1"]


@case
def the_frozen_codes_and_shares_are_written_the_same(_):
    frozen = vectors("recovery.txt")
    code, text = frozen["code"], {name: digits.decode() for name, digits in frozen.items() if "words" in name or "payload" in name}
    assert text["code_words"] == recovery.code_words(code)
    assert text["code_payload"] == recovery.code_payload(code)
    assert recovery.parse_code(text["code_words"]) == code
    for share in recovery.split(code, bytes(range(15)) + b"\xff", 0x2A5F17):
        bits = recovery.share_bits(*share)
        assert text[f"share_{share[1]}_words"] == recovery.spell(bits)
        assert text[f"share_{share[1]}_payload"] == "NOURISH-SHARE-1:" + recovery.bytes_of(bits).hex().upper()


@case
def epochs_that_nourish_granted_open(_):
    frozen = vectors("recovery.txt")
    unlock_key = unwrap(frozen["journal"], frozen["wrap_id"], frozen["recovery_code"], of_recovery_code(frozen["code"]))
    record = open_record(frozen["journal"], unlock_key, frozen["keyring_record_2"])
    for name in ("grant", "grant_of_nourish"):
        granted = accept(frozen["journal"], record.device, record.recipient_seed, frozen[name])
        assert granted == (3, record.secrets[3])
    refused("not for this device",
            lambda: accept(frozen["wrap_id"], record.device, record.recipient_seed, frozen["grant_of_nourish"]))


@case
def the_frozen_seals_open(_):
    frozen = vectors("sealed.txt")
    secret = {0: frozen["keyring"][7:39]}
    opened = open_sealed(frozen["journal"], secret, "tail", frozen["worked_place"], frozen["worked_sealed"])
    assert opened == frozen["worked_plaintext"]


class Shared:
    """The frozen circle, read from sealed bytes alone."""

    def __init__(self, statements=12):
        self.frozen = vectors("sync-v1.txt", "tests/vectors")
        self.journal, self.secrets = self.frozen["journal"], decode_keyring(self.frozen["keyring"])
        self.circle = Circle(self.journal)
        for number in range(statements):
            self.circle.take(self.opened(number))

    def opened(self, number):
        return open_sealed(self.journal, self.secrets, "circle", b"circle", self.frozen[f"statement_{number}_sealed"])

    def device(self, name):
        return self.frozen[f"{name}_device"]

    def say(self, name, kind, act, **other):
        """Another statement on top, signed by this device."""
        body = cbor2.dumps([other.get("number", self.circle.count), other.get("previous", self.circle.hash), self.device(name), 0,
                            kind, act])
        return b"\1" + body + self.sign(name, b"nourish/circle/1", body)

    def sign(self, name, domain, message):
        return Ed25519PrivateKey.from_private_bytes(self.frozen[f"{name}_seed"]).sign(domain + self.journal + message)

    def newcomer(self, number):
        """A device that was never there."""
        return [b"\1" + bytes([number]) * 16 + public_key_of(bytes([number]) * 32) + recipient_public(bytes([number]) * 32), "new"]


@case
def the_frozen_circle_follows_from_its_statements(_):
    shared = Shared()
    circle, frozen = shared.circle, shared.frozen
    assert circle.hash == frozen["statement_11_hash"] and circle.count == 12
    assert set(circle.active()) == {shared.device(name) for name in ("carer_phone", "tablet", "new_phone")}
    assert circle.epoch == 3 and circle.mailbox == "https://mailbox.example/"
    for number in range(12):
        # The epoch that each was sealed in stands in front; what is sealed again gives the same bytes.
        sealed, statement = frozen[f"statement_{number}_sealed"], frozen[f"statement_{number}"]
        assert shared.opened(number) == statement and sha256(statement) == frozen[f"statement_{number}_hash"]
        epoch = int.from_bytes(sealed[1:5], "big")
        assert epoch == (0 if number <= 8 else 1 if number <= 10 else 2)
        assert seal_alike(shared.journal, shared.secrets, "circle", epoch, b"circle", statement) == sealed


@case
def who_stays_opens_the_next_epochs_and_who_left_has_no_grant(_):
    shared = Shared()
    for number, left in ((8, []), (10, ["ward"]), (11, ["ward", "phone"])):
        act = cbor2.loads(shared.frozen[f"statement_{number}"][1:-64])[5]
        epoch, grants = act[1] if number == 11 else act
        grants = dict(grants)
        for name in ("phone", "carer_phone", "ward", "tablet", "new_phone"):
            device = shared.device(name)
            assert (device in grants) == (name not in left)
            if device in grants:
                seed = shared.frozen[f"{name}_recipient_seed"]
                assert accept(shared.journal, device, seed, grants[device]) == (epoch, shared.secrets[epoch])


@case
def a_changed_moved_or_foreign_statement_is_refused(_):
    shared = Shared(4)
    statement = shared.opened(4)
    for at in range(0, len(statement), 7):
        refused("", lambda at=at: shared.circle.take(statement[:at] + bytes([statement[at] ^ 1]) + statement[at + 1:]))
    refused("statements are missing", lambda: shared.circle.take(shared.opened(5)))
    refused("two histories", lambda: shared.circle.take(shared.opened(3)))
    refused("two histories", lambda: shared.circle.take(shared.say("phone", 7, [b"\xa2" * 16, True], previous=bytes(32))))
    elsewhere = Circle(bytes(16))
    refused("not by a member", lambda: elsewhere.take(shared.opened(0)))
    assert shared.circle.count == 4
    shared.circle.take(statement)
    refused("a newer kind", lambda: shared.circle.take(shared.say("phone", 10, [])))
    loose = shared.say("phone", 9, "https://elsewhere.example/")
    # A number written longer than it must be.
    loose = loose.replace(b"\x86\x05", b"\x86\x18\x05", 1)
    refused("another form", lambda: shared.circle.take(loose))


@case
def who_may_not_add_remove_or_change_roles_is_refused(_):
    carer, ward = b"\xa2" * 16, b"\xa3" * 16
    member = [b"\xb1" * 16, "Somebody Invented", 2]
    head = lambda shared, name: [shared.device(name), 1, bytes(32)]
    grants = lambda shared, gone: [1, [[device, bytes(1_173)] for device in sorted(shared.circle.active()) if device != gone]]
    # After statement 5: three members, the carer with two devices, the patient with two.
    may_not = "the author may not do that"
    for who, kind, act, why in (
            ("carer_phone", 2, lambda s: [*member, s.newcomer(1)], may_not),
            ("phone", 2, lambda s: [*member[:2], 1, s.newcomer(1)], may_not),
            ("phone", 2, lambda s: [ward, *member[1:], s.newcomer(1)], "no new member"),
            ("ward", 3, lambda s: [carer, s.newcomer(1), None], may_not),
            ("phone", 3, lambda s: [carer, s.newcomer(1), None], may_not),
            ("ward", 3, lambda s: [b"\xa1" * 16, s.newcomer(1), None], may_not),
            ("phone", 3, lambda s: [b"\xa1" * 16, s.newcomer(1), [s.device("phone"), bytes(64)]], "not vouched for"),
            ("carer_phone", 4, lambda s: [[head(s, "ward")], grants(s, s.device("ward"))], may_not),
            ("phone", 4, lambda s: [[head(s, "phone")], grants(s, s.device("phone"))], may_not),
            ("phone", 4, lambda s: [[head(s, "ward")], grants(s, None)], "does not fit"),
            ("phone", 5, lambda s: [2, grants(s, None)[1]], "does not fit"),
            ("ward", 6, lambda s: [carer, 4, [head(s, "carer_phone"), head(s, "tablet")]], may_not),
            ("phone", 6, lambda s: [carer, 4, [head(s, "tablet")]], "other devices"),
            ("phone", 6, lambda s: [carer, 1, [head(s, "carer_phone"), head(s, "tablet")]], may_not),
            ("carer_phone", 7, lambda _: [ward, True], may_not),
            ("phone", 8, lambda s: [head(s, "phone"), head(s, "new_phone")], may_not),
            ("ward", 9, lambda _: "https://elsewhere.example/", may_not),
    ):
        shared = Shared(6)
        refused(why, lambda: shared.circle.take(shared.say(who, kind, act(shared))))
        assert shared.circle.count == 6, (who, kind)
    # The same acts by who may.
    for who, kind, act in (
            ("phone", 2, lambda s: [*member, s.newcomer(1)]),
            ("tablet", 3, lambda s: [carer, s.newcomer(1), None]),
            ("carer_phone", 3, lambda s: [b"\xa1" * 16, s.newcomer(1), None]),
            ("phone", 4, lambda s: [[head(s, "ward")], grants(s, s.device("ward"))]),
            ("phone", 6, lambda s: [carer, 4, [head(s, "carer_phone"), head(s, "tablet")]]),
            ("ward", 8, lambda s: [head(s, "ward")]),
    ):
        shared = Shared(6)
        shared.circle.take(shared.say(who, kind, act(shared)))
        assert shared.circle.count == 7, (who, kind)
    # Who left says nothing any more.
    shared = Shared()
    refused("not by a member", lambda: shared.circle.take(shared.say("ward", 9, "https://elsewhere.example/")))
    refused("not by a member", lambda: shared.circle.take(shared.say("phone", 9, "https://elsewhere.example/")))


@case
def the_frozen_batches_hold_what_their_devices_might_write(_):
    shared = Shared()
    weights = {"old": {1: 70_100, 2: 69_800}, "phone": {1: 68_400, 3: 68_100}, "ward": {1: 68_000}, "new_phone": {1: 67_800}}
    for name, expected in weights.items():
        sealed = shared.frozen[f"batch_{name}_sealed"]
        batch = open_batch(shared.journal, shared.secrets, sealed)
        assert batch == decode_batch(shared.frozen[f"batch_{name}"])
        assert batch.chain_after(len(batch.items)) == shared.frozen[f"batch_{name}_end"]
        taken, not_allowed = verify_batch(shared.circle, batch)
        assert {seq: entry[16][1] for seq, entry in taken.items()} == expected
        # What the ward wrote after it had become a reader.
        assert not_allowed == ([2] if name == "ward" else [])
        pressed = open_sealed(shared.journal, shared.secrets, "batch", b"batch", sealed)
        epoch = int.from_bytes(sealed[1:5], "big")
        assert seal_alike(shared.journal, shared.secrets, "batch", epoch, b"batch", pressed) == sealed


@case
def a_spliced_cut_or_wrongly_signed_batch_is_refused(_):
    def spoilt(name, change):
        batch = decode_batch(shared.frozen[f"batch_{name}"])
        change(batch)
        return lambda: verify_batch(shared.circle, batch)

    shared = Shared(11)
    forged = decode_batch(shared.frozen["batch_ward"]).items
    for why, change in (
            ("wrong signature", lambda batch: batch.items.reverse()),
            ("wrong signature", lambda batch: batch.items.pop()),
            ("wrong signature", lambda batch: batch.items.pop(0)),
            ("wrong signature", lambda batch: batch.items.insert(1, forged[0])),
            ("wrong signature", lambda batch: batch.items.__setitem__(1, (None, bytes(32)))),
            ("wrong signature", lambda batch: setattr(batch, "before", bytes(32))),
            ("wrong signature", lambda batch: setattr(batch, "first", 2)),
            ("wrong signature", lambda batch: setattr(batch, "signature", bytes(64))),
            ("wrong signature", lambda batch: setattr(batch, "device", shared.device("new_phone"))),
            ("unknown device", lambda batch: setattr(batch, "device", bytes(16)))):
        refused(why, spoilt("phone", change))
    verify_batch(shared.circle, decode_batch(shared.frozen["batch_phone"]))
    # A founder signs for an adopted log as adopted, and the end that the circle names needs no signature.
    end = shared.device("phone") + (3).to_bytes(8, "big") + shared.frozen["batch_phone_end"]
    as_adopted = shared.sign("phone", b"nourish/adopted/1", end)
    refused("wrong signature", spoilt("phone", lambda batch: setattr(batch, "signature", as_adopted)))
    verify_batch(shared.circle, decode_batch(shared.frozen["batch_old"][:57] + bytes(64) + shared.frozen["batch_old"][121:]))

    # What a device logs after the end of its log, though it signs for it.
    def goes_on(batch):
        batch.items.append((b"\1\xa0", None))
        message = batch.device + batch.last.to_bytes(8, "big") + batch.chain_after(len(batch.items))
        batch.signature = shared.sign("ward", b"nourish/head/1", message)

    batch = decode_batch(shared.frozen["batch_ward"])
    goes_on(batch)
    assert verify_batch(shared.circle, batch) == verify_batch(shared.circle, decode_batch(shared.frozen["batch_ward"]))
    sealed = shared.frozen["batch_phone_sealed"]
    for at in range(0, len(sealed), 11):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:]
        refused("", lambda changed=changed: open_batch(shared.journal, shared.secrets, changed))
    refused("wrong key", lambda: open_sealed(shared.journal, shared.secrets, "circle", b"circle", sealed))
    refused("unknown epoch", lambda: open_batch(shared.journal, {0: shared.secrets[0]}, shared.frozen["batch_ward_sealed"]))


@case
def the_frozen_heads_say_what_the_batches_lead_to(_):
    shared = Shared()
    data = open_sealed(shared.journal, shared.secrets, "head", b"heads", shared.frozen["heads_sealed"])
    assert data == shared.frozen["heads"]
    assert seal_alike(shared.journal, shared.secrets, "head", 3, b"heads", data) == shared.frozen["heads_sealed"]
    device, counter, circle, logs = verify_heads(shared.circle, data)
    assert (device, counter) == (shared.device("new_phone"), 7)
    assert circle == (12, shared.circle.hash)
    batches = [decode_batch(shared.frozen[f"batch_{name}"]) for name in ("old", "phone", "ward", "new_phone")]
    assert logs == sorted((batch.device, batch.last, batch.chain_after(len(batch.items))) for batch in batches)
    for at in range(0, len(data), 5):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
        refused("", lambda changed=changed: verify_heads(shared.circle, changed))
    body = data[1:-64]
    refused("wrong signature",
            lambda: verify_heads(shared.circle, b"\1" + body + shared.sign("tablet", b"nourish/heads/1", body)))
    refused("wrong signature",
            lambda: verify_heads(shared.circle, b"\1" + body + shared.sign("new_phone", b"nourish/circle/1", body)))


@case
def the_frozen_checkpoint_names_the_batches_as_the_last_epoch_seals_them(_):
    shared = Shared()
    data = open_sealed(shared.journal, shared.secrets, "head", b"checkpoint", shared.frozen["checkpoint_sealed"])
    assert data == shared.frozen["checkpoint"]
    device, generation, place, circle, logs, parts = verify_checkpoint(shared.circle, data)
    assert (device, generation) == (shared.device("new_phone"), b"\x6e" * 16)
    assert place == (16, hashlib.sha256(b"the parcel at place 16").digest(), 12)
    assert circle == (12, shared.circle.hash)
    assert logs == verify_heads(shared.circle, shared.frozen["heads"])[3]
    assert len(parts) == 4
    for at in range(0, len(data), 5):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
        refused("", lambda changed=changed: verify_checkpoint(shared.circle, changed))


@case
def an_audit_file_is_checked_without_any_key(house):
    erased = json.loads(house.nourish("--json", "log", "note", "to be gone"))
    house.nourish("erase", erased["id"], "--reason", "asked to", "--yes")
    text = house.nourish("export", "--format", "audit")
    _, entries = check_audit(text)
    assert len(entries) == len(house.exported())
    house.nourish("circle", "found", "--name", "Nerea Invented", "--mailbox", f"sqlite:{house.folder}/mailbox.sqlite")
    circle, entries = check_audit(house.nourish("export", "--format", "audit"))
    assert circle.count == 1 and len(entries) == len(house.exported())

    lines = text.splitlines(keepends=True)
    for place in (0, 5, len(lines) // 2, len(lines) - 1):
        refused("", lambda: check_audit("".join(lines[:place] + lines[place + 1:])))
        refused("", lambda: check_audit("".join(lines[:place] + [lines[place]] + lines[place:])))
        changed = lines[place].replace("a", "b", 1) if "a" in lines[place] else lines[place].replace("1", "2", 1)
        refused("", lambda: check_audit("".join(lines[:place] + [changed] + lines[place + 1:])))
    refused("is not what stood there", lambda: check_audit("".join(lines[:4] + [lines[5], lines[4]] + lines[6:])))


def main():
    failed = 0
    for test in CASES:
        name = test.__name__.replace("_", " ")
        try:
            with tempfile.TemporaryDirectory() as folder:
                test(House(folder) if test.__code__.co_varnames[0] == "house" else None)
            print(f"ok      {name}")
        except Exception:
            failed += 1
            print(f"FAILED  {name}")
            traceback.print_exc(file=sys.stdout)
    print(f"{len(CASES) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
