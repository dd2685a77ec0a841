"""Feature files in a folder of their own, run by a pytest that has nothing but its plugins."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., pytest.RunResult]

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"


#: Strict as this project's own; plugins that keep things beyond one session stay out.
INI = (
    "[pytest]\n"
    "addopts = --strict-markers -p no:cacheprovider -p no:textual-snapshot\n"
    "filterwarnings = error\n"
    "asyncio_default_fixture_loop_scope = function\n"
)


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Write `care.feature` and run it, speaking of the small library; more options may follow."""
    pytester.makeini(INI)

    def run_it(text: str, *options: str, library: Path | None = SOUND) -> pytest.RunResult:
        (pytester.path / "care.feature").write_text(text)
        chosen = (f"--pathway-library={library}",) if library is not None else ()
        return pytester.runpytest(*chosen, *options)

    return run_it


def reported(result: pytest.RunResult) -> str:
    """What stands between the heading of the first report and the summary."""
    text = result.stdout.str()
    found = re.search(r"^_{3,} .+ _{3,}\n(.*?)^(?:_{3,} |={3,} )", text, re.DOTALL | re.MULTILINE)
    assert found is not None, text
    return found[1]
