"""From draft to retired: what is chosen, what is shown, and who signed."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pathway.engine import Library, open_library
from pathway.ground.provenance import ChangelogEntry, Lifecycle, Signature
from tests.cli.conftest import Run, run

__all__ = ["run"]
SOUND = Path(__file__).parents[1] / "bad/libraries/sound"
DAY = date(2026, 11, 20)
PATIENT = {"patient": "ada-44", "recorded": DAY, "attributes": {"age": 44}}

SIGNED = """\
status: active
changelog:
  - {version: "1.2.1", date: 2026-10-01, what: Plainer words.}
  - {version: "1.2.0", date: 2026-09-01, what: The order of the steps was agreed.}
signed:
  - {version: "1.2.0", who: Dr Ada Example, role: lead of the spine clinic, date: 2026-09-20}
review by: 2099-01-31
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sound library twice over: the first pathway is replaced by the second."""
    folder = tmp_path / "library"
    shutil.copytree(SOUND, folder)
    old = (folder / "back_pain.yaml").read_text()
    for pathway, meant in (("back_pain", "age >= 18 years"), ("backs", "age >= 19 years")):
        text = old.replace("pathway: back_pain", f"pathway: {pathway}")
        text = text.replace("eligible:", f"for: {meant}\neligible:")
        (folder / f"{pathway}.yaml").write_text(text)
    (folder / "library.yaml").write_text("title: Two\npathways: [back_pain, backs]\n")
    return folder


def stand(folder: Path, pathway: str, status: str, version: str = "1") -> Library:
    path = folder / f"{pathway}.yaml"
    text = path.read_text().replace("status: draft\n", status)
    path.write_text(text.replace('version: "1"', f'version: "{version}"'))
    return open_library(folder)


def test_a_retired_pathway_is_followed_only_by_name(folder: Path) -> None:
    drafts = open_library(folder)
    patient = drafts.patient(PATIENT, today=DAY)
    assert drafts.choose(patient, DAY) == "back_pain"
    library = stand(folder, "back_pain", "status: retired\nreplaced by: backs\n")
    assert library.pathways == ("back_pain", "backs")
    assert library.current == ("backs",)
    assert library.choose(patient, DAY) == "backs"
    assert library.advise(patient, as_of=DAY).pathway.id == "backs"
    assert library.advise(patient, "back_pain", DAY).pathway.status == "retired"
    assert library.program("back_pain").lifecycle.replaced_by == "backs"


def test_where_all_are_retired_the_first_is_as_good_as_any(folder: Path) -> None:
    stand(folder, "back_pain", "status: retired\nreplaced by: nothing\n")
    library = stand(folder, "backs", "status: retired\nreplaced by: nothing\n")
    assert library.current == library.pathways
    assert library.choose(library.patient(PATIENT, today=DAY), DAY) == "back_pain"
    assert library.program("backs").lifecycle.replaced_by is None


def test_retired_pathways_are_compared_only_by_name(run: Run, folder: Path, tmp_path: Path) -> None:
    stand(folder, "back_pain", "status: retired\nreplaced by: backs\n")
    patient = tmp_path / "ada.yaml"
    patient.write_text("patient: ada-44\nattributes: {age: 44}\n")
    asked = ("--library", folder, "--as-of", DAY.isoformat(), "--json")

    def compared(*ids: str) -> list[str]:
        answer = json.loads(run("compare", patient, *ids, *asked).stdout)
        return [one["id"] for one in answer["pathways"]]

    assert compared() == ["backs"]
    assert compared("back_pain", "backs") == ["back_pain", "backs"]


def test_an_active_pathway_says_who_signed_it(run: Run, folder: Path) -> None:
    library = stand(folder, "backs", SIGNED, "1.2.1")
    assert library.program("backs").lifecycle == Lifecycle(
        review_by=date(2099, 1, 31),
        changelog=(
            ChangelogEntry("1.2.1", date(2026, 10, 1), "Plainer words."),
            ChangelogEntry("1.2.0", date(2026, 9, 1), "The order of the steps was agreed."),
        ),
        signed=(
            Signature("1.2.0", "Dr Ada Example", "lead of the spine clinic", date(2026, 9, 20)),
        ),
    )
    assert library.findings(DAY) == ()
    page = run("show", "backs", "--library", folder, "--format", "html").stdout
    assert '<p class="strong">active</p>' in page
    assert (
        "<p>1.2.0 signed off by Dr Ada Example, lead of the spine clinic, on 2026-09-20</p>" in page
    )
    assert "Nobody has signed it off." not in page


def test_all_that_is_shipped_is_a_draft_that_nobody_signed() -> None:
    library = open_library()
    for id_ in library.pathways:
        program = library.program(id_)
        assert (program.status, program.lifecycle.signed) == ("draft", ())
        assert program.lifecycle.changelog[0].version == program.version
