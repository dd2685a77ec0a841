"""What every key that an author writes is, in a sentence, with an example and since when.

The sentences stand in the YAML files beside this module, by mapping and key; types, and whether
a key is needed, are read from the models themselves. Nothing here is loaded on the way to advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pathway.frozen import frozen
from pathway.ground.problems import Problems
from pathway.ground.source import Source
from pathway.yaml.located import read, read_bytes
from pathway.yaml.tree import Items, Node, Table


@frozen
class Sentence:
    """What is said of one key; `example` is YAML that sets the key, or a condition."""

    text: str
    example: str
    since: str


#: The groups that are no mappings of a file: parts of a history, and operators.
HISTORY: Final = "History"
OPERATOR: Final = "Operator"


@cache
def sentences() -> Mapping[str, Mapping[str, Sentence]]:
    """All sentences, by the mapping that has the key and by the key."""
    found: dict[str, Mapping[str, Sentence]] = {}
    for path in sorted(files(__name__).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            table = read_bytes(path.name, path.read_bytes(), Problems())
            found |= {mapping: _sentences(keys) for mapping, keys in _entries(table)}
    return found


def described(mappings: Iterable[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a JSON Schema with what editors show of them.

    Of `mappings`, a model and those that it is built on, the first that speaks of a key counts.
    `$comment` says where the sentence stands, as `Mapping.key`.
    """
    found = dict(properties)
    for key, schema in properties.items():
        holder = next((name for name in mappings if key in sentences().get(name, ())), None)
        if holder is not None:
            said = _annotations(key, sentences()[holder][key])
            found[key] = {**schema, **said, "$comment": f"{holder}.{key}"}
    return found


# -- private -------------------------------------------------------------------------------


def _entries(node: Node) -> Iterable[tuple[str, Any]]:
    return node.entries() if isinstance(node, Table) else ()


def _sentences(keys: Table) -> dict[str, Sentence]:
    return {str(key): _sentence(said) for key, said in keys.entries()}


def _sentence(said: Table) -> Sentence:
    example = str(said.get("example", "")).strip()
    return Sentence(str(said["is"]), example, str(said["since"]))


def _annotations(key: str, said: Sentence) -> dict[str, Any]:
    """The sentence and the example in the words of JSON Schema."""
    example = read(Source(key, said.example), Problems())
    values = [_plain(example[key])] if isinstance(example, Table) and key in example else []
    return {"description": said.text, "examples": values}


def _plain(node: Node) -> Any:  # noqa: ANN401 - any value of JSON
    if isinstance(node, Table):
        return {str(key): _plain(member) for key, member in node.entries()}
    if isinstance(node, Items):
        return [_plain(member) for member in node]
    if isinstance(node, Decimal):
        return int(node) if node == node.to_integral_value() else float(node)
    return str(node) if isinstance(node, str) else node
