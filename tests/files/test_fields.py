"""What concerns another field stays apart in a pathway, and nothing of its own may read it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pathway.advice.serial import to_dict
from pathway.engine import Library, open_library
from pathway.ground.problems import LibraryError

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests" / "bad" / "libraries" / "sound"
AS_OF = date(2026, 11, 20)

Change = Callable[[str, str, str], None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(SOUND, tmp_path / "library"))
    library = folder / "library.yaml"
    library.write_text(library.read_text() + "fields: [back, knee]\n")
    return folder


@pytest.fixture
def change(copy: Path) -> Change:
    def instead(file: str, before: str, after: str) -> None:
        path = copy / file
        assert before in path.read_text()
        path.write_text(path.read_text().replace(before, after, 1))

    return instead


@pytest.mark.parametrize(
    ("pathway", "flag", "kept"),
    [
        ("", "", True),
        ("", "field: knee", True),
        ("field: back", "", True),
        ("field: back", "field: back", True),
        ("field: back", "field: knee", False),
        ("field: [back, knee]", "field: knee", True),
        ("field: back", "field: [back, knee]", True),
    ],
)
def test_a_flag_is_asked_in_pathways_of_its_field_and_of_none(
    copy: Path, change: Change, pathway: str, flag: str, kept: bool
) -> None:
    change("back_pain.yaml", "status: draft", f"status: draft\n{pathway}")
    change(
        "red-flags.yaml", "    urgency:", f"    {flag}\n    urgency:" if flag else "    urgency:"
    )
    program = open_library(copy).program("back_pain")
    assert [one.id for one in program.flags] == (["cauda_equina"] if kept else [])
    assert [one.id for one in program.elsewhere] == ([] if kept else ["cauda_equina"])
    assert ("elsewhere.cauda_equina" in program.by_name) is not kept


def test_what_stays_may_not_read_what_is_left_out(copy: Path, change: Change) -> None:
    change("back_pain.yaml", "status: draft", "status: draft\nfield: knee")
    change("therapies/nsaid.yaml", "kind: drug", "kind: drug\nfield: back")
    with pytest.raises(LibraryError) as caught:
        open_library(copy)
    assert {(p.code, p.message) for p in caught.value.problems} >= {
        ("P105", "unknown therapy `nsaid`"),
        ("P104", "unknown name `nsaid.failed`"),
    }


UNREAD = """\
parameters:
  unread_weeks:
    title: Weeks that nothing reads
    default: 3
    unit: weeks
    allowed: [1, 4]
    rationale: No rule
"""


def test_a_pathway_lists_the_parameters_that_it_reads(copy: Path, change: Change) -> None:
    change("parameters.yaml", "parameters:\n", UNREAD)
    program = open_library(copy).program("back_pain")
    assert [parameter.name for parameter in program.parameters] == ["chronic_weeks"]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(ROOT / "pathways")


@pytest.mark.slow
def test_no_pathway_asks_what_another_field_asks(shipped: Library) -> None:
    """The red flags of the back and of the knee share what speaks of every pain or drug for it."""
    back = set(shipped.program("sciatica").red_flag_attributes)
    knee = set(shipped.program("knee-osteoarthritis").red_flag_attributes)
    of_every_pain = {"cancer_history", "unexplained_weight_loss", "unrelenting_pain"}
    assert back & knee == {*of_every_pain, "opioid_oversedation"}


@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_the_knee_changes_no_word_for_a_back(shipped: Library, pathway: str) -> None:
    patient = shipped.patient_from_file(ROOT / "examples/patients/mon-57.yaml", today=AS_OF)
    said = json.dumps(to_dict(shipped.advise(patient, pathway, AS_OF)))
    assert "knee" not in said.lower()
    assert "osteoarthritis" not in said.lower()


def test_what_only_elsewhere_reads_is_kept(copy: Path, change: Change) -> None:
    change(
        "vocabulary.yaml", "  chronic: {", "  tired: {define: better, field: back}\n  chronic: {"
    )
    change("back_pain.yaml", "status: draft", "status: draft\nfield: knee")
    change("red-flags.yaml", "    urgency:", "    field: back\n    elsewhere: tired\n    urgency:")
    program = open_library(copy).program("back_pain")
    assert "tired" in program.by_name
    assert program.reads["flag.cauda_equina"] == {"saddle_numbness", "better"}


def test_flags_read_nothing_that_nobody_can_answer(shipped: Library) -> None:
    """A name that is neither defined nor asked would leave a red flag unknown for everybody."""
    for id_ in shipped.pathways:
        program = shipped.program(id_)
        read = {n for f in program.all_flags for n in program.reads[f"flag.{f.id}"]}
        asked = {n for n in read if "." not in n} - set(program.vocabulary.attributes)
        assert asked == set(), id_


@pytest.mark.parametrize("pathway", ["low-back-pain", "knee-osteoarthritis"])
def test_what_is_assumed_may_read_treatments_of_every_field(shipped: Library, pathway: str) -> None:
    """Whoever tried nothing has no relief, though a pathway knows those of its field only."""
    told = {"patient": "p", "attributes": {"age": 50}, "trials": []}
    advice = shipped.advise(shipped.patient(told), pathway=pathway, as_of=AS_OF)
    assert "adequate_relief" in {one.attribute for one in advice.assumptions}
    assert "adequate_relief" not in {one.attribute for one in advice.questions}
