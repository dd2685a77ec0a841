"""What must hold of every proposal: of the examples, and of a thousand patients at random.

What is contraindicated is refused with the reason, in words and as an order; nothing that is
pending is allowed; and nothing that an agent says makes any answer better than its silence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest

from pathway.advice.model import Option
from pathway.ground.terms import BEGINNING, HARMFUL, Action, Severity, Verdict
from pathway.patients.model import Entry, Patient
from pathway.program import CompiledProgram
from pathway.service.agents.assertions import source_of
from pathway.service.agents.brief_text import MOST_BYTES, brief_text
from pathway.service.agents.case import AgentCase
from pathway.service.agents.judgement import ORDER, PRESSING, AgentVerdict
from pathway.service.agents.order import proposed_by
from pathway.service.agents.proposal import Proposal, TherapyNames, proposed_in
from pathway.service.agents.verdict import answer_on
from tests.examples import EXAMPLES
from tests.planes.test_planes import AS_OF, a_patient, values

from .asking import AGENT, drug, examples, order

Answer = dict[str, Any]
SOURCE = source_of(AGENT)
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"


@cache
def names_for(pathway: str) -> TherapyNames:
    library = examples().library
    among = library.program(pathway).therapies if pathway else library.therapies
    return TherapyNames(among, library.therapies, library.drug_names, library.vocabulary)


@cache
def to_start(pathway: str, id_: str) -> Proposal:
    return proposed_in(f"start {id_}", names_for(pathway))


def in_words(case: AgentCase, id_: str) -> Answer:
    return answer_on(case, to_start(case.recorded.pathway.id, id_))


def as_order(case: AgentCase, id_: str) -> Answer | None:
    """The same as an order; None for a therapy that has no codes here."""
    codes = examples().library.therapies[id_].codes
    found = [(RXNORM, one) for one in codes.get("rxnorm", ())[:1]]
    found += [(SNOMED, one) for one in codes.get("snomed", ())[:1]]
    if not found:
        return None
    concept = {"coding": [{"system": found[0][0], "code": found[0][1]}]}
    kind = "medicationCodeableConcept" if "rxnorm" in codes else "code"
    told = (
        drug("") | {kind: concept} if "rxnorm" in codes else order("ServiceRequest", code=concept)
    )
    names = names_for(case.recorded.pathway.id)
    return answer_on(case, proposed_by(told, case, names, examples().rules))


def faults(case: AgentCase, answers: Mapping[str, Answer]) -> Iterator[str]:
    """What an answer on *start X* says of any therapy X that it must not, or leaves out."""
    for id_, told in answers.items():
        verdict = AgentVerdict(told["verdict"])
        options = judged(case, id_)
        for option in options:
            if option.verdict is Verdict.CONTRAINDICATED:
                yield from unrefused(case, option, told, verdict)
        if verdict is AgentVerdict.ALLOWED and not any(
            one.verdict is Verdict.RECOMMENDED and one.action in BEGINNING for one in options
        ):
            yield f"{id_} is {options[0].verdict}: {options[0].action}, and allowed"
        if verdict is AgentVerdict.ALLOWED and not case.recorded.pathway.id:
            yield f"{id_} is allowed, and no complaint is known"
        ordered = as_order(case, id_)
        if ordered is not None and ordered["verdict"] != told["verdict"]:
            yield f"{id_} is {verdict} in words, and {ordered['verdict']} as an order"


def judged(case: AgentCase, id_: str) -> list[Option]:
    """A therapy by the pathway that is followed; where none is, by each that has it."""
    advices = [case.recorded]
    if not case.recorded.pathway.id:
        advices = [case.by(pathway, said=False) for pathway in case.elsewhere]
    found = (advice.judged(id_) for advice in advices)
    return [one for one in found if one is not None]


def unrefused(
    case: AgentCase, option: Option, told: Answer, verdict: AgentVerdict
) -> Iterator[str]:
    """A contraindicated therapy that is not refused, or without the reason."""
    rules = {one.id for one in examples().library.therapies[option.id].rules}
    own = [one for one in option.reasons if one.holds and one.rule in rules]
    given = {one["rule"]: one["text"] for one in told["reasons"] if one["holds"]}
    if verdict is not AgentVerdict.FORBIDDEN or not own:
        yield f"{option.id} is contraindicated, and {verdict}"
    if any(given.get(one.rule) != one.text for one in own) or not told["because"]:
        yield f"{option.id} is contraindicated, and no reason is given"


def better(spoken: AgentCase, answers: Mapping[str, Answer]) -> Iterator[str]:
    """The therapies that an agent's words make better off."""
    for id_, silent in answers.items():
        if rank(in_words(spoken, id_)) < rank(silent):
            yield f"{id_} is better off by what the agent says"


def rank(answer: Answer) -> int:
    return ORDER.index(AgentVerdict(answer["verdict"]))


def at_random(program: CompiledProgram, rng: Random) -> Patient:
    """Something said about a few attributes, whatever the record has."""
    known = values(program)
    said = rng.sample(sorted(known), rng.randint(1, 12))
    entries = {name: (Entry(rng.choice(known[name]), on=AS_OF, source=SOURCE),) for name in said}
    return Patient("said", entries=entries)


def the_examples() -> list[tuple[str, Patient, date]]:
    found = []
    for path in sorted(EXAMPLES.glob("*.yaml")):
        patient = examples().library.patient_from_file(path)
        found.append((path.stem, patient, patient.example or AS_OF))
    return found


def laws(patient: Patient, day: date, rng: Random, *, spoken: bool = True) -> list[str]:
    """All that is wrong with the answers on one patient, also where an agent has `spoken`."""
    cases = examples()
    case = cases.case_of(SOURCE, patient, None, day)
    decided = bool(case.recorded.pathway.id)
    ids = case.recorded.program.therapies if decided else cases.library.therapies
    answers = {id_: in_words(case, id_) for id_ in ids}
    found = [*faults(case, answers), *too_long(case)]
    if spoken:
        told = cases.case_of(SOURCE, patient, at_random(case.recorded.program, rng), day)
        found += [*better(told, answers), *too_long(told)]
    return found


def too_long(case: AgentCase) -> Iterator[str]:
    """A brief that is too long, or that has lost what it must never lose."""
    text = brief_text(case)
    size = len(text.encode())
    if size > MOST_BYTES:
        yield f"a brief of {size} bytes"
    for title in never_lost(case):
        if title not in text:
            yield f"the brief has lost {title}"


def never_lost(case: AgentCase) -> Iterator[str]:
    """Every red flag that is present, whatever ends or is asked first, what harms and is held."""
    for advice in case.advices:
        for alert in advice.alerts:
            if alert.state == "present":
                yield alert.title
                yield alert.action.rstrip(".") if alert.urgency in PRESSING else ""
    for option in case.recorded.options.values():
        ends = option.current and option.action not in (Action.CONTINUE, Action.ADJUST)
        harms = not option.current and option.verdict in HARMFUL
        held = not option.current and bool(option.held_by)
        if ends or harms or held or option.action is Action.ADJUST:
            yield option.title


def test_the_laws_on_a_few_examples() -> None:
    rng = Random(1)
    found = {id_: laws(patient, day, rng) for id_, patient, day in the_examples()[::12]}
    assert {id_: wrong for id_, wrong in found.items() if wrong} == {}


@pytest.mark.slow
def test_the_laws_on_every_example() -> None:
    rng = Random(2)
    found = {id_: laws(patient, day, rng) for id_, patient, day in the_examples()}
    assert {id_: wrong for id_, wrong in found.items() if wrong} == {}


#: How many random patients each of four pathways has, and of how many an agent speaks.
PATIENTS = 250
ONE_IN = 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "pathway", ["sciatica", "low-back-pain", "knee-osteoarthritis", "post-surgical"]
)
def test_the_laws_on_random_patients(pathway: str) -> None:
    rng, program = Random(pathway), examples().library.program(pathway)
    found = {}
    for number in range(PATIENTS):
        spoken = number % ONE_IN == 0
        if wrong := laws(a_patient(program, rng), AS_OF, rng, spoken=spoken):
            found[number] = wrong
    assert found == {}


def test_a_rule_that_harms_is_contraindicated_or_avoided() -> None:
    """What the laws take for reasons are the rules of the therapies themselves."""
    program = examples().library.program("sciatica")
    rules = [rule for therapy in program.therapies.values() for rule in therapy.rules]
    assert {rule.severity for rule in rules} == set(Severity)
