"""What a scenario says of every patient: a claim in the making, then the answer to it.

The patient of such a scenario is only what all patients have in common; whatever it does not
say may be anything, known or not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Final, NoReturn

from pathway.authoring.coverage.reach import Solve
from pathway.authoring.search import (
    ALWAYS,
    NEVER,
    Claim,
    Decider,
    Held,
    Proved,
    RandomSearch,
    Refuted,
    SaysNothing,
)
from pathway.authoring.spec.scenario_state import Everyone, Followed, Story, UnmetError
from pathway.ground.problems import Problem, UsageError, in_backticks
from pathway.ground.terms import Verdict
from pathway.ground.vocabulary import BOOLEAN, Base, Vocabulary
from pathway.language.syntax import Apply, Expr, Name
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient
from pathway.patients.writer import write_patient


def expect(
    story: Story,
    words: str,
    therapies: Sequence[str],
    *,
    whenever: Expr = ALWAYS,
    then: Expr = NEVER,
) -> None:
    """Expect of every patient that `then` holds whenever `whenever` does; UnmetError if not.

    `therapies` are those that it is about. While a feature is only read, and nothing there
    to decide, the claim is put together and no more.
    """
    claim = _claim(story, whenever, then)
    if story.decider is None:
        return
    found = story.decider.decide(claim)
    if isinstance(found, Refuted):
        _refuted(story, claim, found, words, therapies)
    if isinstance(found, SaysNothing) or found == Held(tried=0):
        story.journeys.clear()  # the advice for nobody in particular explains nothing
        raise UnmetError(_expected(story, words), _nothing(claim, found))
    story.decided.append(PROVED if isinstance(found, Proved) else found.tried)


def everyone_in(story: Story) -> Everyone:
    """The patients that the scenario speaks of."""
    if story.everyone is None:
        story.everyone = Everyone()
    return story.everyone


def decider_of(seed: object, patients: object) -> Decider:
    """How claims are decided in a run: proved where the solver is installed, else only tried.

    Random patients, the same in every run, also try what cannot be proved. `seed` and
    `patients` come from the command line; else `PATHWAY_SEED` and `PATHWAY_PATIENTS` may say
    otherwise. With `PATHWAY_PROOFS=0` nothing is proved.
    """
    usual = RandomSearch()
    search = RandomSearch(
        _number(seed, "PATHWAY_SEED", usual.seed),
        _number(patients, "PATHWAY_PATIENTS", usual.patients),
    )
    if not _with_proofs():
        return search
    from pathway.authoring.verify import SolverDecider

    return SolverDecider(search)


def solver() -> Solve | None:
    """What says for certain that no patient can exercise something, where that is installed."""
    if not _with_proofs():
        return None
    from pathway.authoring.verify.reaching import can_exercise

    return can_exercise


#: What is noted of a claim that was proved; of one that was tried, on how many patients.
PROVED: Final = "proved"


# -- private -------------------------------------------------------------------------------


def _with_proofs() -> bool:
    """Whether the solver is there, and wanted."""
    return os.environ.get("PATHWAY_PROOFS") != "0" and find_spec("z3") is not None


def _expected(story: Story, words: str) -> str:
    """A claim in words, with what is given of the patients it speaks of."""
    return "\n".join((words, *(f"{' ' * _MARGIN}{line}" for line in story.heard)))


#: How far a report of what was expected is indented.
_MARGIN: Final = len("expected  ")


def _nothing(claim: Claim, found: SaysNothing | Held) -> str:
    if isinstance(found, Held):
        return "this is not decided: no patient who was drawn is as given, and nothing is proved"
    if found.nobody:
        return "this says nothing: no patient can be as given"
    if claim.conclusion == NEVER:
        return "this says nothing: it comes to nobody in this pathway, as given or not"
    return "this says nothing: it comes to no patient who is as given"


def _number(given: object, variable: str, usual: int) -> int:
    text = str(given) if given is not None else os.environ.get(variable, "")
    if not text:
        return usual
    if text.isdecimal():
        return int(text)
    raise UsageError([Problem("P510", f"{variable} should be a number, not {in_backticks(text)}")])


def _claim(story: Story, whenever: Expr, then: Expr) -> Claim:
    everyone = everyone_in(story)
    resolved = story.followed.resolved
    fixed = replace(resolved.patient, id=_ID)
    open_ = [_is_unknown(name, story) for name, told in fixed.entries.items() if _unknown(told)]
    return Claim(
        program=story.followed.program,
        as_of=resolved.as_of,
        fixed=fixed,
        occasion=whenever,
        conclusion=then,
        constraints=(*everyone.constraints, *open_),
        strict=resolved.strict,
        overrides=everyone.overrides,
    )


_ID: Final = "counterexample"


def _unknown(entries: tuple[Entry, ...]) -> bool:
    return all(entry.value is None for entry in entries)


def _is_unknown(name: str, story: Story) -> Expr:
    """That something told to be unknown is so: not where it does not apply to a patient."""
    type_ = story.words.library.vocabulary.attributes[name].type
    return Apply("is null", (Name(name, type=type_),), type=BOOLEAN)


# -- a counterexample ------------------------------------------------------------------------


def _refuted(
    story: Story, claim: Claim, found: Refuted, words: str, therapies: Sequence[str]
) -> NoReturn:
    """The smallest patient for whom it is not so, as a file, with all the reasons."""
    vocabulary = story.words.library.vocabulary
    patient, clear = _in_groups(found.patient, claim, vocabulary)
    resolved = resolve(patient, claim.program, claim.as_of, strict=claim.strict)
    story.journeys.append(Followed(claim.program, resolved))
    options = [option for id_ in therapies if (option := story.followed.option(id_)) is not None]
    recommended = (option for option in options if option.verdict is Verdict.RECOMMENDED)
    option = next(recommended, options[0] if options else None)
    stands = f"{option.title} is {option.verdict.value}" if option else "it is not even listed"
    came = [f"{stands} for this patient, the smallest that was found:", ""]
    came += _file(patient, clear, vocabulary)
    raise UnmetError(_expected(story, words), "\n".join(came), option.id if option else None)


def _in_groups(
    patient: Patient, claim: Claim, vocabulary: Vocabulary
) -> tuple[Patient, Mapping[str, Sequence[str]]]:
    """The patient with a no to whole groups of red flags, and these, where that is as good.

    Only yes/no attributes of a group are meant; one that is recorded otherwise stays as it is.
    """
    clear: dict[str, Sequence[str]] = {}
    for group in (name for name, group in vocabulary.groups.items() if group.red_flag):
        members = [
            name
            for name, attribute in vocabulary.attributes.items()
            if attribute.group == group and attribute.type.base is Base.BOOLEAN
        ]
        no = (Entry(value=False, on=claim.as_of),)
        added = dict.fromkeys(members, no)
        told = [name for name in members if patient.entries.get(name) == no]
        cleared = replace(patient, entries={**added, **patient.entries})
        if len(told) > 1 and claim.broken_by(cleared):
            patient = cleared
            clear[group] = [name for name in members if patient.entries[name] == no]
    return patient, clear


def _file(
    patient: Patient, clear: Mapping[str, Sequence[str]], vocabulary: Vocabulary
) -> Iterator[str]:
    """The lines of a patient file in which cleared groups are written as such."""
    hidden = {name for names in clear.values() for name in names}
    rest = {name: told for name, told in patient.entries.items() if name not in hidden}
    lines = write_patient(replace(patient, entries=rest), vocabulary).splitlines()
    if clear:
        first = [line for line in lines if line.startswith(("patient:", "recorded:"))]
        yield from (f"  {line}" for line in first)
        yield f"  none of: [{', '.join(clear)}]"
        lines = [line for line in lines if line not in first]
    yield from (f"  {line}" for line in lines)
