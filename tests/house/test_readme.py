"""The README shows what really happens."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
ADVISE = ["advise", "examples/patients/mon-57.yaml", "--as-of", "2026-11-20"]


def test_the_advice_is_how_the_demo_patients_advice_begins() -> None:
    block = re.search(r"<!-- advice -->\n```text\n(.*?)```\n<!-- /advice -->", README, re.DOTALL)
    assert block is not None
    environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    told = subprocess.run(
        [sys.executable, "-m", "pathway", *ADVISE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        shown = told
        text = README.replace(
            block[0],
            block[0].replace(block[1], shown, 1)
            if block[1]
            else f"<!-- advice -->\n```text\n{shown}```\n<!-- /advice -->",
        )
        (ROOT / "README.md").write_text(text)
        return
    assert block[1]
    assert told.startswith(block[1])


def test_the_library_example_prints_what_its_comments_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example[1], "README.md", "exec"), {})
    promised = re.findall(r"print\(.*\) +# (.*)", example[1])
    lines = printed.getvalue().splitlines()[: len(promised)]
    assert [line[: len(said.rstrip("…)"))] for line, said in zip(lines, promised, strict=True)] == [
        said.rstrip("…)") for said in promised
    ]


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
