"""No question without a difference, by the reference: what is told changes with some answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest

from pathway.advice import give_advice
from pathway.advice.advice import Advice
from pathway.advice.answers import answers_about_list, answers_about_trials, answers_to
from pathway.advice.model import Question
from pathway.advice.questions import HISTORY
from pathway.engine import open_library
from pathway.names.reading import read_history
from pathway.patients.at_date import learn, resolve
from pathway.planes.columns import News
from pathway.walk import Walk, walk
from tests.lanes import thinned
from tests.planes.test_planes import AS_OF, EXAMPLES, a_patient
from tests.verify.bigger_pathways import a_library, opened


def told(walked: Walk) -> tuple[object, ...]:
    """All actions, red flags and the steps where the patient is."""
    program = walked.program
    parts = [f"option.{id_}.action" for id_ in program.therapies]
    parts += [f"flag.{flag.id}" for flag in program.all_flags]
    for node in program.nodes:
        parts.append(f"node.{node.id}.{'current' if node.kind == 'step' else 'reached'}")
    return (*(walked[part] for part in parts if part in walked.values), walked["eligible"])


def answers(walked: Walk, question: Question) -> Sequence[News]:
    if question.covers:
        return answers_about_list(question.covers)
    if question.attribute == HISTORY:
        return answers_about_trials(walked, walked.program.therapies)
    part = read_history(question.attribute)
    if part is not None:
        return answers_about_trials(walked, [part.therapy])
    return answers_to(walked, question.attribute) or ()


def makes_a_difference(walked: Walk, question: Question, others: Sequence[Question]) -> bool:
    """Alone, or once the questions are answered with which it belongs together."""
    partners = [one for one in others if one.attribute in question.together]
    for first in product(*(answers(walked, one) for one in partners)):
        before = {name: value for news in first for name, value in news.items()}
        start = told(_after(walked, before))
        for news in answers(walked, question):
            if told(_after(walked, {**before, **news})) != start:
                return True
    return False


def _after(walked: Walk, news: News) -> Walk:
    return walk(walked.program, learn(walked.resolved, walked.program, news))


def asked(walked: Walk) -> Iterator[tuple[Question, bool]]:
    advice: Advice = give_advice(walked)
    for question in advice.questions:
        if not question.always and answers(walked, question):
            yield question, makes_a_difference(walked, question, advice.questions)


@pytest.mark.parametrize("path", thinned(EXAMPLES, 8), ids=lambda path: path.stem)
def test_questions_about_the_example_patients(path: Path) -> None:
    library = open_library()
    patient = library.patient_from_file(path)
    as_of = patient.example or AS_OF
    chosen = library.choose(patient, as_of) or library.pathways[0]
    program = library.program(chosen)
    found = list(asked(walk(program, resolve(patient, program, as_of))))
    assert [question.attribute for question, differs in found if not differs] == []


def test_questions_of_pathways_at_random(tmp_path: Path) -> None:
    count = 0
    for number in range(8):
        library = opened(a_library(Random(number)), tmp_path / str(number))
        if library is None:
            continue
        program, rng = library.program("way"), Random(number)
        for _ in range(6):
            walked = walk(program, resolve(a_patient(program, rng), program, date(2026, 11, 20)))
            found = list(asked(walked))
            assert [question.attribute for question, differs in found if not differs] == []
            count += len(found)
    assert count > 30


def test_nothing_waits_for_what_is_never_asked(tmp_path: Path) -> None:
    """Whoever is asked nothing but red flags waits for nothing else at a step that is reached."""
    for number in range(8):
        library = opened(a_library(Random(number)), tmp_path / str(number))
        if library is None:
            continue
        program, rng = library.program("way"), Random(100 + number)
        for _ in range(6):
            walked = walk(program, resolve(a_patient(program, rng), program, date(2026, 11, 20)))
            advice = give_advice(walked)
            if any(not question.red_flag for question in advice.questions):
                continue
            red = frozenset(program.red_flag_attributes)
            held = [
                option.id
                for option in advice.options.values()
                if option.verdict == "pending" and not red.intersection(option.pending_on)
                if any(walked[place.reached] is True for place in program.places_of(option.id))
            ]
            assert held == []
