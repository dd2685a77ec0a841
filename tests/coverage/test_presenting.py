"""What the specs exercise, shown as text, JSON, HTML and as a matrix."""

import json
import re
from decimal import Decimal
from functools import cache

import pytest

from pathway.authoring.coverage.meter import Coverage, ItemSet
from pathway.authoring.coverage.reach import reach
from pathway.authoring.reports.coverage import data, matrix
from pathway.authoring.reports.coverage.document import document
from pathway.authoring.verify.reaching import can_exercise
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient
from pathway.views.document import drawn
from pathway.views.forms import Form
from tests.coverage.small import AS_OF, LIBRARY, METER, PROGRAM
from tests.golden import expect

#: Scenarios as they come from a run: whom they tell, and what they look at.
SCENARIOS = {
    "needles.feature::Nobody asked": (Patient("a"), ("acupuncture",)),
    "needles.feature::Bleeding <&> ulcers": (
        Patient(
            "b",
            entries={
                "age": (Entry(Decimal(57), on=AS_OF),),
                "bleeding_disorder": (Entry(value=True, on=AS_OF),),
            },
        ),
        ("acupuncture", "flag.cauda_equina"),
    ),
}
TAGGED = {"who-2023.acupuncture": ["needles.feature::Nobody asked"]}


@cache
def coverage() -> Coverage:
    by: dict[str, list[str]] = {}
    for name, (patient, looked_at) in SCENARIOS.items():
        values = resolve(patient, PROGRAM, AS_OF).values
        for key in METER.exercised(values, looked_at):
            by.setdefault(key, []).append(name)
    items = ItemSet([PROGRAM]).by_key
    missing = [item for key, item in items.items() if key not in by]
    return Coverage(items, by, reach(PROGRAM, missing, AS_OF, can_exercise).out_of_reach)


def test_as_text() -> None:
    expect("present/coverage.txt", drawn(document(coverage()), Form.TEXT))


def test_where_nothing_is_missing_nothing_is_listed() -> None:
    keys = [key for key in coverage().items if key not in coverage().out_of_reach]
    full = Coverage(coverage().items, dict.fromkeys(keys, ("one",)))
    told = drawn(document(Coverage(full.items, full.by, coverage().out_of_reach)), Form.TEXT)
    assert told.startswith("coverage 100.0 %: 89 of 89 exercised\n8 more are out of reach")
    assert "Not exercised" not in told


def test_without_proofs_nothing_is_called_out_of_reach() -> None:
    told = document(Coverage(coverage().items, coverage().by, proved=False))
    assert told.about == (
        "which of the rest no patient can exercise is not known: `pathway[proof]` proves it"
    )
    assert "out of reach" not in drawn(told, Form.TEXT).lower()


def test_as_json() -> None:
    told = data.to_dict(coverage())
    assert told["schema"] == "pathway-coverage/1"
    assert len(told["items"]) == len(coverage().items)
    assert told["exercised"] + len(coverage().missing) == told["of"]
    assert told["of"] + told["out_of_reach"] == len(told["items"])
    assert sum(share["of"] for share in told["places"].values()) == told["of"]
    expect("present/coverage.json", json.dumps(told, indent=2) + "\n")


def test_as_a_page() -> None:
    told = drawn(document(coverage()), Form.HTML)
    expect("present/coverage.html", told)
    assert "Bleeding &lt;&amp;&gt; ulcers" in told
    assert "Bleeding <&> ulcers" not in told
    assert re.search(r"(?:src|href)=[\"'](?!#)|<script|@import|url\(", told) is None


def test_the_page_shows_each_line_of_each_file_once() -> None:
    told = drawn(document(coverage()), Form.HTML)
    source = PROGRAM.therapies["nsaid"].span
    assert source is not None
    for line in filter(str.strip, source.source.text.splitlines()):
        words = re.findall(r"[\w]+", line)
        assert all(word in told for word in words)


def test_the_matrix() -> None:
    rows = matrix.rows(coverage(), TAGGED, [PROGRAM])
    expect("present/matrix.txt", matrix.text(rows))
    expect("present/matrix.json", json.dumps(matrix.to_dict(rows), indent=2) + "\n")


@pytest.mark.parametrize("tagged", [{}, TAGGED], ids=["no scenario", "one"])
def test_the_matrix_leads_back_from_conditions(tagged: dict[str, list[str]]) -> None:
    told = matrix.to_dict(matrix.rows(coverage(), tagged, [PROGRAM]))
    forth = {(c, one["id"]) for one in told["recommendations"] for c in one["conditions"]}
    back = {(c, id_) for c, ids in told["conditions"].items() for id_ in ids}
    assert forth == back
    assert bool(forth) is bool(tagged)


def test_every_recommendation_of_the_library_has_a_row() -> None:
    rows = matrix.rows(coverage(), {}, (LIBRARY.program(id_) for id_ in LIBRARY.pathways))
    assert [row.recommendation for row in rows] == ["who-2023.acupuncture"]
