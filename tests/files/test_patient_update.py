"""A saved patient file keeps what its author wrote, and says exactly what was told."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import pathway
from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.patients.model import Patient
from pathway.patients.update import Updated, updated
from pathway.patients.writer import write_patient
from pathway.yaml.layout import as_json, comments
from tests.patients.test_patient_write import patients
from tests.patients.words import WORDS, patient

ROWS = yaml.safe_load((Path(__file__).parent / "updates.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["it"] for row in ROWS])
def test_what_is_saved(row: dict[str, Any]) -> None:
    """Each row: a file, a file that says what is known now, and what is then saved."""
    now = patient(row["now"])
    found = updated(row["file"], now, WORDS)
    assert found == Updated(row["saved"], rewritten=row.get("rewritten", False))
    assert patient(found.text) == now


# -- every file ------------------------------------------------------------------------------


@st.composite
def texts(draw: st.DrawFn, written: Patient) -> str:
    """The patient's file as somebody may have written it: with comments, empty lines, or JSON."""
    text = write_patient(written, WORDS)
    style = draw(st.sampled_from(["yaml", "wide", "flush", "windows", "json", "json, many lines"]))
    if style.startswith("json"):
        text = as_json(text, 2 if "lines" in style else None)
        return text + draw(st.sampled_from(["", "\n"]))
    if style == "wide":
        text = re.sub(r"^( +)", r"\1\1", text, flags=re.MULTILINE)
    if style == "flush":
        text = re.sub(r"^  ( *- )", r"\1", text, flags=re.MULTILINE)
    lines = []
    for number, line in enumerate(text.splitlines()):
        above, behind = draw(st.sampled_from(_ABOVE)), draw(st.sampled_from(_BEHIND))
        margin = " " * (len(line) - len(line.lstrip()))
        lines += [f"{margin}{above} {number}"] if above else [""] * draw(st.integers(0, 1))
        lines.append(line + (f"{behind} {number}" if behind else ""))
    newline = "\r\n" if style == "windows" else "\n"
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


_PARTS = ("label", "complete", "reconciled", "trials", "preferences", "overrides")
_ABOVE = ("", "", "", "# above")
_BEHIND = ("", "", "", "  # behind", " #! it's: [x")


@st.composite
def changed(draw: st.DrawFn) -> tuple[Patient, Patient]:
    """A patient, and the same one after some of what is known has changed."""
    old, other = draw(patients), draw(patients)
    parts = draw(
        st.sets(
            st.sampled_from(
                ["label", "trials", "complete", "preferences", "overrides", "reconciled"]
            )
        )
    )
    names = draw(st.sets(st.sampled_from([*old.entries, *other.entries, "age"])))
    kept = {n: e for n, e in old.entries.items() if n not in names or n in other.entries}
    told = {n: e for n, e in other.entries.items() if n in names}
    new = replace(old, entries={**kept, **told}, **{part: getattr(other, part) for part in parts})
    return old, new


@given(st.data(), changed())
def test_every_change_reads_back(data: st.DataObject, pair: tuple[Patient, Patient]) -> None:
    old, new = pair
    text = data.draw(texts(old))
    assume(patient(text) == old)
    found = updated(text, new, WORDS)
    assert patient(found.text) == new
    assert found.text.startswith("{") == text.startswith("{")
    if not text.startswith("{"):
        assert said(text) == said(found.text)
        assert found.rewritten or lines_of(text, old, new) <= set(found.text.splitlines())


@given(st.data(), patients)
def test_nothing_changed_changes_nothing(data: st.DataObject, old: Patient) -> None:
    text = data.draw(texts(old))
    assert updated(text, patient(text), WORDS) == Updated(text)
    assert updated(f"\ufeff{text}", patient(text), WORDS) == Updated(f"\ufeff{text}")


def lines_of(text: str, old: Patient, new: Patient) -> set[str]:
    """The lines, to the last space, of attributes about which nothing has changed."""
    same = {n for n, entries in old.entries.items() if new.entries.get(n) == entries}
    named = re.compile(r" +(\w+):.*")
    found = {line: named.fullmatch(line) for line in text.splitlines()}
    return {line for line, match in found.items() if match and match[1] in same}


def said(text: str) -> list[str]:
    return sorted(text[start:end] for start, end in comments(text))


# -- the shipped patients --------------------------------------------------------------------

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/patients").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_an_answer_adds_one_line(path: Path) -> None:
    """Whoever looks at the difference of a saved file sees the answers and nothing else."""
    library = pathway.open_library()
    text = path.read_text(encoding="utf-8")
    told = "sleep_apnoea: {value: yes, on: 2026-11-21, source: asked in the terminal}"
    mapping = library.patient_from_text(f"patient: x\nattributes:\n  {told}\n", "told")
    known = library.patient_from_file(path)
    new = replace(known, entries={**known.entries, **mapping.entries})
    found = updated(text, new, library.vocabulary)
    assert not found.rewritten
    before, after = text.splitlines(), found.text.splitlines()
    gone = [line for line in before if line not in after]
    added = [line for line in after if line not in before]
    if "sleep_apnoea" in known.entries:
        assert gone == ["  sleep_apnoea: yes"]
        assert added == [f"  {told}"]
    else:
        assert (gone, added) == ([], [f"  {told}"])


# -- what cannot be saved ----------------------------------------------------------------------


def test_a_value_that_no_file_can_hold_is_refused() -> None:
    known = patient("patient: x\nattributes: {pain_score: 4}")
    interval = replace(known.entries["pain_score"][0], value=NOT_APPLICABLE)
    with pytest.raises(ValueError, match="a patient file cannot hold"):
        updated("patient: x\n", replace(known, entries={"pain_score": (interval,)}), WORDS)


def test_a_history_that_contradicts_itself_is_refused() -> None:
    """Rather an error now than a file that nobody can open again."""
    known = patient("patient: x\ntrials: [{therapy: nsaid, ongoing: yes}]")
    assert known.trials is not None
    twice = replace(known, trials=known.trials * 2)
    with pytest.raises(ValueError, match="what a patient file would hold is not what was told"):
        updated("patient: x\n", twice, WORDS)


def test_a_health_record_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="a health record is not written over"):
        updated('{"resourceType": "Bundle"}', patient("patient: x"), WORDS)


def test_the_day_of_saving_does_not_matter() -> None:
    """Dates were judged when they were told; saving only writes them down."""
    later = replace(patient("patient: x"), reconciled=date(2031, 1, 1))
    assert updated("patient: x\n", later, WORDS).text == "patient: x\nreconciled: 2031-01-01\n"


def test_line_breaks_stay_what_they_are() -> None:
    text = "patient: x\r\nattributes:\r\n  pain_score: 4 # asked\r\n"
    found = updated(text, patient("patient: x\nattributes: {pain_score: 5, age: 4}"), WORDS)
    assert found.text == (
        "patient: x\r\nattributes:\r\n  pain_score: 5 # asked\r\n  age: 4 years\r\n"
    )
    assert re.findall(r"(?<!\r)\n", found.text) == []
