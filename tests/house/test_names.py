"""Only `names` makes and reads the names of definitions; nobody else puts one together."""

import ast
from pathlib import Path
from typing import Final

import pathway
from tests.house.names_made import faults

SOURCE: Final = Path(pathway.__file__).parent

#: Where texts with full stops are something else.
OTHER_THINGS: Final = {
    "compiled_form.py": "names of classes",
    "cli/app.py": "names of modules",
    "cli/checking.py": "names of files",
    "conditions/literals.py": "numbers",
    "conditions/parser.py": "numbers",
    "ehr": "paths into a health record",
    "files/folder.py": "names of files",
    "files/keys.py": "keys of files",
    "files/load.py": "names of files",
    "files/patient_file.py": "paths into a file",
    "files/reference/__init__.py": "keys of files",
    "files/salvage.py": "keys of files",
    "files/spots.py": "paths into a file",
    "files/tree.py": "paths into a file",
    "files/values.py": "numbers",
    "mutation/score.py": "a statement and its pathway",
    "origin.py": "versions",
    "pytest_plugin/__init__.py": "names of modules",
    "tui/places.py": "names of modules",
    "tui/spoken.py": "numbers of an outline",
    "verify/anybody.py": "variables of the solver",
    "verify/histories.py": "variables of the solver",
    "verify/portrait.py": "variables of the solver",
}


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
