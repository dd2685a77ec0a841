"""Everything that is told is compared as what it is: a table of edits, and what is said of each."""

from pathlib import Path
from typing import Any, Final

import pytest
from yaml import safe_load

from tests.diff.test_diff import diff

TABLE: Final[Any] = safe_load(Path(__file__).with_name("compared.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE["edits"], ids=lambda case: case["it"])
def test_an_edit(case: Any, tmp_path: Path) -> None:
    for name in ("old", "new"):
        for file, text in TABLE["files"].items():
            if name == "new" and file == case["file"]:
                assert text.count(case["from"]) == 1, case["from"]
                text = text.replace(case["from"], case["to"])
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    code, output = diff(tmp_path / "old", tmp_path / "new")
    told = output.partition("\n\n")[2]
    assert code == case["exit"], output
    if "told" in case:
        assert _without_example(told) == case["told"]
    assert told.startswith(case.get("starts", "way: "))
    for part in case.get("says", ()):
        assert part in told


def _without_example(told: str) -> str:
    """What is said before the first patient, or else before what is proved."""
    lines = told.splitlines(keepends=True)
    ends = ("    such as ", "  proved the same")
    last = next(number for number, line in enumerate(lines) if line.startswith(ends))
    return "".join(lines[:last])
