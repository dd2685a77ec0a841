"""The brief: what fits, what is never left out, and what is said of the rest."""

import pytest

from pathway.service.agents.brief_text import MOST_BYTES, brief_text
from pathway.service.agents.fitting import FittedLine, fitted

from .asking import AGENT, ask, examples


@pytest.mark.parametrize("part", range(4))
def test_the_brief_of_every_example_fits(part: int) -> None:
    ids = list(ask("list_patients")["patients"])[part::4]
    sizes = {id_: len(ask("advise_brief", patient=id_).encode()) for id_ in ids}
    assert {id_: size for id_, size in sizes.items() if size > MOST_BYTES} == {}


def test_what_is_left_out_is_counted_and_named() -> None:
    lines = [
        FittedLine(0, ("head",)),
        FittedLine(1, ("a question " + "x" * 300, "a question"), "questions"),
        FittedLine(3, ("y" * 300,), "questions"),
        FittedLine(5, ("z" * 300,), "lines on what comes then"),
        FittedLine(5, ("last",), "lines on what comes then"),
    ]
    assert fitted(lines, 400) == (
        "head\na question\nlast\n"
        "Left out to stay short: questions (1), lines on what comes then (1)."
        " `ask_next` has all questions, `why` each therapy."
    )


def test_what_stays_is_shortened_the_least_pressing_first() -> None:
    lines = [
        FittedLine(0, ("emergency " + "x" * 80, "emergency"), keeps=2),
        FittedLine(0, ("held " + "y" * 80, "held")),
        FittedLine(0, ("stop " + "z" * 90, "stop"), keeps=1),
    ]
    assert fitted(lines, 300 + 110) == f"emergency {'x' * 80}\nheld\nstop"
    assert fitted(lines, 300 + 200) == f"emergency {'x' * 80}\nheld\nstop {'z' * 90}"
    assert fitted(lines, 10) == "emergency\nheld\nstop"  # never less, whatever the room


def test_letters_of_several_bytes_count_as_such() -> None:
    assert len(fitted([FittedLine(1, ("µ" * 50,), "lines")], 300 + 60).encode()) < 360
    assert fitted([FittedLine(1, ("µ" * 20,), "lines")], 300 + 60) == "µ" * 20


def test_the_whole_of_a_brief() -> None:
    text = ask("advise_brief", patient="cauda-equina-52").splitlines()
    assert text[:3] == [
        (
            "Sciatica, conservative care first 3.0.0 (draft), for 2026-11-20: urgent. You propose"
            " and never decide: a clinician does."
        ),
        "Red flags: 1 present; 16 of 24 not answered.",
        (
            "RED FLAG, emergency: Suspected cauda equina syndrome. Send to hospital today for an"
            " emergency MRI; do not wait for a bladder scan or a rectal examination. To: a hospital"
            " with MRI day and night and spinal surgery. Calls for: emergency referral, lumbar MRI."
            " Because: new bladder or bowel trouble, numbness between the legs, new or worsening"
            " symptoms in both legs."
        ),
    ]
    assert text[3].startswith("ask first: whether to go on with anti-inflammatory drug (NSAID)")


def test_what_an_agent_says_takes_out_what_is_to_be_done_and_adds_nothing() -> None:
    silent = ask("advise_brief", patient="acute-back-35")
    spoken = ask("advise_brief", patient="acute-back-35", said={"bleeding_disorder": True})
    begun = [one for one in silent.splitlines() if one.startswith(("start: ", "choose: "))]
    assert any("anti-inflammatory drug (NSAID)" in one for one in begun)
    later = [one for one in spoken.splitlines() if one.startswith(("start: ", "choose: "))]
    assert not any("anti-inflammatory drug (NSAID)" in one for one in later)
    assert "If it is so as the agent claude says, not: " in spoken


def test_a_record_of_an_agents_own_says_what_would_harm() -> None:
    record = {"attributes": {"leg_pain": "radicular", "age": 50, "bleeding_disorder": True}}
    case = examples().case(AGENT, record=record)
    text = brief_text(case)
    assert text.startswith("No pathway yet: the complaint is not known, for ")
    assert "If it is so as the agent claude says: contraindicated: " in text
    assert "acupuncture (manual)" in text
