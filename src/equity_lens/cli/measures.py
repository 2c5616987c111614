"""`equity-lens measures`: what is counted, out of what, and who owns the definition."""

import json

import click

from equity_lens.errors import MeasureInvalid


@click.command(name="measures")
@click.argument("measure_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
def command(measure_id: str | None, as_json: bool) -> None:
    """List the measures of the library, or show MEASURE_ID in full."""
    from equity_lens.measures.load import library

    measures = library()
    if measure_id is not None and measure_id not in measures:
        raise MeasureInvalid(
            f"There is no measure called {measure_id}.",
            remedy="List them with: equity-lens measures",
        )
    chosen = [measures[measure_id]] if measure_id else list(measures.values())
    if as_json:
        from dataclasses import asdict

        click.echo(json.dumps([asdict(measure) for measure in chosen], indent=1, default=str))
        return
    if measure_id:
        _show(chosen[0])
        return
    width = max(len(measure.id) for measure in chosen)
    for measure in chosen:
        click.echo(f"{measure.id:<{width}}  v{measure.version}  {measure.title}")
    click.echo("\nShow one in full: equity-lens measures ID")


def _show(measure) -> None:
    click.echo(f"{measure.title} ({measure.id}, version {measure.version})\n")
    click.echo(f"Why it matters  {measure.why_it_matters}")
    click.echo(f"Numerator       {measure.numerator.label}")
    click.echo(f"Denominator     {measure.denominator.label}")
    click.echo(f"Better          {measure.better}")
    for standard in measure.standards:
        click.echo(f"Standard        {standard.value} from {standard.from_on}: {standard.source}")
    click.echo(f"Source          {measure.source}")
    click.echo(f"Owner           {measure.owner}; review by {measure.review_by}")
    if measure.caution:
        click.echo(f"Caution         {measure.caution}")
