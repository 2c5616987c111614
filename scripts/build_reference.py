"""Turn the publishers' files into the compact ones that are bundled.

    python scripts/build_reference.py RAW_FOLDER

writes ``src/equity_lens/reference/data`` and its catalogue, ``editions.toml``. The same raw files
give the same bytes. Without a folder only the catalogue is written again: do that after editing
one of the code lists.
"""

import csv
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from reference_context import write_context

from equity_lens.reference.areas import DOMAINS
from equity_lens.reference.vocabularies import AGE_BAND5, AREA_STATE
from equity_lens.reference.writing import write_parquet, write_postcodes

DATA = Path(__file__).parent.parent / "src" / "equity_lens" / "reference" / "data"
DESCRIBED = Path(__file__).with_name("reference_editions.toml")
NATIONS = {"S": "scotland", "W": "wales", "L": "elsewhere", "M": "elsewhere"}
STATES = ("linked", "terminated")


def main(arguments: list[str]) -> None:
    """Build from the raw folder, if one is named, and write the catalogue."""
    if arguments:
        raw = Path(arguments[0])
        geography = Geography(raw)
        write_areas(geography)
        write_deprivation(raw)
        write_all_postcodes(raw)
        write_organisations(raw)
        write_populations(raw, geography)
        write_context(raw, DATA)
    write_catalogue()


def ids(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """E01000001 as 1000001: the code without its letter, the same in every vintage."""
    return pc.utf8_slice_codeunits(codes, 1).cast(pa.int32())


def rows_of(path: Path) -> list[dict]:
    """The rows of a CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(name: str, header: list[str], rows: list[tuple]) -> None:
    """A small table that people may read."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Geography:
    """How the LSOAs of 2011 and 2021 nest, and the 2024 authority, ICB and region of each."""

    def __init__(self, raw: Path) -> None:
        census = pq.read_table(raw / "census2021_ethnic_group5_lsoa21.parquet")
        residents = census.group_by("lsoa21_code").aggregate([("usual_residents", "sum")])
        self.residents = dict(
            zip(
                residents["lsoa21_code"].to_pylist(),
                residents["usual_residents_sum"].to_pylist(),
                strict=True,
            )
        )
        lookup = pq.read_table(raw / "lookup_lsoa21_geographies.parquet").to_pylist()
        self.of_2021 = {row["lsoa21_code"]: row for row in lookup}
        self.changes = pq.read_table(raw / "lookup_lsoa11_lsoa21.parquet").to_pylist()
        self.parts: dict[str, list[str]] = defaultdict(list)
        for row in self.changes:
            self.parts[row["lsoa11_code"]].append(row["lsoa21_code"])

    def main_part(self, lsoa11: str) -> str:
        """The LSOA 2021 that holds most of an LSOA 2011, by residents at the 2021 census."""
        return max(sorted(self.parts[lsoa11]), key=lambda code: self.residents[code])

    def shares(self, lsoa11: str) -> list[tuple[str, float]]:
        """Each LSOA 2021 part of an LSOA 2011, and its share of the residents."""
        parts = self.parts[lsoa11]
        total = sum(self.residents[part] for part in parts)
        return [(part, self.residents[part] / total) for part in parts]


def write_areas(geography: Geography) -> None:
    """The authority, ICB and region of every LSOA; which LSOAs changed; and the areas' names."""
    for vintage, lsoas in {
        "2021": {code: code for code in geography.of_2021},
        "2011": {code: geography.main_part(code) for code in geography.parts},
    }.items():
        codes = sorted(lsoas)
        found = [geography.of_2021[lsoas[code]] for code in codes]
        table = pa.table(
            {
                "lsoa_id": ids(pa.chunked_array([codes])),
                "local_authority": [row["ltla24_code"] for row in found],
                "icb": [row["icb24_code_nhs"] for row in found],
                "region": [row["region24_code"] for row in found],
            }
        )
        write_parquet(table, DATA / f"lsoa_{vintage}.parquet")
    changed = [row for row in geography.changes if row["change_code"] != "U"]
    changed.sort(key=lambda row: (row["lsoa11_code"], row["lsoa21_code"]))
    write_csv(
        "lsoa_changes.csv",
        ["lsoa11_code", "lsoa21_code", "change", "residents_2021"],
        [
            (
                row["lsoa11_code"],
                row["lsoa21_code"],
                row["change_code"],
                geography.residents[row["lsoa21_code"]],
            )
            for row in changed
        ],
    )
    named = {}
    for row in geography.of_2021.values():
        named[row["ltla24_code"]] = (row["ltla24_name"], "local authority")
        named[row["icb24_code_nhs"]] = (row["icb24_name"], "integrated care board")
        named[row["region24_code"]] = (row["region24_name"], "region")
    write_csv(
        "area_names.csv",
        ["code", "name", "kind"],
        sorted((code, *name) for code, name in named.items()),
    )


def write_deprivation(raw: Path) -> None:
    """Rank, decile, fifth and the seven domain deciles of each edition."""
    for year, vintage in (("2025", "21"), ("2019", "11")):
        table = pq.read_table(raw / f"imd{year}_lsoa{vintage}.parquet")
        housing = "housing_and_services" if year == "2025" else "housing_and_access"
        names = {domain: f"{domain}_decile" for domain in DOMAINS} | {
            "housing": f"{housing}_decile"
        }
        columns = {
            "lsoa_id": ids(table[f"lsoa{vintage}_code"]),
            "imd_rank": table["imd_rank"],
            "imd_decile": table["imd_decile"].cast(pa.uint8()),
            "imd_quintile": table["imd_quintile"].cast(pa.uint8()),
        } | {f"{domain}_decile": table[name].cast(pa.uint8()) for domain, name in names.items()}
        write_parquet(pa.table(columns).sort_by("lsoa_id"), DATA / f"imd_{year}.parquet")


def write_all_postcodes(raw: Path) -> None:
    """Every postcode of Great Britain and the islands, live or not.

    Live postcodes without a place (post boxes) are left out: they match no area.
    """
    england = pq.read_table(raw / "postcode_lsoa_england.parquet")
    others = pq.read_table(raw / "postcode_rest_of_gb.parquet")
    others = others.filter(pc.is_valid(others["country"]))
    code = {state: pa.scalar(AREA_STATE.code(state), pa.uint8()) for state in STATES}
    nation = pa.array([AREA_STATE.code(state) for state in NATIONS.values()], pa.uint8())
    found = nation.take(pc.index_in(others["country"], pa.array(list(NATIONS), pa.large_string())))
    nowhere = pa.nulls(others.num_rows, pa.int32())
    tables = [
        pa.table(
            {
                "postcode": england["postcode_nospace"].cast(pa.string()),
                "lsoa21_id": ids(england["lsoa21cd"]),
                "lsoa11_id": ids(england["lsoa11cd"]),
                "state": pc.if_else(england["live"], code["linked"], code["terminated"]),
            }
        ),
        pa.table(
            {
                "postcode": others["postcode_nospace"].cast(pa.string()),
                "lsoa21_id": nowhere,
                "lsoa11_id": nowhere,
                "state": pc.if_else(others["live"], found, code["terminated"]),
            }
        ),
    ]
    write_postcodes(pa.concat_tables(tables), DATA / "postcodes.parquet")


def write_organisations(raw: Path) -> None:
    """NHS trusts as of August 2026, and the codes that each took over."""
    trusts = rows_of(raw / "nhs_trusts.csv")
    write_csv(
        "organisations.csv",
        [
            "code",
            "name",
            "sector",
            "icb_code",
            "region_code",
            "region",
            "postcode",
            "opened_on",
            "closed_on",
        ],
        [
            (
                row["ods_code"],
                row["name_2026"] or in_title_case(row["name"]),
                row["sector"].partition(" (")[0].replace(" / learning disability", ""),
                row["icb_ods_code"],
                row["nhs_region_code"],
                row["nhs_region"],
                row["postcode"],
                iso(row["open_date"]),
                iso(row["close_date"]),
            )
            for row in sorted(trusts, key=lambda row: row["ods_code"])
        ],
    )
    successions = {
        (row["old_code"], row["new_code"], row["date"])
        for row in rows_of(raw / "trust_code_successions.csv")
    } | {
        (row["ods_code"], row["successor_code"], row["successor_date"])
        for row in trusts
        if row["successor_code"]
    }
    write_csv("successions.csv", ["old_code", "new_code", "on"], sorted(successions))


def iso(date: str) -> str:
    """20241031 as 2024-10-31."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if date else ""


def in_title_case(name: str) -> str:
    """SOLENT NHS TRUST as Solent NHS Trust."""
    small = {"And": "and", "Of": "of", "Nhs": "NHS", "For": "for", "The": "the"}
    return " ".join(small.get(word, word) for word in name.title().split())


def write_populations(raw: Path, geography: Geography) -> None:
    """Residents by authority, tenth, sex and age; ethnic category by authority; the standard."""
    table = pq.read_table(raw / "population_mid2019_lsoa11_age5_sex.parquet")
    bands = [subgroup.key for subgroup in AGE_BAND5.subgroups if subgroup.known]
    cells = {(sex, band): (i // 19, i % 19) for i, (sex, band) in enumerate(product("FM", bands))}
    people: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((2, 19)))
    for lsoa, sex, band, count in zip(
        *(table[name].to_pylist() for name in ("lsoa11_code", "sex", "age_band", "population")),
        strict=True,
    ):
        people[lsoa][cells[sex, band]] += count
    write_residents("2019", {code: [(code, 1.0)] for code in people}, people, geography)
    write_residents("2025", {code: geography.shares(code) for code in people}, people, geography)
    write_census(raw, geography)
    write_csv(
        "european_standard_population_2013.csv",
        ["age_band5", "people"],
        [
            (row["age_band"], row["esp2013"])
            for row in rows_of(raw / "european_standard_population_2013.csv")
        ],
    )


def write_residents(
    year: str,
    shares: dict[str, list[tuple[str, float]]],
    people: dict[str, np.ndarray],
    geography: Geography,
) -> None:
    """Add LSOAs to authority and tenth, then make whole people again without losing one."""
    imd = pq.read_table(DATA / f"imd_{year}.parquet")
    decile = {
        f"E{lsoa:08d}": number
        for lsoa, number in zip(
            imd["lsoa_id"].to_pylist(), imd["imd_decile"].to_pylist(), strict=True
        )
    }
    sums: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((10, 2, 19)))
    for lsoa11, parts in shares.items():
        for part, share in parts:
            place = part if part in geography.of_2021 else geography.main_part(part)
            authority = geography.of_2021[place]["ltla24_code"]
            sums[authority][decile[part] - 1] += share * people[lsoa11]
    authorities = sorted(sums)
    whole = whole_people(np.stack([sums[code] for code in authorities]))
    at, tenth, sex, band = (axis.astype(np.int16) for axis in np.nonzero(whole))
    table = pa.table(
        {
            "local_authority": pa.array(authorities).take(pa.array(at)),
            "imd_decile": pa.array(tenth + 1, pa.uint8()),
            "sex": pa.array(["female", "male"]).take(pa.array(sex)),
            "age_band5": pa.array([subgroup.key for subgroup in AGE_BAND5.subgroups]).take(
                pa.array(band)
            ),
            "people": pa.array(whole[whole > 0], pa.int32()),
        }
    )
    write_parquet(table, DATA / f"residents_imd_{year}.parquet")


def whole_people(sums: np.ndarray) -> np.ndarray:
    """Round (authority, decile, sex, age) so that nobody is lost.

    First each authority's people of a sex and age, so that England keeps its total; then the
    deciles within, so that the authority does.
    """
    authorities, deciles = sums.shape[:2]
    cells = sums.reshape(authorities, deciles, -1)
    totals = largest_remainders(cells.sum(axis=1), np.rint(cells.sum(axis=(0, 1))))
    within = [largest_remainders(cells[i], totals[i]) for i in range(authorities)]
    return np.stack(within).reshape(sums.shape).astype(np.int64)


def largest_remainders(parts: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Round the rows of (part, column) so that each column adds to its total."""
    whole = np.floor(parts + 1e-9)
    owed = np.rint(totals - whole.sum(axis=0)).astype(int)
    order = np.argsort(whole - parts, axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    return whole + (rank < owed)


def write_census(raw: Path, geography: Geography) -> None:
    """Census 2021 residents by NHS ethnic category, in the local authorities of 2024."""
    nearest = {
        row["census2021_category"]: row["nearest_nhs_code"]
        for row in rows_of(raw / "ethnic_group_codes_census2021.csv")
    }
    authority = {}
    for old, lsoas in groups(
        pq.read_table(raw / "lookup_lsoa11_geographies.parquet"), "ltla22_code", "lsoa11_code"
    ).items():
        places = (geography.of_2021[geography.main_part(lsoa)]["ltla24_code"] for lsoa in lsoas)
        authority[old] = Counter(places).most_common(1)[0][0]
    sums: Counter = Counter()
    for row in rows_of(raw / "census2021_ethnic_group19_ltla21.csv"):
        place = authority[row["ltla21_code"]]
        sums[place, nearest[row["ethnic_group"]]] += int(row["usual_residents"])
    write_csv(
        "census_2021_ethnic_category.csv",
        ["local_authority", "ethnic_category", "people"],
        sorted((*key, people) for key, people in sums.items()),
    )


def groups(table: pa.Table, key: str, value: str) -> dict[str, list[str]]:
    """Values of one column by those of another, both in order."""
    found = defaultdict(list)
    for row in sorted(table.select([key, value]).to_pylist(), key=lambda row: row[value]):
        found[row[key]].append(row[value])
    return found


def write_catalogue() -> None:
    """Add rows and hash to the description of each bundled file."""
    lines = ["# Written by scripts/build_reference.py from scripts/reference_editions.toml.", ""]
    for entry in tomllib.loads(DESCRIBED.read_text("utf-8"))["edition"]:
        file = DATA / entry["file"]
        entry |= {
            "rows": rows_in(file),
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        lines.append("[[edition]]")
        lines += [
            f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()
        ]
        lines.append("")
    (DATA / "editions.toml").write_text("\n".join(lines), encoding="utf-8")


def rows_in(file: Path) -> int:
    """Rows of a table; lines of a code list that say something."""
    if file.suffix == ".parquet":
        return pq.read_metadata(file).num_rows
    lines = file.read_text("utf-8").splitlines()
    if file.suffix == ".csv":
        return len(lines) - 1
    return sum(1 for line in lines if line.strip() and not line.startswith("#"))


if __name__ == "__main__":
    main(sys.argv[1:])
