"""Recovery codes and shares, written from docs/PROTOCOL.md alone."""
from mnemonic import Mnemonic

from seal import Refused, need, sha256

WORDS = Mnemonic("english").wordlist


def bits_of(data, count=None):
    bits = "".join(f"{byte:08b}" for byte in data)
    return bits if count is None else bits[:count]


def bytes_of(bits):
    bits = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def spell(bits):
    return " ".join(WORDS[int(bits[at:at + 11], 2)] for at in range(0, len(bits), 11))


def read(words):
    need(all(word in WORDS for word in words), "a word that is none")
    return "".join(f"{WORDS.index(word):011b}" for word in words)


def code_bits(code):
    return bits_of(code) + bits_of(sha256(b"nourish/recovery-code/1", code), 15)


def code_words(code):
    return spell(code_bits(code))


def code_payload(code):
    return "NOURISH-RECOVERY-1:" + bytes_of(code_bits(code)).hex().upper()


def parse_code(text):
    bits = read(text.split())
    need(len(bits) == 143, "not thirteen words")
    code = bytes_of(bits[:128])
    need(bits == code_bits(code), "checksum")
    return code


def share_bits(set_number, number, value):
    bits = f"{set_number:022b}{number:04b}" + bits_of(value)
    return bits + bits_of(sha256(b"nourish/recovery-share/1", bytes_of(bits)), 22)


def parse_share(text):
    bits = read(text.split())
    need(len(bits) == 176, "not sixteen words")
    share = int(bits[:22], 2), int(bits[22:26], 2), bytes_of(bits[26:154])
    need(bits == share_bits(*share), "checksum")
    return share


def times(one, other):
    """In GF(256) with the polynomial 0x11d."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= 0x11D
        other >>= 1
    return product


def inverse(one):
    return next(other for other in range(1, 256) if times(one, other) == 1)


def split(code, slopes, set_number):
    """Three shares of a code; `slopes` are sixteen random bytes."""
    return [(set_number, number, bytes(s ^ times(a, number) for s, a in zip(code, slopes))) for number in (1, 2, 3)]


def join(one, other):
    (set_one, x, xs), (set_other, y, ys) = one, other
    if set_one != set_other:
        raise Refused("two sets")
    need(x != y, "one share twice")
    # The line through both points, at 0.
    at_x, at_y = times(y, inverse(x ^ y)), times(x, inverse(x ^ y))
    return bytes(times(a, at_x) ^ times(b, at_y) for a, b in zip(xs, ys))
