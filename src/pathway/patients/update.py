"""A patient file with what has changed put in, and everything else left as somebody wrote it.

Comments, order and quoting are the author's; whoever saves answers changes values. Every result
is read again and compared with the patient before it is handed out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems
from pathway.ground.source import Placed, Source
from pathway.ground.vocabulary import Base, Vocabulary
from pathway.patients.model import Patient
from pathway.patients.reader import KEYS, read_patient
from pathway.patients.writer import Usual, as_said, write_patient
from pathway.yaml.json_text import is_json
from pathway.yaml.layout import as_json, comments
from pathway.yaml.located import read
from pathway.yaml.merged_lines import merged
from pathway.yaml.tree import Items, Node, Table
from pathway.yaml.values import Day, day_of


@frozen
class Updated:
    """The text to save; `rewritten` where layout and order could not be kept.

    Comments are kept even then, at the top of the file.
    """

    text: str
    rewritten: bool = False


def updated(text: str, patient: Patient, vocabulary: Vocabulary) -> Updated:
    """A patient file's text, changed so that it reads back as exactly `patient`.

    Raises ValueError where no file can hold the patient, and for a health record, which is
    somebody else's.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    wanted = as_said(patient)
    found = _read(body, wanted, vocabulary)
    if found is not None and found[0] == wanted:
        return Updated(text)
    if found is not None and not is_json(body):
        edited = _edited(body, *found, wanted, vocabulary)
        if edited is not None:
            return Updated(mark + edited)
    if _is_health_record(body):
        raise ValueError("a health record is not written over; name another file")
    return Updated(mark + _rewritten(body, wanted, vocabulary), rewritten=True)


# -- reading -------------------------------------------------------------------------------


def _read(text: str, patient: Patient, vocabulary: Vocabulary) -> tuple[Patient, Table] | None:
    """The patient that a text holds, with its tree; None for what is no patient file.

    Therapies and rules are not looked up: those of the file were when it was opened.
    """
    problems = Problems()
    tree = read(Source("patient", text), problems)
    if not isinstance(tree, Table):
        return None
    chosen = patient.preferences
    named = {*_texts(tree), *chosen.wants, *chosen.declines, *chosen.unavailable}
    rules = frozenset({*_texts(tree), *(override.rule for override in patient.overrides)})
    kinds = dict.fromkeys(named, "")
    read_as = read_patient(text, "patient", vocabulary, kinds, rules, problems, date.max)
    return None if read_as is None else (read_as, tree)


def _is_health_record(text: str) -> bool:
    tree = read(Source("record", text), Problems())
    return isinstance(tree, Table) and "resourceType" in tree


def _texts(node: Node) -> set[str]:
    if isinstance(node, Table):
        return set().union(*(_texts(member) for _, member in node.entries()))
    if isinstance(node, Items):
        return set().union(*map(_texts, node))
    return {str(node)} if isinstance(node, Placed) else set()


def _holds(text: str, patient: Patient, vocabulary: Vocabulary) -> bool:
    found = _read(text, patient, vocabulary)
    return found is not None and found[0] == patient


# -- writing -------------------------------------------------------------------------------


def _edited(
    text: str, old: Patient, read_as: Table, new: Patient, vocabulary: Vocabulary
) -> str | None:
    """The text with the changes put in; None where that cannot be done without harm."""
    from pathway.yaml.round_trip import YAMLError, dump, load

    newline = "\r\n" if "\r\n" in text else "\n"
    ended = text if text.endswith("\n") else f"{text}{newline}"
    usual = Usual(_day(read_as.get("recorded")), _text(read_as.get("source")))
    was, now = (load(write_patient(one, vocabulary, usual)) for one in (old, new))
    try:
        tree = load(ended)
        before = dump(tree, ended)
        _open_groups(tree, was, now, vocabulary)
        _table(tree, was, now, KEYS)
        result = merged(ended, before, dump(tree, ended))
    except YAMLError:
        return None
    if not text.endswith("\n"):
        result = result.removesuffix(newline)
    sound = _holds(result, new, vocabulary) and not is_json(result)
    return result if sound and _said(result) == _said(text) else None


def _rewritten(text: str, patient: Patient, vocabulary: Vocabulary) -> str:
    """The patient written anew, below the comments of the old file."""
    result = write_patient(patient, vocabulary)
    if is_json(text):
        result = as_json(result, 2 if "\n" in text.strip() else None)
        result += "\n" if text.endswith("\n") else ""
    elif _read(text, patient, vocabulary) is not None:
        result = "".join(f"{text[a:b]}\n" for a, b in comments(text)) + result
    if not _holds(result, patient, vocabulary):
        raise ValueError("what a patient file would hold is not what was told")
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def _said(text: str) -> list[str]:
    return sorted(text[start:end].rstrip() for start, end in comments(text))


def _day(node: Node) -> Day | None:
    day = None if node is None else day_of(node, None)
    return None if isinstance(day, Problem) else day


def _text(node: Node) -> str | None:
    return str(node) if isinstance(node, Placed) else None


# -- what has changed ----------------------------------------------------------------------
# Two patients written in the house's own way, `was` and `now`, say what has changed; that alone is
# changed in the tree of the file, however its author wrote the rest.

#: A part of a tree as ruamel reads it: a mapping, a list or a text.
_Part: TypeAlias = Any


def _open_groups(tree: _Part, was: _Part, now: _Part, vocabulary: Vocabulary) -> None:
    """Leave out what `none of` says; a group of which a member is no longer known goes."""
    given = tree.get("attributes") or {}
    old, new = was.get("attributes", {}), now.get("attributes", {})
    groups = {group: _cleared(group, vocabulary) for group in _many(tree.get("none of", []))}
    kept = [group for group, names in groups.items() if names <= new.keys()]
    for group, names in groups.items():
        for name in names - given.keys():
            if group not in kept:
                old.pop(name, None)
            elif name in old and old[name] == new[name]:
                del old[name], new[name]
    if kept:
        tree["none of"] = tree["none of"] if len(kept) == len(groups) else kept
    else:
        tree.pop("none of", None)


def _cleared(group: str, vocabulary: Vocabulary) -> set[str]:
    return {
        name
        for name, attribute in vocabulary.attributes.items()
        if attribute.group == group and attribute.type.base is Base.BOOLEAN
    }


def _table(tree: _Part, was: _Part, now: _Part, order: Sequence[str] = ()) -> None:
    """A mapping, key by key; a value written anew brings its unit along."""
    for key, value in now.items():
        if key in tree:
            tree[key] = _merged(tree[key], was.get(key), value)
        elif value != was.get(key):
            order = order or list(now)
            above = [i for i, k in enumerate(tree, 1) if k in order[: order.index(key)]]
            tree.insert(max(above, default=0), key, value)
    gone = {key for key in tree if tree[key] == {} or (key in was and key not in now)}
    if was.get("value") != now.get("value"):
        gone.add("unit")
    for key in gone:
        tree.pop(key, None)


def _merged(node: _Part, was: _Part, now: _Part) -> _Part:
    """What stands for `now`, where `node` is how the author wrote `was`."""
    if was == now:
        return node
    if not (node and was and now):
        return now
    _unfold(node)
    if any(isinstance(one, list) for one in (node, was, now)):
        found = _items(_many(node), _many(was), _many(now))
        if not isinstance(node, list) and len(found) == 1:
            return found[0]
        items = node if isinstance(node, list) else now
        del items[:]
        items.extend(found)
        return items
    if not isinstance(node, dict):
        return now
    name = "to" if "to" in node else "value"
    was, now = (one if isinstance(one, dict) else {name: one} for one in (was, now))
    _table(node, was, now)
    return node


def _unfold(node: _Part) -> None:
    """Make a block of what stands in brackets over several lines."""
    if isinstance(node, str):
        return
    if any(place[0] != node.lc.line for place in (node.lc.data or {}).values()):
        node.fa.set_block_style()


def _items(nodes: list[_Part], was: list[_Part], now: list[_Part]) -> list[_Part]:
    """The items of a list that has changed; texts are in no order, and so keep the author's."""
    if all(isinstance(one, str) for one in (*nodes, *now)):
        kept = [one for one in nodes if one in now]
        return kept + [one for one in now if one not in kept]
    found = []
    matcher = SequenceMatcher(None, list(map(str, was)), list(map(str, now)), autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        found += list(map(_merged, nodes[i1:i2], was[i1:i2], now[j1:j2]))
        found += now[j1 + i2 - i1 : j2]
    return found


def _many(node: _Part) -> list[_Part]:
    return node if isinstance(node, list) else [node]
