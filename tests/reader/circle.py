"""The circle of care, batches and heads, written from the chapter Sync of docs/PROTOCOL.md alone."""
import hmac
import io
from dataclasses import dataclass, field

import cbor2
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from seal import PURPOSES, Refused, chain_next, chain_start, hkdf, need, open_sealed, seal, sha256

PATIENT, CARER, CLINICIAN, READER = 1, 2, 3, 4
DEVICES, STATEMENTS, EPOCHS = 64, 10_000, 1_024
GRANT_BYTES, FACE_BYTES = 1_173, 1_265


def seal_alike(journal, secrets, purpose, epoch, place, data):
    key = hkdf(journal, secrets[0], b"nourish/v1/place")
    message = (b"\0" + bytes([PURPOSES[purpose]]) + epoch.to_bytes(4, "big") + len(place).to_bytes(4, "big") + place + data)
    return seal(journal, secrets[epoch], purpose, epoch, place, data, hmac.digest(key, message, "sha256")[:12])


def verify(key, domain, journal, message, signature, why="wrong signature"):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, domain + journal + message)
    except InvalidSignature:
        raise Refused(why) from None


def decode(body):
    """CBOR in its one form."""
    stream = io.BytesIO(body)
    try:
        value = cbor2.CBORDecoder(stream).decode()
    except (cbor2.CBORDecodeError, ValueError) as error:
        raise Refused("no CBOR") from error
    need(stream.read(1) == b"" and cbor2.dumps(value) == body, "another form of CBOR")
    return value


def shape(value, *kinds):
    """An array with members of these kinds: a number of bytes, or a type."""
    need(isinstance(value, list) and len(value) == len(kinds), "an array of another length")
    for member, kind in zip(value, kinds):
        if isinstance(kind, int):
            need(isinstance(member, bytes) and len(member) == kind, "bytes of another length")
        else:
            need(type(member) is kind and (kind is not int or member >= 0), "a member of another type")
    return value


def a_name(text):
    need(isinstance(text, str) and text.strip() and len(text.encode()) <= 120
         and not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text), "no name")
    return text


def heads_of(value, most=DEVICES):
    need(isinstance(value, list) and len(value) <= most, "too many heads")
    return [tuple(shape(head, 16, int, 32)) for head in value]


@dataclass
class Device:
    id: bytes
    signing_key: bytes
    recipient: bytes
    name: str
    member: bytes = b""
    roles: list = field(default_factory=list)
    last: tuple | None = None

    @classmethod
    def read(cls, value):
        face, name = shape(value, FACE_BYTES, str)
        need(face[:1] == b"\1", "unknown version of a face")
        return cls(face[1:17], face[17:49], face[49:], a_name(name))


@dataclass
class Log:
    key: bytes
    domain: bytes
    roles: list
    last: tuple | None

    def role_at(self, seq):
        return [role for after, role in self.roles if after < seq][-1]


class Circle:
    """Takes statements one after another."""

    def __init__(self, journal):
        self.journal, self.count, self.hash = journal, 0, bytes(32)
        self.members, self.devices, self.adopted = {}, {}, {}
        self.trusted, self.epoch, self.mailbox = set(), 0, None
        self.acts = {1: self.found, 2: self.add_member, 3: self.add_device, 4: self.remove_devices, 5: self.new_epoch,
                     6: self.set_role, 7: self.trust, 8: self.leave, 9: self.move_mailbox}

    def take(self, statement):
        need(statement[:1] == b"\1" and len(statement) <= 131_072, "unknown version of a statement")
        body, signature = statement[1:-64], statement[-64:]
        value = decode(body)
        need(isinstance(value, list) and len(value) == 6, "no statement")
        number, previous, author, _, kind, act = value
        shape([number, previous, author, kind], int, 32, 16, int)
        need(number <= self.count, "statements are missing")
        need((number, previous) == (self.count, self.hash), "two histories")
        need(self.count < STATEMENTS, "full")
        need(kind in self.acts, "a newer kind of statement")
        verify(self.key_of_author(author, kind, act), b"nourish/circle/1", self.journal, body, signature, "not by a member")
        self.acts[kind](author, act)
        self.count, self.hash = self.count + 1, sha256(statement)

    def key_of_author(self, author, kind, act):
        if author in self.active():
            return self.devices[author].signing_key
        brought = None
        if kind == 1 and self.count == 0:
            brought = Device.read(act[0][3])
        elif kind == 3 and act[2] is not None:
            brought = Device.read(act[1])
        need(brought and brought.id == author, "not by a member")
        return brought.signing_key

    # --- who is there

    def active(self):
        return {device.id: device for device in self.devices.values() if device.last is None}

    def devices_of(self, member):
        return [device.id for device in self.active().values() if device.member == member]

    def role_of(self, device):
        need(device in self.active(), "not by a member")
        return self.members[self.devices[device].member]

    def as_patient(self, author):
        need(self.role_of(author) == PATIENT, "the author may not do that")

    def may_act_for(self, author, member):
        own = self.devices[author].member
        return own == member or (own in self.trusted and self.members[member] == PATIENT)

    def admit(self, device, member):
        for known in self.devices.values():
            need(device.id != known.id and device.signing_key != known.signing_key and device.recipient != known.recipient,
                 "no new device")
        need(device.id not in self.adopted, "no new device")
        need(len(self.active()) < DEVICES, "full")
        device.member, device.roles = member, [(0, self.members[member])]
        self.devices[device.id] = device

    def new_member(self, value):
        member, name, role, device = shape(value, 16, str, int, list)
        a_name(name)
        need(role in (PATIENT, CARER, CLINICIAN, READER) and member not in self.members, "no new member")
        return member, role, Device.read(device)

    # --- acts

    def found(self, author, act):
        need(self.count == 0, "founded already")
        value, epoch, adopted = shape(act, list, int, list)
        member, role, device = self.new_member(value)
        need(role == PATIENT and device.id == author and epoch < EPOCHS, "the author may not do that")
        self.adopted = {head[0]: (head, device.signing_key) for head in heads_of(adopted)}
        self.members[member], self.epoch = role, epoch
        self.admit(device, member)

    def add_member(self, author, act):
        self.as_patient(author)
        member, role, device = self.new_member(act)
        need(role != PATIENT, "the author may not do that")
        self.members[member] = role
        self.admit(device, member)

    def add_device(self, author, act):
        need(isinstance(act, list) and len(act) == 3, "an array of another length")
        member, device, voucher = act[0], Device.read(act[1]), act[2]
        by = author
        if voucher is not None:
            by, signature = shape(voucher, 16, 64)
            need(by in self.active(), "not by a member")
            message = device.id + device.signing_key + device.recipient
            verify(self.devices[by].signing_key, b"nourish/voucher/1", self.journal, message, signature, "not vouched for")
        need(by in self.active(), "not by a member")
        need(member in self.members and self.may_act_for(by, member), "the author may not do that")
        self.admit(device, member)

    def remove_devices(self, author, act):
        need(isinstance(act, list) and len(act) == 2, "an array of another length")
        last = heads_of(act[0])
        need(last, "nobody to remove")
        patient = self.role_of(author) == PATIENT
        for head in last:
            need(head[0] in self.active(), "no device of now")
            need(head[0] != author and (patient or self.may_act_for(author, self.devices[head[0]].member)),
                 "the author may not do that")
        stays = set(self.active()) - {head[0] for head in last}
        need(any(self.role_of(device) == PATIENT or self.devices[device].member in self.trusted for device in stays),
             "the author may not do that")
        need(len({head[0] for head in last}) == len(last), "a device twice")
        self.start_epoch(act[1], stays)
        self.end(last)

    def new_epoch(self, author, act):
        need(self.role_of(author) != READER, "the author may not do that")
        self.start_epoch(act, set(self.active()))

    def start_epoch(self, value, devices):
        epoch, grants = shape(value, int, list)
        granted = [shape(grant, 16, GRANT_BYTES)[0] for grant in grants]
        need(epoch == self.epoch + 1 < EPOCHS and granted == sorted(devices), "the new epoch does not fit")
        self.epoch = epoch

    def set_role(self, author, act):
        self.as_patient(author)
        member, role, last = shape(act, 16, int, list)
        need(role in (CARER, CLINICIAN, READER) and self.members.get(member, PATIENT) != PATIENT, "the author may not do that")
        last = heads_of(last)
        need(sorted(head[0] for head in last) == sorted(self.devices_of(member)), "other devices than the member's")
        for head in last:
            self.devices[head[0]].roles.append((head[1], role))
        self.members[member] = role

    def trust(self, author, act):
        self.as_patient(author)
        member, trusted = shape(act, 16, bool)
        need(self.members.get(member, PATIENT) != PATIENT, "no such member")
        (self.trusted.add if trusted else self.trusted.discard)(member)

    def leave(self, author, act):
        need(self.role_of(author) != PATIENT, "the author may not do that")
        last = heads_of(act)
        need([head[0] for head in last] == self.devices_of(self.devices[author].member), "other devices than the member's")
        self.end(last)

    def move_mailbox(self, author, act):
        self.as_patient(author)
        need(isinstance(act, str) and 1 <= len(act.encode()) <= 1_000, "no address")
        self.mailbox = act

    def end(self, last):
        for head in last:
            self.devices[head[0]].last = head

    def log_of(self, device):
        if device in self.devices:
            known = self.devices[device]
            return Log(known.signing_key, b"nourish/head/1", known.roles, known.last)
        need(device in self.adopted, "unknown device")
        head, key = self.adopted[device]
        return Log(key, b"nourish/adopted/1", [(0, PATIENT)], head)


# --- batches

@dataclass
class Batch:
    device: bytes
    first: int
    before: bytes
    signature: bytes
    items: list

    def chain_after(self, count):
        chain = self.before
        for content, entry_hash in self.items[:count]:
            chain = chain_next(chain, sha256(content) if content is not None else entry_hash)
        return chain

    @property
    def last(self):
        return self.first + len(self.items) - 1


def decode_batch(data):
    need(data[:1] == b"\1", "unknown version of a batch")
    need(len(data) >= 121, "no batch")
    items, rest = [], data[121:]
    while rest:
        length = int.from_bytes(rest[:4], "big")
        size = length or 32
        need(length <= 65_536 and len(rest) >= 4 + size, "no batch")
        items.append((rest[4:4 + size], None) if length else (None, rest[4:36]))
        rest = rest[4 + size:]
    first = int.from_bytes(data[17:25], "big")
    need(1 <= len(items) <= 10_000 and 1 <= first and first + len(items) < 1 << 63, "no batch")
    return Batch(data[1:17], first, data[25:57], data[57:121], items)


def open_batch(journal, secrets, sealed):
    pressed = open_sealed(journal, secrets, "batch", b"batch", sealed)
    size = zstandard.frame_content_size(pressed)
    need(0 < size <= 16 << 20, "no batch")
    return decode_batch(zstandard.ZstdDecompressor().decompress(pressed, max_output_size=size))


def verify_batch(circle, batch):
    """What the batch holds that counts and is allowed: place and entry, and the places of what is not allowed. For a log that begins here."""
    log, end = circle.log_of(batch.device), (batch.device, batch.last, batch.chain_after(len(batch.items)))
    if log.last != end:
        message = batch.device + batch.last.to_bytes(8, "big") + end[2]
        verify(log.key, log.domain, circle.journal, message, batch.signature)
    if log.last and log.last[1] <= batch.last:
        counted = log.last[1] + 1 - batch.first
        need(counted > 0, "after leaving")
        need(batch.chain_after(counted) == log.last[2], "forked")
        batch.items = batch.items[:counted]
    need(batch.first == 1, "gap")
    need(batch.before == chain_start(circle.journal, batch.device), "forked")
    taken, refused = {}, []
    for seq, (content, _) in enumerate(batch.items, batch.first):
        if content is None:
            continue
        need(content[:1] == b"\1", "unknown version of an entry")
        entry = decode(content[1:])
        need(entry[8] == batch.device and entry[9] == seq, "unreadable")
        if may_write(log.role_at(seq), entry):
            taken[seq] = entry
        else:
            refused.append(seq)
    return taken, refused


def may_write(role, entry):
    erases, as_clinician = entry.get(2) == 23, entry[10] == 5
    return {PATIENT: True, CLINICIAN: not erases, CARER: not erases and not as_clinician, READER: False}[role]


# --- heads and checkpoints

def verify_heads(circle, data):
    """Device, counter, the circle as that device knows it, and its heads."""
    need(data[:1] == b"\1", "unknown version of heads")
    body, signature = data[1:-64], data[-64:]
    device, counter, _, count, statement, logs = shape(decode(body), 16, int, int, int, 32, list)
    need(device in circle.active(), "not by a member")
    verify(circle.devices[device].signing_key, b"nourish/heads/1", circle.journal, body, signature)
    logs = heads_of(logs, 4_096)
    need(all(one[0] < other[0] for one, other in zip(logs, logs[1:])), "heads in another order")
    return device, counter, (count, statement), logs


def verify_checkpoint(circle, data):
    """Who made it, the mailbox's state, place and parcel, the circle, the logs and the parts."""
    need(data[:1] == b"\1", "unknown version of checkpoints")
    body, signature = data[1:-64], data[-64:]
    values = decode(body)
    need(isinstance(values, list) and len(values) == 10, "an array of another length")
    tail = values.pop(4)
    device, _, generation, place, given, count, statement, logs, parts = shape(values, 16, int, 16, int, int, int, 32, list, list)
    need(tail is None or (isinstance(tail, bytes) and len(tail) == 32), "no hash of the last parcel")
    need(device in circle.devices, "not by a member")
    verify(circle.devices[device].signing_key, b"nourish/checkpoint/1", circle.journal, body, signature)
    logs = heads_of(logs, 4_096)
    need(all(one[0] < other[0] for one, other in zip(logs, logs[1:])), "heads in another order")
    need(all(isinstance(part, bytes) and len(part) == 32 for part in parts) and len(parts) <= 4_096, "no hashes of parts")
    return device, generation, (place, tail, given), (count, statement), logs, parts
