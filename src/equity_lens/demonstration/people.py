"""Attributes of people who do not exist, in given proportions and in a fixed order."""

import datetime as dt
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equity_lens.reference import areas
from equity_lens.reference.vocabularies import AREA_STATE

# Share of each ethnic category among people who gave one, most deprived fifth first and last;
# the fifths between are drawn on the straight line. Illustrative: not an estimate of any place.
ETHNICITY = {
    "A": (0.605, 0.845), "B": (0.010, 0.012), "C": (0.062, 0.045), "D": (0.014, 0.006),
    "E": (0.006, 0.003), "F": (0.009, 0.008), "G": (0.008, 0.005), "H": (0.044, 0.026),
    "J": (0.098, 0.014), "K": (0.030, 0.005), "L": (0.024, 0.011), "M": (0.023, 0.005),
    "N": (0.034, 0.006), "P": (0.011, 0.002), "R": (0.006, 0.004), "S": (0.016, 0.003),
}  # fmt: skip


def test_nhs_numbers(start: int, how_many: int) -> list[str]:
    """NHS numbers with a right check digit from the range 999 000 0000 on, kept for testing."""
    # One stem in eleven has no check digit and is passed over: a fifth more are more than enough.
    stems = 999_000_000 + start + np.arange(how_many + how_many // 5 + 20)
    digits = stems[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = 11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11
    has_one = check != 10
    found: list[str] = (stems * 10 + check % 11)[has_one][:how_many].astype(str).tolist()
    return found


@cache
def postcodes_of(local_authorities: tuple[str, ...], edition: str) -> tuple[tuple[str, ...], ...]:
    """Postcodes in use in some local authorities, for each tenth of deprivation in turn."""
    area = areas.area_table(edition)
    here = area.filter(
        pc.is_in(area["local_authority"], pc.cast(list(local_authorities), "string"))
    )
    decile_of = dict(zip(here["lsoa_id"].to_pylist(), here["imd_decile"].to_pylist(), strict=True))
    file = pq.read_table(areas.postcode_file(), columns=["postcode", "lsoa21_id", "state"])
    file = file.filter(pc.equal(file["state"], AREA_STATE.code("linked")))
    file = file.filter(pc.is_in(file["lsoa21_id"], here["lsoa_id"].combine_chunks()))
    found: list[list[str]] = [[] for _ in range(10)]
    for postcode, lsoa in zip(
        file["postcode"].to_pylist(), file["lsoa21_id"].to_pylist(), strict=True
    ):
        found[decile_of[lsoa] - 1].append(postcode)
    return tuple(tuple(sorted(postcodes)) for postcodes in found)


def draw_postcodes(fifth: int, how_many: int, pools: tuple[tuple[str, ...], ...]) -> list[str]:
    """Postcodes of one fifth (0 is the most deprived), its two tenths in turn."""
    tenths = pools[2 * fifth], pools[2 * fifth + 1]
    return [tenths[i % 2][(i * 7919) % len(tenths[i % 2])] for i in range(how_many)]


def draw_ethnicity(fifth: int, how_many: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    """Ethnic categories of one fifth in their proportions, shuffled."""
    share = np.array([most + (least - most) * fifth / 4 for most, least in ETHNICITY.values()])
    edges = np.rint(np.cumsum(share) / share.sum() * how_many).astype(int)
    codes = np.repeat(list(ETHNICITY), np.diff(edges, prepend=0))
    return rng.permutation(codes)


def draw_birth_dates(how_many: int, on: dt.date, rng: np.random.Generator) -> list[dt.date]:
    """Birth dates of a waiting list: 11% children, 56% aged 19 to 64, 33% older."""
    age = rng.choice(
        np.array([9.0, 41.0, 75.0]), size=how_many, p=[0.11, 0.56, 0.33]
    ) + rng.uniform(-8.5, 22.0, size=how_many)
    days = (np.clip(age, 0.1, 101.0) * 365.2425).astype(int)
    return [on - dt.timedelta(days=int(day)) for day in days]
