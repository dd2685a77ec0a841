"""What holds for every test: no time limits, and no quiet skips on a build machine."""

import os
import re
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

#: For tests of our own pytest plugin; pytest allows this line only here.
pytest_plugins = ["pytester"]

#: Neither one example nor the making of them is measured: a busy machine is no fault.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", _UNHURRIED)
settings.register_profile("build machine", _UNHURRIED, derandomize=True, print_blob=True)
settings.load_profile("build machine" if os.environ.get("CI") == "true" else "house")

#: Reasons that mean a missing part; test data beside the project may rightly be absent.
_MISSING = re.compile(
    r"could not import|no module named|not installed|not found|missing"
    r"|not at hand(?! \(PATHWAY_TEST_DATA\))",
    re.IGNORECASE,
)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests of screens wait a third of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that is skipped because something is missing fails on a build machine."""
    report = yield
    return _refused(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file (`importorskip`)."""
    report = yield
    return _refused(report)


R = TypeVar("R", pytest.TestReport, pytest.CollectReport)


def _refused(report: R) -> R:
    if os.environ.get("CI") == "true" and report.skipped and _MISSING.search(str(report.longrepr)):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report
