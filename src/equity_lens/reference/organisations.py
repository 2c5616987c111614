"""NHS trusts: name, sector, ICB, region, and which code took over from which.

Bundled as of August 2026. An organisations file that the user loads adds to the list (that is how
independent providers are made known), and what it says of a bundled one takes its place.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from equity_lens.reference.catalogue import bundled_file, newest
from equity_lens.reference.names import area_names


@dataclass(frozen=True, slots=True)
class Trust:
    """One provider of care.

    ``sector`` is acute, acute specialist, mental health, community or ambulance, or what the
    user's own file says. ``icb_code`` is an ODS code, ``region_code`` that of the NHS England
    region, ``postcode`` that of the head office. Dates are ISO or "". ``successor_code`` is "" for
    one that was not succeeded. ``predecessor_codes`` are all codes, however old, that lead to this
    one and to no other.
    """

    code: str
    name: str
    sector: str = ""
    icb_code: str = ""
    region_code: str = ""
    region: str = ""
    postcode: str = ""
    opened_on: str = ""
    closed_on: str = ""
    successor_code: str = ""
    predecessor_codes: tuple[str, ...] = ()


def trusts() -> Mapping[str, Trust]:
    """Every known organisation by its code, closed ones and the user's own included.

    >>> trusts()["RAE"].name, trusts()["RAE"].sector, trusts()["RAE"].icb_code
    ('Bradford Teaching Hospitals NHS Foundation Trust', 'acute', 'QWO')
    """
    edition = newest("organisations")
    own = edition.file if edition.loaded else None
    return _trusts(own, own.stat().st_mtime_ns if own else 0)


def provider_code(code: str) -> str | None:
    """The organisation to which a provider or site code belongs, or None if it is not known.

    A code is looked for as it stands, then by its first three characters, as the five-character
    code of a site begins with that of its trust. The codes of trusts long succeeded are known.

    >>> provider_code("rae01"), provider_code("RNL"), provider_code("XXX")
    ('RAE', 'RNL', None)
    """
    tidy = code.strip().upper()
    for candidate in (tidy, tidy[:3]) if len(tidy) in (3, 5) else (tidy,):
        if candidate in trusts() or candidate in _successions():
            return candidate
    return None


def is_provider(code: str) -> bool:
    """Whether a code is that of a known provider, or of one of its sites.

    Independent providers are known once their file is loaded.

    >>> is_provider("RAE"), is_provider("RAE01"), is_provider("QWO")
    (True, True, False)
    """
    return provider_code(code) is not None


def name_of(code: str) -> str:
    """Name of a provider or an ICB in words; the code itself where it is not known.

    >>> name_of("RWY")
    'Calderdale and Huddersfield NHS Foundation Trust'
    """
    tidy = code.strip().upper()
    trust = trusts().get(provider_code(tidy) or "")
    return trust.name if trust else area_names().get(tidy, tidy)


def current_code(code: str) -> str:
    """The code under which an organisation's work goes on, after every merger since.

    Stops at an organisation that was shared out between several: no one code took it over.

    >>> current_code("RNL"), current_code("R1C"), current_code("RAE"), current_code("RW6")
    ('RNN', 'RW1', 'RAE', 'RW6')
    """
    found = provider_code(code) or code.strip().upper()
    seen = {found}
    while True:
        told = trusts()[found].successor_code if found in trusts() else ""
        following = {told} if told else _successions().get(found, frozenset())
        if len(following) != 1 or following <= seen:
            return found
        (found,) = following
        seen.add(found)


@cache
def _successions() -> Mapping[str, frozenset[str]]:
    following = defaultdict(set)
    for row in _rows("successions.csv"):
        following[row["old_code"]].add(row["new_code"])
    return {old: frozenset(new) for old, new in following.items()}


@lru_cache(maxsize=2)
def _trusts(own: Path | None, stamp: int) -> Mapping[str, Trust]:
    listed = {row["code"]: row for row in _rows("organisations.csv")}
    if own:
        import pyarrow.parquet as pq

        for row in pq.read_table(own).to_pylist():
            said = {column: cell for column, cell in row.items() if cell}
            listed[row["code"]] = listed.get(row["code"], {}) | said
    following = {old: new for old, new in _successions().items() if old in listed}
    return MappingProxyType(
        {
            code: Trust(
                **{"successor_code": next(iter(following.get(code, {""}))), **row},
                predecessor_codes=_predecessors(code),
            )
            for code, row in listed.items()
        }
    )


@cache
def _predecessors(code: str) -> tuple[str, ...]:
    """Codes whose only successor, or whose successor's only successor, and so on, is this one."""
    before = sorted(old for old, new in _successions().items() if new == {code})
    return tuple(sorted({found for old in before for found in (old, *_predecessors(old))}))


def _rows(name: str) -> list[dict[str, str]]:
    with bundled_file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
