"""`equity-lens template`: a starting file to fill in."""

from pathlib import Path

import click


@click.group(name="template")
def command() -> None:
    """Write a starting file: an extract's header, a measure, or a list of columns."""


@command.command(name="extract")
@click.argument("contract", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it (CSV).")
def extract(contract: str | None, out: Path | None) -> None:
    """Write the header row that CONTRACT asks for; list the contracts if none is named."""
    from equity_lens.contracts.load import contracts
    from equity_lens.errors import ContractNotMet

    known = contracts()
    if contract is None:
        for each in known.values():
            click.echo(f"{each.id:<24} {each.title}")
        return
    if contract not in known:
        raise ContractNotMet(
            f"There is no contract called {contract}.",
            remedy="List them with: equity-lens template extract",
        )
    fields = [field.name for field in known[contract].fields if field.keep != "refuse"]
    _write(out or Path(f"{contract}.csv"), ",".join(fields) + "\n")
    for field in known[contract].fields:
        click.echo(f"  {field.name:<28} {field.title}")


MEASURE = """\
# A measure of your own. Use it with: equity-lens paper FILE --measure my-measure.toml
id = "my-measure"
version = 1
version_on = 2026-10-01
title = "Outpatient appointments not attended"
why_it_matters = "Say in one sentence why a board should care."
source = "Where the definition comes from"
owner = "Role that owns it"
review_by = 2027-04-01
contract = "outpatient_appointment"
value = "proportion"      # proportion | count | percentile | standardised_rate
better = "lower"          # lower | higher | neither
kind = "access"           # access | experience | outcome | data quality
noun = "appointments"
done = "were not attended"

[denominator]
label = "Appointments that were due to take place"
where = [{ column = "attendance_status", is_in = ["3", "5", "6", "7"] }]

[numerator]
label = "Not attended, or too late to be seen"
where = [{ column = "attendance_status", is_in = ["3", "7"] }]
"""


@command.command(name="measure")
@click.option("--out", type=click.Path(path_type=Path), default=Path("my-measure.toml"))
def measure(out: Path) -> None:
    """Write a measure to change into your own."""
    _write(out, MEASURE)


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise click.UsageError(f"{path} is there already; name another with --out.")
    path.write_text(text, encoding="utf-8")
    click.echo(f"Wrote {path}")
