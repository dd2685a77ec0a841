"""A library as pages: whole pages, links that lead somewhere, nothing from outside."""

import dataclasses
import json
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pathway.engine import open_library
from pathway.program import CompiledProgram
from pathway.views.pictures.panel import LOOKS
from pathway.views.site import page, pages
from pathway.views.site.exercised import Exercised, exercised_in
from tests.cli.conftest import Run, run
from tests.golden import expect

__all__ = ["run"]
ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests/bad/libraries/sound"
HOSTILE = "<script>alert('x')</script>\x1b[31m\u202e & \"quoted\""

COVERAGE = {
    "schema": "pathway-coverage/1",
    "items": [
        {"key": f"{name}#{part}={outcome}", "state": state, "scenarios": scenarios}
        for name, part, outcome, state, scenarios in [
            ("rule.nsaid.ulcer", "ulcer", "true", "exercised", ["a", "b"]),
            ("rule.nsaid.ulcer", "ulcer", "false", "not exercised", []),
            ("rule.nsaid.ulcer", "ulcer", "unknown", "out of reach", []),
            ("flag.cauda_equina", "saddle_numbness", "true", "exercised", ["a"]),
            ("back_pain:eligible", "age >= 18 years", "true", "exercised", ["a"]),
            ("back_pain:offer.needles.acupuncture", "chronic", "true", "exercised", ["c"]),
            ("back_pain:option.nsaid.verdict", "", "contraindicated", "exercised", ["b"]),
            ("rec.who-2023.acupuncture.direct", "chronic", "true", "exercised", ["c"]),
            ("chronic", "symptom_duration > chronic_weeks", "true", "exercised", ["c"]),
        ]
    ],
}


def programs(folder: Path | None = None) -> Mapping[str, CompiledProgram]:
    library = open_library(folder)
    return {id_: library.program(id_) for id_ in library.pathways}


@cache
def shipped() -> Mapping[str, str]:
    return pages("Shipped", programs(), None, dict.fromkeys(programs(), 7))


class Read(HTMLParser):
    """What a page refers to, what can be referred to in it, and what it is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br", "rect", "path", "polygon", "circle"):
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "xlink:href"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("p", "li"):
            while self.open and self.open[-1] in ("p", "li") and self.open[-1] != tag:
                self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


@pytest.mark.parametrize("name", ["index.html", "pathway-back_pain.html", "therapy-nsaid.html"])
def test_whole_pages(name: str) -> None:
    found = pages("A small library", programs(SOUND), exercised_in(COVERAGE), {"back_pain": 3})
    assert len(found) == 5
    expect(f"site/{name}", found[name])


@pytest.mark.slow
def test_every_link_leads_somewhere() -> None:
    read = {name: Read(text) for name, text in shipped().items()}
    broken = []
    for name, one in read.items():
        for link in one.links:
            file, _, place = link.partition("#")
            target = read.get(file or name)
            if target is None or (place and place not in target.ids):
                broken.append(f"{name}: {link}")
    assert broken == []
    assert sum(len(one.links) for one in read.values()) > 1000


def test_nothing_comes_from_outside_and_no_place_is_named_twice() -> None:
    for name, text in shipped().items():
        one = Read(text)
        assert not one.tags & {"script", "img", "link", "iframe", "object", "form"}, name
        assert "default-src 'none'" in text
        assert [link for link in one.links if ":" in link] == []
        assert sorted(set(one.ids)) == sorted(one.ids), name
        assert one.open == [], name


def test_every_pathway_and_every_therapy_has_a_page_and_stands_in_the_index() -> None:
    index = Read(shipped()["index.html"]).links
    for id_, program in programs().items():
        assert f"pathway-{id_}.html" in index
        for therapy in program.therapies:
            assert f"therapy-{therapy}.html" in index
    assert set(shipped()) == {*index, "index.html"}


def test_a_page_alone_leads_nowhere_else() -> None:
    for program in programs().values():
        assert [link for link in Read(page(program)).links if not link.startswith("#")] == []


def test_every_rule_of_every_listed_therapy_stands_on_the_page() -> None:
    for id_, program in programs().items():
        text = shipped()[f"pathway-{id_}.html"]
        rules = [rule.id for one in program.listed for rule in program.therapies[one].rules]
        assert [rule for rule in rules if rule not in text] == []
        assert [flag.id for flag in program.flags if flag.id not in text] == []


def test_hostile_text_is_only_text() -> None:
    (program,) = programs(SOUND).values()
    therapies = {
        id_: dataclasses.replace(one, title=HOSTILE, about=HOSTILE, patient_wording=HOSTILE)
        for id_, one in program.therapies.items()
    }
    nodes = tuple(dataclasses.replace(node, title=HOSTILE) for node in program.nodes)
    life = dataclasses.replace(program.lifecycle, summary=HOSTILE)
    hostile = dataclasses.replace(
        program, title=HOSTILE, limits=HOSTILE, therapies=therapies, nodes=nodes, lifecycle=life
    )
    for text in (page(hostile), *pages(HOSTILE, {"back_pain": hostile}).values()):
        assert "<script" not in text
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)


def test_coverage_is_said_where_it_belongs() -> None:
    (program,) = programs(SOUND).values()
    text = page(program, exercised_in(COVERAGE))
    (rule,) = re.findall(r"<article[^>]*>\n<h4>ulcer .*?</article>", text, re.DOTALL)
    assert "1 of 2 outcomes exercised, by 2 scenarios" in rule
    (step,) = re.findall(r"<article[^>]*>\n<h4>Needles .*?</article>", text, re.DOTALL)
    assert "1 of 1 outcomes exercised, by 1 scenario" in step
    assert "<p><b>specs:</b> 87 %: 7 of 8 outcomes exercised, by 3 scenarios</p>" in text
    assert "exercised" not in page(program)
    other = dataclasses.replace(program, id="another")
    assert "<dt>specs</dt>" not in page(other, exercised_in(COVERAGE))


@pytest.mark.parametrize(
    "data", [None, [], {}, {"schema": "pathway-matrix/1"}, {**COVERAGE, "items": [{"key": "a"}]}]
)
def test_what_is_no_coverage(data: object) -> None:
    assert exercised_in(data) is None
    assert str(Exercised().share(["a"])) == ""


def test_every_colour_of_a_picture_has_one_for_a_dark_ground() -> None:
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+)"', "".join(shipped().values())))
    colours |= {colour for look in LOOKS.values() for colour in (look.fill, look.stroke)}
    style = ROOT / "src/pathway/views/document/picture.css"
    dark = set(re.findall(r'\[fill="(#\w+)"\]', style.read_text(encoding="utf-8")))
    assert sorted(colours - dark) == []


# -- the commands ------------------------------------------------------------------------------

FEATURE = """\
Feature: Needles
  Scenario: By name
    When the back_pain pathway is followed
    Then the back_pain pathway is followed
  Scenario Outline: Of no pathway
    When something else
  Example: Of another one
    When the knees pathway is followed
"""


def test_site(run: Run, tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features/needles.feature").write_text(FEATURE)
    (tmp_path / "coverage.json").write_text(json.dumps(COVERAGE))
    out = tmp_path / "out/pages"
    more = ("--features", tmp_path / "features", "--coverage", tmp_path / "coverage.json")
    result = run("site", out, "--library", SOUND, *more)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout == f"5 pages in {out}: open {out / 'index.html'}\n"
    told = pages("A small library", programs(SOUND), exercised_in(COVERAGE), {"back_pain": 1})
    assert {path.name: path.read_text() for path in out.iterdir()} == dict(told)


def test_show_as_a_page(run: Run, tmp_path: Path) -> None:
    coverage = tmp_path / "coverage.json"
    coverage.write_text(json.dumps(COVERAGE))
    asked = ("show", "back_pain", "--library", SOUND, "--format", "html")
    (program,) = programs(SOUND).values()
    assert run(*asked).stdout == page(program)
    assert run(*asked, "--coverage", coverage).stdout == page(program, exercised_in(COVERAGE))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("show", "back_pain", "--format", "html", "--patient", "-"),
            "P510 a page speaks of no patient\n  help: leave out `--patient`\n",
        ),
        (
            ("site", "out", "--coverage", "missing.json"),
            "P501 cannot read `missing.json`: no such file or directory\n",
        ),
        (
            ("site", "out", "--coverage", "broken.json"),
            (
                "P501 `broken.json` holds no coverage\n"
                "  help: write one with `pathway spec --coverage-file coverage.json`\n"
            ),
        ),
        (("site", "out", "--features", "nowhere"), "P501 there is no folder `nowhere`\n"),
        (("site", "broken.json"), "P509 cannot write `broken.json`: file exists\n"),
    ],
)
def test_what_cannot_be_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.json").write_text("{")
    result = run(*words, "--library", SOUND)
    assert (result.stderr, result.exit_code) == (said, 2)
