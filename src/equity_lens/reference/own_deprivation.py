"""Loading a deprivation edition: a rank for every small area in England."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from equity_lens.errors import ContractNotMet, EquityLensError
from equity_lens.reference.areas import AREA_FILES, lsoa_ids
from equity_lens.reference.catalogue import Edition, bundled_editions, entry_for
from equity_lens.reference.own_file import count_repeats, count_unlike, own_edition, read_columns
from equity_lens.reference.writing import write_parquet

IMD = r"((indexofmultipledeprivation)?imd|indexofmultipledeprivation)(\d\d|20\d\d)?"
DECILE = "decile(where.*)?"
DOMAIN_DECILES = {
    "income_decile": ("income" + DECILE,),
    "employment_decile": ("employment" + DECILE,),
    "education_decile": ("education(skillsandtraining)?" + DECILE,),
    "health_decile": ("health(deprivationanddisability)?" + DECILE,),
    "crime_decile": ("crime" + DECILE,),
    "housing_decile": ("(barriersto)?housing(and(services|access))?" + DECILE,),
    "environment_decile": ("(living)?environment" + DECILE,),
}
COLUMNS = {
    "lsoa": (r"lsoacode(20\d\d)?", r"lsoa(\d\d)?(cd|code)?"),
    "rank": (IMD + "rank(where.*)?", "rank"),
    "decile": (IMD + DECILE, "decile"),
} | DOMAIN_DECILES
OPTIONAL = frozenset(COLUMNS) - {"lsoa", "rank"}


def load_deprivation(file: Path, name: str, *, published_on: str = "") -> Edition:
    """Check a deprivation edition, and make it known by its name from now on.

    The file has an LSOA code and a rank (1 is the most deprived) for every LSOA in England, of
    2021 or of 2011: File 7 of the official release, or a table with short names such as
    ``lsoa21cd`` and ``imd_rank``. The decile is taken if it is there, and is otherwise
    ceil(rank x 10 / areas). Domain deciles are taken if they are there.

    Raises
    ------
    UnreadableFile, ContractNotMet
        The file is not as it should be; nothing has been changed.
    EquityLensError
        The name is that of a bundled edition.
    """
    if any(name.casefold() == edition.name.casefold() for edition in bundled_editions()):
        raise EquityLensError(
            f'"{name}" came with the software and is not replaced.',
            remedy="Give your edition another name, such as its year and a version.",
        )
    text = read_columns(file, COLUMNS, optional=OPTIONAL)
    _refuse_if(file, _faults_of_cells(text))
    ids = pc.utf8_slice_codeunits(text["lsoa"], 1).cast(pa.int32()).combine_chunks()
    boundary = _boundary(file, ids)
    rank = np.asarray(_whole(text["rank"]))
    given = _whole(text["decile"])
    decile = -(-rank * 10 // len(rank)) if given.null_count else np.asarray(given)
    _refuse_if(file, _faults_of_order(rank, decile))
    edition = own_edition(
        file,
        f"deprivation-{_slug(name)}.parquet",
        kind="deprivation",
        name=name,
        published_on=published_on,
        rows=len(rank),
        boundary=boundary,
    )
    ready = pa.table(
        {
            "lsoa_id": ids,
            "imd_rank": pa.array(rank, pa.int32()),
            "imd_decile": pa.array(decile, pa.uint8()),
            "imd_quintile": pa.array((decile + 1) // 2, pa.uint8()),
        }
        | {domain: _whole(text[domain]).cast(pa.uint8()) for domain in DOMAIN_DECILES}
    )
    write_parquet(ready.sort_by("lsoa_id"), edition.file, entry=entry_for(edition))
    return edition


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _whole(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """1, 1.0 and 1,234 as whole numbers; blank as null."""
    digits = pc.replace_substring_regex(cells, r",|\.0+$", "")
    return pc.if_else(pc.equal(digits, ""), None, digits).cast(pa.int64())


def _faults_of_cells(text: pa.Table) -> list[str]:
    rows = text.num_rows
    wrong = {
        "`lsoa`: {} of {} rows are not the code of an LSOA in England": count_unlike(
            text["lsoa"], r"^E01\d{6}$"
        ),
        "`lsoa`: {} of {} rows repeat one of another row": count_repeats(text["lsoa"]),
        "`rank`: {} of {} rows are not a whole number": count_unlike(
            text["rank"], r"^\d{1,3}(,?\d{3})*(\.0+)?$"
        ),
    }
    for column in sorted(OPTIONAL):
        # Every decile or none: an edition of which some areas lack one cannot be divided in ten.
        given = count_unlike(text[column], "^$")
        if given:
            fault = f"`{column}`: {{}} of {{}} rows are not a whole number from 1 to 10"
            wrong[fault] = count_unlike(text[column], r"^(10|[1-9])(\.0+)?$")
    return [fault.format(f"{n:,}", f"{rows:,}") for fault, n in wrong.items() if n]


def _boundary(file: Path, ids: pa.Array) -> str:
    """The vintage whose LSOAs these are, all of them."""
    unknown = {
        boundary: pc.sum(pc.invert(pc.is_in(ids, value_set=lsoa_ids(boundary)))).as_py() or 0
        for boundary in AREA_FILES
    }
    boundary = min(unknown, key=lambda vintage: unknown[vintage])
    expected, stray = len(lsoa_ids(boundary)), unknown[boundary]
    missing = expected - (len(ids) - stray)
    faults = [f"`lsoa`: {stray:,} of {len(ids):,} rows are not of that vintage"] if stray else []
    if missing:
        faults.append(f"`lsoa`: {missing:,} of {expected:,} LSOAs in England are not there")
    _refuse_if(file, faults)
    return boundary


def _faults_of_order(rank: npt.NDArray[np.int64], decile: npt.NDArray[np.int64]) -> list[str]:
    areas = len(rank)
    outside = int(((rank < 1) | (rank > areas)).sum())
    against = int((np.diff(decile[np.argsort(rank, kind="stable")]) < 0).sum())
    faults = [f"`rank`: {outside:,} of {areas:,} rows are not from 1 to {areas:,}"]
    turned = f"`decile`: {against:,} times a less deprived rank has a more deprived decile"
    return (faults if outside else []) + ([turned] if against else [])


def _refuse_if(file: Path, faults: list[str]) -> None:
    if faults:
        raise ContractNotMet(
            f"{file.name} is not a deprivation edition as it should be.",
            faults=faults,
            remedy="Give one row for each LSOA in England, with its code and its rank (1 is the "
            "most deprived), such as File 7 of the Indices of Deprivation. Nothing was changed.",
        )
