"""No test is left out in silence: what is skipped or cannot run here is counted, or fails."""

import pytest

FILE = """
import pytest

@pytest.mark.skip(reason="the bundles are not at hand (PATHWAY_TEST_DATA)")
def test_on_data(): ...

@pytest.mark.needs("postgresql")
def test_of_a_program(): ...

@pytest.mark.needs("linux")
def test_of_a_machine(): ...

def test_that_runs(): ...
"""
SKIPPED = """
@pytest.mark.skip(reason="not today")
def test_left_for_later(): ...

@pytest.mark.xfail(reason="known", raises=ZeroDivisionError)
@pytest.mark.parametrize("by", [0, 1])
def test_that_is_known_to_fail(by): 1 / by
"""
INI = """
[pytest]
addopts = -p tests.lanes -p no:cacheprovider -p no:textual-snapshot
asyncio_default_fixture_loop_scope = function
"""


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> None:
    monkeypatch.setattr("tests.lanes.PROGRAMS", {"postgresql": (False, "apt-get install it")})
    monkeypatch.setattr("tests.lanes.MACHINES", {"linux": False})
    monkeypatch.delenv("CI", raising=False)
    pytester.makeini(INI)


def test_what_cannot_run_is_counted(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FILE)
    done = pytester.runpytest()
    assert done.parseoutcomes() == {"passed": 1, "skipped": 1, "deselected": 2}
    done.stdout.fnmatch_lines(
        [
            "1 tests on data skipped",
            "1 tests left out: linux does not exist for this machine",
            "1 tests left out: postgresql is not installed (apt-get install it)",
        ]
    )


@pytest.mark.slow
def test_workers_count_as_one(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    pytester.makepyfile('import pytest\n\n@pytest.mark.needs("tmux")\ndef test_screen(): ...\n')
    done = pytester.runpytest("-n2")
    assert done.parseoutcomes() == {}
    done.stdout.fnmatch_lines(["1 tests left out: tmux is not installed (apt-get install tmux)"])


def test_a_build_machine_has_every_program(
    monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(FILE)
    done = pytester.runpytest()
    assert done.parseoutcomes() == {"passed": 1, "skipped": 1, "errors": 1, "deselected": 1}
    done.stdout.fnmatch_lines(
        [
            "postgresql is not installed (apt-get install it)",
            "1 tests on data skipped",
            "1 tests left out: linux does not exist for this machine",
        ]
    )


def test_any_other_skip_is_a_failure(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        FILE + SKIPPED, test_whole="import pytest\npytest.importorskip('nothing')\n"
    )
    done = pytester.runpytest("--continue-on-collection-errors")
    outcomes = done.parseoutcomes()
    assert (outcomes["failed"], outcomes["skipped"], outcomes["errors"]) == (2, 1, 2)
    done.stdout.fnmatch_lines(
        [
            "only tests on data may be skipped: *could not import 'nothing'*",
            "only tests on data may be skipped: *not today*",
            "only tests on data may be skipped: known",
            "1 tests on data skipped",
        ]
    )
