"""Names of local authorities, integrated care boards and regions."""

import csv
from functools import cache

from equity_lens.reference.catalogue import bundled_file


@cache
def area_names() -> dict[str, str]:
    """Names by code, as of April 2024: authority and region by ONS code, ICB by ODS code.

    >>> area_names()["E08000035"], area_names()["E12000003"]
    ('Leeds', 'Yorkshire and The Humber')
    """
    with bundled_file("area_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
