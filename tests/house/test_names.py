"""Only `names` makes and reads the names of definitions; nobody else puts one together."""

import ast
from pathlib import Path
from typing import Final

import pytest

import pathway
from tests.house.names_made import faults

SOURCE: Final = Path(pathway.__file__).parent

#: Where texts with full stops are something else.
OTHER_THINGS: Final = {
    "compiled_form.py": "names of classes",
    "cli/app.py": "names of modules",
    "cli/checking.py": "names of files",
    "language/literals.py": "numbers",
    "language/parser.py": "numbers",
    "cql": "numbers, and names of files",
    "fhir": "paths into a health record",
    "advice/fhir": "items of a questionnaire",
    "content/folder.py": "names of files",
    "content/keys.py": "keys of files",
    "content/load.py": "names of files",
    "patients/reader.py": "paths into a file",
    "content/reference/__init__.py": "keys of files",
    "content/recovery.py": "keys of files",
    "cohort": "columns of a table",
    "service/feedback.py": "paths into a request",
    "service/pages.py": "parts of a link",
    "service/rest.py": "paths into a request",
    "yaml/places.py": "paths into a file",
    "yaml/tree.py": "paths into a file",
    "yaml/values.py": "numbers",
    "authoring/mutation/score.py": "a statement and its pathway",
    "ground/provenance.py": "versions",
    "authoring/spec/__init__.py": "names of modules",
    "tui/places.py": "names of modules",
    "tui/spoken.py": "numbers of an outline",
    "authoring/verify/symbolic_patient.py": "variables of the solver",
    "authoring/verify/recorded.py": "variables of the solver",
    "authoring/verify/patients.py": "variables of the solver",
}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('f"rule.{rule.id}"', "a name is put together"),
        ('f"{name}.reached"', "a part is added to a name"),
        ('f"{therapy}.{part}"', "two parts are joined"),
        ('"outcome.pending"', "a name is written out"),
        ('walk["eligible"]', "a name is written out"),
        ('ref("outcome", TEXT)', "a name is written out"),
        ('program.closure(("for",))', "a name is written out"),
        ('name.partition(".")', "a text is split at a full stop"),
        ('"." in name', "a full stop is looked for"),
        ('name.startswith(("flag.", "node."))', "the start or end of a name is looked at"),
        ('holder.removeprefix("flag ")', "the start or end of a name is looked at"),
        ('f"{version}.{number} of {all}"', ""),
        ('found["outcome"]', ""),
        ('said.partition(", ")', ""),
    ],
)
def test_what_is_found(line: str, what: str) -> None:
    found = {said for _, said in faults(ast.parse(line))}
    assert what in found if what else not found


def test_no_other_module_makes_or_reads_a_name() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith("names/"):
            continue
        dotted = not any(name == one or name.startswith(f"{one}/") for one in OTHER_THINGS)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{name}:{line}: {what}" for line, what in faults(tree, dotted=dotted)]
    assert found == []
