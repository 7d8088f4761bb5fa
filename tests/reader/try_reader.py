#!/usr/bin/env python3
"""Reads what Nourish writes with code that shares nothing with it, and ends with `N passed, N failed, N skipped`."""
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

import recovery
from backup import open_backup, open_whole
from journal import erasures, kinds, open_journal
from seal import (Refused, accept, encode_record, of_key_file, of_keystore_key, of_passphrase, of_recovery_code, open_record,
                  open_sealed, recipient_public, seal, unwrap, wrap)

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


def vectors(name):
    lines = (ROOT / "core/seal/tests/vectors" / name).read_text().splitlines()
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
