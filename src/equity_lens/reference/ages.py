"""Age at an event, in the bands by which people are compared."""

OLDEST_BAND_FROM = 90
GREATEST_AGE = 130


def band5(age: int | None) -> str:
    """Key of the five-year band in ``AGE_BAND5`` for an age in completed years.

    ``None``, an age below nought and an age above 130 are "not_known".

    >>> band5(0), band5(17), band5(89), band5(104), band5(None)
    ('0-4', '15-19', '85-89', '90+', 'not_known')
    """
    if age is None or not 0 <= age <= GREATEST_AGE:
        return "not_known"
    if age >= OLDEST_BAND_FROM:
        return f"{OLDEST_BAND_FROM}+"
    first = age // 5 * 5
    return f"{first}-{first + 4}"
