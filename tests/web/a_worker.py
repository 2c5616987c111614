"""A worker in a process of its own, for tests that kill it at a chosen moment.

prepare            a trust, an analyst, and an upload that waits
work MOMENT        work until that moment, then die by SIGKILL
recover-and-work   begin again what was lost, finish, and say what there is
"""

import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402

from equity_lens_web.accounts.models import Membership, Organisation, Person  # noqa: E402
from equity_lens_web.evidence import jobs  # noqa: E402
from equity_lens_web.evidence.models import Extract, Job, Result  # noqa: E402
from equity_lens_web.evidence.reading import figures_of  # noqa: E402
from equity_lens_web.evidence.services import extracts as services  # noqa: E402
from equity_lens_web.evidence.services import refreshes, working  # noqa: E402


def prepare():
    call_command("migrate", verbosity=0)
    trust = Organisation.objects.create(code="TST", name="Test trust", synthetic=True)
    analyst = Person.objects.create_user("analyst@tst.example", name="Analyst")
    Membership.objects.create(person=analyst, organisation=trust, role="analyst")
    content = (Path(settings.HOME) / "list.csv").read_bytes()
    services.receive(
        organisation=trust, files=[SimpleUploadedFile("list.csv", content)], by=analyst
    )


def work(moment):
    die_at(moment)
    finish()


def recover_and_work():
    Job.objects.filter(state="running").update(beat_at="2026-01-01T00:00Z")
    Job.objects.filter(state="waiting").update(asked_at="2026-01-01T00:00Z")
    jobs.recover_lost_jobs()
    finish()
    trust = Organisation.objects.get()
    group = figures_of(trust).profile("waiting-within-18-weeks", "all").groups[0]
    twice = (
        Result.objects.values(
            "refresh", "kind", "measure", "dimension", "subgroup", "period", "place"
        )
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .count()
    )
    uploads = sum(file.is_file() for file in (Path(settings.HOME) / "uploads").rglob("*"))
    print(  # noqa: T201
        f"in_force {Extract.objects.in_force().count()} refresh {trust.refreshes.count()} "
        f"counted {group.numerator.value:.0f} of {group.denominator.value:.0f} "
        f"twice {twice} uploads {uploads}"
    )


def finish():
    """Everything that waits; a checked file is put into the figures, as its analyst would."""
    while True:
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
        checked = Extract.objects.filter(state=Extract.State.CHECKED).first()
        if checked is None:
            return
        services.include(extract=checked, by=checked.received_by)


def die_at(moment):
    def die(*_args, **_kwargs):
        os.kill(os.getpid(), signal.SIGKILL)

    def at_step(kind, words):
        told = jobs._Watched.__call__

        def tell(self, step, fraction=None):
            told(self, step, fraction)
            if self._job.kind == kind and words in step:
                die()

        jobs._Watched.__call__ = tell

    match moment:
        case "reading":
            at_step("inspect", "Reading")
        case "writing":
            # The store lies there whole; the record that names it is being written.
            working.discard_upload = die
        case "figures":
            at_step("refresh", "Taking")
        case "committing":
            # All results are in the transaction, and it is not yet committed.
            written = refreshes.Result.objects.bulk_create
            refreshes.Result.objects.bulk_create = lambda *rows, **how: (
                written(*rows, **how),
                die(),
            )


if __name__ == "__main__":
    told = {"prepare": prepare, "work": work, "recover-and-work": recover_and_work}
    told[sys.argv[1]](*sys.argv[2:])
