"""Server time, queries and weight of every page, and fifty readers during an upload.

    python benchmarks/pages.py                     the demonstration trust, on SQLite
    python benchmarks/pages.py --database postgresql://user@host/empty_database
    python benchmarks/pages.py --home FOLDER       a platform that is there already, never a real one

The addresses are found by themselves; what stands in brackets comes from the trust's own records,
or else from the samples of the access test. The promise: 200 ms for each page, 400 kB on the first
visit, no error while fifty people read and a file is uploaded.
"""

import argparse
import contextlib
import gzip
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
REPEATS, READERS, PATIENCE = 7, 50, 600.0
OF_A_PROJECT = ("project", "checks", "figures", "tests", "driver-diagram", "spread")
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]


@dataclass
class Page:
    """What was measured of one address."""

    name: str
    address: str
    role: str
    milliseconds: float
    processor: float
    queries: int
    kilobytes: float
    stays: bool
    """Whether the record that it shows is there for good."""


@dataclass
class Readers:
    """What fifty people met."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", default="")
    options.add_argument("--home", type=Path)
    options.add_argument("--without-readers", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(given.home or Path(folder) / "home", given.database)
        from equity_lens_web.accounts.models import Organisation
        from equity_lens_web.operations import demonstration
        from equity_lens_web.operations.upgrading import upgrade

        list(upgrade())
        if not Organisation.objects.exists():
            for line in demonstration.build():
                print(line, flush=True)
        trust = Organisation.objects.filter(synthetic=True).order_by("pk").first()
        pages = sorted(measure_pages(trust), key=lambda page: -page.milliseconds)
        print_pages(pages)
        if not given.without_readers:
            read_during_an_upload(trust, pages)


def start(home: Path, database: str) -> None:
    """Django on the demonstration's settings, whatever the environment says."""
    for name in [name for name in os.environ if name.startswith("EQUITY_LENS_")]:
        del os.environ[name]
    os.environ["EQUITY_LENS_HOME"] = str(home)
    os.environ["EQUITY_LENS_DEMONSTRATION"] = "yes"
    os.environ["DJANGO_SETTINGS_MODULE"] = "equity_lens_web.config.settings"
    if database:
        os.environ["EQUITY_LENS_DATABASE"] = database
    import logging

    import django

    django.setup()
    logging.disable(logging.ERROR)


def measure_pages(trust):
    """Every address that a member can open with a GET, and that answers with a page."""
    from django.db import IntegrityError, transaction
    from django.test import Client
    from django.urls import reverse

    from equity_lens_web.accounts.access import Audience, access_of
    from web.test_access import ADDRESSES, _arguments, _sample

    for name, pattern in ADDRESSES.items():
        access = access_of(pattern.callback)
        role = role_for(access)
        if access.audience is Audience.TOKEN or role is None:
            continue
        person = trust.memberships.select_related("person").get(role=role).person
        try:
            with transaction.atomic():
                records = {each: own_record(name, each, trust) for each in _arguments(name)}
                arguments = {
                    each: record or _sample(name, each).make(trust, person)
                    for each, record in records.items()
                }
                address = reverse(name, kwargs=arguments)
                client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
                client.force_login(person)
                measured = measure(client, address)
                transaction.set_rollback(True)  # what the samples made
        except IntegrityError:
            print(f"{name}: not measured, for such a record is there already", flush=True)
            continue
        if measured is not None:
            yield Page(name, address, role, *measured, stays=all(records.values()))


def role_for(access):
    """The first role that may open a page."""
    from equity_lens_web.accounts.permissions import roles

    fitting = (
        key
        for key, role in roles().items()
        if access.permission is None or access.permission in role.may
    )
    return next(fitting, None)


def own_record(name, argument, trust):
    """A record of the trust's own; None where the access test must make one."""
    own = {
        "evidence:extract*:pk": trust.extracts.values_list("pk"),
        "evidence:reject*:pk": trust.extracts.values_list("pk"),
        "evidence:job*:pk": trust.jobs.values_list("pk"),
        "evidence:paper*:pk": trust.papers.values_list("pk"),
        "evidence:answers-of:contract": trust.answers.values_list("contract"),
        "actions:decision:pk": trust.decisions.values_list("pk"),
        "learning:case:pk": trust.cases.values_list("pk"),
        "frontline:card:pk": trust.huddle_cards.values_list("pk"),
        "plan:round:pk": trust.plan_rounds.values_list("pk"),
        **{f"improvement:{each}:pk": trust.projects.values_list("pk") for each in OF_A_PROJECT},
    }
    for key, records in own.items():
        if fnmatch(f"{name}:{argument}", key) and (first := records.order_by("pk").first()):
            return first[0]
    return None


def measure(client, address):
    """Median milliseconds by the clock and of processor, queries, and kilobytes compressed.

    None where there is no page.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        body = answer.getvalue() if answer.streaming else answer.content
    queries = len(asked)
    if answer.status_code >= 500:
        print(f"{address} answered {answer.status_code}", flush=True)
    if answer.status_code != 200:
        return None
    taken, worked = [], []
    for _ in range(REPEATS):
        began, at_work = time.perf_counter(), time.process_time()
        answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
        taken.append(time.perf_counter() - began)
        worked.append(time.process_time() - at_work)
    return median(taken) * 1000, median(worked) * 1000, queries, len(gzip.compress(body)) / 1000


def print_pages(pages: list[Page]) -> None:
    print(f"\n{'page':<34}{'as':<16}{'ms':>8}{'of CPU':>8}{'queries':>9}{'kB':>8}")
    for page in pages:
        print(
            f"{page.name:<34}{page.role:<16}{page.milliseconds:>8.1f}{page.processor:>8.1f}"
            f"{page.queries:>9}{page.kilobytes:>8.1f}"
        )
    heaviest = max(page.kilobytes for page in pages)
    print(f"\nStyles and scripts, once: {first_visit():.0f} kB; heaviest page: {heaviest:.0f} kB")
    slow = [page.name for page in pages if page.milliseconds > 200]
    print(f"Over 200 ms: {', '.join(slow) or 'none'}")


def first_visit() -> float:
    """Kilobytes of every style, script and picture that any page may ask for, as they travel."""
    from django.conf import settings

    hashed = [each for each in settings.STATIC_ROOT.rglob("*.*.*") if each.suffix == ".gz"]
    return sum(each.stat().st_size for each in hashed if each.name.count(".") >= 3) / 1000


def read_during_an_upload(trust, pages: list[Page]) -> None:
    """Fifty people read what they may, while a file is checked and enters the figures."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "equity_lens_web", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    over, met = threading.Event(), Readers()
    try:
        wait_until_well(port)
        readable = [page for page in pages if page.stays and page.name.startswith("evidence:")]
        cookies = {page.role: cookie(trust, page.role) for page in readable}
        threads = [
            threading.Thread(
                target=read, args=(port, readable[at:] + readable[:at], cookies, over, met)
            )
            for at in [number % len(readable) for number in range(READERS)]
        ]
        for thread in threads:
            thread.start()
        took = upload(trust)
        over.set()
        for thread in threads:
            thread.join()
    finally:
        over.set()
        server.terminate()
        server.wait()
    p95 = quantiles(met.seconds, n=20)[-1] * 1000
    print(f"\n{READERS} readers during an upload of 41,200 rows ({took:.0f} s to findings):")
    print(
        f"{len(met.seconds):,} pages, median {median(met.seconds) * 1000:.0f} ms, 95% {p95:.0f} ms"
    )
    print(f"Errors: {dict(met.errors) or 'none'}")


def wait_until_well(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if ask(port, "/health/", "") == 200:
                return
        time.sleep(0.2)
    raise TimeoutError("the platform did not become well")


def cookie(trust, role: str) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(trust.memberships.get(role=role).person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def read(port: int, pages: list[Page], cookies: dict[str, str], over, met: Readers) -> None:
    while not over.is_set():
        for page in pages:
            began = time.perf_counter()
            try:
                status = ask(port, page.address, cookies[page.role])
            except OSError as fault:
                met.errors[f"{page.name}: {type(fault).__name__}"] += 1
                continue
            met.seconds.append(time.perf_counter() - began)
            if status >= 400:
                met.errors[f"{page.name}: {status}"] += 1
            if over.is_set():
                return


def ask(port: int, address: str, held: str) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        asked.request("GET", address, headers={"Cookie": held} if held else {})
        answer = asked.getresponse()
        answer.read()
        return answer.status


def upload(trust) -> float:
    """The waiting list of the month before, from its arrival to findings; seconds."""
    from django.core.files.uploadedfile import UploadedFile

    from equity_lens.demonstration.trust import write_trust
    from equity_lens_web.evidence.models import Extract
    from equity_lens_web.evidence.services import extracts

    person = trust.memberships.select_related("person").get(role="analyst").person
    with tempfile.TemporaryDirectory() as folder:
        path = write_trust(Path(folder)).waiting_list
        # One empty line more, so that it is not the same file byte for byte.
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        began = time.monotonic()
        with open(path, "rb") as file:
            given = UploadedFile(file, name=f"again-{path.name}", size=path.stat().st_size)
            (extract,) = extracts.receive(organisation=trust, files=[given], by=person)
    wait_for_jobs(trust)
    extract.refresh_from_db()
    if extract.state != Extract.State.CHECKED:
        raise RuntimeError(f"{extract.state}: {extract.problem}")
    extracts.include(extract=extract, by=person, replace=True)
    wait_for_jobs(trust)
    return time.monotonic() - began


def wait_for_jobs(trust) -> None:
    until = time.monotonic() + PATIENCE
    while trust.jobs.filter(ended_at=None).exists():
        if time.monotonic() > until:
            raise TimeoutError("the upload did not end")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
