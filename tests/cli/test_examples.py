"""A file of an invented patient says so, speaks of its own day, and nothing is recorded of it."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pathway.content.patient_schema import patient_schema
from pathway.engine import Library, open_library
from pathway.ground.problems import PatientError
from pathway.patients.writer import write_patient
from tests.examples import EXAMPLES, real_patients

from .conftest import Run

MON = EXAMPLES / "mon-57.yaml"
FIRST = "EXAMPLE, as of 2026-11-20: not a real patient"
LATER = (date.today() + timedelta(days=400)).isoformat()


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def test_every_example_speaks_of_a_day() -> None:
    without = [p.name for p in EXAMPLES.iterdir() if "\nexample: {as of: " not in p.read_text()]
    assert without == []


@pytest.mark.parametrize(
    "words",
    [
        ("advise", "--full", MON),
        ("why", "acupuncture", MON),
        ("compare", MON),
        ("handout", MON),
        ("summary", MON),
    ],
    ids=lambda words: words[0],
)
def test_every_page_begins_with_it(run: Run, words: tuple[Any, ...]) -> None:
    shown = run(*words)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[0] == FIRST
    real = run(*words[:-1], real_patients() / MON.name, "--as-of", "2026-11-20")
    assert shown.stdout.partition("\n")[2] == with_digest_of(shown.stdout, real.stdout)


def with_digest_of(shown: str, real: str) -> str:
    """The page of the real patient; the digest alone differs."""
    digest = r"sha256 [0-9a-f]+"
    found = re.search(digest, shown)
    return real if found is None else re.sub(digest, found[0], real)


def test_the_screen_begins_with_it(run: Run) -> None:
    assert run("advise", MON).stdout.splitlines()[0] == FIRST


def test_the_day_that_is_asked_for_wins(run: Run) -> None:
    shown = run("advise", MON, "--as-of", "2026-11-25").stdout.splitlines()
    assert shown[0] == "EXAMPLE, as of 2026-11-25: not a real patient"
    assert "· 2026-11-25" in shown[2]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_say_it_before_the_title(run: Run, form: str) -> None:
    for command in ("advise", "handout", "summary"):
        text = run(command, MON, "--format", form).stdout
        title = "<h1>" if form == "html" else "# "
        before = text[: text.index(title)]
        assert "EXAMPLE, as of 2026-11-20: not a real patient" in before, command


def test_json_has_a_key_that_no_real_patient_has(run: Run) -> None:
    shown = json.loads(run("advise", MON, "--json").stdout)
    assert shown["example"] == {"as_of": "2026-11-20"}
    assert shown["as_of"] == "2026-11-20"
    real = run("advise", real_patients() / MON.name, "--as-of", "2026-11-20", "--json")
    assert "example" not in json.loads(real.stdout)


@pytest.mark.slow
def test_of_a_folder_it_is_said_how_many_are_examples(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("patient: one\nexample: {as of: 2026-11-20}\n")
    (tmp_path / "two.yaml").write_text("patient: two\nexample: {as of: 2026-11-18}\n")
    (tmp_path / "three.yaml").write_text("patient: three\n")
    day = date.today().isoformat()
    lines = run("compare", tmp_path).stdout.splitlines()
    assert lines[:3] == [
        f"EXAMPLES, as of 2026-11-18 to {day}: 2 of 3 not real patients",
        "Where the pathways part",
        f"3 patients · as of 2026-11-18 to {day}",
    ]


@pytest.mark.slow
def test_nothing_is_recorded_of_an_example(run: Run, tmp_path: Path) -> None:
    records = tmp_path / "records.db"
    refused = run(
        *("decide", "education", MON, "--action", "accept", "--actor", "Dr Ada"),
        *("--records", records),
    )
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        "P709 the decision was not saved: an example is not a real patient\n"
        "  help: to try it out, copy the file and take its line `example:` out\n"
    )
    assert run("records", "list", "--records", records).stdout in ("", "no records\n")


def test_the_terminal_says_it_first(library: Library) -> None:
    from pathway.tui import spoken
    from pathway.tui.opening import Opening
    from pathway.tui.setting import Setting
    from pathway.tui.widgets import banner

    session = Opening(Setting(), library).session(MON)
    assert session.as_of == date(2026, 11, 20)
    assert spoken.lines(spoken.banner(session))[0] == FIRST
    assert banner._when(session) == "EXAMPLE, as of 2026-11-20"


# -- the file ----------------------------------------------------------------------------------


def test_an_example_of_a_day_to_come_is_read(library: Library) -> None:
    """With the clock set back, examples still give advice."""
    text = f"patient: a\nrecorded: {LATER}\nattributes: {{low_back_pain: yes}}\n"
    patient = library.patient_from_text(f"{text}example: {{as of: {LATER}}}\n")
    assert library.advise(patient).as_of.isoformat() == LATER
    with pytest.raises(PatientError, match="P406"):
        library.patient_from_text(text)


def test_an_example_written_down_stays_one(library: Library) -> None:
    patient = library.patient_from_file(MON)
    text = write_patient(patient, library.vocabulary)
    assert "\nexample: {as of: 2026-11-20}\n" in text
    assert library.patient_from_text(text) == patient


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{as of: 2026-11}", "P407 `2026-11` is not one day"),
        ("{as of: soon}", "P407 "),
        ("{}", "P102 missing key `as of` in `example`"),
        ("{as of: 2026-11-20, on: 2026-11-20}", "P101 unknown key `on`"),
        ("yes", "P103 "),
    ],
)
def test_a_faulty_key(library: Library, written: str, said: str) -> None:
    with pytest.raises(PatientError) as refused:
        library.patient_from_text(f"patient: a\nexample: {written}\n")
    assert str(refused.value).startswith(said)


def test_the_schema_knows_the_key(library: Library) -> None:
    schema = patient_schema(library.vocabulary)
    found = schema["properties"]["example"]
    assert (found["type"], found["additionalProperties"]) == ("object", False)
    assert (list(found["properties"]), found["required"]) == (["as of"], ["as of"])
    assert found["properties"]["as of"]["type"] == "string"
    assert re.fullmatch(found["properties"]["as of"]["pattern"], "2026-11-20")
    assert found["description"] == (
        "That the patient is invented, and the day that the file speaks of; no real patient has "
        "this key."
    )
