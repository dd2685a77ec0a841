"""Two advices side by side."""

from dataclasses import replace

from pathway.tui.difference import AdviceDifference, differences
from pathway.tui.session import Session


def of(topic: str, session: Session, other: Session) -> list[AdviceDifference]:
    return [one for one in differences(session.advice, other.advice) if one.topic == topic]


def test_nothing_differs_from_itself(mon57: Session) -> None:
    assert differences(mon57.advice, mon57.advice) == ()


def test_only_what_differs_is_told(mon57: Session) -> None:
    copy = mon57.hypothetical()
    bleeding = next(q for q in copy.questions if q.id == "bleeding_disorder")
    copy.answer(bleeding, value=True)
    assert [(one.what, one.before, one.after) for one in of("options", mon57, copy)] == [
        ("surgical opinion", "pending, ask first", "recommended, start"),
        ("spinal manipulation", "pending, ask first", "contraindicated, do not start"),
        ("acupuncture (manual)", "pending, ask first", "contraindicated, do not start"),
        ("anti-inflammatory drug (NSAID)", "pending, ask first", "avoid, stop"),
        (
            "epidural steroid injection",
            "not indicated, do not start",
            "contraindicated, do not start",
        ),
        ("discectomy", "pending, ask first", "avoid, do not start"),
    ]
    assert of("questions", mon57, copy)[0] == AdviceDifference(
        "questions", "bleeding disorder", "asked", "–"
    )


def test_an_emergency_comes_first(mon57: Session) -> None:
    copy = mon57.hypothetical()
    numb = next(q for q in copy.questions if q.id == "saddle_numbness")
    copy.answer(numb, value=True)
    found = differences(mon57.advice, copy.advice)
    assert [(one.topic, one.what, one.before, one.after) for one in found[:3]] == [
        ("outcome", "outcome", "NEEDS INFORMATION", "URGENT"),
        ("outcome", "urgency", "none", "[!!] EMERGENCY, same day"),
        ("red flags", "Suspected cauda equina syndrome", "unanswered", "present"),
    ]


def test_a_stopped_treatment_is_another_plan(mon57: Session) -> None:
    copy = mon57.hypothetical()
    trials = tuple(t for t in copy.patient.trials or () if t.therapy != "paracetamol")
    copy.tell("paracetamol was never taken", replace(copy.patient, trials=trials))
    assert AdviceDifference(
        "plan",
        "paracetamol",
        "stop: tried without adequate response (24.6 weeks, no response); No taper needed",
        "–",
    ) in differences(mon57.advice, copy.advice)
