"""Computes pairing.txt from docs/PROTOCOL.md (Pairing) alone; shares nothing with the Rust code.

Needs `spake2`, `cryptography` and `mnemonic` (the word list)."""
import hashlib
import hmac
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from mnemonic import Mnemonic
from spake2 import SPAKE2_A, SPAKE2_B

LIST = Mnemonic("english").wordlist
INVITER, NEWCOMER = b"nourish/pairing/1/inviter", b"nourish/pairing/1/newcomer"


def seeded(seed: int):
    """The stream of SeededEntropy(seed), as a function that gives the next bytes."""
    stream = b"".join(
        hmac.new(seed.to_bytes(8, "big"), n.to_bytes(8, "big"), hashlib.sha256).digest() for n in range(64)
    )
    at = 0

    def take(count: int) -> bytes:
        nonlocal at
        at += count
        return stream[at - count : at]

    return take


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def spell(data: bytes, count: int) -> list[str]:
    bits = "".join(f"{byte:08b}" for byte in data)
    return [LIST[int(bits[11 * n : 11 * n + 11], 2)] for n in range(count)]


def padded(data: bytes) -> bytes:
    framed = len(data).to_bytes(4, "big") + data
    length = max(64, len(framed))
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return framed.ljust(-(-length // step) * step, b"\0")


def expand(prk: bytes, info: bytes) -> bytes:
    return HKDFExpand(SHA256(), 32, b"nourish/pairing/1/" + info).derive(prk)


def seal(prk: bytes, name: bytes, data: bytes) -> bytes:
    cipher = AESGCM(expand(prk, name + b"/key"))
    return expand(prk, name + b"/commitment") + cipher.encrypt(bytes(12), padded(data), None)


def run(prefix: str, text: str, slot: bytes, seeds: tuple[int, int], hello: bytes, welcome: bytes) -> dict:
    ours, theirs = seeded(seeds[0]), seeded(seeds[1])
    # A random scalar is 64 bytes, little-endian, modulo the order of the group; `spake2` reads them big-endian.
    inviter = SPAKE2_A(text.encode(), INVITER, NEWCOMER, entropy_f=lambda count: ours(count)[::-1])
    newcomer = SPAKE2_B(text.encode(), INVITER, NEWCOMER, entropy_f=lambda count: theirs(count)[::-1])
    from_inviter, from_newcomer = inviter.start(), newcomer.start()
    opening = ours(32)
    first = b"\1" + from_inviter + sha256(b"nourish/pairing/1/opening", opening)
    key = inviter.finish(from_newcomer)
    assert key == newcomer.finish(from_inviter)
    transcript = sha256(b"nourish/pairing/1/transcript", slot, first, from_newcomer)
    prk = hmac.new(transcript, key, hashlib.sha256).digest()
    reply = b"\1" + from_newcomer + seal(prk, b"hello", hello)
    words = expand(prk, b"words" + sha256(b"nourish/pairing/1/reply", reply) + opening)
    rows = {
        "text": text.encode(),
        "slot": slot,
        "opening": opening,
        "first": first,
        "spake_key": key,
        "transcript": transcript,
        "hello_key": expand(prk, b"hello/key"),
        "hello_commitment": expand(prk, b"hello/commitment"),
        "hello": hello,
        "reply": reply,
        "opening_message": b"\1" + seal(prk, b"opening", opening),
        "words": " ".join(spell(words, 3)).encode(),
        "welcome": welcome,
        "welcome_message": b"\1" + seal(prk, b"welcome", welcome),
    }
    return {f"{prefix}_{name}": value for name, value in rows.items()}


short_text = "17-" + "-".join(spell(seeded(20)(3), 2))
short_slot = sha256(b"nourish/pairing/1/slot/short", (17).to_bytes(2, "big"))[:16]
secret = seeded(23)(16)
long_text = "NOURISH-PAIRING-1:" + (secret + sha256(b"nourish/pairing/1/check", secret)[:2]).hex().upper()
long_slot = sha256(b"nourish/pairing/1/slot/long", secret)[:16]
rows = run("short", short_text, short_slot, (21, 22), b"public keys", b"grants of its keys")
rows |= run("long", long_text, long_slot, (24, 25), bytes(1265), bytes(range(256)) * 4)
rows["link"] = b"nourish://pair/1?code=" + short_text.encode() + b"&mailbox=https%3A%2F%2Fmail.example%2F%C3%A4%3Fa%26b"
rows["link_mailbox"] = "https://mail.example/ä?a&b".encode()

# The device of chain.txt, DeviceKey::make(SeededEntropy(5)), vouches for another in the journal of all vectors.
take = seeded(5)
take(16)
signer = Ed25519PrivateKey.from_private_bytes(take(32))
frozen = dict(
    line.split(" = ")
    for line in (pathlib.Path(__file__).parent / "recovery.txt").read_text().splitlines()
    if " = " in line and not line.startswith("#")
)
journal = bytes(range(16))
face = bytes(range(16, 32)) + bytes(range(32, 64)) + bytes.fromhex(frozen["recipient_key_of_version_1"])
rows["face"] = b"\1" + face
rows["voucher"] = signer.sign(b"nourish/voucher/1" + journal + face)

print("# Pairing, version 1. name = bytes in hexadecimal.")
print("# Frozen: a vector that fails is a broken format. Never write it anew.")
print("# Codes from SeededEntropy(20) and (23), inviters (21) and (24), newcomers (22) and (25), voucher by (5).")
for name, value in rows.items():
    print(f"{name} = {value.hex()}")
