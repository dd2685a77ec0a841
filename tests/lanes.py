"""Which tests run where, and that none is left out in silence.

Only tests on data beside the project (`PATHWAY_TEST_DATA`, `PATHWAY_FACTS`) may be skipped; every
other skip, and every expected failure, fails. What needs a program that is not installed is marked
`needs(name)`: it is left out and counted on a developer's machine, and fails where `CI=true`.
Of long tables of cases the fast lane has a part, and the slow lane the rest (`thinned`).
"""

import os
import platform
import shutil
import sys
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from _pytest.mark import ParameterSet

from pathway.views.document.pdf import PACKAGES

#: What a skip says that may stay one.
ON_DATA: Final = ("(PATHWAY_TEST_DATA)", "(PATHWAY_FACTS)")


def _postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or bool(shutil.which("pg_ctl"))


def _nginx() -> bool:
    return Path("/usr/sbin/nginx").exists() or shutil.which("nginx") is not None


def _pango() -> bool:
    """What lays out a PDF, and the letters that its pages are laid out for."""
    there = any(Path("/usr/lib").glob("*/libpangoft2-1.0.so.0"))
    return there and any(Path("/usr/share/fonts/truetype").glob("liberation*"))


#: Programs that `.ci/run` installs: is it there, and how it gets there.
PROGRAMS: Final[Mapping[str, tuple[bool, str]]] = {
    "bash": (shutil.which("bash") is not None, "apt-get install bash"),
    "curl": (shutil.which("curl") is not None, "apt-get install curl"),
    "systemd-analyze": (shutil.which("systemd-analyze") is not None, "apt-get install systemd"),
    "tmux": (shutil.which("tmux") is not None, "apt-get install tmux"),
    "chromium": (Path("/usr/bin/chromium").exists(), "apt-get install chromium"),
    "nginx": (_nginx(), "apt-get install nginx-light"),
    "postgresql": (_postgresql(), "apt-get install postgresql"),
    "java": (shutil.which("java") is not None, "apt-get install openjdk-17-jre-headless"),
    "pango": (_pango(), f"apt-get install {' '.join(PACKAGES)}"),
}
#: What some machines cannot have.
MACHINES: Final[Mapping[str, bool]] = {
    "linux": sys.platform == "linux",
    # Where it exists it is one of our tools, and missing would be a fault.
    "atheris": sys.platform == "linux"
    and platform.machine() == "x86_64"
    and sys.version_info < (3, 14),
}

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
_LEFT_OUT: Final = pytest.StashKey[Counter[str]]()


def thinned(values: Iterable[object], every: int) -> list[ParameterSet]:
    """Every so many-th value for the fast lane; the others for the slow one."""
    return thinned_rows(((value,) for value in values), every)


def thinned_rows(rows: Iterable[Sequence[object]], every: int) -> list[ParameterSet]:
    """The same of rows, each with a value for several names."""
    slow = pytest.mark.slow
    return [
        pytest.param(*row, marks=slow if number % every else ()) for number, row in enumerate(rows)
    ]


# -- left out by name -------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """What a test may need."""
    config.addinivalue_line("markers", "needs(name): a program, or a kind of machine")
    config.stash[_LEFT_OUT] = Counter()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, and count it."""
    left_out = {item: reason for item in items if (reason := _absent(item))}
    config.stash[_LEFT_OUT].update(left_out.values())
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A build machine has every program."""
    for name in _needed(item):
        there, how = PROGRAMS.get(name, (True, ""))
        if not there:
            pytest.fail(f"{name} is not installed ({how})", pytrace=False)


def _absent(item: pytest.Item) -> str:
    """Why a test cannot run here and is left out; empty where it can."""
    for name in _needed(item):
        if name in PROGRAMS and not PROGRAMS[name][0] and os.environ.get("CI") != "true":
            return f"{name} is not installed ({PROGRAMS[name][1]})"
        if not MACHINES.get(name, True):
            return f"{name} does not exist for this machine"
    return ""


def _needed(item: pytest.Item) -> Sequence[str]:
    return [name for mark in item.iter_markers("needs") for name in mark.args]


# -- no other skip ----------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> Generator[None, None, None]:
    """A skip that is not on data is a failure, and so is an expected one; also of a feature."""
    _refused(report)
    yield


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file (`importorskip`)."""
    return _refused((yield))


def _refused(report: Report) -> Report:
    expected = vars(report).pop("wasxfail", None)
    on_data = any(words in str(report.longrepr) for words in ON_DATA)
    if expected is not None or (report.skipped and not on_data):
        report.outcome = "failed"
        report.longrepr = f"only tests on data may be skipped: {expected or report.longrepr}"
    return report


# -- what is said at the end ----------------------------------------------------------------------


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the process that reports."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        counted: Counter[str] = session.config.stash[_LEFT_OUT]
        output["left_out"] = dict(counted)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker collects the same, so one of them has to be heard."""
    told = getattr(node, "workeroutput", {}).get("left_out", {})
    counted: Counter[str] = node.config.stash[_LEFT_OUT]
    counted.update({reason: told[reason] for reason in told.keys() - counted.keys()})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """How many tests did not run, and why."""
    skipped = len(terminalreporter.stats.get("skipped", ()))
    terminalreporter.write_line(f"{skipped} tests on data skipped")
    for reason, number in sorted(config.stash[_LEFT_OUT].items()):
        terminalreporter.write_line(f"{number} tests left out: {reason}")
