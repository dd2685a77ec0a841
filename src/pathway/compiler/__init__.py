"""From file models to compiled programs.

    compile_shared   vocabulary, flags, therapies, recommendations: once for a library
    compile_pathway  one pathway with the guidelines it adopts

Both add what is wrong to the collector and go on, so that all problems come in one run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pathway.compiler.actions import define_actions
from pathway.compiler.builder import Builder
from pathway.compiler.citations import check_citations, citations_of, evidence_of
from pathway.compiler.codes import check_codes, codes_of_attributes, codes_of_therapies
from pathway.compiler.flags import define_flags, flag_places
from pathway.compiler.guards import guards_of
from pathway.compiler.guidelines import adopt, define_recommendations
from pathway.compiler.layout import lay_out
from pathway.compiler.lifecycle import check_lifecycles, lifecycle_of
from pathway.compiler.needs import Need, define_needs
from pathway.compiler.nodes import Graph, define_nodes
from pathway.compiler.offers import Context, define_alongside, free_therapies
from pathway.compiler.outcome import define_outcome
from pathway.compiler.properties import accepted, stated
from pathway.compiler.shared import Shared, narrowed, used
from pathway.compiler.soundness import check_soundness
from pathway.compiler.specialties import check_fields
from pathway.compiler.therapies import define_notes, define_therapies, known_needs
from pathway.compiler.transparency import transparency_of
from pathway.compiler.undecided import compile_undecided as compile_undecided
from pathway.compiler.verdicts import define_closing_rows, define_remaining_rows, partner_places
from pathway.compiler.words import define_named, literals, parameters_of, vocabulary_of
from pathway.content.load import LibraryModels
from pathway.content.models import PathwayFile
from pathway.frozen import frozen
from pathway.ground.problems import Problems
from pathway.names import ELIGIBLE, MEANT_FOR, Owner, flag_owner, therapy_owner
from pathway.program import CompiledProgram, Finding, Note, Place, Recommendation, Stated


def compile_shared(
    models: LibraryModels, problems: Problems, parameters: Mapping[str, Decimal] | None = None
) -> Shared:
    """Compile what does not depend on the pathway; `parameters` are a site's own thresholds."""
    values = parameters_of(models.parameters, problems, parameters)
    check_codes(models, problems)
    codes, drugs = codes_of_attributes(models), codes_of_therapies(models)
    vocabulary = vocabulary_of(models.vocabulary, models.therapies, codes, drugs, problems)
    own = tuple(value for value in values if value.name not in vocabulary.attributes)
    builder = Builder(vocabulary, literals(own), problems)
    guards = guards_of(models.vocabulary, builder)
    findings = define_named(models.vocabulary.definitions, builder)
    sources = citations_of(models.sources)
    check_soundness(models, problems)
    check_lifecycles(models, problems)
    check_fields(models, builder)
    check_citations(models, sources, builder)
    flags, flag_notes = define_flags(models.red_flags, builder)
    therapies = define_therapies(models.therapies, drugs, builder)
    notes = [
        note
        for id_, file in models.therapies.items()
        for note in define_notes(file.notes, therapy_owner(id_), None, builder, file.fields)
    ]
    return Shared(
        models=models,
        builder=builder,
        guards=guards,
        parameters=values,
        findings=findings,
        therapies=therapies,
        flags=flags,
        flag_places=flag_places(models.red_flags, therapies, builder),
        recommendations=define_recommendations(models.guidelines, therapies, builder),
        sources=sources,
        evidence=evidence_of(models.sources, therapies, builder),
        notes=(*flag_notes, *notes),
    )


def compile_pathway(
    shared: Shared, id_: str, problems: Problems, adopts: Sequence[str] | None = None
) -> CompiledProgram | None:
    """Compile one pathway; `adopts` replaces the guidelines it adopts. None where it has errors."""
    before = len(problems.errors)
    file = shared.models.pathways[id_]
    builder = shared.builder.child(problems)
    recommendations = adopt(
        shared.recommendations, file.adopts if adopts is None else adopts, builder
    )
    shared = narrowed(shared, recommendations, file.fields, builder)
    adopted = tuple(map(str, file.adopts if adopts is None else adopts))
    parts = _define(file, shared, adopted, builder)
    return None if len(problems.errors) > before else _program(file, shared, parts, builder)


# -- private -------------------------------------------------------------------------------


@frozen(slots=False)
class _Parts:
    """What belongs to one pathway beside its definitions."""

    adopts: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    findings: tuple[Finding, ...]
    graph: Graph
    places: tuple[Place, ...]
    notes: tuple[Note, ...]
    needs: tuple[Need, ...]
    properties: tuple[Stated, ...]
    accepts: Mapping[str, str]


def _define(file: PathwayFile, shared: Shared, adopts: tuple[str, ...], builder: Builder) -> _Parts:
    """Add the pathway's definitions, each after those it reads."""
    owner = Owner("pathway", str(file.pathway))
    recommendations = shared.recommendations
    findings = _define_own(file, shared, builder)
    complaint = file.for_.span if file.for_ is not None else None
    builder.define(MEANT_FOR, builder.condition(file.for_), owner, complaint)
    builder.define(ELIGIBLE, builder.condition(file.eligible), owner, file.eligible.span)
    define_closing_rows(shared.therapies, recommendations, shared.flag_places, builder)
    context = Context(shared.therapies, frozenset(r.id for r in recommendations))
    nodes = lay_out(file, shared.models.pathways, builder)
    graph = define_nodes(nodes, str(file.start), context, builder)
    beside = define_alongside(file, shared.models.pathways, nodes, context, builder)
    offered = (*shared.flag_places, *beside, *graph.places)
    places = partner_places(offered, shared.therapies, builder)
    define_remaining_rows(shared.therapies, shared.all_flags, places, builder)
    define_actions(shared.therapies, graph.nodes, places, builder)
    free = free_therapies(shared.therapies, places)
    flags, elsewhere = shared.flags, shared.elsewhere
    define_outcome(flags, elsewhere, shared.therapies, graph.nodes, builder, free=free)
    notes = define_notes(file.notes, owner, None, builder)
    own = known_needs(file.needs, builder)
    needs = define_needs(own, graph.nodes, shared.therapies, shared.all_flags, builder)
    return _Parts(
        adopts,
        recommendations,
        (*shared.findings, *findings),
        graph,
        places,
        notes,
        needs,
        stated(file.properties, graph.nodes, shared.therapies, shared.flags, builder),
        accepted(file, builder),
    )


def _program(file: PathwayFile, shared: Shared, parts: _Parts, builder: Builder) -> CompiledProgram:
    definitions = tuple(builder.definitions.values())
    return CompiledProgram(
        id=str(file.pathway),
        title=file.title,
        version=file.version,
        status=file.status,
        digest=shared.models.digest,
        start=str(file.start),
        vocabulary=builder.vocabulary,
        definitions=definitions,
        guards=shared.guards,
        nodes=tuple(parts.graph.nodes),
        edges=tuple(parts.graph.edges),
        therapies=shared.therapies,
        flags=shared.flags,
        places=parts.places,
        recommendations=parts.recommendations,
        findings=parts.findings,
        notes=(*shared.notes, *parts.graph.notes, *parts.notes),
        needs=parts.needs,
        parameters=used(shared.parameters, [d.expr for d in definitions]),
        sources=shared.sources,
        eligible=builder.definitions[ELIGIBLE].expr,
        adopts=parts.adopts,
        limits=file.limits,
        listed=_listed(shared, parts.places, parts.recommendations),
        transparency=transparency_of(file),
        evidence=shared.evidence,
        properties=parts.properties,
        accepts=parts.accepts,
        lifecycle=lifecycle_of(file),
        fields=tuple(map(str, file.fields)),
        meant_for=builder.definitions[MEANT_FOR].expr,
        profile=file.profile,
        elsewhere=shared.elsewhere,
        complaint=file.complaint or "",
        emergency_call=shared.models.emergency_call,
    )


def _define_own(file: PathwayFile, shared: Shared, builder: Builder) -> tuple[Finding, ...]:
    """The named definitions of the pathway and of those it uses."""
    files, todo = [file], [file]
    while todo:
        for node in todo.pop().nodes.values():
            used = shared.models.pathways.get(str(node.use))
            if used is not None and used not in files:
                files.append(used)
                todo.append(used)
    models = {name: model for one in files for name, model in one.definitions.items()}
    return define_named(models, builder)


def _listed(
    shared: Shared, places: Sequence[Place], recommendations: Sequence[Recommendation]
) -> tuple[str, ...]:
    """The therapies every patient sees: in order of their places, then those only spoken of.

    What flags of other fields offer is seen where they are true.
    """
    elsewhere = {flag_owner(flag.id) for flag in shared.elsewhere}
    own = (place for place in places if place.holder not in elsewhere)
    placed = [place.therapy for place in sorted(own, key=lambda p: p.order)]
    spoken = [r.therapy for r in recommendations if r.adopted is not None]
    return tuple(id_ for id_ in dict.fromkeys((*placed, *spoken)) if id_ in shared.therapies)
