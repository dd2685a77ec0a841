"""The one screen of `pathway advise`: what fits, what is never cut, what is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.engine import Library, open_library
from pathway.ground.terms import Action, Urgency
from pathway.views.columns import cells
from pathway.views.entries import Bibliography
from pathway.views.screen import MOST_LINES, body, screen
from pathway.views.screen_lines import Elsewhere
from pathway.views.sections import red_flags
from tests.chance import examples
from tests.golden import expect
from tests.property.patients import patients

EXAMPLES = sorted(Path("examples/patients").glob("*.yaml"))
AS_OF = date(2026, 11, 20)


@cache
def library() -> Library:
    return open_library()


@cache
def advice(name: str) -> Advice:
    patient = library().patient_from_file(f"examples/patients/{name}.yaml")
    return library().advise(patient, as_of=patient.example or AS_OF)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_one_screen(path: Path) -> None:
    told = advice(path.stem)
    shown = screen(told, "0123456789abcdef")
    lines = shown.splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(cells, lines)) <= 80
    said = flat(shown)
    for alert in told.alerts:
        if alert.state == "present":
            assert flat(alert.title) in said
            if alert.urgency is Urgency.EMERGENCY:
                assert flat(alert.action) in said
    for question in brief(told).ask:
        if question.red_flag:
            assert flat(question.text.removeprefix("Any of these? ")) in said


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_everything_to_do_is_on_the_screen_or_counted(path: Path) -> None:
    """Whatever is begun, ended or asked first has its line in the data behind the screen."""
    told = advice(path.stem)
    found = brief(told)
    lines = [*found.do, *(line for flag in found.flags for line in flag.calls_for)]
    on_screen = {id_ for line in lines for id_ in line.options}
    acted = {o.id for o in told.options.values() if o.action in ACTED or o.current}
    planned = {item.option for item in told.plan if item.option} | {
        id_ for item in told.plan for id_ in item.options
    }
    asked = {item.option for item in told.plan if item.do in ("review", "later")}
    assert (acted & planned) - asked <= on_screen
    waiting = {title for one in found.waiting for title in one.options}
    for option in told.options.values():
        if option.action is Action.ASK_FIRST and not option.current and not option.flag_only:
            assert option.title in waiting or option.id in on_screen


ACTED = (Action.START, Action.STOP, Action.TAPER, Action.ADJUST, Action.CHANGE, Action.CHOOSE)


def test_most_of_what_is_asked_and_done_stands_in_the_first_eighteen_lines() -> None:
    for path in EXAMPLES:
        shown = screen(advice(path.stem)).splitlines()
        heads = [at for at, line in enumerate(shown) if line.startswith(_HEADS)]
        assert not heads or heads[0] < 18


_HEADS = ("[!", "DO NOW", "ASK NEXT")


def test_emergencies_that_fill_the_screen_are_all_shown() -> None:
    told = advice("cauda-equina-52")
    first = next(alert for alert in told.alerts if alert.state == "present")
    many = tuple(
        replace(first, id=f"flag_{at}", title=f"Emergency number {at}", reasons=(f"sign {at}",))
        for at in range(12)
    )
    shown = flat(screen(replace(told, alerts=many)))
    assert all(f"Emergency number {at}" in shown and f"sign {at}" in shown for at in range(12))
    assert flat(first.action) in shown


def test_long_names_and_labels_stay_within_the_screen() -> None:
    told = advice("many-drugs-83")
    long = {
        id_: replace(one, title=f"{one.title} " + "very " * 40) for id_, one in told.options.items()
    }
    patient = replace(told.patient, label="a label of two hundred characters " * 6)
    lines = screen(replace(told, options=long, patient=patient)).splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(cells, lines)) <= 80


@given(st.data())
@settings(
    max_examples=examples(10),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_screen_for_anybody(data: st.DataObject) -> None:
    id_ = data.draw(st.sampled_from(library().pathways))
    patient = data.draw(patients(library().program(id_)))
    told = library().advise(patient, id_, as_of=AS_OF)
    lines = screen(told).splitlines()
    assert max(map(cells, lines)) <= 80
    assert len(lines) <= MOST_LINES or brief(told).flags
    assert told.to_dict()["brief"]["red_flags"] == brief(told).red_flags


def test_where_even_the_least_is_too_much_no_line_is_empty() -> None:
    """All groups of red flags asked, beside treatments under way of which nobody knows enough."""
    running = [
        {"therapy": id_, "ongoing": True}
        for id_ in ("abrupt_opioid_stop", "moxibustion", "tens", "yoga")
    ]
    said = {"patient": "x", "recorded": AS_OF, "source": "test", "trials": running}
    said |= {"attributes": {"knee_pain": True, "low_back_pain": True}, "label": "a label " * 30}
    patient = library().patient({**said, "preferences": {"wants": ["tai_chi"]}})
    lines = screen(library().advise(patient, "opioids-cdc", AS_OF)).splitlines()
    assert "" not in lines
    assert len(lines) <= MOST_LINES


def test_groups_of_red_flags_that_do_not_fit_are_asked_later() -> None:
    """Many are open, of the back and of a replaced knee; each that is asked stands whole."""
    yes, no = ("knee_pain", "knee_replaced"), ("saddle_numbness", "bladder_bowel_change")
    known = dict.fromkeys(yes, True) | dict.fromkeys((*no, "new_bilateral_symptoms"), False)
    said = {"patient": "x", "recorded": "2026-11-20", "source": "test", "attributes": known}
    told = library().advise(library().patient(said), "sciatica", AS_OF)
    lines = screen(told).splitlines()
    assert len(lines) <= MOST_LINES
    asked = [question for question in brief(told).ask if question.red_flag]
    put = [one for one in asked if one.text.removeprefix("Any of these? ") in flat(screen(told))]
    assert put == asked[: len(put)]
    assert 1 < len(put) < len(asked)
    left = len(brief(told).ask) + brief(told).more_questions - len(put)
    assert f"{left} more, once these are answered" in flat(screen(told))


@pytest.mark.parametrize("numb", [False, True])
def test_a_red_flag_that_may_matter_is_not_called_answered(numb: bool) -> None:
    """Whether an opioid is taken is not known, so sleepiness under it is open."""
    program = library().program("sciatica")
    signs = [name for name in program.red_flag_attributes if name != "opioid_oversedation"]
    known = {**dict.fromkeys(signs, False), "saddle_numbness": numb, "leg_pain": "radicular"}
    said = {"patient": "x", "recorded": "2026-11-20", "source": "test", "attributes": known}
    told = library().advise(library().patient(said), "sciatica", AS_OF)
    assert "hang on the questions below" in brief(told).red_flags
    section = red_flags(told, Bibliography(told.citations))
    assert "others hang on the questions below" in repr(section)
    assert "all answered" not in repr(section)
    assert "all others answered" not in flat(screen(told))


def test_no_pathway_yet() -> None:
    patient = library().patient({"patient": "x", "recorded": "2026-11-20", "source": "test"})
    shown = screen(library().advise(patient, as_of=AS_OF))
    assert "ASK NEXT" in shown
    assert len(shown.splitlines()) <= MOST_LINES


def test_a_simple_patient_in_full() -> None:
    expect("present/screen-simple-41.txt", screen(advice("simple-41"), "da834215eca0c0ff"))


@pytest.mark.parametrize("name", ["walk-in-39", "mon-57", "many-drugs-83"])
def test_colour_changes_no_word(name: str) -> None:
    coloured = screen(advice(name), colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == screen(advice(name))


KEYS = Elsewhere(plan="key 2", questions="key 1", options="key 3", assumed="key a")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_in_a_window_that_scrolls(path: Path) -> None:
    """Nothing is left out for want of lines; what may be answered at once is told whole."""
    told = advice(path.stem)
    found, shown = brief(told), body(told, KEYS, 17)
    assert max(map(cells, shown.splitlines())) <= 80
    said = flat(shown)
    assert "--full" not in said
    assert said.startswith(f"Red flags {found.red_flags}")
    for question in (*found.ask[:1], *(one for one in found.ask if one.red_flag)):
        assert flat(question.text.removeprefix("Any of these? ")) in said
    labels = {
        "NOT NOW": found.waiting,
        "NOT ADVISED": found.not_advised,
        "WATCH FOR": found.watch_for and told.urgency is not Urgency.EMERGENCY,
        "REVIEW": found.review_by and told.urgency is not Urgency.EMERGENCY,
    }
    assert {label for label in labels if label in said} == {k for k, v in labels.items() if v}
