"""From recommendations to their scenarios and the conditions these exercise, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Coverage
from pathway.frozen import frozen
from pathway.names.forms import OfferName, PartnerName, RuleName
from pathway.names.reading import read_name
from pathway.program import CompiledProgram, Recommendation

Json: TypeAlias = Any

#: The form's name; keys are added and never renamed.
SCHEMA: Final = "pathway-matrix/1"


@frozen(slots=False)
class MatrixRow:
    """One recommendation: what it says, its scenarios, and what of its own these exercise.

    `conditions` holds each condition of the therapies it is about, and its own populations,
    with the outcomes that its scenarios exercised.
    """

    recommendation: str
    says: tuple[str, ...]
    scenarios: tuple[str, ...]
    conditions: Mapping[str, tuple[str, ...]]


def rows(
    coverage: Coverage,
    tagged: Mapping[str, Sequence[str]],
    programs: Iterable[CompiledProgram],
) -> Sequence[MatrixRow]:
    """The matrix; `tagged` names the scenarios that have each recommendation as a tag."""
    statements: dict[str, dict[Recommendation, None]] = {}
    for program in programs:
        for one in program.recommendations:
            statements.setdefault(one.id, {})[one] = None
    return [
        _row(id_, list(statements[id_]), tuple(tagged.get(id_, ())), coverage) for id_ in statements
    ]


def text(matrix: Sequence[MatrixRow]) -> str:
    """The matrix in both directions."""
    return "\n".join([*_forth(matrix), *_back(matrix)]) + "\n"


def to_dict(matrix: Sequence[MatrixRow]) -> Mapping[str, Json]:
    """The matrix as plain data; the way back is under `conditions`."""
    return {
        "schema": SCHEMA,
        "recommendations": [
            {
                "id": row.recommendation,
                "says": list(row.says),
                "scenarios": list(row.scenarios),
                "conditions": {name: list(its) for name, its in row.conditions.items()},
            }
            for row in matrix
        ],
        "conditions": {name: list(ids) for name, ids in _turned(matrix).items()},
    }


# -- private -------------------------------------------------------------------------------


def _row(
    id_: str, statements: Sequence[Recommendation], scenarios: tuple[str, ...], coverage: Coverage
) -> MatrixRow:
    therapies = {one.therapy for one in statements}
    populations = {name for one in statements for name in (one.direct, one.extrapolated)}
    found: dict[str, dict[str, None]] = {}
    tied = frozenset(scenarios)
    for key, item in coverage.items.items():
        own = item.name in populations or _therapy_of(item) in therapies
        if own and not tied.isdisjoint(coverage.by.get(key, ())):
            found.setdefault(_named(item), {})[item.outcome] = None
    says = dict.fromkeys(f"{one.therapy}: {_graded(one)} ({one.title})" for one in statements)
    conditions = {name: tuple(outcomes) for name, outcomes in found.items()}
    return MatrixRow(id_, tuple(says), scenarios, conditions)


def _graded(one: Recommendation) -> str:
    return ", ".join(filter(None, (one.direction, one.strength, one.certainty)))


def _therapy_of(item: CoverageItem) -> str | None:
    """The therapy that a rule or an offer belongs to."""
    name = read_name(item.name)
    if isinstance(name, RuleName | PartnerName):
        return name.therapy
    return name.path[-1] if isinstance(name, OfferName) else None


def _named(item: CoverageItem) -> str:
    place = f"{item.where}:{item.span.line}" if item.span is not None else item.where
    return f"{place} {item.kind} {item.holder}: {item.part}"


def _turned(matrix: Sequence[MatrixRow]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for row in matrix:
        for name in row.conditions:
            found.setdefault(name, []).append(row.recommendation)
    return dict(sorted(found.items()))


def _forth(matrix: Sequence[MatrixRow]) -> Iterator[str]:
    yield "recommendations, their scenarios, and the conditions these exercise"
    for row in matrix:
        yield ""
        yield row.recommendation
        yield from (f"  {said}" for said in row.says)
        yield from (f"  scenario {name}" for name in row.scenarios or ["none"])
        for name, outcomes in row.conditions.items():
            yield f"  condition {name} ({', '.join(outcomes)})"


def _back(matrix: Sequence[MatrixRow]) -> Iterator[str]:
    yield ""
    yield "conditions, and the recommendations whose scenarios exercise them"
    yield ""
    for name, ids in _turned(matrix).items():
        yield f"{name}: {', '.join(ids)}"
