"""From a postcode, or the code of a small area, to deprivation and local authority.

A row ends in one of the states of ``AREA_STATE``, each counted apart, and only a linked row has a
decile. The states are those of ``reference.areas.look_up``, which says the same of one postcode.
Postcodes are compared by their hash, so that no intermediate file holds one.
"""

from collections.abc import Iterable
from string import ascii_uppercase

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from equity_lens.ingestion.prepare.cells import hash64
from equity_lens.reference import areas, postcodes
from equity_lens.reference.names import area_names
from equity_lens.reference.vocabularies import AREA_STATE, IMD_DECILE, roll_up
from equity_lens.reference.vocabulary import Subgroup, Vocabulary

OF_AREA = ("area_state", "imd_rank", "decile", "authority")
"""What linking adds to a row."""

_NOT_KNOWN = ibis.literal(AREA_STATE.code("not_known"), "uint8")
LINKED = AREA_STATE.code("linked")
UNMATCHED = AREA_STATE.code("unmatched")
_TERMINATED = AREA_STATE.code("terminated")

# What Python calls a space, in the words of the pattern language that databases use.
_SPACING = r"[\s\x{000B}\x{001C}-\x{001F}\x{0085}\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]+"
# A state that tells of no place gives way to the area code beside it; "no fixed abode" does not.
_TELLS_NOTHING = tuple(
    AREA_STATE.code(key)
    for key in ("not_known", "terminated", "partial", "unmatched", "not_a_postcode")
)
# The first character of the area codes of other nations.
_NATION = {"W": "wales", "S": "scotland", "N": "northern_ireland", "9": "northern_ireland"}


def without_spaces(postcode: ir.StringValue) -> ir.StringValue:
    """Upper case without the space that nearly every postcode has: enough for most."""
    return postcode.replace(" ", "").upper()


def is_usual(unspaced: ir.StringValue) -> ir.BooleanValue:
    """Whether it is shaped like a whole postcode, and not of an area wholly outside England."""
    return unspaced.re_search(_usual()).fill_null(False)


def tidy(postcode: ir.StringValue) -> ir.StringValue:
    """Upper case, with every kind of space taken out, as ``reference.postcodes.tidy``."""
    return postcode.re_replace(_SPACING, "").upper().fill_null("")


def state_by_shape(tidied: ir.StringValue) -> ir.IntegerValue:
    """The state of a postcode that is not in the file of postcodes."""
    nations = (
        (tidied.re_search(f"^{letters}[0-9]"), AREA_STATE.code(state))
        for letters, state in postcodes.nations().items()
    )
    return ibis.cases(
        (tidied.re_search(postcodes.WHOLE), ibis.cases(*nations, else_=UNMATCHED)),
        (tidied.re_search(postcodes.PART), AREA_STATE.code("partial")),
        else_=AREA_STATE.code("not_a_postcode"),
    ).cast("uint8")


def _usual() -> str:
    """``postcodes.WHOLE``, beginning with any letters but those of another nation."""
    abroad = postcodes.nations()
    letters = [
        f"{first}[{''.join(second for second in ascii_uppercase if first + second not in abroad)}]"
        f"{'' if first in abroad else '?'}"
        for first in ascii_uppercase
    ]
    return postcodes.WHOLE.replace("[A-Z]{1,2}", f"(?:{'|'.join(letters)})", 1)


def local_authorities(edition: str) -> Vocabulary:
    """The local authorities of an edition's areas, by code, and "not known"."""
    codes = sorted(set(areas.area_table(edition)["local_authority"].to_pylist()))
    named = [Subgroup(code, area_names().get(code, code)) for code in codes]
    not_known = Subgroup("not_known", "Not known", known=False)
    return Vocabulary("local_authority", (*named, not_known))


def area_rows(con: Backend, edition: str) -> ir.Table:
    """Every area of an edition: ``lsoa_id``, ``imd_rank``, and codes of decile and authority."""
    table = areas.area_table(edition)
    code_of = {each.key: i for i, each in enumerate(local_authorities(edition).subgroups)}
    authorities = [code_of[code] for code in table["local_authority"].to_pylist()]
    deciles = [IMD_DECILE.code(str(decile)) for decile in table["imd_decile"].to_pylist()]
    return con.create_table(
        "area_rows",
        pa.table(
            {
                "lsoa_id": table["lsoa_id"],
                "imd_rank": table["imd_rank"].cast(pa.int32()),
                "decile": pa.array(deciles, pa.uint8()),
                "authority": pa.array(authorities, pa.uint16()),
            }
        ),
        temp=True,
    )


def postcode_table(
    con: Backend, edition: str, area: ir.Table, *, link_terminated: bool
) -> ir.Table:
    """Every postcode, and every text that stands for one, by ``area_key``.

    ``area_state`` is its code in ``AREA_STATE``, and the other columns are those of its area. With
    ``link_terminated`` a postcode no longer in use is linked to the area where it was.
    """
    file = con.read_parquet(areas.postcode_file())
    state = file.state
    if link_terminated:
        state = (state == _TERMINATED).ifelse(ibis.literal(LINKED, "uint8"), state)
    listed = file.select("postcode", state=state, lsoa_id=file[f"{areas.boundary_of(edition)}_id"])
    said = postcodes.pseudo_postcodes() | postcodes.texts()
    words = con.create_table(
        "words_for_a_postcode",
        pa.table(
            {
                "postcode": pa.array(list(said)),
                "state": pa.array([AREA_STATE.code(key) for key in said.values()], pa.uint8()),
                "lsoa_id": pa.nulls(len(said), pa.int32()),
            }
        ),
        temp=True,
    )
    found = listed.union(words.anti_join(file, "postcode"))
    found = found.select("state", "lsoa_id", area_key=hash64(found.postcode))
    return con.create_table("postcodes", _with_area(found, area), temp=True)


def area_code_table(
    con: Backend, edition: str, area: ir.Table, spellings: Iterable[str]
) -> ir.Table:
    """For each text found in an area-code column, as ``lsoa``: columns as for a postcode."""
    found = sorted(spellings)
    table = areas.lsoa_table(edition)
    id_of = dict(zip(table["lsoa_code"].to_pylist(), table["lsoa_id"].to_pylist(), strict=True))
    ids = [id_of.get(text.strip().upper()) for text in found]
    states = [_state_of_code(text, id) for text, id in zip(found, ids, strict=True)]
    codes = con.create_table(
        "area_codes_found",
        pa.table(
            {
                "lsoa": pa.array(found, pa.string()),
                "state": pa.array([AREA_STATE.code(state) for state in states], pa.uint8()),
                "lsoa_id": pa.array(ids, pa.int32()),
            }
        ),
        temp=True,
    )
    return con.create_table("area_codes", _with_area(codes, area), temp=True)


def _with_area(found: ir.Table, area: ir.Table) -> ir.Table:
    """What was found with the area's columns, which only a linked state may have."""
    linked_id = (found.state == LINKED).ifelse(found.lsoa_id, ibis.null("int32"))
    joined = found.mutate(lsoa_id=linked_id).left_join(area, "lsoa_id")
    has_none = (joined.state == LINKED) & joined.imd_rank.isnull()
    state = has_none.ifelse(ibis.literal(UNMATCHED, "uint8"), joined.state)
    return joined.select(
        *(name for name in found.columns if name not in ("state", "lsoa_id")),
        "imd_rank",
        "authority",
        area_state=state,
        decile=joined.decile.fill_null(decile_of_state(state)),
    )


def _state_of_code(text: str, lsoa_id: int | None) -> str:
    tidied = text.strip().upper()
    if lsoa_id is not None:
        return "linked"
    if tidied in postcodes.texts():
        return postcodes.texts()[tidied]
    return _NATION.get(tidied[0], "unmatched")


def link(rows: ir.Table, *, postcode: ir.Table | None, code: ir.Table | None) -> ir.Table:
    """The rows with ``area_state``, ``decile`` (a code), and ``imd_rank`` and ``authority``.

    The last two are null unless a row is linked. ``postcode`` comes from ``postcode_table`` where
    the rows have ``area_key`` and ``area_shape``, ``code`` from ``area_code_table`` where they
    have ``lsoa``. The area code decides where there is no postcode, and where the postcode tells
    of no place.
    """
    found = dict.fromkeys(OF_AREA, ibis.null("int32")) | {"area_state": _NOT_KNOWN}
    if postcode is not None:
        postcode = postcode.rename("{name}_of_postcode")
        rows = rows.left_join(postcode, rows.area_key == postcode.area_key_of_postcode)
        found = {name: rows[f"{name}_of_postcode"] for name in OF_AREA}
        found["area_state"] = found["area_state"].fill_null(rows.area_shape)
    if code is not None:
        rows = rows.mutate(**found)
        code = code.rename("{name}_of_code")
        rows = rows.left_join(code, rows.lsoa == code.lsoa_of_code)
        by_code = {name: rows[f"{name}_of_code"] for name in OF_AREA}
        by_code["area_state"] = by_code["area_state"].fill_null(_NOT_KNOWN)
        gives_way = ibis.literal(postcode is None) | (
            rows.area_state.isin(_TELLS_NOTHING) & (by_code["area_state"] == LINKED)
        )
        found = {name: gives_way.ifelse(by_code[name], rows[name]) for name in OF_AREA}
    linked = rows.mutate(**found)
    return linked.mutate(decile=linked.decile.fill_null(decile_of_state(linked.area_state)))


def decile_of_state(state: ir.IntegerValue) -> ir.IntegerValue:
    """The code in ``IMD_DECILE`` of a row that is not linked; null for one that is."""
    sums = roll_up("area_state", "imd_decile")
    codes = ((AREA_STATE.code(fine), IMD_DECILE.code(coarse)) for fine, coarse in sums.items())
    return ibis.cases(*((state == fine, code) for fine, code in codes)).cast("uint8")
