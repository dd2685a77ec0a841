"""A library compiled: what its files come to, and what is kept of it between runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pathway.compile_cache import keep, kept
from pathway.content.folder import LibraryFolder
from pathway.fhir.rules import Rules
from pathway.frozen import frozen
from pathway.ground.problems import LibraryError, Problems
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import Vocabulary
from pathway.language.reads import Reads
from pathway.planes.code import PlaneCode
from pathway.program import CompiledProgram, Therapy

if TYPE_CHECKING:
    from pathway.content.load import LibraryModels
    from pathway.content.recovery import Lost


@frozen(slots=False)
class Content:
    """A library compiled: what is kept between runs."""

    title: str
    vocabulary: Vocabulary
    therapies: Mapping[str, Therapy]
    programs: Mapping[str, CompiledProgram]
    #: Red flags and what they offer, for patients with whom no pathway can be chosen.
    undecided: CompiledProgram
    #: How health records are read.
    rules: Rules = field(default_factory=Rules)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each therapy."""
        return {id_: therapy.kind.value for id_, therapy in self.therapies.items()}

    @cached_property
    def avoidable(self) -> frozenset[str]:
        """The rules that say what is better avoided, and forbid nothing."""
        return frozenset(
            rule.id
            for therapy in self.therapies.values()
            for rule in therapy.rules
            if rule.severity is Severity.AVOID
        )


@frozen
class Prepared:
    """What is worked out of a program once for all patients: kept beside the library."""

    planes: PlaneCode
    reads: Reads
    read_at_all: frozenset[str]


def prepare(program: CompiledProgram, key: str | None) -> None:
    """What is made of a program for all patients, as kept: making it takes more than advice."""
    if key is None or "planes" in vars(program):
        return
    key = f"{key} prepared {program.id}"
    found = kept(key, Prepared)
    if found is None:
        keep(key, Prepared(program.planes, program.reads, program.read_at_all))
    else:
        vars(program).update({one.name: getattr(found, one.name) for one in fields(found)})


def shipped() -> Path:
    """The content inside the installed package, or beside the source in a checkout."""
    inside = Path(__file__).parent / "pathways"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "pathways"


def compiled(folder: LibraryFolder, problems: Problems) -> tuple[Content, LibraryModels]:
    """Everything compiled, and what it was compiled from; raises LibraryError."""
    from pathway.compiler import compile_pathway, compile_shared, compile_undecided
    from pathway.fhir.rule_files import rules_of

    models, lost = sound_parts(folder, problems)
    more = Problems()
    shared = compile_shared(models, more)
    order = [id_ for id_ in models.order if id_ in models.pathways]
    found = {id_: compile_pathway(shared, id_, more) for id_ in order}
    rules = rules_of(shared.models, shared.builder.vocabulary, more)
    # What only follows from a part that could not be read would be said twice.
    problems.extend(problem for problem in more if not lost.explains(problem))
    if problems.errors:
        raise LibraryError(problems.errors)
    programs = {id_: program for id_, program in found.items() if program is not None}
    vocabulary = shared.builder.vocabulary
    undecided = compile_undecided(shared, Problems())
    forms = {program.id: program.digest for program in (*programs.values(), undecided)}
    content = Content(
        shared.models.title,
        vocabulary,
        shared.therapies,
        programs,
        undecided,
        replace(rules, forms=forms),
    )
    return content, shared.models


def sound_parts(folder: LibraryFolder, problems: Problems) -> tuple[LibraryModels, Lost]:
    """What the files say, and what was lost of them; raises LibraryError where nothing is left."""
    from pathway.content.load import sound_parts_of

    found = sound_parts_of(folder, problems)
    if found is None:
        raise LibraryError(problems.errors)
    return found
