"""The list of hazards: what can go wrong, and the tests that hold what is done about it.

`docs/hazards.yaml` is written by hand and explains its keys. A control names tests that exist:

    tests/x.py::test_name          a function of that name, which no mark skips
    tests/x.yaml::words            a row of a table: its key, or its `case`, `fault` or `row`
    features/x.feature::words      a scenario of that name, which no tag leaves out

so that a test cannot be deleted, renamed or skipped while a hazard counts as controlled by it.
`docs/hazards.md` shows the same to readers.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathway.ground.problems import Problems, suggestion
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import Items, Node, Table

ROOT = Path(__file__).parents[2]

KEYS = ("hazard", "cause", "effect", "severity", "controls", "open")
NEEDED = KEYS[:4]
CONTROL_KEYS = ("what", "tests")

_INTRODUCTION = """\
What can go wrong with this software, what it may do to a patient, and what is done about it, in
the manner of ISO 14971. **This is the developers' own list. No clinician, safety engineer or
regulator has reviewed it.** No probabilities were estimated, and a test that passes shows that the
software does what was meant, not that this is safe. `make golden` makes the page from
`hazards.yaml`; a test holds that every control names tests that exist, and that whatever has no
control says so."""


@dataclass(frozen=True)
class Control:
    """What is done against a hazard, and the tests that hold it."""

    what: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Hazard:
    """One entry of the list; `faults` are what is wrong with its form."""

    id: str
    line: int
    texts: Mapping[str, str]
    controls: tuple[Control, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Hazards:
    """The whole list with the words that it uses for severity."""

    severities: Mapping[str, str]
    entries: tuple[Hazard, ...]


def hazards(path: Path) -> Hazards:
    """The hazards of a file, in its order."""
    problems = Problems()
    tree = read_bytes(path.name, path.read_bytes(), problems)
    if problems.errors:
        raise ValueError("\n".join(map(str, problems)))
    if not isinstance(tree, Table) or [key for key, _ in tree.entries()] != ["severity", "hazards"]:
        raise ValueError(f"{path.name} should have `severity` and `hazards`, and nothing else")
    severities = {key: str(text) for key, text in tree["severity"].entries()}
    table = tree["hazards"]
    return Hazards(severities, tuple(_hazard(id_, row, table) for id_, row in table.entries()))


def shape_faults(listed: Hazards) -> list[str]:
    """Entries with unknown or missing keys, without control, or out of order."""
    found = []
    for number, one in enumerate(listed.entries, 1):
        said = list(one.faults)
        if one.id != f"H-{number:02}":
            said.insert(0, f"should be H-{number:02}, the next in order")
        severity = one.texts.get("severity")
        if severity and severity not in listed.severities:
            said.append(f"`{severity}` is not a severity; there are {', '.join(listed.severities)}")
        if not one.controls and not one.texts.get("open"):
            said.append("needs a control, or says under `open` that there is none")
        found += [f"line {one.line}: {one.id}: {text}" for text in said]
    return found


def control_faults(listed: Hazards, root: Path = ROOT) -> list[str]:
    """Controls that name a test which does not exist or does not run."""
    return [
        f"line {one.line}: {one.id}: {fault}"
        for one in listed.entries
        for control in one.controls
        for place in control.tests
        if (fault := fault_of(place, root))
    ]


def fault_of(place: str, root: Path = ROOT) -> str:
    """What is wrong with the place of a test; nothing where it exists and runs."""
    file, colons, name = place.partition("::")
    path = root / file
    if not colons or not name:
        return f"{place} should be file::name"
    if path.suffix not in _TESTS or file.split("/")[0] not in ("tests", "features"):
        return f"{place} is no place of a test"
    if not path.is_file():
        return f"there is no file {file}"
    runs = _TESTS[path.suffix](path)
    if name not in runs:
        near = suggestion(name, runs)
        return f"there is no {name} in {file}" + (f"; {near}" if near else "")
    return "" if runs[name] else f"{name} in {file} is skipped"


def page(listed: Hazards) -> str:
    """The list for readers: severities, an overview, and each hazard with its controls."""
    entries = listed.entries
    left = sum(1 for one in entries if one.texts.get("open"))
    bare = sum(1 for one in entries if not one.controls)
    lines = ["# Hazards", "", *_INTRODUCTION.splitlines(), ""]
    lines += [
        f"{len(entries)} hazards; {left} leave something open, {bare} of these have no control.",
        "",
        "| Severity | Means | Hazards |",
        "|---|---|---:|",
    ]
    counts = Counter(one.texts["severity"] for one in entries)
    lines += [f"| {word} | {text} | {counts[word]} |" for word, text in listed.severities.items()]
    for one in entries:
        lines += ["", *_shown(one)]
    return "\n".join(lines) + "\n"


# -- private -------------------------------------------------------------------------------


def _hazard(id_: str, row: Node, table: Table) -> Hazard:
    span = table.key_span(id_)
    line = span.line if span is not None else 0
    if not isinstance(row, Table):
        return Hazard(str(id_), line, {}, (), ("should be a mapping",))
    faults = [*_key_faults(row, KEYS), *_missing(row, NEEDED)]
    controls = []
    given = row.get("controls", Items())
    if "controls" in row and not (isinstance(given, Items) and given):
        faults.append("`controls` should be a list that is not empty")
    for item in given if isinstance(given, Items) else ():
        if not isinstance(item, Table):
            faults.append("a control should have `what` and `tests`")
            continue
        faults += [*_key_faults(item, CONTROL_KEYS), *_missing(item, CONTROL_KEYS)]
        tests = item.get("tests")
        named = tuple(map(str, tests)) if isinstance(tests, Items) else ()
        controls.append(Control(str(item.get("what") or ""), named))
    texts = {key: str(text) for key, text in row.entries() if key != "controls" and text}
    return Hazard(str(id_), line, texts, tuple(controls), tuple(faults))


def _key_faults(row: Table, allowed: tuple[str, ...]) -> Iterator[str]:
    for key, _ in row.entries():
        if key not in allowed:
            yield f"unknown key `{key}`; there are {', '.join(allowed)}"


def _missing(row: Table, needed: tuple[str, ...]) -> Iterator[str]:
    for key in needed:
        value = row.get(key)
        if not value or (key == "tests" and not isinstance(value, Items)):
            yield f"`{key}` is missing"


@cache
def _functions(path: Path) -> dict[str, bool]:
    """The test functions of a file, and whether each runs."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            marks = " ".join(map(ast.unparse, node.decorator_list))
            if node.name.startswith("test_"):
                found[node.name] = not re.search(r"mark\.(skip|xfail)", marks)
    return found


@cache
def _rows(path: Path) -> dict[str, bool]:
    """The rows of a table: keys at the top with a mapping, and each case, fault or row."""
    problems = Problems()
    tree = read_bytes(path.name, path.read_bytes(), problems)
    found = {}
    if isinstance(tree, Table):
        found = {str(key): True for key, row in tree.entries() if isinstance(row, Table)}
    return found | dict.fromkeys(_cases(tree), True)


def _cases(node: Node) -> Iterator[str]:
    if isinstance(node, Table):
        named = [node[key] for key in ("case", "fault", "row") if isinstance(node.get(key), str)]
        yield from map(str, named)
        for _, value in node.entries():
            yield from _cases(value)
    elif isinstance(node, Items):
        for item in node:
            yield from _cases(item)


@cache
def _scenarios(path: Path) -> dict[str, bool]:
    """The scenarios of a feature, and whether no tag of theirs leaves them out."""
    found, tags = dict[str, bool](), set[str]()
    for line in map(str.strip, path.read_text().splitlines()):
        if line.startswith("@"):
            tags.update(line.split())
        elif line.startswith("Scenario"):
            found[line.partition(":")[2].strip()] = not tags & {"@skip", "@xfail"}
            tags = set()
        elif line.startswith(("Feature", "Rule", "Examples")):
            tags = set()
    return found


_TESTS = {".py": _functions, ".yaml": _rows, ".feature": _scenarios}


def _shown(one: Hazard) -> Iterator[str]:
    yield f"## {one.id} {one.texts['hazard']}"
    yield ""
    yield f"- Severity: **{one.texts['severity']}**"
    yield f"- Cause: {one.texts['cause']}"
    yield f"- Effect: {one.texts['effect']}"
    for control in one.controls:
        yield f"- Control: {control.what}"
        yield from (f"  - {_link(place)}" for place in control.tests)
    if not one.controls:
        yield "- Control: **none**"
    if "open" in one.texts:
        yield f"- **Open:** {one.texts['open']}"


def _link(place: str) -> str:
    file, _, name = place.partition("::")
    shown = name.replace("`", "'")
    return f"[{file}](../{file}) `{shown}`"
