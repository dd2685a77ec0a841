"""What steps about every patient do: narrow down who is meant, then claim something of them all.

`never recommended` and the like speak of the verdict; `before`, `after` and `only if` of what
must be so for everybody to whom a therapy is recommended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from pathway.authoring.search import NEVER
from pathway.authoring.spec.everyone import everyone_in, expect
from pathway.authoring.spec.scenario_state import Everyone, Story
from pathway.authoring.spec.slots import SpokenRange
from pathway.ground.problems import PatientError, Problem, Problems, UsageError, in_backticks
from pathway.ground.source import Placed
from pathway.ground.terms import Kind, Verdict
from pathway.ground.vocabulary import BOOLEAN, HISTORY, TEXT, Attribute, Base, Type
from pathway.language.parser import parse
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.language.typecheck import Scope, check
from pathway.names import OptionPart, Owner, history_name, option_name
from pathway.program import CompiledProgram, Therapy
from pathway.yaml.values import value_of


def begins(story: Story, person: str | None) -> None:
    """Every patient, every man or every woman."""
    story.everyone = Everyone()
    if person is not None:
        story.put("sex", person)


def lies(story: Story, attribute: Attribute, bounds: SpokenRange) -> None:
    """A number on one side of a limit, or between two."""
    kind = attribute.type
    if not kind.is_number:
        message = f"{in_backticks(attribute.title)} is not a number"
        raise PatientError([Problem("P402", message, hint="say `whose … is …`")])
    limits = [_number(attribute, text, story) for text in bounds.limits]
    name = Name(attribute.name, type=kind)
    literals = (Literal(limit, kind) for limit in limits)
    everyone_in(story).constraints.append(Apply(bounds.op, (name, *literals), type=BOOLEAN))


def without_overrides(story: Story) -> None:
    """No rule that says *avoid* has been lifted by a clinician."""
    everyone_in(story).overrides = False


def never(story: Story, therapy: Therapy, verdict: Verdict) -> None:
    """A verdict that nobody gets."""
    words = f"{therapy.title} is never {_said(verdict)}"
    expect(story, words, (therapy.id,), whenever=_verdict(therapy.id, verdict))


def always(story: Story, therapy: Therapy, verdict: Verdict) -> None:
    """A verdict that everybody gets."""
    words = f"{therapy.title} is always {_said(verdict)}"
    expect(story, words, (therapy.id,), then=_verdict(therapy.id, verdict))


def nothing_of_kind(story: Story, kind: Kind) -> None:
    """A kind of therapy of which nobody is recommended any."""
    program = story.followed.program
    found = [id_ for id_, therapy in program.therapies.items() if therapy.kind is kind]
    words = f"nothing of kind {kind.value} is ever recommended"
    expect(story, words, found, whenever=_some(map(_recommended, found)))


def nothing_of_step(story: Story, step: str) -> None:
    """A step that never recommends anything; another place may recommend the same therapy."""
    program = story.followed.program
    holders = {Owner(node.kind, node.id) for node in program.nodes if node.title == step}
    if not holders:
        message = f"{in_backticks(step)} is no part of this pathway"
        raise UsageError([Problem("P106", message)])
    places = [place for place in program.places if place.holder in holders]
    taken = (
        _all(_yes(place.reached), _yes(place.indicated), _recommended(place.therapy))
        for place in places
    )
    words = f"nothing of {step} is ever recommended"
    expect(story, words, [place.therapy for place in places], whenever=_some(taken))


def not_before(story: Story, therapy: Therapy, other: Therapy) -> None:
    """A therapy for which it is too early while another one is open to the patient, untried.

    Tried is what failed or helped only partly; a therapy that is closed to the patient
    (contraindicated, to be avoided, advised against, refused, not to be had, not indicated) is
    not waited for.
    """
    done = _some(_yes(option_name(other.id, row)) for row in _NOT_WAITED_FOR)
    words = f"{therapy.title} is never started before {other.title} was tried"
    expect(story, words, (therapy.id,), whenever=_recommended(therapy.id), then=done)


def only_after(story: Story, therapy: Therapy, other: Therapy) -> None:
    """A therapy that is recommended to nobody for whom another one has not failed."""
    words = f"{therapy.title} is recommended only after {other.title} failed"
    failed = _yes(history_name(other.id, "failed"))
    expect(story, words, (therapy.id,), whenever=_recommended(therapy.id), then=failed)


def only_if(story: Story, therapy: Therapy, condition: str) -> None:
    """A therapy that is recommended to nobody for whom a condition is not known to be true."""
    words = f"{therapy.title} is recommended only if {condition}"
    then = _condition(condition, story.followed.program)
    expect(story, words, (therapy.id,), whenever=_recommended(therapy.id), then=then)


# -- private -------------------------------------------------------------------------------

#: What is true of a therapy for which no other one has to wait.
_NOT_WAITED_FOR: Final[tuple[OptionPart, ...]] = ("inadequate", "closed", "not_indicated")


def _number(attribute: Attribute, text: str, story: Story) -> Decimal:
    found = value_of(attribute, Placed(text), None, story.today)
    if isinstance(found, Problem):
        raise PatientError([found])
    if not isinstance(found, Decimal):
        raise PatientError([Problem("P402", f"{in_backticks(text)} is not a number")])
    return found


def _said(verdict: Verdict) -> str:
    return "to be avoided" if verdict is Verdict.AVOID else verdict.value


def _yes(name: str) -> Expr:
    return Name(name, type=BOOLEAN)


def _recommended(therapy: str) -> Expr:
    return _yes(option_name(therapy, "recommended"))


def _verdict(therapy: str, verdict: Verdict) -> Expr:
    """That a therapy has this verdict; the last row of the table says so by itself."""
    if verdict is Verdict.RECOMMENDED:
        return _recommended(therapy)
    name = Name(option_name(therapy, "verdict"), type=TEXT)
    return Apply("=", (name, Literal(verdict.value, TEXT)), type=BOOLEAN)


def _all(*parts: Expr) -> Expr:
    return Apply("and", parts, type=BOOLEAN)


def _some(parts: Iterable[Expr]) -> Expr:
    found = tuple(parts)
    return Apply("or", found, type=BOOLEAN) if found else NEVER


def _condition(text: str, program: CompiledProgram) -> Expr:
    """A condition in the language of pathways; it may name attributes and findings."""
    problems = Problems()
    findings = {finding.name for finding in program.findings}

    def type_of(name: str) -> Type | None:
        if name in findings:
            return program.by_name[name].expr.type
        return program.vocabulary.type_of(name)

    parsed = parse(text, problems)
    known = [*program.vocabulary.attributes, *findings, *_histories(program.therapies)]
    parameters = {
        p.name: Literal(p.value, Type(Base.DECIMAL, p.unit), parameter=p.name)
        for p in program.parameters
    }
    scope = Scope(type_of, parameters, known)
    checked = None if parsed is None else check(parsed, scope, problems, expect=BOOLEAN)
    if checked is None:
        raise UsageError(problems.errors)
    return checked


def _histories(therapies: Iterable[str]) -> Sequence[str]:
    return [history_name(therapy, part) for therapy in therapies for part in HISTORY]
