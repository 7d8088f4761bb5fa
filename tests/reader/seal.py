"""Sealed bytes, wraps, keyring, chains and grants, written from docs/PROTOCOL.md alone: nothing here knows the Rust code."""
import hashlib
import hmac
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSES = {"keyring": 1, "tail": 2, "block": 3, "manifest": 4, "summary": 5, "head": 6, "batch": 7, "wrap": 8,
            "damaged": 9, "settings": 10, "origin": 11, "circle": 12}
KINDS = {1: "passphrase", 2: "key file", 3: "keystore", 4: "recovery code"}


class Refused(Exception):
    """Bytes that the protocol says to refuse."""


def need(condition, why):
    if not condition:
        raise Refused(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def hkdf(salt, secret, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


# --- sealed bytes

def purpose_keys(journal, secret, purpose):
    info = b"nourish/v1/" + purpose.encode()
    return hkdf(journal, secret, info + b"/key"), hkdf(journal, secret, info + b"/commitment")


def padded_length(length):
    length = max(64, 4 + length)
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def associated(journal, purpose, epoch, commitment, place):
    return (b"nourish/seal\0" + b"\1" + journal + bytes([PURPOSES[purpose]]) + epoch.to_bytes(4, "big") + commitment
            + len(place).to_bytes(4, "big") + place)


def seal(journal, secret, purpose, epoch, place, data, nonce):
    key, commitment = purpose_keys(journal, secret, purpose)
    padded = (len(data).to_bytes(4, "big") + data).ljust(padded_length(len(data)), b"\0")
    ciphertext = AESGCM(key).encrypt(nonce, padded, associated(journal, purpose, epoch, commitment, place))
    return b"\1" + epoch.to_bytes(4, "big") + nonce + commitment + ciphertext


def open_sealed(journal, secrets, purpose, place, sealed):
    """`secrets` by epoch."""
    need(sealed[:1] == b"\1", "unknown version of a seal")
    epoch, nonce, commitment = int.from_bytes(sealed[1:5], "big"), sealed[5:17], sealed[17:49]
    need(epoch in secrets, "unknown epoch")
    key, expected = purpose_keys(journal, secrets[epoch], purpose)
    need(commitment == expected, "wrong key")
    try:
        padded = AESGCM(key).decrypt(nonce, sealed[49:], associated(journal, purpose, epoch, commitment, place))
    except InvalidTag:
        raise Refused("tampered") from None
    length = int.from_bytes(padded[:4], "big")
    need(len(padded) == padded_length(length) and not any(padded[4 + length:]), "wrong padding")
    return padded[4:4 + length]


def hidden_place(journal, secrets, purpose, name):
    key = hkdf(journal, secrets[0], b"nourish/v1/place")
    return hmac.digest(key, bytes([PURPOSES[purpose]]) + name, "sha256")[:16]


# --- secrets that open wraps

def of_passphrase(text):
    def derive(parameters):
        salt, numbers = parameters[:16], [int.from_bytes(parameters[at:at + 4], "big") for at in (16, 20, 24)]
        memory_kib, passes, lanes = numbers
        need(8_192 <= memory_kib <= 1_048_576 and 1 <= passes <= 10 and 1 <= lanes <= 4, "cost out of bounds")
        return hash_secret_raw(text.encode(), salt, passes, memory_kib, lanes, 32, Type.ID, 0x13)
    return 1, derive


def of_key_file(text):
    name, digits = text.strip().lower().split(":")
    need(name == "nourish-key-1" and len(digits) == 72, "no key file")
    key, check = bytes.fromhex(digits[:64]), bytes.fromhex(digits[64:])
    need(sha256(b"nourish/key-file/1", key)[:4] == check, "key file rotten")
    return 2, lambda _: key


def of_keystore_key(key):
    return 3, lambda _: key


def of_recovery_code(code):
    return 4, lambda _: sha256(b"nourish/recovery-secret/1", code)


# --- wraps

PARAMETER_BYTES = {1: 28, 2: 0, 3: 1, 4: 0}


def split_wrap(wrapped):
    """Kind, parameters, everything in front of the sealed key, the sealed key."""
    need(wrapped[:1] == b"\1", "unknown version of a wrap")
    need(wrapped[-8:] == sha256(b"nourish/wrap/1", wrapped[:-8])[:8], "damaged wrap")
    kind = wrapped[1]
    need(kind in PARAMETER_BYTES, "unknown kind of wrap")
    end = 2 + PARAMETER_BYTES[kind]
    need(len(wrapped) == end + 129 + 8, "damaged wrap")
    if kind == 3:
        need(wrapped[2] in (0, 1), "unknown gate")
    return kind, wrapped[2:end], wrapped[:end], wrapped[end:-8]


def unwrap(journal, wrap_id, wrapped, secret):
    kind, parameters, head, sealed = split_wrap(wrapped)
    wanted, derive = secret
    need(kind == wanted, "another kind of secret")
    return open_sealed(journal, {0: derive(parameters)}, "wrap", wrap_id + head, sealed)


def wrap(journal, wrap_id, kind, parameters, derived, unlock_key, nonce):
    head = bytes([1, kind]) + parameters
    body = head + seal(journal, derived, "wrap", 0, wrap_id + head, unlock_key, nonce)
    return body + sha256(b"nourish/wrap/1", body)[:8]


# --- the keyring record

@dataclass
class Record:
    device: bytes
    seed: bytes
    recipient_seed: bytes
    secrets: dict
    notes: list = field(default_factory=list)


def decode_keyring(data):
    need(data[:1] == b"\1" and len(data) == 3 + 36 * int.from_bytes(data[1:3], "big"), "no keyring")
    parts = [data[at:at + 36] for at in range(3, len(data), 36)]
    epochs = [int.from_bytes(part[:4], "big") for part in parts]
    need(epochs and epochs[0] == 0 and all(one < other for one, other in zip(epochs, epochs[1:])), "epochs")
    return {epoch: part[4:] for epoch, part in zip(epochs, parts)}


def open_record(journal, unlock_key, sealed):
    data = open_sealed(journal, {0: unlock_key}, "keyring", b"", sealed)
    version, device, seed, rest = data[0], data[1:17], data[17:49], data[49:]
    need(version in (1, 2), "unknown version of a keyring record")
    if version == 1:
        recipient_seed = hkdf(device, seed, b"nourish/v1/device/recipient")
        return Record(device, seed, recipient_seed, decode_keyring(rest))
    recipient_seed, count, rest = rest[:32], rest[32], rest[33:]
    notes = []
    for _ in range(count):
        made, length = int.from_bytes(rest[16:24], "big", signed=True), rest[24]
        label = rest[25:25 + length].decode()
        notes.append((rest[:16], None if made == -(1 << 63) else made, label))
        rest = rest[25 + length:]
    return Record(device, seed, recipient_seed, decode_keyring(rest), notes)


def encode_record(record):
    """Version 2 as bytes, to be sealed."""
    notes = b"".join(
        wrap_id + (-(1 << 63) if made is None else made).to_bytes(8, "big", signed=True)
        + bytes([len(label.encode())]) + label.encode() for wrap_id, made, label in record.notes)
    keyring = b"\1" + len(record.secrets).to_bytes(2, "big") + b"".join(
        epoch.to_bytes(4, "big") + secret for epoch, secret in sorted(record.secrets.items()))
    return (b"\2" + record.device + record.seed + record.recipient_seed + bytes([len(record.notes)]) + notes + keyring)


# --- chains and heads

def chain_start(journal, device):
    return sha256(b"nourish/chain/start/1", journal, device)


def chain_next(before, entry_hash):
    return sha256(b"nourish/chain/1", before, entry_hash)


def verify_head(journal, head, public_key):
    """Device, number of entries and hash of a signed head."""
    need(len(head) == 153 and head[:1] == b"\1", "no signed head")
    device, seq, chain, key, signature = head[1:17], head[17:25], head[25:57], head[57:89], head[89:]
    need(key == public_key, "head of another key")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, b"nourish/head/1" + journal + device + seq + chain)
    except InvalidSignature:
        raise Refused("wrong signature") from None
    return device, int.from_bytes(seq, "big"), chain


def public_key_of(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


# --- epochs granted to other devices

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def grant_context(journal, device, epoch):
    return b"nourish/epoch-grant/1" + journal + device + epoch.to_bytes(4, "big")


def recipient_private(seed):
    expanded = hashlib.shake_256(seed).digest(96)
    mlkem, x25519 = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
    return MLKEM768X25519PrivateKey(mlkem, x25519), mlkem, x25519


def recipient_public(seed):
    _, mlkem, x25519 = recipient_private(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def grant(journal, device, recipient_seed, epoch, secret):
    recipient = recipient_private(recipient_seed)[0].public_key()
    return b"\1" + epoch.to_bytes(4, "big") + SUITE.encrypt(secret, recipient, grant_context(journal, device, epoch))


def accept(journal, device, recipient_seed, granted):
    need(granted[:1] == b"\1" and len(granted) == 1_173, "no grant")
    epoch, private = int.from_bytes(granted[1:5], "big"), recipient_private(recipient_seed)[0]
    try:
        return epoch, SUITE.decrypt(granted[5:], private, grant_context(journal, device, epoch))
    except InvalidTag:
        raise Refused("not for this device") from None
