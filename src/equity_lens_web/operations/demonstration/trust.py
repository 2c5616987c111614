"""The demonstration trust on the platform: loaded through the same doors as a person would use."""

import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from equity_lens.contracts.load import contracts
from equity_lens.demonstration.published import waiting_list_files
from equity_lens.demonstration.trust import DemonstrationTrust, truths, write_trust
from equity_lens.pipeline import answers_from_plain
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services import extracts
from equity_lens_web.operations.demonstration.bringing import bring, include, members, set_up_trust


def build() -> Iterator[str]:
    """Set up the trust, bring its files, put them into the figures; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    organisation = set_up()
    analyst = members(organisation)["analyst"]
    with tempfile.TemporaryDirectory() as folder:
        yield "Writing a synthetic trust's files"
        trust = write_trust(Path(folder))
        _remember_answers(trust, organisation, analyst)
        paths = (*trust.sources, public_file())
        yield f"Checking {len(paths)} files, row by row"
        bring(paths, organisation=organisation, by=analyst)
    yield "Making the figures: the months before, then October"
    counts, records = _counts_and_records(organisation)
    include(counts, analyst)
    include(records, analyst)


def public_file() -> Path:
    """The newest real file of other providers' waiting lists, to stand beside."""
    (newest,) = (path for path in waiting_list_files() if "22-February-2026" in path.name)
    return newest


def set_up() -> Organisation:
    """The trust, and one member of each role; nobody in it exists."""
    planted = truths()
    return set_up_trust(
        planted["code"],
        planted["title"],
        Organisation.Sector.ACUTE,
        planted["local_authorities"],
    )


def _remember_answers(trust: DemonstrationTrust, organisation: Organisation, by: Person) -> None:
    """What the trust's analyst answered once of columns that are not recognised."""
    said = tomllib.loads(trust.mapping.read_text(encoding="utf-8"))
    for contract, answers in said.items():
        extracts.remember(
            organisation=organisation,
            contract=contract,
            said=answers_from_plain(contract, answers),
            by=by,
        )


def _counts_and_records(organisation: Organisation) -> tuple[list[Extract], list[Extract]]:
    """What was kept of earlier months, and the extracts of this one."""
    everything = list(organisation.extracts.order_by("pk"))
    records = {id for id, contract in contracts().items() if contract.kind != "aggregate"}
    return (
        [each for each in everything if each.contract not in records],
        [each for each in everything if each.contract in records],
    )
