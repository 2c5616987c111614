"""What a sample record is: see ``sample_records``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from equity_lens_web.accounts.models import Organisation, Person

Make = Callable[[Organisation, Person], Any]


@dataclass(frozen=True)
class Sample:
    make: Make
    is_owned: bool = True


def anything(text: str) -> Sample:
    """Something that is the same for everybody."""
    return Sample(lambda organisation, member: text, is_owned=False)
