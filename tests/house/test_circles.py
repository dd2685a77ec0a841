"""No module is imported, at any distance, by one that it imports; imports for types count too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

PACKAGE = Path(__file__).parents[2] / "src/pathway"


def modules() -> dict[str, Path]:
    paths = {
        path: path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py")
    }
    return {".".join(name.parts).removesuffix(".__init__"): path for path, name in paths.items()}


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules that a file imports from, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else node.module for name in inner)


def test_there_is_no_circle() -> None:
    known = modules()
    graph: nx.DiGraph[str] = nx.DiGraph(
        (name, other)
        for name, path in known.items()
        for other in imports(path, known)
        # The package's front fetches its names when they are first used.
        if name not in (other, "pathway")
    )
    assert len(graph) > 400
    circles = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    assert circles == []
