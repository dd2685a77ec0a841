"""The official translator, and what two engines make of what it writes."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.program import CompiledProgram
from pathway.walk import Walk
from tests.interchange.cql.telling import Plain, plain
from tests.node import node

HERE = Path(__file__).parent
#: What each definition comes to, by its name.
Values = Mapping[str, Plain]
#: What runs a library: its text, patients, a folder of its own.
Engine = Callable[[str, Iterable[Mapping[str, Plain]], Path], list[Values]]


@cache
def translated(text: str) -> str:
    """The library as ELM; raises AssertionError with whatever the translator complains about."""
    return node(HERE / "translate.mjs", told=text)


def executed(text: str, patients: Iterable[Mapping[str, Plain]], folder: Path) -> list[Values]:
    """What each definition comes to for each patient, by `cql-execution`."""
    elm, told = folder / "library.json", folder / "patients.jsonl"
    elm.write_text(translated(text), encoding="utf-8")
    return _run("execute.mjs", elm, told, patients)


def evaluated(text: str, patients: Iterable[Mapping[str, Plain]], folder: Path) -> list[Values]:
    """The same by the engine of the translator's package."""
    library, told = folder / "library.cql", folder / "patients.jsonl"
    library.write_text(text, encoding="utf-8")
    return _run("evaluate.mjs", library, told, patients)


def differences(program: CompiledProgram, walk: Walk, values: Values) -> tuple[int, list[str]]:
    """How many values were compared, and where they differ from the reference.

    Compared is every definition, and every attribute that a guard settles; with each whether it
    does not apply.
    """
    settled = {guard.attribute for guard in program.guards if guard.attribute in values}
    found = list[str]()
    names = [*program.by_name, *sorted(settled)]
    for name in names:
        known, value = walk[name], values[name]
        expected = plain(known)
        outside = known is NOT_APPLICABLE
        if outside and value is False:
            expected = False  # as yes/no it counts as no
        if value != expected or values.get(f"{name} does not apply", False) is not outside:
            found.append(f"{name}: {value} in CQL, {known} by the reference")
    return len(names), found


# -- private -------------------------------------------------------------------------------


def _run(
    script: str, library: Path, told: Path, patients: Iterable[Mapping[str, Plain]]
) -> list[Values]:
    told.write_text("".join(f"{json.dumps(one)}\n" for one in patients), encoding="utf-8")
    shown = node(HERE / script, str(library), str(told)).splitlines()
    names, *lines = [line for line in shown if line.startswith("[")]  # else it is a log
    return [dict(zip(json.loads(names), json.loads(line), strict=True)) for line in lines]
