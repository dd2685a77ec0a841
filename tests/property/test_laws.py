"""What must hold of every patient, tried on thousands of them.

The laws are those of the verdict table: exactly one verdict, nothing recommended on an
unknown guard, and learning that never takes a recommendation back.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import pathway
from pathway.advice import give_advice
from pathway.compiler.flags import ALWAYS_FREE
from pathway.ground.terms import ROWS, Action, Severity, Verdict
from pathway.names import flag_owner
from pathway.patients.at_date import learn, resolve
from pathway.patients.model import Entry, Patient
from pathway.program import CompiledProgram
from pathway.walk import Walk, walk
from tests.chance import examples
from tests.property.patients import AS_OF, boundary_values, patients

ORDER = tuple(ROWS)
#: What the history of a therapy may turn out to be.
HISTORY = (Verdict.DECLINED, Verdict.UNAVAILABLE, Verdict.TRIED, Verdict.ONGOING)

laws = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def program() -> CompiledProgram:
    return pathway.open_library().program("sciatica")


def verdict_of(walked: Walk, therapy: str) -> Verdict:
    return Verdict(str(walked[f"option.{therapy}.verdict"]))


def rows(walked: Walk, therapy: str) -> list[object]:
    return [walked[f"option.{therapy}.{row}"] for row in ROWS.values()]


@laws
@given(st.deferred(lambda: patients(program())), st.booleans())
def test_every_option_has_the_verdict_of_its_first_true_row_or_is_pending(
    patient: Patient, strict: bool
) -> None:
    walked = walk(program(), resolve(patient, program(), AS_OF, strict=strict))
    for therapy in program().therapies:
        states = rows(walked, therapy)
        first = next((v for v, state in zip(ORDER, states, strict=True) if state is True), None)
        assert verdict_of(walked, therapy) is (first or Verdict.PENDING)
        assert first is not None or None in states, f"{therapy}: no row can ever hold"


@laws
@given(st.deferred(lambda: patients(program())), st.booleans())
def test_nothing_is_recommended_on_an_unknown_guard(patient: Patient, strict: bool) -> None:
    walked = walk(program(), resolve(patient, program(), AS_OF, strict=strict))
    for id_, therapy in program().therapies.items():
        if verdict_of(walked, id_) is not Verdict.RECOMMENDED:
            continue
        for rule in therapy.rules:
            if rule.severity is Severity.CONTRAINDICATED:
                assert walked[f"rule.{rule.id}"] is False, rule.id
            if rule.severity is Severity.AVOID:
                assert walked[f"rule.{rule.id}.applies"] is False, rule.id
        if turned_out(walked, [f"option.{id_}.free"]):
            continue  # care that nothing forbids, beside every step
        assert walked[f"option.{id_}.held"] is False
        assert walked["eligible"] is True or any(
            walked[p.reached] is True for p in program().places_of(id_) if p.order == 0
        )


def turned_out(walked: Walk, names: Iterable[str]) -> bool:
    """That one of the definitions that there are is known to be true."""
    return any(walked[name] is True for name in names if name in walked.values)


def may_leave(before: Walk, after: Walk, therapy: str, now: Verdict) -> bool:
    """Why a recommendation may go: the history of what an alarm called for, or a hold, came in."""
    if now in HISTORY:
        return turned_out(before, [f"option.{therapy}.called"])
    if turned_out(before, [f"option.{therapy}.free"]):  # nothing that is open held it back
        outside = after["eligible"] is False or after[f"option.{therapy}.held"] is True
        return now in ORDER[: ORDER.index(Verdict.LATER)] or (now is Verdict.LATER and outside)
    free = program().therapies[therapy].kind in ALWAYS_FREE
    flags = program().all_flags if free else program().elsewhere
    held = turned_out(after, (f"held.{therapy}.{flag.id}" for flag in flags))
    return now is Verdict.LATER and held


def called_elsewhere(after: Walk, therapy: str) -> bool:
    """That a red flag of another field, which turned out to be there, calls for it."""
    flags = {flag_owner(flag.id) for flag in program().elsewhere}
    places = program().places_of(therapy)
    return turned_out(after, (place.reached for place in places if place.holder in flags))


@laws
@given(st.deferred(lambda: patients(program())), st.data())
def test_learning_never_takes_a_recommendation_back(patient: Patient, data: st.DataObject) -> None:
    before_resolved = resolve(patient, program(), AS_OF)
    before = walk(program(), before_resolved)
    values = boundary_values(program())
    unknown = [name for name in values if before[name] is None and values[name]]
    if not unknown:
        return
    learnt = data.draw(
        st.lists(st.sampled_from(unknown), min_size=1, max_size=6, unique=True), label="learnt"
    )
    news = {name: data.draw(st.sampled_from(values[name]), label=name) for name in learnt}
    after = walk(program(), learn(before_resolved, program(), news))
    for therapy in program().therapies:
        was, now = verdict_of(before, therapy), verdict_of(after, therapy)
        if was is Verdict.PENDING:
            continue
        if was is Verdict.RECOMMENDED:
            stays = now is Verdict.RECOMMENDED
            assert stays or may_leave(before, after, therapy, now), therapy
        elif not called_elsewhere(after, therapy):
            assert now is not Verdict.PENDING, therapy
            assert ORDER.index(now) <= ORDER.index(was), therapy


@laws
@given(st.deferred(lambda: patients(program())))
def test_a_running_therapy_is_never_told_to_wait_or_start(patient: Patient) -> None:
    walked = walk(program(), resolve(patient, program(), AS_OF))
    for therapy in program().therapies:
        action = Action(str(walked[f"option.{therapy}.action"]))
        if walked[f"{therapy}.ongoing"] is True:
            assert action not in (Action.WAIT, Action.START, Action.DO_NOT_START), therapy
        else:
            assert action not in (Action.STOP, Action.TAPER, Action.CONTINUE), therapy


@laws
@given(st.deferred(lambda: patients(program())))
def test_what_is_unknown_hangs_on_something_that_can_be_asked(patient: Patient) -> None:
    walked = walk(program(), resolve(patient, program(), AS_OF))
    for definition in program().definitions:
        result = walked.values[definition.name]
        assert result.value is not None or result.hangs_on, definition.name
        for name in result.hangs_on:
            assert "." in name or name in program().vocabulary.attributes, name


#: Enough relief for now: surgery would only follow a branch "otherwise", which has no words.
RELIEVED = Patient(
    "random",
    entries={
        "adequate_relief": (Entry(value=True),),
        "bladder_bowel_change": (Entry(value=False),),
        "weeks_since_surgery": (Entry(value=Decimal(0)),),
    },
)


@laws
@given(st.deferred(lambda: patients(program())), st.booleans())
@example(patient=RELIEVED, strict=False)
def test_every_patient_gets_whole_advice_in_words(patient: Patient, strict: bool) -> None:
    walked = walk(program(), resolve(patient, program(), AS_OF, strict=strict))
    advice = give_advice(walked)
    told = advice.to_dict()
    assert told["outcome"] in ("urgent", "not eligible", "needs information", "advice")
    for id_, option in advice.options.items():
        assert option.summary, id_
        assert advice.why(id_).state == option.verdict.value.upper()
    for question in advice.questions:
        assert question.question.endswith((".", "?")), question.attribute
    if advice.outcome == "needs information":
        assert advice.questions
