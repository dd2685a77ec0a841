"""A patient file with what has changed put in, and everything else left as somebody wrote it.

Comments, order and quoting are the author's; whoever saves answers changes values. Every result
is read again and compared with the patient before it is handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from pathway.files.edits import CannotEdit, Editor
from pathway.files.json_text import is_json
from pathway.files.layout import Written, as_json, comments
from pathway.files.located_yaml import read
from pathway.files.patient_file import KEYS, read_patient
from pathway.files.patient_write import (
    Usual,
    allergy_members,
    as_said,
    entry_members,
    flow,
    gaps_of,
    listed,
    override_members,
    scalar,
    trial_members,
    write_patient,
)
from pathway.files.tree import Items, Node, Table
from pathway.files.values import Day, day_of
from pathway.patient import Entry, Patient, Trial
from pathway.problems import Problem, Problems
from pathway.source import Placed, Source
from pathway.vocabulary import Base, Vocabulary


@dataclass(frozen=True, slots=True)
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
    if found is not None:
        edited = _edited(body, wanted, vocabulary)
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


def _edited(text: str, patient: Patient, vocabulary: Vocabulary) -> str | None:
    """The text with the changes put in; None where that cannot be done without harm."""
    ended = text if text.endswith("\n") else f"{text}\n"
    found = _read(ended, patient, vocabulary)
    if found is None:
        return None
    editor = Editor(ended, found[1])
    try:
        _Update(editor, found[1], found[0], patient, vocabulary).make()
        result = editor.result()
    except (CannotEdit, ValueError):
        return None
    if not text.endswith("\n"):
        result = result.removesuffix("\n")
    sound = _holds(result, patient, vocabulary) and is_json(result) == editor.is_json
    return result if sound and (editor.is_json or _said(result) == _said(text)) else None


def _rewritten(text: str, patient: Patient, vocabulary: Vocabulary) -> str:
    """The patient written anew, below the comments of the old file."""
    result = write_patient(patient, vocabulary)
    if is_json(text):
        result = as_json(result, indent=2) + "\n"
    elif _read(text, patient, vocabulary) is not None:
        result = "".join(f"{text[a:b]}\n" for a, b in comments(text)) + result
    if not _holds(result, patient, vocabulary):
        raise ValueError("what a patient file would hold is not what was told")
    return result


def _said(text: str) -> list[str]:
    return sorted(text[start:end].rstrip() for start, end in comments(text))


# -- what has changed ----------------------------------------------------------------------

T = TypeVar("T", bound=Hashable)


class _Update:
    """The changes from one patient to another, made in the file of the first."""

    def __init__(
        self, editor: Editor, tree: Table, old: Patient, new: Patient, vocabulary: Vocabulary
    ) -> None:
        self._editor = editor
        self._tree = tree
        self._old = old
        self._new = new
        self._vocabulary = vocabulary
        self._usual = Usual(_day(tree.get("recorded")), _text(tree.get("source")))
        #: Below which key new ones were put, so that they stay in order.
        self._added: dict[str, str] = {}

    def make(self) -> None:
        """Every difference, part by part of the file."""
        old, new = self._old, self._new
        self._single("patient", old.id, new.id, scalar)
        self._single("label", old.label or None, new.label or None, scalar)
        complete = (tuple(sorted(old.complete)) or None, tuple(sorted(new.complete)) or None)
        self._single("complete", *complete, listed)
        self._single("reconciled", old.reconciled, new.reconciled, str)
        self._single("reconciled by", old.reconciled_by, new.reconciled_by, scalar)
        if (gaps := gaps_of(new)) != gaps_of(old):
            self._top("not complete", flow(gaps) if gaps else None)
        self._allergies()
        groups = self._none_of()
        self._attributes(groups)
        self._trials()
        self._preferences()
        self._list("overrides", old.overrides, new.overrides, override_members)

    def _single(
        self, key: str, old: T | None, new: T | None, write: Callable[[T], Written]
    ) -> None:
        if old != new:
            self._top(key, None if new is None else write(new))

    def _top(self, key: str, value: Written | None) -> None:
        """A key of the file itself: set, added in its usual place, or taken away."""
        if key in self._tree:
            if value is None:
                self._editor.remove(self._tree, [key])
            else:
                self._editor.set(self._tree, key, value)
        elif value is not None:
            before = [name for name in KEYS[: KEYS.index(key)] if name in self._tree]
            self._editor.add(self._tree, key, value, before[-1] if before else None)

    # -- attributes ------------------------------------------------------------------------

    def _none_of(self) -> frozenset[str]:
        """The groups that still hold; one of whose members nothing is known no longer does."""
        groups = list(map(str, _members(self._tree.get("none of"))))
        kept = [g for g in groups if all(name in self._new.entries for name in self._cleared(g))]
        if kept != groups:
            self._top("none of", listed(kept) if kept else None)
        return frozenset(kept)

    def _cleared(self, group: str) -> Iterable[str]:
        return (
            name
            for name, attribute in self._vocabulary.attributes.items()
            if attribute.group == group and attribute.type.base is Base.BOOLEAN
        )

    def _attributes(self, groups: frozenset[str]) -> None:
        table = self._tree.get("attributes")
        given = dict(table.entries()) if isinstance(table, Table) else {}
        implied = {name for group in groups for name in self._cleared(group)} - given.keys()
        new = self._new.entries
        told = {
            name: self._entries(name, entries)
            for name, entries in new.items()
            if name not in given and (name not in implied or self._old.entries.get(name) != entries)
        }
        gone = [name for name in given if name not in new]
        if not isinstance(table, Table) or (given and len(gone) == len(given)):
            self._top("attributes", told or None)
            return
        for name in given:
            if name in new and new[name] != self._old.entries[name]:
                self._entry(table, name, self._old.entries[name], new[name])
        if gone:
            self._editor.remove(table, gone)
        for name, value in told.items():
            self._editor.add(table, name, value)

    def _entry(
        self, table: Table, name: str, old: tuple[Entry, ...], new: tuple[Entry, ...]
    ) -> None:
        node = table[name]
        if isinstance(node, Items):
            self._items(node, old, new, lambda entry: self._members_of(name, entry))
        elif len(new) == 1 and isinstance(node, Table):
            self._table(node, self._members_of(name, old[0]), self._members_of(name, new[0]))
        elif old[0] in new and self._editor.is_one_line(table, name):
            at = new.index(old[0])
            before = [self._one(name, entry) for entry in new[:at]]
            after = [self._one(name, entry) for entry in new[at + 1 :]]
            self._editor.make_list(table, name, before, after)
        else:
            self._editor.set(table, name, self._entries(name, new))

    def _entries(self, name: str, entries: tuple[Entry, ...]) -> Written:
        said = [self._one(name, entry) for entry in entries]
        return said[0] if len(said) == 1 else said

    def _one(self, name: str, entry: Entry) -> str:
        return _flow(self._members_of(name, entry))

    def _members_of(self, name: str, entry: Entry) -> dict[str, str]:
        usual = self._usual
        unsaid = (entry.on is None and usual.on) or (entry.source is None and usual.source)
        if unsaid:
            raise CannotEdit
        attribute = self._vocabulary.attributes.get(name)
        return entry_members(entry, attribute.type.unit if attribute else None, usual)

    # -- lists -----------------------------------------------------------------------------

    def _allergies(self) -> None:
        old, new = self._old.allergies, self._new.allergies
        if old != new:
            told: list[Written] = [flow(allergy_members(one, self._usual)) for one in new]
            self._top("allergies", told or None)

    def _trials(self) -> None:
        old, new = self._old.trials, self._new.trials
        if old is None or new is None:
            self._single("trials", old, new, self._all_trials)
        else:
            self._list("trials", old, new, self._trial)

    def _all_trials(self, trials: Sequence[Trial]) -> Written:
        return [flow(self._trial(trial)) for trial in trials] or "[]"

    def _trial(self, trial: Trial) -> dict[str, str]:
        if trial.source is None and self._usual.source is not None:
            raise CannotEdit
        return trial_members(trial, self._vocabulary, self._usual)

    def _preferences(self) -> None:
        table = self._tree.get("preferences")
        wanted: dict[str, list[str]] = {}
        for key in ("wants", "declines", "unavailable"):
            names = getattr(self._new.preferences, key)
            stand = [str(n) for n in _members(table.get(key)) if n in names] if table else []
            wanted[key] = [*stand, *sorted(names - set(stand))]
        present = {key: names for key, names in wanted.items() if names}
        if self._old.preferences == self._new.preferences:
            return
        if not isinstance(table, Table) or not present.keys() & dict(table.entries()).keys():
            self._top("preferences", {k: listed(names) for k, names in present.items()} or None)
            return
        old = {key: listed(map(str, _members(table.get(key)))) for key, _ in table.entries()}
        self._table(table, old, {key: listed(names) for key, names in present.items()})

    def _list(
        self,
        key: str,
        old: Sequence[T],
        new: Sequence[T],
        members: Callable[[T], Mapping[str, str]],
    ) -> None:
        """A list of the file, item by item."""
        node = self._tree.get(key)
        if old == new:
            return
        if isinstance(node, Items) and old and new:
            self._items(node, old, new, members)
        elif not new and key == "overrides":
            self._top(key, None)
        else:
            self._top(key, [_flow(members(item)) for item in new] or "[]")

    def _items(
        self,
        node: Items,
        old: Sequence[T],
        new: Sequence[T],
        members: Callable[[T], Mapping[str, str]],
    ) -> None:
        gone: list[int] = []
        for tag, i, i_end, j, j_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes():
            if tag == "equal":
                continue
            both = min(i_end - i, j_end - j)
            for k in range(both):
                self._item(node, i + k, members(old[i + k]), members(new[j + k]))
            gone += range(i + both, i_end)
            for item in new[j + both : j_end]:
                self._editor.insert(node, i + both - 1, _flow(members(item)))
        if gone:
            self._editor.take(node, gone)

    def _item(
        self, node: Items, index: int, old: Mapping[str, str], new: Mapping[str, str]
    ) -> None:
        if isinstance(node[index], Table):
            self._table(node[index], old, new)
        else:
            self._editor.put(node, index, _flow(new))

    def _table(self, table: Table, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """A mapping, key by key; a value written anew brings its unit along."""
        gone = [key for key in table.places if key not in new and key in old]
        if old.get("value") != new.get("value") and "unit" in table:
            gone.append("unit")
        for key, text in new.items():
            if key in table and old.get(key) != text:
                self._editor.set(table, key, text)
            elif key not in table and old.get(key) != text:
                self._editor.add(table, key, text)
        if gone:
            self._editor.remove(table, gone)


# -- private -------------------------------------------------------------------------------


def _flow(members: Mapping[str, str]) -> str:
    return members["value"] if members.keys() == {"value"} else flow(members)


def _members(node: Node) -> Sequence[Node]:
    """The items of a list; a single value is a list of one."""
    if isinstance(node, Items):
        return node
    return () if node is None else (node,)


def _day(node: Node) -> Day | None:
    day = None if node is None else day_of(node, None)
    return None if isinstance(day, Problem) else day


def _text(node: Node) -> str | None:
    return str(node) if isinstance(node, Placed) else None
