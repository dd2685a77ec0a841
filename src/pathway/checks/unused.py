"""What a library holds and nothing in it reads: most often a rule that was forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.checks.subject import Subject
from pathway.compiler.citations import all_cited
from pathway.content.models import DefinitionModel
from pathway.ground.problems import Problem
from pathway.ground.source import Placed
from pathway.ground.terms import Kind


def unread_attribute(subject: Subject) -> Iterator[Problem]:
    """An attribute that no condition, duration or need asks for."""
    if any(_unlisted(subject)):
        return  # what is not checked may read it
    read = subject.names_read
    attributes = subject.models.vocabulary.attributes
    counted = {str(model.since) for model in attributes.values() if model.since is not None}
    needed = {name for program in subject.programs.values() for _, name in program.needs}
    for name in attributes:
        if name not in read and name not in counted and name not in needed:
            hint = "read it in a condition, name it under `needs`, or delete it"
            yield _unread("P326", f"no condition reads attribute `{name}`", name, hint)


def unread_definition(subject: Subject) -> Iterator[Problem]:
    """A definition that no condition reads and that is not reported as a finding either."""
    if any(_unlisted(subject)):
        return
    read = subject.names_read
    for name, model in _definitions(subject):
        if name not in read and model.title is None:
            hint = "give it a `title` to report it as a finding, or delete it"
            yield _unread("P327", f"no condition reads definition `{name}`", name, hint)


def unread_parameter(subject: Subject) -> Iterator[Problem]:
    """A threshold that a site may set without any effect."""
    if any(_unlisted(subject)):
        return
    read = subject.parameters_read
    for name in subject.models.parameters.parameters:
        if name not in read:
            hint = "use it in a condition in place of the number, or delete it"
            yield _unread("P328", f"no condition reads parameter `{name}`", name, hint)


def uncited_source(subject: Subject) -> Iterator[Problem]:
    """A publication that nothing rests on."""
    cited = frozenset(map(str, all_cited(subject.models)))
    for name in subject.models.sources.sources:
        if name not in cited:
            hint = "cite it where something rests on it, or delete it"
            yield _unread("P329", f"nothing cites source `{name}`", name, hint)


def unoffered_therapy(subject: Subject) -> Iterator[Problem]:
    """A therapy that no step, flag, guideline, partner or condition names.

    A practice (bed rest) may be there only to be advised against where somebody follows it.
    """
    if any(_unlisted(subject)):
        return
    named = set(subject.therapies_read)
    for program in subject.programs.values():
        named |= {place.therapy for place in program.places}
        named |= {recommendation.therapy for recommendation in program.recommendations}
    for therapy in subject.models.therapies.values():
        named |= {str(partner.therapy) for partner in therapy.partners}
        named |= set(map(str, therapy.not_with))
    for id_, therapy in subject.models.therapies.items():
        if id_ not in named and therapy.kind is not Kind.PRACTICE:
            hint = "offer it at a step, or delete the file"
            yield _unread("P330", f"nothing offers therapy `{id_}`", therapy.therapy, hint)


def unlisted_pathway(subject: Subject) -> Iterator[Problem]:
    """A pathway that neither the library lists nor another pathway uses: it is not checked."""
    for id_ in _unlisted(subject):
        hint = "add it to `pathways` in library.yaml"
        message = f"nobody can choose pathway `{id_}`, and it is not checked"
        yield _unread("P331", message, subject.models.pathways[id_].pathway, hint)


def empty_group(subject: Subject) -> Iterator[Problem]:
    """A group of questions without a question."""
    vocabulary = subject.models.vocabulary
    groups = {str(model.group) for model in vocabulary.attributes.values()}
    for name in vocabulary.groups:
        if name not in groups:
            hint = f"put attributes into it with `group: {name}`, or delete it"
            yield _unread("P334", f"group `{name}` has no attributes", name, hint)


# -- private -------------------------------------------------------------------------------


def _unlisted(subject: Subject) -> Iterator[str]:
    """Pathways that neither the library lists nor another pathway uses."""
    pathways = subject.models.pathways
    used = {str(node.use) for file in pathways.values() for node in file.nodes.values()}
    return (id_ for id_ in pathways if id_ not in subject.models.order and id_ not in used)


def _unread(code: str, message: str, name: Placed, hint: str) -> Problem:
    return Problem(code, message, name.span, hint)


def _definitions(subject: Subject) -> Iterator[tuple[Placed, DefinitionModel]]:
    yield from subject.models.vocabulary.definitions.items()
    for file in subject.models.pathways.values():
        yield from file.definitions.items()
