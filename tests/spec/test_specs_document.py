"""The walk through `docs/specs.md` works as it says: every edit, command and answer."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.authoring.test_authoring import BLOCK, edit, pattern, run, write

DOCUMENT = (Path(__file__).parents[2] / "docs/specs.md").read_text()
HEADING = "## From an empty folder to full coverage\n"


def section() -> str:
    """The walk through, without what stands before and after it."""
    before, _, after = DOCUMENT.partition(HEADING)
    assert "\n## " not in before
    return after.partition("\n## ")[0]


def shown(folder: Path, block: str) -> None:
    """Compare a file with what is shown of it; the first line names it."""
    heading, _, text = block.partition("\n")
    told = (folder / heading.removeprefix("# ")).read_text().rstrip("\n")
    assert pattern(text).fullmatch(told), told


DOING: dict[str, Callable[[Path, str], None]] = {
    "console": run,
    "diff": edit,
    "gherkin": write,
    "text": shown,
}


@pytest.mark.slow
def test_every_step_of_the_walk(tmp_path: Path) -> None:
    blocks = BLOCK.findall(section())
    for kind, block in blocks:
        DOING[kind](tmp_path, block)
    assert [kind for kind, _ in blocks].count("console") == 5
    assert (tmp_path / "matrix.txt").exists()


def test_every_option_in_the_tables_is_one() -> None:
    from pathway.authoring.spec import _OF_COVERAGE
    from pathway.cli.heads import spec

    rows = re.findall(r"^\| `(--[\w-]+)[^`]*` \| `(--[\w-]+)[^`]*` \|", DOCUMENT, re.MULTILINE)
    assert {pytest for _, pytest in rows} == {
        "--pathway-coverage",
        *(f"--pathway-{name}" for name, *_ in _OF_COVERAGE),
    }
    names = {"minimum" if one == "--min" else one[2:].replace("-", "_") for one, _ in rows}
    assert names <= set(spec.__annotations__)
    assert len(names) == len(rows) == 5
