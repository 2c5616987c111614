"""Who a figure is about: each subgroup as words that read in a sentence."""

from equity_lens.cells import EVERYONE
from equity_lens.disclosure.released import ReleasedGroup, ReleasedProfile
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup

DEPRIVATION = ("imd_decile", "imd_quintile", "imd_quintile_local")
ETHNICITY = ("ethnic_category", "ethnic_group", "ethnic_group_broad")
PLACES = {"site": "at", "specialty": "in", "local_authority": "in"}
PLUS = "plus_"
SUBJECTS = {"imd": "Deprivation", "ethnic": "Ethnic group", "age": "Age", "sex": "Sex"}

# First words of labels that are small inside a sentence. Any other may be a name (White, Asian).
ORDINARY = frozenset(
    {
        *("Age", "All", "Any", "Deprivation", "Everyone", "Female", "Fifth", "Fourth"),
        *("Indeterminate", "Known", "Least", "Lives", "Male", "Middle", "Most", "No", "Not"),
        *("Over", "Part", "Postcode", "Second", "Third", "Under"),
    }
)


def lower_first(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is a name.

    >>> lower_first("Most deprived fifth"), lower_first("Asian or Asian British")
    ('most deprived fifth', 'Asian or Asian British')
    """
    return label[0].lower() + label[1:] if label.split(" ")[0] in ORDINARY else label


def phrase(dimension: Dimension, subgroup: Subgroup) -> str:
    """What follows "people": "in the most deprived fifth", "aged 20 to 39".

    A pair is both in turn. A group of no kind that we know is named in quotation marks.

    >>> phrase(Dimension("imd_quintile", "Deprivation"), Subgroup("1", "Most deprived fifth"))
    'in the most deprived fifth'
    >>> both = Dimension("both", "Both", of=("imd_quintile", "sex"))
    >>> phrase(both, Subgroup("1:female", "Most deprived fifth, Female"))
    'in the most deprived fifth whose sex is recorded as female'
    """
    if len(dimension.of) == 2:
        labels = subgroup.label.split(", ", 1)
        parts = zip(dimension.of, labels, strict=False)
        return " ".join(phrase(Dimension(key, ""), Subgroup("", label)) for key, label in parts)
    label = lower_first(subgroup.label)
    if dimension.key in DEPRIVATION:
        return f"in the {label}"
    if dimension.key in ETHNICITY:
        return f"in {label}" if label.startswith("all ") else f"whose ethnic group is {label}"
    if dimension.key.startswith("age"):
        return f"aged {label}"
    if dimension.key == "sex":
        return f"whose sex is recorded as {label}"
    if dimension.key in PLACES:
        code = f"{dimension.key} " if subgroup.label.isdigit() else ""
        return f"{PLACES[dimension.key]} {code}{subgroup.label}"
    if dimension.key.startswith(PLUS):
        return f"with ‘{lower_first(dimension.title)}’ recorded as {label.lower()}"
    return f"in the group ‘{subgroup.label}’"


def place(dimension: Dimension, subgroup: Subgroup) -> str:
    """A subgroup as a place in a sentence: "in the most deprived fifth", "for people aged 0 to 19".

    >>> place(Dimension("age_band", "Age band"), Subgroup("80+", "80 and over"))
    'for people aged 80 and over'
    """
    said = phrase(dimension, subgroup)
    return said if said.startswith(("in ", "at ")) else f"for people {said}"


def counted(measure: Measure, dimension: Dimension, subgroup: Subgroup) -> str:
    """What is counted, and whose: "appointments for people in the most deprived fifth"."""
    if dimension.key == EVERYONE.key:
        return measure.noun
    said = phrase(dimension, subgroup)
    if dimension.key in PLACES or measure.counts_people:
        return f"{measure.noun} {said}"
    return f"{measure.noun} for people {said}"


def subject(dimension: Dimension) -> str:
    """What a dimension is about, as a sentence begins with it: "Deprivation", "Ethnic group"."""
    return SUBJECTS.get(dimension.key.split("_")[0], dimension.title)


def group_named(profile: ReleasedProfile, key: str) -> ReleasedGroup | None:
    """The known subgroup with this key, or None."""
    return next((group for group in profile.groups if group.subgroup.key == key), None)


def reference_group(profile: ReleasedProfile) -> ReleasedGroup | None:
    """The subgroup with which the others are compared; None when it is everyone or a value."""
    return next((group for group in profile.groups if group.is_reference), None)


def reference_place(profile: ReleasedProfile) -> str:
    """The reference as a place: "in the least deprived fifth", "for everyone", "the standard"."""
    group = reference_group(profile) or group_named(profile, profile.reference)
    if group is not None:
        return place(profile.dimension, group.subgroup)
    return no_group_named(profile.reference)


def no_group_named(reference: str) -> str:
    """A reference that is none of the groups, as a place: "for everyone", "the standard"."""
    if reference == "target":
        return "the standard"
    if reference.startswith("population"):
        return "the population compared with"
    return "for everyone" if reference == "average" else "in the reference group"


def reference_rate(profile: ReleasedProfile) -> str:
    """The level to be equalled: "the least deprived rate", "the rate for everyone"."""
    group = reference_group(profile)
    if group is None and profile.reference not in ("average", "best"):
        return reference_place(profile)
    if profile.measure.value == "percentile":
        return f"the wait {reference_place(profile)}"
    if group is not None and profile.dimension.key in DEPRIVATION:
        level, of, whom = lower_first(group.subgroup.label).partition(" of ")
        return f"the {level.rsplit(' ', 1)[0]} rate{of}{whom}"
    return f"the rate {reference_place(profile)}"
