"""Fixtures that several folders of tests share."""

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def helper(path: str):
    """A plain module of helpers beside the tests, by its path under ``tests``."""
    name = "equity_lens_tests_" + path.replace("/", "_").removesuffix(".py")
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def sample_release():
    """A release made by hand: journey 1's figures, and every state a figure can be in."""
    return helper("acceptance/sample_release.py").sample_release()


@pytest.fixture(scope="session")
def large_release():
    """Fifteen measures by ten dimensions, with long names: the most that a trust would show."""
    return helper("acceptance/sample_release.py").large_release()


@pytest.fixture(scope="session")
def paper_files(sample_release, tmp_path_factory):
    """Every file of the sample paper, by name, written once for all the tests that read them."""
    from equity_lens.reports import write_all

    return write_all(sample_release, tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="session")
def paper_document(sample_release):
    """The sample paper before it becomes a page, a print or a Word file."""
    from equity_lens.reports.figures import published
    from equity_lens.reports.length import fitted

    return fitted(published(sample_release))


@pytest.fixture(scope="session")
def meeting():
    """What people chose and wrote for a meeting, and the paper before it."""
    return helper("acceptance/meeting.py")


@pytest.fixture(scope="session")
def old_excel():
    """Writes .xls workbooks and other compound files, byte by byte."""
    return helper("spec/old_excel.py")


@pytest.fixture(scope="session")
def trusts():
    """Makes counts: of small made-up trusts, person by person, and tables by hand."""
    return helper("properties/random_trusts.py")


@pytest.fixture(scope="session")
def attacker():
    """Somebody with our outputs and a solver, looking for small numbers."""
    return helper("acceptance/attacker.py")


@pytest.fixture(scope="session")
def extracts():
    """Writes small extracts, and reads prepared records back in words."""
    return helper("spec/extracts.py")


@pytest.fixture(scope="session")
def prepare_oracle():
    """Prepares an extract in plain Python, a row at a time."""
    return helper("properties/prepare_oracle.py")
