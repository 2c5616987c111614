"""What was found out about a month's counts, kept so that it need not be found out again.

Taking all sums together is slow (see ``exact``), and a month that has been released once is
released again with every later one. Its answer depends on nothing but the question, so it is kept
under the question's hash: counts that change by one ask another question, and find nothing kept.
"""

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray

CHECK = 16
ONLY_OWNER = 0o700


@dataclass(frozen=True)
class Kept:
    """A folder of answers, one file each; it can be removed at any time, and costs time only.

    A file holds yes or no for each count asked about, in the order of the question: no count, no
    code, no name. Keep the folder where only the server can read it all the same, for whoever can
    guess a whole table can find out from the file's name that it was guessed right.
    """

    folder: Path

    def answer(self, question: str, size: int) -> BoolArray | None:
        """The answer to a question, or None where it is not kept or its file is damaged."""
        try:
            found = self._path(question).read_bytes()
        except OSError:
            return None
        check, packed = found[:CHECK], found[CHECK:]
        if check != _check(question, packed) or len(packed) != (size + 7) // 8:
            return None
        bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=size)
        return bits.astype(bool)

    def keep(self, question: str, answer: BoolArray) -> None:
        """Keep an answer. A crash, or two writers at once, leave a whole file or none."""
        path = self._path(question)
        self.folder.mkdir(mode=ONLY_OWNER, parents=True, exist_ok=True)
        path.parent.mkdir(mode=ONLY_OWNER, exist_ok=True)
        packed = np.packbits(answer).tobytes()
        beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        beside.write_bytes(_check(question, packed) + packed)
        os.replace(beside, path)

    def _path(self, question: str) -> Path:
        return self.folder / question[:2] / question[2:]


def question_of(name: str, parts: Sequence[npt.NDArray[np.generic]]) -> str:
    """The hash by which a question is known: its name, and every array in it with its shape.

    Examples
    --------
    >>> one = question_of("only one value", [np.array([1.0, 2.0])])
    >>> one == question_of("only one value", [np.array([1.0, 3.0])])
    False
    """
    told = hashlib.sha256(name.encode())
    for part in parts:
        told.update(f"{part.dtype.str}{part.shape}".encode())
        told.update(np.ascontiguousarray(part).tobytes())
    return told.hexdigest()


def _check(question: str, packed: bytes) -> bytes:
    """Tells a damaged file, or one under another's name."""
    return hashlib.sha256(question.encode() + packed).digest()[:CHECK]
