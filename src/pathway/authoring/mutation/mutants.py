"""All mutants of a pathway: where a fault can stand in its files, and the library with it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from pathway.authoring.diff.programs import changed_names
from pathway.authoring.mutation.edits import Fault, edits
from pathway.compiler import compile_pathway, compile_shared
from pathway.content.load import LibraryModels
from pathway.content.models import (
    AssumptionModel,
    AttributeModel,
    ChoiceModel,
    FlagModel,
    NodeModel,
    NoteModel,
    OfferModel,
    PathwayFile,
    RecommendationModel,
    TherapyFile,
)
from pathway.frozen import frozen
from pathway.ground.problems import Problems
from pathway.ground.source import Placed, Span
from pathway.ground.terms import Urgency
from pathway.names import position_id
from pathway.program import CompiledProgram

__all__ = ["Fault", "Mutant", "Planted", "compiled", "mutants"]


@frozen
class Mutant:
    """One planted fault: what it is, where it stands, and what it says before and after."""

    fault: Fault
    span: Span | None
    about: str
    before: str
    after: str
    models: LibraryModels


def mutants(models: LibraryModels, program: CompiledProgram) -> Iterator[Mutant]:
    """Every mutant of the files that a pathway is made of, in the order of the files."""
    for part in _parts(models, program):
        for edit in part.edits():
            yield Mutant(
                edit.fault,
                edit.span or part.span,
                part.about,
                edit.before,
                edit.after,
                _changed(models, (*part.path, *edit.path), edit.value),
            )


@frozen
class Planted:
    """A mutant's pathways, and for each the names that mean something else in it."""

    mutant: Mutant
    programs: Mapping[str, CompiledProgram]
    changed: Mapping[str, frozenset[str]]


def compiled(mutant: Mutant, originals: Mapping[str, CompiledProgram]) -> Planted | None:
    """The mutant as programs; None where the checks of a library refuse it."""
    problems = Problems()
    shared = compile_shared(mutant.models, problems)
    found = {id_: compile_pathway(shared, id_, problems) for id_ in originals}
    programs = {id_: program for id_, program in found.items() if program is not None}
    if problems.errors:
        return None
    changed = {id_: changed_names(originals[id_], programs[id_]) for id_ in originals}
    return Planted(mutant, programs, changed)


# -- private -------------------------------------------------------------------------------

#: From the root to a part: fields of models, keys of mappings, numbers in lists.
_Path: TypeAlias = tuple[str | int, ...]

#: In place of a value: the member is left out.
_DROPPED: Final = object()


@frozen
class _Edit:
    """One change within a part: at `path` there stands `value` instead."""

    fault: Fault
    path: _Path
    value: object
    before: str
    after: str
    span: Span | None = None


@frozen
class _Part:
    """A part of the files, what it is called, and how its mutants are made."""

    about: str
    path: _Path
    model: Any
    make: Callable[[Any], Iterator[_Edit]]

    @property
    def span(self) -> Span | None:
        return getattr(self.model, "span", None)

    def edits(self) -> Iterator[_Edit]:
        return self.make(self.model)


def _parts(models: LibraryModels, program: CompiledProgram) -> Iterator[_Part]:
    """Everything that means something to this pathway."""
    spoken_of = set(program.listed)
    used = [models.pathways[id_] for id_ in _with_parts_of(program.id, models)]
    for file in used:
        yield _Part(f"pathway {file.pathway}", ("pathways", str(file.pathway)), file, _of_pathway)
        for name, node in file.nodes.items():
            path = ("pathways", str(file.pathway), "nodes", name)
            yield _Part(f"node {name}", path, node, _of_node)
    for id_ in models.therapies:
        if id_ in spoken_of:
            yield _Part(f"therapy {id_}", ("therapies", id_), models.therapies[id_], _of_therapy)
    for flag_id, flag in models.red_flags.red_flags.items():
        where = ("red_flags", "red_flags", flag_id)
        yield _Part(f"red flag {flag_id}", where, flag, _of_flag)
    adopted = {r.id for r in program.recommendations if r.adopted is not None}
    for guideline, guide in models.guidelines.items():
        for id_, statement in guide.recommendations.items():
            position = position_id(guideline, id_)
            if position in adopted:
                path = ("guidelines", guideline, "recommendations", id_)
                yield _Part(f"recommendation {position}", path, statement, _of_statement)
    yield from _of_words(models, program)


def _of_words(models: LibraryModels, program: CompiledProgram) -> Iterator[_Part]:
    read = program.read_at_all
    for name, attribute in models.vocabulary.attributes.items():
        if name in read:
            path = ("vocabulary", "attributes", name)
            yield _Part(f"attribute {name}", path, attribute, _of_attribute)
    for name, definition in models.vocabulary.definitions.items():
        if name in program.by_name:
            path = ("vocabulary", "definitions", name)
            yield _Part(f"definition {name}", path, definition, _conditions("define"))
    thresholds = {parameter.name for parameter in program.parameters}
    for name, parameter in models.parameters.parameters.items():
        if name in thresholds:
            path = ("parameters", "parameters", name)
            yield _Part(f"parameter {name}", path, parameter, _numbers(Fault.THRESHOLD, "default"))


def _with_parts_of(id_: str, models: LibraryModels) -> list[str]:
    """The pathway and those it uses."""
    found, todo = [id_], [id_]
    while todo:
        for node in models.pathways[todo.pop()].nodes.values():
            if node.use is not None and str(node.use) not in found:
                found.append(str(node.use))
                todo.append(str(node.use))
    return found


# -- what can be wrong with each part ------------------------------------------------------


def _of_pathway(file: PathwayFile) -> Iterator[_Edit]:
    yield from _conditions("for_", "eligible")(file)
    if file.for_ is not None:
        yield _Edit(Fault.CLAUSE, ("for_",), None, f"for: {file.for_}", "nothing", file.for_.span)
    for number, adopted in enumerate(file.adopts):
        yield _drop(Fault.GUIDELINE, ("adopts", number), str(adopted), adopted.span)
    for name, definition in file.definitions.items():
        yield from _below(("definitions", name), _conditions("define")(definition))
    yield from _of_offers("alongside", file.alongside)
    yield from _of_notes(file.notes)


def _of_node(node: NodeModel) -> Iterator[_Edit]:
    for number, branch in enumerate(node.branches):
        yield from _below(("branches", number), _conditions("when")(branch))
        if number:
            before = node.branches[number - 1]
            order = list(node.branches)
            order[number - 1 : number + 1] = [branch, before]
            first, second = f"first to {before.to}", f"first to {branch.to}"
            path = ("branches",)
            yield _Edit(Fault.BRANCHES, path, tuple(order), first, second, branch.when.span)
    yield from _of_offers("offer", node.offer)
    yield from _of_offers("meanwhile", node.meanwhile)
    for number, choice in enumerate(node.choose):
        yield from _below(("choose", number), _of_choice(choice))
    for field in ("step_up", "resolved"):
        way = getattr(node, field)
        if way is not None:
            text = f"{field.replace('_', ' ')} to {way.to}"
            yield _Edit(Fault.WAY, (field,), None, text, "nothing", way.when.span)
            yield from _below((field,), _conditions("when")(way))
    yield from _of_notes(node.notes)


def _of_therapy(file: TherapyFile) -> Iterator[_Edit]:
    for field, weaker in (("contraindicated", "avoid"), ("avoid", "caution"), ("caution", None)):
        rules = getattr(file, field)
        for number, rule in enumerate(rules):
            yield _drop(Fault.RULE, (field, number), f"{field}: {rule.id}", rule.id.span)
            yield from _below((field, number), _conditions("when")(rule))
            if weaker is not None:
                yield _lowered(file, field, number, weaker)
    for number, partner in enumerate(file.partners):
        yield _drop(Fault.PARTNER, ("partners", number), str(partner.therapy), partner.therapy.span)
        yield from _below(("partners", number), _conditions("when")(partner))
    for number, answered in enumerate(file.answers):
        yield _drop(Fault.ANSWER, ("answers", number), str(answered), answered.span)
    yield from _of_doses(file)
    if file.adequate_trial is not None:
        make = _numbers(Fault.TRIAL, "weeks", "sessions")
        yield from _below(("adequate_trial",), make(file.adequate_trial))
    yield from _of_notes(file.notes)


def _lowered(file: TherapyFile, field: str, number: int, weaker: str) -> _Edit:
    """A rule with the next lower severity; the therapy is another one as a whole."""
    rules = getattr(file, field)
    rule = rules[number]
    rest = rules[:number] + rules[number + 1 :]
    lower = (*getattr(file, weaker), rule)
    other = file.model_copy(update={field: rest, weaker: lower})
    text = f"{rule.id}: {field}"
    return _Edit(Fault.SEVERITY, (), other, text, f"{rule.id}: {weaker}", rule.id.span)


def _of_flag(flag: FlagModel) -> Iterator[_Edit]:
    yield _drop(Fault.FLAG, (), flag.title, flag.when.span)
    yield from _conditions("when", "elsewhere")(flag)
    if flag.elsewhere is not None:
        before, span = f"elsewhere: {flag.elsewhere}", flag.elsewhere.span
        yield _Edit(Fault.CLAUSE, ("elsewhere",), None, before, "nothing", span)
    levels = list(Urgency)
    below = levels.index(flag.urgency) + 1
    if below < len(levels):
        before, after = flag.urgency.value, levels[below].value
        yield _Edit(Fault.URGENCY, ("urgency",), levels[below], before, after, flag.when.span)
    if flag.holds != ():
        yield _Edit(Fault.HOLD, ("holds",), (), "holds", "holds nothing", flag.when.span)
    if flag.unanswered:
        before, after = "holds while unanswered", "holds nothing while unanswered"
        yield _Edit(Fault.HOLD, ("unanswered",), (), before, after, flag.when.span)
    yield from _of_offers("offers", flag.offers)
    yield from _of_notes(flag.notes)


def _of_choice(choice: ChoiceModel) -> Iterator[_Edit]:
    """A choice that limits nothing, and its offers."""
    all_, before = len(choice.of), f"at most {choice.at_most}: {choice.title}"
    if choice.at_most < all_:
        text, span = f"at most {all_}", choice.title.span
        yield _Edit(Fault.CHOICE, ("at_most",), all_, before, text, span)
    yield from _of_offers("of", choice.of)


def _of_offers(field: str, offers: tuple[OfferModel, ...]) -> Iterator[_Edit]:
    """Offers that are lost, made to others, or with another dose."""
    for number, offer in enumerate(offers):
        yield _drop(Fault.OFFER, (field, number), str(offer.therapy), offer.therapy.span)
        yield from _below((field, number), _conditions("when")(offer))
        yield from _below((field, number), _of_doses(offer))


def _of_doses(holder: TherapyFile | OfferModel) -> Iterator[_Edit]:
    """Rows of doses that are lost, count for others, or allow one more or one less."""
    for number, row in enumerate(holder.dose):
        yield _drop(Fault.DOSE, ("dose", number), row.text, row.most.span)
        yield from _below(("dose", number), _conditions("when", "most")(row))


def _of_notes(notes: tuple[NoteModel, ...]) -> Iterator[_Edit]:
    """Remarks that are lost, and notes that are shown to others."""
    for number, note in enumerate(notes):
        if note.kind == "remark":
            yield _drop(Fault.REMARK, ("notes", number), note.text, note.text.span)
        if note.when is not None:
            before, span = f"when: {note.when}", note.when.span
            yield _Edit(Fault.CLAUSE, ("notes", number, "when"), None, before, "always", span)
        yield from _below(("notes", number), _conditions("when")(note))


def _of_statement(statement: RecommendationModel) -> Iterator[_Edit]:
    yield from _conditions("population")(statement)
    other = "for" if statement.direction == "against" else "against"
    before, span = statement.direction, statement.population.span
    yield _Edit(Fault.DIRECTION, ("direction",), other, before, other, span)


def _of_attribute(attribute: AttributeModel) -> Iterator[_Edit]:
    """Ways in which a value that is not known would pass for one that is."""
    span = attribute.title.span
    if attribute.type == "yes/no" and attribute.absent is None:
        text = "assume false in problems"
        absent = Placed(text, span)
        yield _Edit(Fault.UNKNOWN, ("absent",), absent, "never assumed", text, span)
    if isinstance(attribute.absent, AssumptionModel):
        said = f"assume {attribute.absent.assume}", attribute.absent.unless.span
        yield _Edit(Fault.UNKNOWN, ("absent",), None, said[0], "never assumed", said[1])
        yield from _below(("absent",), _conditions("unless")(attribute.absent))
    if attribute.valid_for is not None:
        before = f"valid for {attribute.valid_for}"
        yield _Edit(Fault.UNKNOWN, ("valid_for",), None, before, "valid for ever", span)
    yield from _conditions("applies_when")(attribute)


def _conditions(*fields: str) -> Callable[[Any], Iterator[_Edit]]:
    """Faults in the conditions that stand in these fields."""

    def made(model: BaseModel) -> Iterator[_Edit]:
        for field in fields:
            text = getattr(model, field)
            if text is not None:
                for fault, other in edits(text):
                    yield _Edit(fault, (field,), other, str(text), str(other), text.span)

    return made


def _numbers(fault: Fault, *fields: str) -> Callable[[Any], Iterator[_Edit]]:
    """Numbers that are one more or one less."""

    def made(model: BaseModel) -> Iterator[_Edit]:
        for field in fields:
            number = getattr(model, field)
            for step in (-1, 1) if number is not None else ():
                before, after = f"{number}", f"{number + step}"
                span = getattr(model, "span", None)
                yield _Edit(fault, (field,), number + step, before, after, span)

    return made


def _below(path: _Path, found: Iterator[_Edit]) -> Iterator[_Edit]:
    return (replace(edit, path=(*path, *edit.path)) for edit in found)


def _drop(fault: Fault, path: _Path, text: str, span: Span | None) -> _Edit:
    return _Edit(fault, path, _DROPPED, " ".join(text.split()), "nothing", span)


# -- the files with a change ---------------------------------------------------------------


def _changed(holder: Any, path: _Path, value: object) -> Any:  # noqa: ANN401 - any part of a model
    """The same tree with another value at `path`; nothing else is copied."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(holder, Mapping):
        changed = _changed(holder[step], rest, value)
        if changed is _DROPPED:
            return {key: member for key, member in holder.items() if key != step}
        return {key: changed if key == step else member for key, member in holder.items()}
    if isinstance(holder, tuple):
        number = int(step)
        changed = _changed(holder[number], rest, value)
        middle = () if changed is _DROPPED else (changed,)
        return (*holder[:number], *middle, *holder[number + 1 :])
    changed = _changed(getattr(holder, str(step)), rest, value)
    if is_dataclass(holder) and not isinstance(holder, type):
        return replace(holder, **{str(step): changed})
    return holder.model_copy(update={str(step): changed})
