"""Computes pack.txt from docs/PROTOCOL.md (Packs) alone; shares nothing with the Rust code. Needs `cryptography`."""
import hashlib
import hmac

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

seed = hmac.new((6).to_bytes(8, "big"), (0).to_bytes(8, "big"), hashlib.sha256).digest()
key = Ed25519PrivateKey.from_private_bytes(seed)
public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def line(name: str, domain: bytes, secret: bytes) -> str:
    return name + (secret + hashlib.sha256(domain + secret).digest()[:4]).hex()


file = b'[[override]]\ntable = "pons"\n'
manifest = b'nourish_pack = 1\nid = "example-site"\nversion = 3\n'
signature = bytes([1]) + public + key.sign(b"nourish/pack/1" + manifest)
rows = {
    "seed": seed,
    "public_key": public,
    "secret_line": line("nourish-pack-key-1:", b"nourish/pack-key/1", seed).encode(),
    "public_line": line("nourish-site-1:", b"nourish/site/1", public).encode(),
    "file": file,
    "file_hash": hashlib.sha256(file).digest(),
    "manifest": manifest,
    "signature": signature,
}
print("# A site's key and its signature over a pack's manifest, version 1. name = bytes in hexadecimal.")
print("# Frozen: a vector that fails is a broken format. Never write it anew. PackKey::make(SeededEntropy(6)).")
for name, value in rows.items():
    print(f"{name} = {value.hex()}")
