"""Audit files, written from the chapter Audit files of docs/PROTOCOL.md alone: text in, its entries out, or the reason it is refused."""
import json

from circle import Circle, decode, may_write, verify
from seal import chain_next, chain_start, need, sha256

BEGINNING = '{"link":"'


def linked(text):
    """Every line as an object, with the link before it; each continues the one in front of it."""
    need(text.endswith("\n"), "cut off")
    before, lines = bytes(32), []
    for number, line in enumerate(text[:-1].split("\n"), 1):
        need(line.startswith(BEGINNING) and line[73:75] == '",', "no line")
        link = sha256(b"nourish/audit/line/1", before, line[75:].encode())
        value = json.loads("{" + line[75:])
        need(value.pop("n") == number and link.hex() == line[9:73], f"line {number} is not what stood there")
        lines.append((value, before))
        before = link
    return lines


class Log:
    def __init__(self, line):
        self.device, self.places = bytes.fromhex(line["device"]), line["places"]
        self.chains, self.signed = [], 0


def check_audit(text):
    """The entries of an audit file that holds, decoded, in its order."""
    lines = linked(text)
    first, (seal, before) = lines[0][0], lines[-1]
    need(first["line"] == "audit" and first["schema"] == "nourish/audit/1", "no audit file")
    journal, maker, key = (bytes.fromhex(first[name]) for name in ("journal", "made_by", "key"))
    need(seal["line"] == "seal", "no seal at its end")
    signed = before + (len(lines) - 1).to_bytes(8, "big")
    verify(key, b"nourish/audit/1", journal, signed, bytes.fromhex(seal["signature"]))
    circle, log, entries, logs = Circle(journal), None, [], 0
    for line, _ in lines[1:-1]:
        if line["line"] == "statement":
            need(logs == 0, "a statement behind a log")
            circle.take(bytes.fromhex(line["bytes"]))
        elif line["line"] == "log":
            end_log(circle, log)
            log, logs = Log(line), logs + 1
        elif line["line"] == "head":
            check_head(circle, journal, maker, key, log, line)
        else:
            entries += take_place(circle, journal, log, line)
    end_log(circle, log)
    need((logs, len(entries)) == (first["logs"], first["entries"]), "another number of logs or entries")
    if circle.count:
        need(maker in circle.devices and circle.devices[maker].signing_key == key, "made by a stranger")
    return circle, entries


def take_place(circle, journal, log, line):
    """The entry at the next place of a log, if its content is there."""
    erased = line["line"] == "erased"
    content = None if erased else bytes.fromhex(line["bytes"])
    chain = log.chains[-1] if log.chains else chain_start(journal, log.device)
    log.chains.append(chain_next(chain, bytes.fromhex(line["hash"]) if erased else sha256(content)))
    seq = len(log.chains)
    need(line["seq"] == seq and bytes.fromhex(line["device"]) == log.device, "another place")
    if erased:
        return []
    need(content[:1] == b"\1", "unknown version of an entry")
    entry = decode(content[1:])
    need(entry[8] == log.device and entry[9] == seq and entry[1].hex() == line["id"], "another place")
    need(line.get("reason") == entry.get(15), "another reason than the entry's")
    if circle.count:
        need(may_write(circle.log_of(log.device).role_at(seq), entry), "not allowed")
    return [entry]


def check_head(circle, journal, maker, key, log, line):
    seq = line["seq"]
    need(1 <= seq <= len(log.chains) and line["chain"] == log.chains[seq - 1].hex(), "another chain")
    message = log.device + seq.to_bytes(8, "big") + log.chains[seq - 1]
    if line["by"] == "maker":
        signer, domain = key, b"nourish/adopted/1"
    elif circle.count:
        known = circle.log_of(log.device)
        signer, domain = known.key, known.domain
    else:
        need(log.device == maker, "nobody knows this device")
        signer, domain = key, b"nourish/head/1"
    verify(signer, domain, journal, message, bytes.fromhex(line["signature"]))
    log.signed = max(log.signed, seq)


def end_log(circle, log):
    if log is None:
        return
    places = len(log.chains)
    last = circle.log_of(log.device).last if circle.count else None
    if last:
        need(places < last[1] or (places == last[1] and log.chains[-1] == last[2]), "goes on after its end")
        if places == last[1]:
            log.signed = places
    need(places == log.places == log.signed, "not signed up to its end")
