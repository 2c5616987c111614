"""Files, measures and policy in; released results out: in one go, or a stage at a time.

The stages, each of which tells how far it is and can be cancelled, are ``inspect`` (what is this
file, and what must be asked?), ``prepare_source`` (check every row; keep and count what may be
kept) and ``analyse`` (compare, protect, release). ``run`` is all of them.
"""

from equity_lens.ingestion.reading import safe_name, unpack
from equity_lens.pipeline.analysing import Result, analyse
from equity_lens.pipeline.answering import (
    Answered,
    Answers,
    AnswersNotUnderstood,
    answered,
    answers_from_json,
    answers_from_plain,
    answers_to_json,
    answers_to_plain,
)
from equity_lens.pipeline.counting import count_source
from equity_lens.pipeline.inspecting import inspect
from equity_lens.pipeline.judging import Judged, judge, trust_counts
from equity_lens.pipeline.kept_cells import KeptCells
from equity_lens.pipeline.keyed import (
    KeyedTally,
    tallies_to_counts,
    tally_dimensions,
    tally_measures,
    tally_subgroups,
)
from equity_lens.pipeline.prepared import (
    Held,
    Overlap,
    PreparedSource,
    leaving_out,
    open_prepared,
    overlap,
)
from equity_lens.pipeline.preparing import prepare_source
from equity_lens.pipeline.progress import Progress, silent
from equity_lens.pipeline.project_counts import (
    LARGEST_COUNT,
    Months,
    ReadTable,
    Row,
    Split,
    counts_of_project,
    months_of,
    read_project_rows,
    read_project_table,
    split_dimension,
    split_dimensions,
    split_measures,
    split_subgroups,
    with_everyone,
)
from equity_lens.pipeline.project_periods import is_over, is_period, week_and_month, weeks_of
from equity_lens.pipeline.questions import (
    Choice,
    InspectedColumn,
    Inspection,
    Question,
    ask_again,
    inspection_from_plain,
    inspection_to_plain,
)
from equity_lens.pipeline.rejected import RejectedRow, rejected_rows
from equity_lens.pipeline.whole_run import Request, run

__all__ = [
    "LARGEST_COUNT",
    "Answered",
    "Answers",
    "AnswersNotUnderstood",
    "Choice",
    "Held",
    "InspectedColumn",
    "Inspection",
    "Judged",
    "KeptCells",
    "KeyedTally",
    "Months",
    "Overlap",
    "PreparedSource",
    "Progress",
    "Question",
    "ReadTable",
    "RejectedRow",
    "Request",
    "Result",
    "Row",
    "Split",
    "analyse",
    "answered",
    "answers_from_json",
    "answers_from_plain",
    "answers_to_json",
    "answers_to_plain",
    "ask_again",
    "count_source",
    "counts_of_project",
    "inspect",
    "inspection_from_plain",
    "inspection_to_plain",
    "is_over",
    "is_period",
    "judge",
    "leaving_out",
    "months_of",
    "open_prepared",
    "overlap",
    "prepare_source",
    "read_project_rows",
    "read_project_table",
    "rejected_rows",
    "run",
    "safe_name",
    "silent",
    "split_dimension",
    "split_dimensions",
    "split_measures",
    "split_subgroups",
    "tallies_to_counts",
    "tally_dimensions",
    "tally_measures",
    "tally_subgroups",
    "trust_counts",
    "unpack",
    "week_and_month",
    "weeks_of",
    "with_everyone",
]
