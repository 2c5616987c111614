"""Where a system sends a project's counts, with a token that may send and whose maker may run projects."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError

from equity_lens.errors import EquityLensError
from equity_lens_web.evidence.api import schemas
from equity_lens_web.improvement.services.figures import send_figures

MOST_ROWS = 5000
NO_PROJECT = "There is no such project."
NOT_ALLOWED = "Whoever made this token may not run projects. Ask somebody who may to make one."
READS_ONLY = "This token reads and does not send. Make one that may send counts under Data, Tokens."
router = Router()


class SentRow(Schema):
    """One line: how many, out of how many, of one group in one month or week."""

    measure: str = Field(description="The measure's id, as the project's page names it.")
    period: str = Field(description="A month (2026-01), or the Monday of a week (2026-01-05).")
    dimension: str = Field(description="What people are compared by; “all” for everyone.")
    subgroup: str = Field(description="The group's key; “all” for everyone.")
    numerator: int | None = Field(description="How many; null where nobody counted.")
    denominator: int | None = Field(description="Out of how many; null where nobody counted.")


class SentFigures(Schema):
    """Lines of one project. A later line takes the place of its month and never adds to it."""

    rows: list[SentRow] = Field(min_length=1, max_length=MOST_ROWS)


class LeftOut(Schema):
    """A line that was not taken, by its place from 1; 0 stands for a whole period."""

    line: int
    reason: str


class Taken(Schema):
    """What became of the lines: nothing is lost."""

    taken: int
    periods: list[str]
    left_out: list[LeftOut]


@router.post(
    "/{project}/figures",
    response={
        201: Taken,
        **dict.fromkeys((401, 403, 404, 422, 429), schemas.Problem),
    },
    operation_id="send_project_figures",
    summary="Send a project's counts",
)
def send(request: HttpRequest, project: int, sent: SentFigures) -> Any:
    """Counts of a project's own clinics. They are kept as true counts, and shown nowhere."""
    token: Any = request.auth
    if not token.may_send:
        raise HttpError(403, READS_ONLY)
    found = token.organisation.projects.filter(pk=project).first()
    if found is None:
        raise HttpError(404, NO_PROJECT)
    try:
        brought = send_figures(
            project=found,
            rows=[_cells(row, token.organisation.code) for row in sent.rows],
            name=token.name,
            by=token.made_by,
        )
    except PermissionDenied as refusal:
        raise HttpError(403, NOT_ALLOWED) from refusal
    except EquityLensError as fault:
        raise HttpError(422, " ".join([fault.problem, *fault.faults])) from fault
    return Status(
        201,
        {
            "taken": brought.taken,
            "periods": list(brought.periods),
            "left_out": [{"line": line, "reason": reason} for line, reason in brought.rejected],
        },
    )


def _cells(row: SentRow, organisation: str) -> dict[str, str]:
    """A line in the words of the counts table."""
    numbers = {
        name: "" if (count := getattr(row, name)) is None else str(count)
        for name in ("numerator", "denominator")
    }
    return {
        "measure": row.measure,
        "period": row.period,
        "organisation": organisation,
        "dimension": row.dimension,
        "subgroup": row.subgroup,
        **numbers,
    }
