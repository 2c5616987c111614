"""Notes that only their reader can open: sealed to a public key, whose other half is locked away.

A notebook is a pair of keys. Anybody may seal a note to the public one; the private one is kept
locked by a key that scrypt makes from the reader's passphrase, which is kept nowhere. Why, and what
it does not protect against, is in ADR 11.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from equity_lens.errors import EquityLensError

KEY, NONCE = 32, 12  # bytes
WORK = 2**15  # rounds of scrypt: a tenth of a second, and 32 MB, for each guess
PURPOSE = b"equity-lens reflection 1"


class WrongPassphrase(EquityLensError):
    """The passphrase does not open this notebook."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What is kept of a notebook; none of it opens a note without the passphrase."""

    public: bytes
    locked: bytes
    salt: bytes


def new_keys(passphrase: str) -> Keys:
    """A new pair of keys, its private half locked by a passphrase."""
    private, salt = X25519PrivateKey.generate(), os.urandom(16)
    locked = wrap(_key_of(passphrase, salt), private.private_bytes_raw())
    return Keys(private.public_key().public_bytes_raw(), locked, salt)


def unlock(keys: Keys, passphrase: str) -> bytes:
    """The private key. Raises WrongPassphrase."""
    try:
        return unwrap(_key_of(passphrase, keys.salt), keys.locked)
    except InvalidTag:
        raise WrongPassphrase(
            "This passphrase does not open your notes.",
            remedy="Try again: capitals and spaces count.",
        ) from None


def fits(keys: Keys, private: bytes) -> bool:
    """Whether a private key is the other half of these keys: after a change it is not."""
    return (
        X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw() == keys.public
    )


def seal(public: bytes, text: str) -> bytes:
    """A note that only the private half of a key opens; whoever sealed it cannot.

    >>> keys = new_keys("four words in a row")
    >>> open_sealed(unlock(keys, "four words in a row"), seal(keys.public, "I hesitated."))
    'I hesitated.'
    """
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return sender + wrap(_agreed(shared, sender, public), text.encode())


def open_sealed(private: bytes, sealed: bytes) -> str:
    """The text of a note. Raises InvalidTag where it was sealed to somebody else, or altered."""
    key = X25519PrivateKey.from_private_bytes(private)
    sender, rest = sealed[:KEY], sealed[KEY:]
    shared = key.exchange(X25519PublicKey.from_public_bytes(sender))
    return unwrap(_agreed(shared, sender, key.public_key().public_bytes_raw()), rest).decode()


def wrap(key: bytes, content: bytes) -> bytes:
    """Content encrypted by a key, with a new nonce before it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, PURPOSE)


def unwrap(key: bytes, wrapped: bytes) -> bytes:
    """What ``wrap`` was given. Raises InvalidTag where the key is another."""
    return AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], PURPOSE)


def _key_of(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY, n=WORK, r=8, p=1).derive(passphrase.encode())


def _agreed(shared: bytes, sender: bytes, reader: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=PURPOSE + sender + reader).derive(shared)
