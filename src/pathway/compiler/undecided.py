"""Red flags and what they offer, for patients with whom no pathway can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pathway.compiler.actions import define_actions
from pathway.compiler.builder import Builder
from pathway.compiler.logic import FALSE, first_of, ref, some
from pathway.compiler.needs import Need, define_needs
from pathway.compiler.outcome import define_outcome
from pathway.compiler.shared import Shared, narrowed, used
from pathway.compiler.specialties import NO_FIELD, Parts, brought, names_of
from pathway.compiler.verdicts import define_closing_rows, define_remaining_rows, partner_places
from pathway.ground.problems import Problems
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Literal, names
from pathway.names import (
    ELIGIBLE,
    MEANT_FOR,
    RED_FLAGS,
    Owner,
    flag_name,
    flag_owner,
    therapy_owner,
)
from pathway.program import CompiledProgram, Definition, Note, Place

_LIMITS = (
    "No pathway was followed, because none is for what is recorded. There are red flags and what "
    "has to be asked; no treatment is advised."
)


def compile_undecided(shared: Shared, problems: Problems) -> CompiledProgram:
    """Red flags and what they offer, for whoever has no complaint that a pathway is for."""
    builder = shared.builder.child(problems)
    shared = narrowed(shared, (), (NO_FIELD,), builder)
    offered = brought(shared.all_flags, shared.flag_places, shared.therapies)
    shared = replace(shared, therapies=offered)
    places, needs, notes, definitions = _defined(shared, builder)
    return CompiledProgram(
        id="",
        title="No pathway",
        version="",
        status="draft",
        digest=shared.models.digest,
        start="",
        vocabulary=builder.vocabulary,
        definitions=definitions,
        guards=shared.guards,
        nodes=(),
        edges=(),
        therapies=shared.therapies,
        flags=shared.flags,
        places=places,
        recommendations=(),
        findings=(),
        notes=notes,
        needs=needs,
        parameters=used(shared.parameters, [d.expr for d in definitions]),
        sources=shared.sources,
        eligible=builder.definitions[ELIGIBLE].expr,
        adopts=(),
        limits=_LIMITS,
        listed=(),
        meant_for=FALSE,
        elsewhere=shared.elsewhere,
    )


# -- private -------------------------------------------------------------------------------


def _defined(
    shared: Shared, builder: Builder
) -> tuple[tuple[Place, ...], tuple[Need, ...], tuple[Note, ...], tuple[Definition, ...]]:
    """Places, needs, notes and the definitions that all of it rests on."""
    common = len(builder.definitions)
    owner = Owner("library")
    builder.define(MEANT_FOR, FALSE, owner)
    builder.define(ELIGIBLE, Literal(None, BOOLEAN), owner)
    flags, therapies = shared.all_flags, shared.therapies
    define_closing_rows(therapies, (), shared.flag_places, builder)
    places = partner_places(shared.flag_places, therapies, builder)
    define_remaining_rows(therapies, flags, places, builder)
    define_actions(therapies, (), places, builder)
    define_outcome(shared.flags, shared.elsewhere, therapies, (), builder)
    # Where nobody asked about them, red flags are not ruled out.
    present = some(ref(flag_name(flag.id)) for flag in flags)
    state = first_of([(present, "present")], "unanswered")
    builder.define(RED_FLAGS, state, Owner("outcome"))
    needs = define_needs((), (), therapies, flags, builder)
    holders = (*(flag_owner(flag.id) for flag in flags), *(therapy_owner(id_) for id_ in therapies))
    notes = tuple(note for note in shared.notes if note.owner in holders)
    # What is told of them is more than what decides on them, such as a caution.
    told = names_of(Parts(flags, places, therapies, (), notes, ()))
    wanted = [*list(builder.definitions)[common:], *told]
    wanted += [flag_name(flag.id, "asked") for flag in flags]
    return places, needs, notes, _needed(wanted, builder)


def _needed(wanted: Sequence[str], builder: Builder) -> tuple[Definition, ...]:
    """These definitions and those that they read, in order."""
    read, todo = set[str](), list(wanted)
    while todo:
        name = todo.pop()
        if name in builder.definitions and name not in read:
            read.add(name)
            todo += names(builder.definitions[name].expr)
    return tuple(one for name, one in builder.definitions.items() if name in read)
