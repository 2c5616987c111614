"""The same cells counted slowly: dictionaries, text keys, one row after another.

It shares nothing with the product but the types that measures are written in. Fifths, ethnic
groups and age bands are worked out here from their definitions, not from the product's tables.
"""

from collections import defaultdict

ETHNIC_GROUPS = {"white": "ABC", "mixed": "DEFG", "asian": "HJKL", "black": "MNP", "other": "RS"}
AGE_BANDS = {(0, 19): "0-19", (20, 39): "20-39", (40, 64): "40-64", (65, 79): "65-79"}


def fifth(row):
    decile = row["imd_decile"]
    return str((int(decile) + 1) // 2) if decile.isdigit() else decile


def ethnic_group(row):
    category = row["ethnic_category"]
    if category == "legacy_white":
        return "white"
    for group, letters in ETHNIC_GROUPS.items():
        if category in letters:
            return group
    return category


def ethnic_group_broad(row):
    category = row["ethnic_category"]
    if category == "legacy_white":
        return "not_known"
    if len(category) > 1:
        return category
    return "white_british" if category == "A" else "all_other"


def age_band(row):
    age = row["age"]
    if age is None:
        return "not_known"
    return next((band for (low, high), band in AGE_BANDS.items() if low <= age <= high), "80+")


COARSE = {
    "all": lambda row: "all",
    "imd_quintile": fifth,
    "ethnic_group": ethnic_group,
    "ethnic_group_broad": ethnic_group_broad,
    "age_band": age_band,
    "imd_quintile_by_ethnic_group": lambda row: f"{fifth(row)}:{ethnic_group(row)}",
}


def subgroup(row, dimension):
    """The key of the subgroup of a dimension to which a row belongs."""
    return COARSE[dimension](row) if dimension in COARSE else row[dimension]


def meets(row, conditions, unknown):
    """Whether all conditions hold; nothing holds of an empty cell but being not known."""
    return all(_meets(row[each.column], each, unknown) for each in conditions)


def _meets(value, condition, unknown):
    if condition.is_known is not None:
        known = value is not None and (condition.column, value) not in unknown
        return known == condition.is_known
    if value is None:
        return False
    if condition.is_in:
        return value in condition.is_in
    if condition.not_in:
        return value not in condition.not_in
    if condition.starts_with:
        return any(value.startswith(start) for start in condition.starts_with)
    if condition.at_least is not None:
        return value >= condition.at_least
    if condition.at_most is not None:
        return value <= condition.at_most
    if condition.more_than is not None:
        return value > condition.more_than
    return value < condition.less_than


def count(rows, measure, dimension, unknown=frozenset()):
    """Numerator and denominator by (organisation, period, subgroup), and people by week as well.

    ``unknown`` holds the pairs of column and key that mean "not known".
    """
    of_them, out_of, weeks = defaultdict(int), defaultdict(int), defaultdict(int)
    for row in rows:
        at = row["organisation"], row["period"], subgroup(row, dimension)
        if not meets(row, measure.denominator.where, unknown):
            continue
        if measure.value == "percentile":
            if row["weeks_waited"] is None:
                continue
            weeks[*at, row["weeks_waited"]] += 1
        out_of[at] += 1
        of_them[at] += meets(row, measure.numerator.where, unknown)
    return of_them, out_of, weeks


def events(rows, measure, dimension, authorities, unknown=frozenset()):
    """(organisation, period, subgroup, sex, age band) to events of residents of a known tenth."""
    cells = defaultdict(int)
    for row in rows:
        if row["local_authority"] not in authorities or not row["imd_decile"].isdigit():
            continue
        if meets(row, measure.numerator.where, unknown):
            cells[
                row["organisation"],
                row["period"],
                subgroup(row, dimension),
                row["sex"],
                row["age_band5"],
            ] += 1
    return cells
