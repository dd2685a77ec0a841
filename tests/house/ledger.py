"""The ledger of claims: for every fact of the fact sheets, where the content says it, or why not.

`docs/claims.yaml` is written by hand:

    claims:
      S-ACU-BLEED-01: {encoded: [therapies/acupuncture.yaml#bleeding_disorder]}
      S-ACU-FMRI-01: {not encoded: an imaging finding that changes nothing for a patient}

A place is a file of `pathways/`, or something named in it behind `#` (a key, with `_` for a space,
a rule's id, an item's number); dots lead further in (`sciatica.yaml#non_drug.offer.acupuncture`,
`#notes.2`). The place itself must name the fact, under `facts:` or in a comment, so that neither
can be moved or deleted unnoticed.
`docs/claims.md` shows the same to readers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathway.ground.problems import Problems
from pathway.ground.source import Span
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import Items, Node, Table

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "pathways"

#: What the letters before the first hyphen say about a fact.
KINDS: Mapping[str, str] = {
    "S": "Claims of the articles the project began with",
    "G": "Statements of guidelines",
    "E": "Studies",
    "RF": "Red flags",
    "C": "Contraindications and cautions",
    "TC": "Courses of time and responses",
    "K": "Conflicts to be shown",
    "ASK": "What must be asked",
    "REF": "When a surgeon is asked",
    "CODE": "Remarks on terminologies",
}

_ID = re.compile(rf"(?<![\w-])(?:{'|'.join(KINDS)})-[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w-])")
#: A fact of the sheet ends in a number, unless it stands alone in the first column of a table.
_NUMBERED = re.compile(r"\d$")
#: Several facts in one cell share their beginning and their number: `K-A-B-, C-, D-01`.
_SHORTENED = re.compile(r"\b([A-Z]+-[A-Z]+)-((?:[A-Z]+-, )+)([A-Z]+)-(\d+)")
_FIRST_COLUMN = re.compile(r"^\|\s*\**([A-Z]+-[A-Z0-9-]+)\**\s*\|", re.MULTILINE)


_INTRODUCTION = """\
The content rests on two fact sheets, on the back and on the knee, in which every claim, guideline
statement, study, red flag, contraindication and conflict has a name. This page follows each one to
the lines that use it, or says why none does. `make golden` makes it from `claims.yaml`; a test
holds that the places exist and name the fact."""


@dataclass(frozen=True)
class Claim:
    """One row of the ledger."""

    fact: str
    line: int
    encoded: tuple[str, ...]
    reason: str
    keys: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The letters before the first hyphen."""
        return self.fact.partition("-")[0]


def claims(path: Path) -> tuple[Claim, ...]:
    """The rows of a ledger, in its order."""
    tree = _tree(path)
    table = tree.get("claims") if isinstance(tree, Table) else None
    if not isinstance(table, Table):
        raise TypeError(f"{path.name} should be a mapping `claims` of facts")
    return tuple(_claim(fact, row, table) for fact, row in table.entries())


def shape_faults(rows: tuple[Claim, ...]) -> list[str]:
    """Rows that are not of the form: a place or places, or else a reason."""
    return [
        f"line {row.line}: {row.fact} needs either `encoded: [place]` or `not encoded: reason`"
        for row in rows
        if row.keys not in (("encoded",), ("not encoded",)) or not (row.encoded or row.reason)
    ]


def place_faults(rows: tuple[Claim, ...], content: Path = CONTENT) -> list[str]:
    """Places that do not exist, or that do not name the fact."""
    faults = []
    for row in rows:
        for place in row.encoded:
            file, _, name = place.partition("#")
            if not (content / file).is_file():
                faults.append(f"line {row.line}: {row.fact}: there is no file {file}")
                continue
            texts = list(passages(content / file, name))
            if not texts:
                faults.append(f"line {row.line}: {row.fact}: there is no {name} in {file}")
            elif not any(_names(text, row.fact) for text in texts):
                faults.append(f"line {row.line}: {place} does not name {row.fact}")
    return faults


def use_faults(rows: tuple[Claim, ...], content: Path = CONTENT) -> list[str]:
    """Facts that the content names and the ledger does not, or says are not encoded."""
    encoded = {row.fact for row in rows if row.encoded}
    return [
        f"{place}: {fact} is used here, but the ledger does not say that it is encoded"
        for fact, place in used(content).items()
        if fact not in encoded
    ]


def used(content: Path = CONTENT) -> dict[str, str]:
    """Every fact under a key `facts` of the content, with the place of its first use."""
    found: dict[str, str] = {}
    for path in sorted(content.rglob("*.yaml")):
        for text in _facts(_tree(path)):
            file = path.relative_to(content).as_posix()
            found.setdefault(str(text), f"{file}:{_line(getattr(text, 'span', None))}")
    return found


def facts_of_sheet(text: str) -> set[str]:
    """The facts that a fact sheet lists."""
    text = _SHORTENED.sub(_in_full, text)
    return {id_ for id_ in _ID.findall(text) if _NUMBERED.search(id_)} | set(
        _FIRST_COLUMN.findall(text)
    )


def page(rows: tuple[Claim, ...]) -> str:
    """The ledger for readers, a table for each kind of fact."""
    encoded = sum(1 for row in rows if row.encoded)
    lines = [
        "# Where every fact went",
        "",
        *_INTRODUCTION.splitlines(),
        "",
        f"Encoded: {encoded} of {len(rows)} facts.",
        "",
        "| Kind | Facts | Encoded | Not encoded |",
        "|---|---:|---:|---:|",
    ]
    counts, done = Counter(row.kind for row in rows), Counter(r.kind for r in rows if r.encoded)
    for kind in (kind for kind in KINDS if counts[kind]):
        left = counts[kind] - done[kind]
        lines.append(f"| {KINDS[kind]} (`{kind}-`) | {counts[kind]} | {done[kind]} | {left} |")
    for kind in (kind for kind in KINDS if counts[kind]):
        lines += ["", f"## {KINDS[kind]}", "", "| Fact | Where |", "|---|---|"]
        lines += [f"| {row.fact} | {_where(row)} |" for row in rows if row.kind == kind]
    return "\n".join(lines) + "\n"


# -- private -------------------------------------------------------------------------------


def _in_full(match: re.Match[str]) -> str:
    start, middle, last, number = match.groups()
    return " ".join(f"{start}-{one}-{number}" for one in (*middle.rstrip("-, ").split("-, "), last))


def _claim(fact: str, row: Node, table: Table) -> Claim:
    line = _line(table.key_span(fact))
    if not isinstance(row, Table):
        return Claim(str(fact), line, (), "", ())
    places = row.get("encoded", ())
    listed = places if isinstance(places, Items) else [places] if places else []
    reason = str(row.get("not encoded") or "")
    keys = tuple(str(key) for key, _ in row.entries())
    return Claim(str(fact), line, tuple(map(str, listed)), reason, keys)


def _where(row: Claim) -> str:
    if not row.encoded:
        return f"not encoded: {row.reason}".replace("|", "\\|")
    links = []
    for place in row.encoded:
        file, _, name = place.partition("#")
        links.append(f"[{file}{f' {name}' if name else ''}](../pathways/{file})")
    return ", ".join(links)


def _line(span: Span | None) -> int:
    return span.line if span is not None else 0


@cache
def _tree(path: Path) -> Node:
    problems = Problems()
    tree = read_bytes(path.name, path.read_bytes(), problems)
    if problems.errors:
        raise ValueError("\n".join(map(str, problems)))
    return tree


def _facts(node: Node) -> Iterator[str]:
    if isinstance(node, Table):
        for key, value in node.entries():
            if key == "facts":
                yield from value if isinstance(value, Items) else [value]
            else:
                yield from _facts(value)
    elif isinstance(node, Items):
        for item in node:
            yield from _facts(item)


def passages(path: Path, name: str) -> Iterator[str]:
    """The texts of what is called `name` in a file, with the comments beside and above."""
    if not name:
        yield path.read_text()
        return
    lines = path.read_text().splitlines()
    for span in _called(_tree(path), name):
        first, last = span.line - 1, span.source.position(max(span.end - 1, span.start))[0]
        while first and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        while last > first + 1 and not lines[last - 1].partition("#")[0].strip():
            last -= 1  # a comment below belongs to what follows
        yield "\n".join(lines[first:last])


def _called(node: Node, name: str) -> Iterator[Span]:
    """Where keys or items of a name stand, at any depth; a dotted name is searched inside."""
    for labels, span, inside in _named(node):
        for label in labels:
            if label == name and span is not None:
                yield span
            elif name.startswith(f"{label}."):
                yield from _called(inside, name.removeprefix(f"{label}."))
        yield from _called(inside, name)


def _named(node: Node) -> Iterator[tuple[tuple[str, ...], Span | None, Node]]:
    """The members of a node: keys, and items of lists by `id`, `therapy` or number, from 1."""
    if isinstance(node, Table):
        for key, value in node.entries():
            start, end = node.key_span(key), node.value_span(key)
            whole = start
            if start is not None and end is not None:
                whole = Span(start.source, start.start, max(start.end, end.end))
            yield tuple(dict.fromkeys((key, key.replace(" ", "_")))), whole, value
    elif isinstance(node, Items):
        for number, item in enumerate(node):
            own = item.get("id") or item.get("therapy") if isinstance(item, Table) else None
            labels = (str(number + 1),) if own is None else (str(own), str(number + 1))
            yield labels, node.item_span(number), item


def _names(text: str, fact: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(fact)}(?![\w-])", text) is not None
