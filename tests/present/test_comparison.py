"""Several pathways side by side: in which words they differ, and whole outputs of every format."""

import dataclasses
import json
import re
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from pathway.advice.advice import Advice
from pathway.advice.model import Option, PathwayRef, Position
from pathway.engine import open_library
from pathway.ground.terms import Action, Verdict
from pathway.views import comparison
from pathway.views.columns import cells
from pathway.views.comparison.cells import Cell, ComparisonMark, compared, mark_of
from pathway.views.comparison.parting import partings_of
from pathway.views.forms import Form
from pathway.walk import Walk
from tests.examples import real_patients
from tests.golden import expect

from .hard_advice import HARD, PROGRAM, option

DAY = date(2026, 11, 20)


def position(guideline: str, direction: str, applies: str = "directly", **more: object) -> Position:
    said: dict[str, object] = {"strength": "strong", "certainty": None, "adopted": True} | more
    return Position(
        recommendation=f"{guideline}.1",
        guideline=guideline,
        title=guideline.upper(),
        year=2020,
        direction=direction,
        applies=applies,
        source=guideline,
        **said,  # type: ignore[arg-type]
    )


FOR, AGAINST = position("acp", "for"), position("nice", "against")


def cell(pathway: str, verdict: Verdict, action: Action, heard: Position | None = None) -> Cell:
    return Cell(pathway, verdict, action, None, None, "", heard, speaks=True)


START = (Verdict.RECOMMENDED, Action.START)
CONTINUE = (Verdict.ONGOING, Action.CONTINUE)
NOT = (Verdict.NOT_RECOMMENDED, Action.DO_NOT_START)
OUT = (Verdict.NOT_INDICATED, Action.DO_NOT_START)
AVOID = (Verdict.AVOID, Action.DO_NOT_START)
LATER = (Verdict.LATER, Action.WAIT)
ASK = (Verdict.PENDING, Action.ASK_FIRST)


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ([(*START, FOR)], ComparisonMark.ALONE),
        ([(*START, FOR), (*START, None)], ComparisonMark.SAME),
        ([(*START, FOR), (*NOT, AGAINST)], ComparisonMark.DISAGREE),
        # Where no guideline speaks, what the pathway does itself is its opinion.
        ([(*START, None), (*NOT, AGAINST)], ComparisonMark.DISAGREE),
        ([(*CONTINUE, None), (*NOT, AGAINST)], ComparisonMark.DISAGREE),
        # A guideline is for it, even where another treatment comes first.
        ([(*LATER, FOR), (*NOT, AGAINST)], ComparisonMark.DISAGREE),
        ([(*ASK, FOR), (*NOT, AGAINST), (*OUT, None)], ComparisonMark.DISAGREE),
        ([(*LATER, None), (*NOT, AGAINST)], ComparisonMark.DIFFER),
        ([(*START, FOR), (*LATER, FOR)], ComparisonMark.DIFFER),
        ([(*ASK, FOR), (*OUT, None)], ComparisonMark.DIFFER),
        ([(*OUT, None), (*NOT, AGAINST)], ComparisonMark.VERDICT),
        ([(*OUT, FOR), (*AVOID, FOR)], ComparisonMark.VERDICT),
        # The same verdict for everybody is agreement, whatever the guidelines behind it say.
        ([(*AVOID, FOR), (*AVOID, AGAINST)], ComparisonMark.SAME),
    ],
)
def test_in_which_words_they_differ(
    said: list[tuple[Verdict, Action, Position | None]], mark: ComparisonMark
) -> None:
    assert mark_of([cell(str(number), *one) for number, one in enumerate(said)]) is mark


def under(pathway: str, *options: Option, base: Advice = HARD, **more: object) -> Advice:
    """The advice as another pathway gives it, some options changed."""
    changed = {**base.options, **{one.id: one for one in options}}
    ref = dataclasses.replace(base.pathway, id=pathway, title=pathway.title(), version="1.2.0")
    return dataclasses.replace(base, pathway=ref, options=changed, **more)  # type: ignore[arg-type]


SIX = (
    HARD,
    under(
        "low-back-pain-nice",
        option(
            "acupuncture", "acupuncture (manual)", *NOT, strength="strong", positions=(AGAINST,)
        ),
        option("opioid", "opioid", *NOT, summary="NICE advises against", positions=(AGAINST,)),
    ),
    under(
        "chronic-low-back-pain-who",
        option(
            "acupuncture",
            "acupuncture (manual)",
            *START,
            strength="conditional",
            positions=(position("who", "for", certainty="low"),),
        ),
        option("opioid", "opioid", *LATER, summary="after drugs other than opioids"),
        outcome="advice",
    ),
    under("opioids-cdc", option("epidural", "epidural steroid injection", *START), eligible=None),
    under(
        "<b>post</b>-surgical",
        option("ppi", "proton pump inhibitor", *START, strength="strong"),
        alerts=(),
        walk=HARD.walk,
    ),
    under("knee-osteoarthritis", eligible=False, outcome="not eligible"),
)


@pytest.mark.parametrize(("width", "pathways"), [(80, 1), (80, 2), (80, 6), (50, 3), (120, 6)])
def test_text(width: int, pathways: int) -> None:
    said = comparison.render(SIX[:pathways], width=width)
    assert max(map(cells, said.splitlines())) <= width
    expect(f"present/compare_{pathways}_{width}.txt", said)


def test_json() -> None:
    told = comparison.to_dict(SIX[:3])
    expect("present/compare.json", json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def test_html() -> None:
    page = comparison.render(SIX, Form.HTML)
    assert "<b>post" not in page
    assert "<script" not in page
    expect("present/compare.html", page)


def test_colour_adds_nothing_but_colour() -> None:
    coloured = comparison.render(SIX, colour=True)
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == comparison.render(SIX)


@pytest.mark.parametrize(
    ("said", "others", "lines"),
    [
        (START, "may be offered", ["only with exercise (nice)", "may be offered (who)"]),
        (START, "only with exercise", ["only with exercise"]),
        (LATER, "after other drugs", ["only with exercise (nice)", "after other drugs (who)"]),
    ],
)
def test_nobody_is_given_the_reason_of_another(
    said: tuple[Verdict, Action], others: str, lines: list[str]
) -> None:
    people = [
        under("acp", option("yoga", "yoga", *OUT, summary="not now")),
        under("nice", option("yoga", "yoga", *said, summary="only with exercise")),
        under("who", option("yoga", "yoga", *said, summary=others)),
    ]
    whole = [line.strip() for line in comparison.render(people, width=200).splitlines()]
    told = whole[whole.index("yoga") :]
    where = next(line for line in told if ": nice, who; " in line)
    assert where.partition(": nice, who; ")[2].split("; ") == lines


def test_where_no_pathway_is_for_the_patient_all_are_compared() -> None:
    nobody = [dataclasses.replace(advice, eligible=False) for advice in SIX[:2]]
    assert compared(nobody).among == tuple(nobody)
    assert compared(nobody).left_out == ()


def test_a_running_drug_that_a_pathway_never_offers_is_no_opinion_of_it() -> None:
    nothing = SimpleNamespace(**{**vars(PROGRAM), "titles": {}, "places_of": lambda _: ()})
    walk = cast("Walk", SimpleNamespace(program=nothing))
    running = option("gabapentin", "gabapentin", *CONTINUE, current=True)
    found = compared([HARD, under("opioids-cdc", running, walk=walk)])
    row = next(row for row in found.rows if row.therapy == "gabapentin")
    assert (row.mark, row.pathways) == (ComparisonMark.ALONE, ("sciatica",))


def test_against_wins_within_one_guideline_and_direct_comes_before_extrapolated() -> None:
    both = (
        position("acp", "for", "extrapolated"),
        position("nice", "for"),
        position("nice", "against"),
        position("who", "for", adopted=False),
    )
    told = option("acupuncture", "acupuncture (manual)", *NOT, positions=both)
    row = compared([under("one", told), SIX[2]]).rows[0:]
    found = next(r for r in row if r.therapy == "acupuncture")
    assert [c.heard.recommendation if c.heard else None for c in found.cells] == ["nice.1", "who.1"]
    assert [c.stance for c in found.cells] == ["against", "for"]


PATIENTS = {"ada-44": SIX, "ben-57": (*SIX[:5], SIX[0]), "cyd-70": (SIX[0],) * 6}


def patients() -> dict[str, tuple[Advice, ...]]:
    """Three patients under the same six pathways; the third is told the same by all."""
    ids = [advice.pathway for advice in SIX]

    def as_(advice: Advice, ref: PathwayRef) -> Advice:
        return dataclasses.replace(advice, pathway=ref)

    return {
        name: tuple(as_(advice, ref) for advice, ref in zip(advices, ids, strict=True))
        for name, advices in PATIENTS.items()
    }


def test_partings() -> None:
    found = partings_of(patients(), DAY)
    for width in (50, 80):
        said = comparison.render_partings(found, width=width)
        assert max(map(cells, said.splitlines())) <= width
        expect(f"present/partings_{width}.txt", said)
    told = json.dumps(comparison.partings_to_dict(found), indent=2, ensure_ascii=False)
    expect("present/partings.json", told + "\n")
    expect("present/partings.html", comparison.render_partings(found, Form.HTML))


def test_partings_count_what_the_comparison_of_each_patient_says() -> None:
    """A patient is counted for a pair where, of these two alone, the verdicts differ."""
    found = partings_of(patients(), DAY)
    for parting in found.found:
        expected = []
        for name, advices in patients().items():
            pair = [a for a in advices if a.pathway.id in parting.pair and a.eligible]
            if len(pair) == 2:
                verdicts = {a.options[parting.therapy].verdict for a in pair}
                expected += [name] if len(verdicts) == 2 else []
        assert sorted(parting.patients) == expected


def test_nothing_to_tell_apart() -> None:
    found = partings_of({"ada-44": SIX[:1]}, DAY)
    assert comparison.render_partings(found) == (
        "Where the pathways part\n1 patient · as of 2026-11-20\n"
        "No two of these pathways say anything different.\n\n"
        "Pathways\n"
        "  Pathway                                             Eligible patients\n"
        "  Sciatica, conservative care first (sciatica 1.0.0)                  1\n"
    )


def shipped(name: str) -> list[Advice]:
    """An example patient under every shipped pathway."""
    library = open_library()
    patient = library.patient_from_file(real_patients() / f"{name}.yaml", today=DAY)
    return [library.advise(patient, id_, DAY) for id_ in library.pathways]


@pytest.mark.slow
def test_pathways_of_other_fields_are_left_aside_where_it_is_known_what_hurts() -> None:
    knee = shipped("knee-first-58")
    found = compared(knee)
    assert [advice.pathway.id for advice in found.among] == ["knee-osteoarthritis"]
    assert [advice.pathway.id for advice in found.left_out] == []
    unknown = compared(shipped("walk-in-39"))
    assert (unknown.left_out, unknown.elsewhere) == ((), ())
