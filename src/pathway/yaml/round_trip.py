"""YAML read and written by ruamel: keys stay in order, quotes and brackets as they were.

Only saving needs it, and so only saving loads it.
"""

from __future__ import annotations

import io
import re
import sys
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scanner import Scanner

from pathway.yaml.layout import escaped

__all__ = ["YAMLError", "dump", "load"]


def load(text: str) -> CommentedMap:
    """The tree of a YAML text, without its comments; every value is a text."""
    tree: CommentedMap = _yaml().load(text)
    return tree


def dump(tree: CommentedMap, like: str) -> str:
    """A tree as YAML, indented as another text is."""
    yaml, stream = _yaml(), io.StringIO()
    member, dash = _MEMBER.search(like), _DASH.search(like)
    offset = len(dash[2]) - len(dash[1]) if dash else 2
    yaml.indent(mapping=len(member[1]) if member else 2, sequence=offset + 2, offset=offset)
    yaml.dump(tree, stream)
    return escaped(stream.getvalue())


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Scanner, yaml.Resolver = Scanner, _Texts
    yaml.preserve_quotes, yaml.width = True, sys.maxsize
    yaml.composer.warn_double_anchors = False
    return yaml


class _Texts(VersionedResolver):
    """Takes every plain value for a text, so that it is written as it was."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """What a value may be besides a text."""
        return {}


#: The first indented member of a mapping, and the first list with the key above it.
_MEMBER: Final = re.compile(r"^( +)[^\s#-]", re.MULTILINE)
_DASH: Final = re.compile(
    r"^( *)[^\s#-].*:[ \t]*(?:#.*)?(?:\r?\n[ \t]*(?:#.*)?)*\n( *)- ", re.MULTILINE
)
