"""What is known of a name a condition reads: its value with the origin, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathway.advice.explanation import Condition, Known
from pathway.advice.words import in_words, missing, origin, title, value_of
from pathway.ground.vocabulary import NOT_APPLICABLE, Attribute
from pathway.language.printer import canonical
from pathway.language.syntax import Expr, names
from pathway.patients.model import Patient, Why
from pathway.patients.values import settle
from pathway.walk import Walk


def known(walk: Walk, name: str) -> Known:
    """An attribute, a part of a therapy's history or a finding, as it stands now."""
    called = title(walk, name)
    fact = walk.resolved.facts.get(name)
    if walk[name] is None:
        return Known(name, called, "unknown", f"UNKNOWN, {_missing(walk, name)}")
    if walk[name] is NOT_APPLICABLE:
        return Known(name, called, "not applicable", "not applicable to this patient")
    words, whence = value_of(walk, name), origin(walk, name)
    if fact is not None and fact.assumed:
        return Known(name, called, "assumed", f"ASSUMED {fact.assumed}")
    detail = f"; {fact.detail}" if fact is not None and fact.detail else ""
    return Known(name, called, "known", f"{words} ({whence}{detail})" if whence else words)


def condition(walk: Walk, expr: Expr) -> Condition:
    """A condition in words, as its author wrote it, and with everything that it reads."""
    return Condition(in_words(walk, expr), _as_written(expr), tuple(_read_by(walk, expr)))


def too_old(attribute: Attribute, patient: Patient, as_of: date) -> str:
    """Why a recorded value no longer counts on a day; empty where it does."""
    fact = settle(attribute, patient, {}, as_of, strict=True)
    return f"stale: {fact.detail}" if fact.why is Why.STALE else ""


# -- private -------------------------------------------------------------------------------


def _read_by(walk: Walk, expr: Expr) -> Iterator[Known]:
    """The names that a condition speaks of, then the attributes behind its definitions."""
    program = walk.program
    spoken = list(dict.fromkeys(names(expr)))
    order = {name: number for number, name in enumerate(program.vocabulary.attributes)}
    behind: set[str] = set()
    for name in spoken:
        if name in program.by_name:
            behind |= program.reads[name]
    ordered = sorted(behind, key=lambda name: (order.get(name, len(order)), name))
    for name in dict.fromkeys((*spoken, *ordered)):
        if name in walk.values:
            yield known(walk, name)


def _missing(walk: Walk, name: str) -> str:
    """Why a name is unknown; a finding waits for the attributes that it hangs on."""
    hangs = sorted(walk.values[name].hangs_on - {name})
    if name not in walk.resolved.facts and hangs:
        return f"waits for {', '.join(dict.fromkeys(title(walk, n) for n in hangs))}"
    return missing(walk, name)


def _as_written(expr: Expr) -> str:
    """The author's own text; the canonical one where the file is not at hand."""
    if expr.span is None:
        return canonical(expr)
    return " ".join(expr.span.source.text[expr.span.start : expr.span.end].split())
