"""The table of codes, the pages that explain them and the code that uses them agree."""

import re
from pathlib import Path

import pytest

import pathway
from pathway.ground.problem_pages import codes, page
from pathway.ground.problems import CODES, WARNINGS, Problem, Problems
from pathway.ground.source import Source
from pathway.yaml.located import read

HOME = Path(pathway.__file__).parent
PAGES = HOME / "ground/problem_pages"
PAGE = re.compile(
    r"# (?P<title>.+)\n\n(?P<text>.+?)\n\n"
    r"Wrong:\n\n```(?P<kind>\w+)\n(?P<wrong>.+?)\n```\n\n"
    r"Right:\n\n```(?P=kind)\n(?P<right>.+?)\n```\n",
    re.DOTALL,
)


def used() -> dict[str, str]:
    """Every code that the program reports, with the file that does."""
    return {
        code: str(path.relative_to(HOME))
        for path in sorted(HOME.rglob("*.py"))
        for code in re.findall(r'(?<!Code\()"(P\d{3})"', path.read_text())
    }


def test_every_code_in_use_has_a_row_in_the_table() -> None:
    missing = {code: file for code, file in used().items() if code not in CODES}
    assert missing == {}, "add these codes to CODES in ground/problems.py, and a page for each"


def test_every_code_in_the_table_is_in_use() -> None:
    assert sorted(CODES.keys() - used().keys()) == []


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(CODES)


def test_codes_are_listed_in_order_with_their_titles() -> None:
    assert list(codes()) == sorted(CODES)
    assert codes()["P101"] == "unknown key"


@pytest.mark.parametrize("code", CODES)
def test_a_page_explains_and_shows_wrong_and_right(code: str) -> None:
    text = page(code)
    assert text is not None
    found = PAGE.fullmatch(text)
    assert found is not None, "a page has a title, a text, a wrong example and a right one"
    assert found["title"] == f"{code} {CODES[code].title}"
    assert found["wrong"] != found["right"]
    assert all(len(line) <= 100 for line in found["text"].splitlines())


@pytest.mark.parametrize("code", [code for code in CODES if "```yaml" in (page(code) or "")])
def test_the_right_example_can_be_read(code: str) -> None:
    found = PAGE.fullmatch(page(code) or "")
    assert found is not None
    problems = Problems()
    assert read(Source(code, found["right"]), problems) is not None
    assert list(problems) == []


@pytest.mark.parametrize("code", ["P004", "P005", "P007", "P008", "P009", "P010", "P012", "P013"])
def test_the_wrong_example_is_wrong(code: str) -> None:
    found = PAGE.fullmatch(page(code) or "")
    assert found is not None
    problems = Problems()
    read(Source(code, found["wrong"]), problems)
    assert {problem.code for problem in problems} == {code}


def test_there_is_no_page_for_what_is_no_code() -> None:
    assert [page(text) for text in ("P999", "", "../P101", "__init__")] == [None] * 4


def test_warnings_do_not_forbid_use() -> None:
    assert frozenset(code for code, row in CODES.items() if row.warning) == WARNINGS
    problems = Problems()
    problems.add("P302", "no way leads to node `x`")
    assert (len(problems), problems.errors) == (1, ())
    assert not Problem("P302", "no way leads to node `x`").is_error
    assert Problem("P101", "unknown key `x`").is_error
