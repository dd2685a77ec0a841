"""Laws of the choice of a pathway, over small libraries of all kinds and over every example."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.engine import Library, open_library
from pathway.ground.vocabulary import BOOLEAN
from pathway.patients.model import Patient

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
SIGNS = ("a", "b", "c", "d")

EXPRESSIONS = st.recursive(
    st.sampled_from(SIGNS),
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from(("and", "or")), parts).map(lambda p: f"({' '.join(p)})"),
        parts.map(lambda part: f"(not {part})"),
    ),
    max_leaves=3,
)
PATHWAYS = st.lists(st.tuples(EXPRESSIONS, EXPRESSIONS, st.booleans()), min_size=1, max_size=4)
ANSWERS = st.fixed_dictionaries({sign: st.sampled_from((True, False, None)) for sign in SIGNS})


def library_of(pathways: list[tuple[str, str, bool]]) -> Library:
    """A library whose pathways are for, and take, whom the conditions name."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        names = [f"p{number}" for number in range(len(pathways))]
        folder.joinpath("library.yaml").write_text(f"title: L\npathways: [{', '.join(names)}]\n")
        asked = "".join(f"  {s}: {{title: {s}, type: yes/no, question: Any {s}?}}\n" for s in SIGNS)
        folder.joinpath("vocabulary.yaml").write_text(f"attributes:\n{asked}")
        for name, (meant, eligible, profile) in zip(names, pathways, strict=True):
            folder.joinpath(f"{name}.yaml").write_text(
                f"pathway: {name}\ntitle: {name}\nversion: '1'\nstatus: draft\nlimits: none\n"
                f"for: {meant}\nprofile: {'yes' if profile else 'no'}\neligible: {eligible}\n"
                "start: a\nnodes: {a: {end: A}}\n"
            )
        return open_library(folder)


def check(library: Library, patient: Patient) -> None:
    """That one value more or less leads nobody astray; nothing is assumed."""
    before = library.advise(patient, as_of=DAY, strict=True)
    own = [id_ for id_ in library.pathways if not library.program(id_).profile]
    if before.pathway.id:
        assert before.pathway.id in own
        assert before.walk["for"] is True
    meant = {n for id_ in own for n in library.program(id_).reads["for"]}
    for name in patient.entries:
        entries = {other: e for other, e in patient.entries.items() if other != name}
        after = library.choose(replace(patient, entries=entries), DAY, strict=True)
        if after is None:
            assert not before.pathway.id or name in meant
        elif name in meant:
            told = library.advise(replace(patient, entries=entries), after, DAY, strict=True)
            assert told.walk["for"] is True
        elif before.eligible is not False:
            assert own.index(after) <= own.index(before.pathway.id)


@settings(max_examples=12, deadline=None)
@given(PATHWAYS, ANSWERS)
def test_what_is_withheld_leads_to_no_later_pathway(
    pathways: list[tuple[str, str, bool]], answers: dict[str, bool | None]
) -> None:
    library = library_of(pathways)
    known = {name: value for name, value in answers.items() if value is not None}
    check(
        library, library.patient({"patient": "x", "recorded": DAY, "attributes": known}, today=DAY)
    )


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(ROOT / "pathways")


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples/patients").glob("*.yaml"))[::4], ids=lambda path: path.stem
)
def test_what_an_example_withholds_leads_to_no_later_pathway(shipped: Library, path: Path) -> None:
    check(shipped, shipped.patient_from_file(path, today=DAY))


@pytest.mark.parametrize(
    ("told", "chosen", "instead"),
    [
        ({"low_back_pain": True, "leg_pain": "none"}, "low-back-pain", 3),
        ({"low_back_pain": True}, "low-back-pain", 3),
        ({"leg_pain": "radicular"}, "sciatica", 3),
        ({"leg_pain": "claudication", "low_back_pain": False}, "low-back-pain", 0),
        ({"knee_pain": True}, "knee-osteoarthritis", 0),
        ({"low_back_pain": False, "leg_pain": "none"}, None, 0),
        ({}, None, 0),
    ],
)
def test_the_complaint_leads_to_its_pathway(
    shipped: Library, told: dict[str, object], chosen: str | None, instead: int
) -> None:
    patient = shipped.patient(
        {"patient": "x", "recorded": DAY, "attributes": {"age": 50, **told}}, today=DAY
    )
    found = shipped.advise(patient, as_of=DAY).to_dict()
    assert (found["pathway"] and found["pathway"]["id"]) == chosen
    assert len(found["chosen"]["instead"]) == instead
    if chosen is None:
        assert not found["options"]
        asked = {question["group"] for question in found["questions"]}
        assert asked == {"Where it hurts"}


def test_a_pathway_named_or_chosen_gives_advice_of_one_digest(shipped: Library) -> None:
    """A decision is taken by naming the pathway of the advice that was seen."""
    told = {"age": 50, "low_back_pain": True, "leg_pain": "none"}
    patient = shipped.patient({"patient": "x", "recorded": DAY, "attributes": told}, today=DAY)
    chosen = shipped.advise(patient, as_of=DAY).to_dict()
    named = shipped.advise(patient, "low-back-pain", DAY).to_dict()
    assert chosen.pop("chosen") != named.pop("chosen")
    assert chosen == named


def test_signs_of_another_field_are_heard_without_a_pathway(shipped: Library) -> None:
    """New retention and numbness, no pain: no pathway is for that, and the alarm is the same."""
    told = {"age": 48, "low_back_pain": False, "leg_pain": "none"}
    signs = {"bladder_bowel_change": True, "saddle_numbness": True}
    patient = shipped.patient(
        {"patient": "x", "recorded": DAY, "attributes": told | signs}, today=DAY
    )
    for pathway in (None, "knee-osteoarthritis"):
        found = shipped.advise(patient, pathway, DAY)
        assert (found.outcome, found.urgency) == ("urgent", "emergency")
        first, referral, scan, *_ = found.plan
        assert first.do == "act"
        assert (referral.option, referral.do) == ("emergency_referral", "start")
        assert (scan.option, scan.do) == ("mri_lumbar", "start")


def test_a_recorded_no_is_no_sign(shipped: Library) -> None:
    """In a knee pathway the back is asked about only where one of its signs is there."""
    told = {"age": 60, "knee_pain": True}
    for answer, asked in ((False, False), (True, True)):
        given = {"attributes": told | {"gait_disturbance": answer}}
        found = shipped.advise(
            shipped.patient({"patient": "x", "recorded": DAY, **given}, today=DAY), as_of=DAY
        )
        names = {question.attribute for question in found.questions}
        assert ("thoracic_pain" in names) is asked
        assert found.alerts == tuple(a for a in found.alerts if a.state != "present")


def test_every_sign_without_a_complaint_gives_whole_advice(shipped: Library) -> None:
    """Each red flag alone, and with it every thing known that could call for caution."""
    attributes = shipped.vocabulary.attributes
    complaint = {"low_back_pain": False, "leg_pain": "none", "knee_pain": False}
    yes_no = [one for one in attributes.values() if one.type == BOOLEAN]
    others = {one.name: True for one in yes_no if not shipped.vocabulary.groups[one.group].red_flag}
    signs = [one.name for one in yes_no if shipped.vocabulary.groups[one.group].red_flag]
    offered = set[str]()
    for told in (*({sign: True} for sign in signs), dict.fromkeys(signs, True)):
        for more in ({}, others):
            known = {"age": 60, "sex": "female", **more, **told, **complaint}
            patient = shipped.patient(
                {"patient": "x", "recorded": DAY, "attributes": known}, today=DAY
            )
            found = shipped.advise(patient, as_of=DAY).to_dict()
            assert found["pathway"] is None
            offered |= {name for name, one in found["options"].items() if one["cautions"]}
    assert "surgical_referral" in offered
