"""CONTRIBUTING.md says for ten changes which files each touches, and that is so.

For each kind of change one member that exists stands for the next one: every file of the code
that names it is a file that the next one has to touch as well. Where such a place is added or goes
away, the test says so in a sentence, and the table has to follow.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/pathway"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATH = re.compile(r"`([\w./-]+[./][\w./-]+)`")
SUFFIXES = (".py", ".yaml", ".lark", ".md")


@dataclass(frozen=True)
class Recipe:
    """A kind of change, a member that stands for it, and how the code names that member.

    `other` are files in which the same word means something else, with what it means there.
    """

    of: str
    member: str
    named: str
    other: Mapping[str, str] = field(default_factory=dict)


RECIPES = (
    Recipe(
        "operator",
        "between",
        r'"between"|_BETWEEN sum\b',
        {
            "authoring/spec/slots.py": "a range of numbers in the words of a scenario",
            "authoring/verify/properties/__init__.py": "what is proved of two pathways",
        },
    ),
    Recipe("key of a therapy", "longest course weeks", r"\blongest_weeks\b|longest course weeks"),
    Recipe(
        "output format",
        "markdown",
        r"\bmarkdown\b|\bMARKDOWN\b",
        {
            "views/sarif.py": "a key of SARIF",
            "service/cards.py": "the detail of a card is always Markdown",
            "service/profiles/fitting.py": "the same",
        },
    ),
    Recipe(
        "screen of the terminal",
        "timeline",
        r"\bTimelineScreen\b",
        {"tui/screens/what_if.py": "opens it to change a trial of the question *what if*"},
    ),
    Recipe("FHIR resource", "Procedure", r"\bProcedure\b|\bread_procedure\b"),
    Recipe("check on content", "endless_trial", r"\bendless_trial\b|\bP333\b"),
    Recipe("phrase", "waits for", r"\badvice\.waits_for\b|def waits_for\(story"),
    Recipe("property that is proved", "limits-agree", r'"limits-agree"'),
    Recipe("row of the verdict table", "unavailable", r'\bUNAVAILABLE\b|^    "unavailable",$'),
    Recipe("command", "compare", r'"comparing\.compare"|^def compare\($|^    "compare": \($'),
)


@cache
def texts() -> Mapping[str, str]:
    """Every file of the code, with its name as the first line."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            name = path.relative_to(PACKAGE).as_posix()
            found[name] = f"{name}\n{path.read_text(encoding='utf-8')}"
    return found


@cache
def table() -> Mapping[tuple[str, str], tuple[set[str], set[str]]]:
    """The table of CONTRIBUTING.md: what to touch in the code, and what besides."""
    _, _, rest = CONTRIBUTING.partition("## Ten changes")
    rows = re.findall(r"^\| (.+?) \| `([^`]+)` \| (.+?) \| (.+?) \|$", rest, re.MULTILINE)
    return {
        (of, member): (set(PATH.findall(code)), set(PATH.findall(besides)))
        for of, member, code, besides in rows
    }


def test_the_table_has_these_ten() -> None:
    assert [(one.of, one.member) for one in RECIPES] == list(table())
    assert len(RECIPES) == 10


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.member)
def test_a_change_touches_what_the_table_says(recipe: Recipe) -> None:
    said, _ = table()[recipe.of, recipe.member]
    pattern = re.compile(recipe.named, re.MULTILINE)
    named = {name for name, text in texts().items() if pattern.search(text)}
    assert set(recipe.other) <= named, "a file is left out that does not name it"
    found = named - set(recipe.other)
    what = f"a new {recipe.of}"
    more = [
        f"{what} also touches {name}, which CONTRIBUTING.md does not say" for name in found - said
    ]
    less = [f"{what} no longer touches {name}, as CONTRIBUTING.md says" for name in said - found]
    assert sorted(more + less) == []


def test_what_is_touched_besides_is_there() -> None:
    for _, besides in table().values():
        assert [path for path in sorted(besides) if not (ROOT / path).exists()] == []
