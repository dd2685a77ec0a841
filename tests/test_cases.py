"""What a clinician expects of the rules, case by case: the tables in `cases/*.yaml`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pathway import LibraryError, open_library
from tests.cases_runner import CASES, all_cases, as_yaml, judged, told


@pytest.mark.parametrize("case", list(all_cases()))
def test_case(case: dict[str, Any]) -> None:
    assert as_yaml(told(judged(case), case["expect"])) == as_yaml(case["expect"])
    if "learned" in case:
        after = judged(case, learned=True)
        assert as_yaml(told(after, case["then"])) == as_yaml(case["then"])


def test_red_flags_are_never_assumed(tmp_path: Path) -> None:
    shutil.copytree(CASES / "library", tmp_path / "library")
    file = tmp_path / "library/vocabulary.yaml"
    said = file.read_text(encoding="utf-8")
    flag = "hot_knee: {title: Hot swollen knee, type: yes/no, "
    file.write_text(said.replace(flag, f"{flag}absent: assume false in problems, "))
    with pytest.raises(LibraryError) as caught:
        open_library(tmp_path / "library")
    assert [(p.code, p.message) for p in caught.value.problems] == [
        ("P103", "a red flag is never assumed to be absent")
    ]
