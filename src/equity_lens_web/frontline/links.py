"""Links and codes that open one thing without sign-in. Only their hash is kept."""

import hashlib
import secrets

# No letter that is taken for a figure, or one for another.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, IN_A_GROUP = 4, 4


def new_token() -> str:
    """Something for an address that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Something that a person can write down: 80 bits, such as "K7QM-2RTX-9HBC-VWLE"."""
    parts = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(parts)


def hash_of_token(token: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_of_code(code: str) -> str:
    """What is kept of a code, however it was typed.

    >>> hash_of_code("k7qm 2rtx 9hbc vwle") == hash_of_code("K7QM-2RTX-9HBC-VWLE")
    True
    """
    return hash_of_token("".join(letter for letter in code.upper() if letter.isalnum()))
