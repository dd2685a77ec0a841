"""Patient files as the body of a request has them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from pathway.ground.problems import Problems
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import HERE


def mapping(path: Path) -> dict[str, Any]:
    """A patient file as JSON has it."""
    found: dict[str, Any] = plain(read_bytes(path.name, path.read_bytes(), Problems()))
    return found


def plain(node: Any) -> Any:
    """A tree with places as plain values."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items() if key != HERE}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, Decimal):
        return int(node) if node == node.to_integral_value() else float(node)
    return str(node) if isinstance(node, str) else node
