"""What a measure counts, as other moods of its verb: from "had waited" to "would need to have waited".

A measure's ``done`` follows a percentage and is in the past. A verb that is not understood, or that
denies something ("were not attended"), is left alone: the sentence is then built without it.
"""

_AUXILIARIES = {"had": "have", "were": "be", "was": "be"}
_PARTICIPLES = {"had": "had", "were": "been", "was": "been"}


def to_need(done: str) -> str | None:
    """What follows "would need to", or None.

    >>> to_need("had waited 18 weeks or less"), to_need("ended within 4 hours")
    ('have waited 18 weeks or less', 'have ended within 4 hours')
    >>> to_need("could be linked to an area"), to_need("were not attended")
    ('be linked to an area', None)
    """
    first, _, rest = done.partition(" ")
    if rest.startswith("not ") or not rest:
        return None
    if first == "could":
        return rest
    if first in _AUXILIARIES:
        return f"{_AUXILIARIES[first]} {rest}"
    return f"have {done}" if first.endswith("ed") else None


def would_have(done: str) -> str | None:
    """What follows "would have", or None.

    >>> would_have("had waited over 52 weeks"), would_have("were cancelled by the trust")
    ('waited over 52 weeks', 'been cancelled by the trust')
    >>> would_have("were not attended") is None
    True
    """
    first, _, rest = done.partition(" ")
    if rest.startswith("not ") or not rest:
        return None
    if first == "had":
        # "had waited" becomes "have waited", but "had a category" becomes "have had a category".
        return rest if rest.split(" ")[0].endswith("ed") else f"had {rest}"
    if first in _PARTICIPLES:
        return f"{_PARTICIPLES[first]} {rest}"
    return done if first.endswith("ed") else None
