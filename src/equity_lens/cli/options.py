"""Options that several commands share, and the request that they make."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from equity_lens.pipeline import Request

SOURCE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

_OPTIONS = (
    click.argument("sources", nargs=-1, required=True, type=SOURCE),
    click.option("--organisation", metavar="CODE", help="Whose paper it is, if the files hold several."),
    click.option("--edition", help="Deprivation edition: 'IMD 2025' (default), 'IMD 2019', or one you loaded."),
    click.option("--policy", default="hes", show_default=True, help="Disclosure policy: hes, ohid, local, or a TOML file."),
    click.option("--as-at", type=click.DateTime(["%Y-%m-%d"]), help="Census date of a list that does not carry it."),
    click.option("--contract", help="Kind of file, if it is not recognised: see `equity-lens template extract`."),
    click.option("--mapping", type=click.Path(path_type=Path), help="Mapping file; beside the source by default."),
    click.option("--measure", "measures", type=SOURCE, multiple=True, help="A measure of your own (TOML). Repeatable."),
    click.option("--reference", "references", multiple=True, metavar="DIMENSION=GROUP",
                 help="Compare with: a subgroup's key, best, average or target. Repeatable."),
    click.option("--residents", multiple=True, metavar="AREA", help="Local authority (E06...) whose residents a rate is of. Repeatable."),
    click.option("--store", type=FOLDER, help="Keep the prepared, pseudonymised records here."),
    click.option("--known-organisation", "known", multiple=True, metavar="CODE=NAME", help="A provider beyond the directory. Repeatable."),
    click.option("--link-terminated", is_flag=True, help="Link postcodes that are no longer in use."),
    click.option("--synthetic", is_flag=True, help="The data are made up: watermark everything."),
)  # fmt: skip


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the sources and the options about how to read them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def make_request(
    *,
    as_at: dt.datetime | None,
    references: tuple[str, ...],
    residents: tuple[str, ...],
    known: tuple[str, ...],
    **plain: Any,
) -> "Request":
    """The request that the options make."""
    from equity_lens.pipeline import Request

    return Request(
        as_at=as_at.date() if as_at else None,
        references=_pairs(references, "--reference"),
        residents=frozenset(residents),
        known_organisations=_pairs(known, "--known-organisation"),
        **plain,
    )


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """'key=value' texts as a mapping."""
    for text in texts:
        if "=" not in text:
            raise click.UsageError(f"{option} takes KEY=VALUE, with an equals sign between.")
    return {text.split("=", 1)[0].strip(): text.split("=", 1)[1].strip() for text in texts}
