"""The figures of an area's wider determinants, cut from the publisher's file to what is shown."""

import csv
import tomllib
from pathlib import Path

import pyarrow.parquet as pq

SOURCE = "fingertips_areas_totals.parquet"
HEADER = ["indicator", "area", "year", "value", "lower", "upper", "count", "denominator"]
ENGLAND = "E92000001"


def write_context(raw: Path, data: Path) -> None:
    """Latest year of each indicator, for England, local authorities and integrated care boards."""
    listed = tomllib.loads((data / "context.toml").read_text("utf-8"))["indicators"]
    wanted = {each["fingertips"]: each["id"] for each in listed if "fingertips" in each}
    with (data / "area_names.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)} | {ENGLAND}
    found: dict[tuple[str, str], dict] = {}
    for row in pq.read_table(raw / SOURCE).to_pylist():
        area = area_of(row)
        if row["IndicatorId"] not in wanted or row["Sex"] != "Persons" or area not in known:
            continue
        at = wanted[row["IndicatorId"]], area
        if at not in found or found[at]["Year"] < row["Year"]:
            found[at] = row
    with (data / "context.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([*at, *figures_of(found[at])] for at in sorted(found))


def area_of(row: dict) -> str:
    """ONS code, or the ODS code that stands at the end of an integrated care board's name."""
    if row["AreaType"] == "NHS Integrated Care Boards":
        return row["AreaName"].rsplit(" - ", 1)[-1]
    return row["AreaCode"]


def figures_of(row: dict) -> list:
    """Year, then proportions of 1; the value from its counts, for the publisher rounded it."""
    count, people = row["Count"], row["Denominator"]
    value = 100 * count / people if count is not None and people else row["Value"]
    shares = (value, row["LowerCI"], row["UpperCI"])
    whole = ("" if each is None else round(each) for each in (count, people))
    return [
        row["Year"],
        *("" if each is None else f"{each / 100:.6g}" for each in shares),
        *whole,
    ]
