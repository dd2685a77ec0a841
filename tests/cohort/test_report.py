"""`pathway cohort report`: numbers of answers, what moved, and what fires no more."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from pyarrow import parquet

from pathway.cohort import plots
from pathway.cohort.drift import drift, firing, in_time
from pathway.cohort.report import report
from pathway.cohort.wording import Titles
from pathway.ground.problems import UsageError
from tests.cli.conftest import Run, run
from tests.golden import expect
from tests.house.printed import ROOT

from .test_agreement import shipped

__all__ = ["run"]

WHOLE = {"eligible": "yes", "outcome": "advice", "urgency": "none", "red_flags": "none"}
STEPS = {"reached": "non_drug", "steps": "non_drug", "begun": None, "finished": None}
WAITS = {"verdict": "pending", "action": "ask first", "reasons": None, "cautions": None}
STOPS = {**WAITS, "verdict": "avoid", "action": "stop", "reasons": "nsaid.anticoagulant"}
STARTS = {**WAITS, "verdict": "recommended", "action": "start", "cautions": "nsaid.age"}


def answers(
    folder: Path, name: str, groups: Sequence[tuple[int, Mapping[str, Any]]], day: str | None
) -> Path:
    """A table of answers about one drug: so many rows of each group, for a day."""
    rows = [
        {
            "id": f"{name}{at}-{number}",
            "left_out": group.get("left_out", False),
            **{key: group.get(key, value) for key, value in {**WHOLE, **STEPS}.items()},
            "alerts": group.get("alerts"),
            "review_by": group.get("review_by"),
            **{f"nsaid.{part}": group[part] for part in WAITS},
        }
        for at, (count, group) in enumerate(groups)
        for number in range(count)
    ]
    columns = {
        key: pa.array([row[key] for row in rows], _type(key)).dictionary_encode()
        if _type(key) == pa.string()
        else pa.array([row[key] for row in rows], _type(key))
        for key in rows[0]
    }
    table = pa.table(columns)
    if day is not None:
        told = {"pathway": "sciatica", "version": "3.0.0", "digest": "d", "as_of": day}
        table = table.replace_schema_metadata(told)
    path = folder / f"{name}.parquet"
    parquet.write_table(table, path)
    return path


def _type(name: str) -> pa.DataType:
    return {"left_out": pa.bool_(), "review_by": pa.date32()}.get(name, pa.string())


def _day(text: str) -> dict[str, Any]:
    return {"review_by": date.fromisoformat(text)}


def test_every_number(tmp_path: Path) -> None:
    groups = [
        (40, {**STOPS, "alerts": "cancer weak_sign", **_day("2026-11-20")}),
        (30, {**STARTS, **_day("2026-12-18")}),
        (20, {**WAITS, **_day("2026-12-19"), "begun": "non_drug"}),
        (2, {**WAITS, "left_out": True}),
    ]
    found = report(answers(tmp_path, "a", groups, "2026-11-20"))
    assert found.to_dict() == {
        "pathway": {"pathway": "sciatica", "version": "3.0.0"},
        "digest": "d",
        "as_of": "2026-11-20",
        "patients": 92,
        "left_out": 2,
        "fewest": 5,
        "eligible": {"yes": 90},
        "outcome": {"advice": 90},
        "urgency": {"none": 90},
        "red_flags": {"none": 90},
        "reached": {"non_drug": 90},
        "steps": {"non_drug": 90},
        "begun": {"non_drug": 20},
        "finished": {},
        "alerts": {"cancer": 40, "weak_sign": 40},
        "asks": {},
        "reviews": {"due now": 40, "within 4 weeks": 30, "later": 20},
        "to_end": {"nsaid": 40},
        "due": {"nsaid": 30},
        "waiting": {"nsaid": 20},
        "verdicts": {"nsaid": {"avoid": 40, "recommended": 30, "pending": 20}},
        "actions": {"nsaid": {"stop": 40, "start": 30, "ask first": 20}},
        "firing": {"nsaid": {"nsaid.anticoagulant": 40, "nsaid.age": 30}},
    }


def test_small_groups_are_told_nowhere(tmp_path: Path) -> None:
    """Neither as a verdict, nor as an action, nor by what they lack to the whole."""
    groups = [(40, WAITS), (3, STOPS), (30, STARTS)]
    found = report(answers(tmp_path, "a", groups, None))
    assert dict(found.verdicts["nsaid"]) == {"pending": 35, "recommended": 30, "others": 8}
    assert dict(found.actions["nsaid"]) == {"ask first": 35, "start": 30, "others": 8}
    assert found.to_end == {}
    assert found.firing == {"nsaid": {"nsaid.age": 30}}
    assert found.worked.as_of is None
    assert found.reviews == {"none": 73}


def test_what_moved_since_an_earlier_run(tmp_path: Path) -> None:
    earlier = report(answers(tmp_path, "a", [(50, STOPS), (50, WAITS)], "2026-05-20"))
    now = report(answers(tmp_path, "b", [(170, WAITS), (30, STARTS)], "2026-11-20"))
    assert [(one.section, one.about, one.before, one.after) for one in drift(earlier, now)] == [
        ("action.nsaid", "stop", 50, None),
        ("firing.nsaid", "nsaid.anticoagulant", 50, None),
        ("verdict.nsaid", "avoid", 50, None),
        ("action.nsaid", "ask first", 50, 170),
        ("verdict.nsaid", "pending", 50, 170),
        ("action.nsaid", "start", None, 30),
        ("firing.nsaid", "nsaid.age", None, 30),
        ("verdict.nsaid", "recommended", None, 30),
    ]
    fired = firing(in_time((now, earlier)))
    assert [(one.code, one.shares, one.stopped) for one in fired] == [
        ("nsaid.anticoagulant", (0.5, None), True),
        ("nsaid.age", (None, 0.15), False),
    ]


def test_what_parts_cannot_say_stands_beside_them(tmp_path: Path) -> None:
    """As a run on Spark leaves it: no metadata in the files, a file of it beside."""
    whole = answers(tmp_path, "whole", [(6, STARTS)], "2026-11-20")
    folder = tmp_path / "parts"
    folder.mkdir()
    told = parquet.read_table(whole)
    parquet.write_table(told.replace_schema_metadata(None), folder / "part-0.parquet")
    assert report(folder).worked == ("", "", "", None)
    metadata = {key.decode(): value.decode() for key, value in told.schema.metadata.items()}
    (folder / "_pathway.json").write_text(json.dumps(metadata))
    assert report(folder).worked == report(whole).worked
    assert report(folder).worked.as_of == date(2026, 11, 20)


def test_runs_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    one = report(answers(tmp_path, "a", [(9, WAITS)], "2026-05-20"))
    undated = report(answers(tmp_path, "b", [(9, WAITS)], None))
    with pytest.raises(UsageError, match="one of the runs does not say for which day"):
        in_time((one, undated))
    with pytest.raises(UsageError, match="two of the runs are for the same day"):
        in_time((one, one))
    folder = tmp_path / "mixed"
    folder.mkdir()
    answers(folder, "a", [(9, WAITS)], "2026-05-20")
    answers(folder, "b", [(9, WAITS)], "2026-11-20")
    with pytest.raises(UsageError, match="are of different days or versions of a pathway"):
        report(folder)


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def runs(tmp_path: Path) -> tuple[str, str]:
    then = [(50, {**STOPS, "begun": "non_drug"}), (50, WAITS)]
    now = [(170, WAITS), (30, {**STARTS, "reached": "non_drug nsaid", "steps": "nsaid"})]
    days = ("2026-05-20", "2026-11-20")
    both = ((name, rows) for name, rows in (("then", then), ("now", now)))
    paths = [answers(tmp_path, *one, day) for one, day in zip(both, days, strict=True)]
    return str(paths[0]), str(paths[1])


def test_as_lines_for_a_spreadsheet(run: Run, runs: tuple[str, str]) -> None:
    then, now = runs
    told = run("cohort", "report", now, "--against", then, "--format", "csv")
    rows = list(csv.reader(io.StringIO(told.stdout)))
    assert rows[:3] == [
        ["section", "about", "count", "earlier"],
        ["all", "patients", "200", "100"],
        ["all", "left_out", "0", "0"],
    ]
    assert [row for row in rows if row[0].endswith(".nsaid")] == [
        ["verdict.nsaid", "pending", "170", "50"],
        ["verdict.nsaid", "recommended", "30", ""],
        ["action.nsaid", "ask first", "170", "50"],
        ["action.nsaid", "start", "30", ""],
        ["firing.nsaid", "nsaid.age", "30", ""],
        ["verdict.nsaid", "avoid", "", "50"],
        ["action.nsaid", "stop", "", "50"],
        ["firing.nsaid", "nsaid.anticoagulant", "", "50"],
    ]


def test_as_text(run: Run, runs: tuple[str, str]) -> None:
    then, now = runs
    told = run("cohort", "report", now, "--against", then, "--over", then)
    expect("cli/cohort-report.txt", told.stdout)


def test_as_data(run: Run, runs: tuple[str, str]) -> None:
    then, now = runs
    data = json.loads(run("cohort", "report", now, "--over", then, "--json").stdout)
    assert data["over_time"] == {
        "days": ["2026-05-20", "2026-11-20"],
        "firing": [
            {"therapy": "nsaid", "code": "nsaid.anticoagulant", "shares": [0.5, None]},
            {"therapy": "nsaid", "code": "nsaid.age", "shares": [None, 0.15]},
        ],
    }


def test_what_is_asked_first(run: Run, tmp_path: Path) -> None:
    """Told only by runs with `--questions`, which are for tables."""
    clinic, target = ROOT / "examples/cohort/clinic.csv", tmp_path / "answers.csv"
    day = ("--as-of", "2026-11-20")
    assert run("cohort", "run", clinic, target, *day, "--questions").exit_code == 1
    told = run("cohort", "report", target, "--fewest", "1").stdout
    section = told.partition("The first question\n")[2].partition("\n\n")[0]
    assert section.splitlines() == [
        "  About                                   Patients   Share",
        "  new or worsening symptoms in both legs         4  80.0 %",
        "  sciatica in both legs                          1  20.0 %",
    ]
    export = tmp_path / "export"
    export.mkdir()
    (export / "Patient.ndjson").write_text('{"resourceType": "Patient", "id": "a"}\n')
    refused = run("cohort", "run", export, tmp_path / "out", *day, "--questions")
    assert refused.exit_code == 2
    assert "`--questions` is for tables" in refused.stderr


def test_questions_are_named_in_words() -> None:
    titles = Titles(shipped().program("sciatica"))
    asked = ("egfr", "complete.medicines", "trials", "nsaid.trials")
    assert [titles.question(one) for one in asked] == [
        "kidney function (eGFR)",
        "whether the list of medicines is complete",
        "treatments so far",
        "anti-inflammatory drug (NSAID): what was tried",
    ]


def test_a_page_with_pictures(run: Run, runs: tuple[str, str]) -> None:
    """They are whole SVG, say in words what they show, and are the same for the same numbers."""
    then, now = runs
    command = ("cohort", "report", now, "--against", then, "--over", then, "--format", "html")
    page = run(*command).stdout
    assert run(*command).stdout == page
    drawn = [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    told = {one[0].text: one[1].text for one in drawn}
    assert told == {
        "Gaps in care": "anti-inflammatory drug (NSAID): 30 due now, and not begun.",
        "Along the steps": (
            "eligible: 200 reached; Non-drug therapy: 200 reached, – tried something, – left it; "
            "Anti-inflammatory drug: 30 reached, – tried something, – left it; "
            "Epidural steroid injection: – reached, – tried something, – left it; "
            "Last drug: – reached, – tried something, – left it; "
            "Surgical opinion: – reached, – tried something, – left it."
        ),
        "Firing over time": (
            "Shares of patients for whom each fires, by day: "
            "anti-inflammatory drug (NSAID): An NSAID on top of an anticoagulant multiplies the "
            "risk of bleeding; avoid where possible, otherwise watch closely. "
            "The table has the numbers."
        ),
        "Verdicts": "Shares of verdicts of 1 treatments; the table below has the numbers.",
    }
    assert [one.get("role") for one in drawn] == ["img"] * 4
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_colours_stand_out_from_light_pages_and_from_dark_ones() -> None:
    """Words have the page's own colour; bars have three to one, as WCAG asks of graphics."""
    bars = {"one": {"x": 3}}
    svg = plots.side_by_side("A", "B", bars, {"x": plots.RED})
    words = re.findall(r"<text[^>]*style=\"([^\"]*)\"", svg)
    assert words
    assert all("fill: currentColor" in style for style in words)
    colours = (
        plots.BLUE,
        plots.GREEN,
        plots.AMBER,
        plots.RED,
        plots.PURPLE,
        plots.GREY,
        plots.TEAL,
    )
    for colour in colours:
        assert min(_contrast(colour, page) for page in ("#ffffff", "#121212")) >= 3, colour


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
