"""Properties of what is written: nothing dead, every verdict there is, limits that agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pathway.authoring.verify.properties.model import (
    Always,
    Case,
    Property,
    Somebody,
    offers,
    spans,
)
from pathway.compiler.logic import FALSE, every, known, none_of, ref, some
from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.terms import ROWS, Severity
from pathway.ground.terms import Verdict as Row
from pathway.ground.vocabulary import BOOLEAN, TEXT
from pathway.language.english import plain
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names import ELIGIBLE, flag_name, is_inner, node_name, option_name, rule_name
from pathway.program import CompiledProgram, Edge


def properties(program: CompiledProgram) -> Iterator[Property]:
    """The properties of a pathway."""
    yield _nothing_dead(program)
    yield _one_verdict(program)
    yield _limits_agree(program)


# -- nothing dead --------------------------------------------------------------------------


def _nothing_dead(program: CompiledProgram) -> Property:
    cases = (
        *_nodes(program),
        *_ways(program),
        *_offers(program),
        *_rules(program),
        *_flags(program),
        *_verdicts(program),
    )
    return Property(
        "nothing-dead",
        "Nothing is written in vain: every node, branch, option, rule and red flag comes to "
        "somebody",
        program,
        cases,
        "item",
    )


def _yes(
    name: str, sentence: str, else_: str, *found: Span | None, therapy: str | None = None
) -> Case:
    return Case(sentence, Somebody(known(ref(name)), else_), spans(*found), therapy)


def _nodes(program: CompiledProgram) -> Iterator[Case]:
    for node in program.nodes:
        name = node_name(node.id, "reached")
        yield _yes(name, f"{node.title}: somebody gets there", "nobody gets there", node.span)


def _ways(program: CompiledProgram) -> Iterator[Case]:
    """Every way by itself; of some it is no fault that nobody goes there, but it is said.

    A way out (`resolved`) that several nodes have under one condition has to be taken at one of
    them: who took it early does not come to the others. An `otherwise` has to be there even where
    the branches leave nobody, and a pathway that is used in another one may have ways out that
    nobody needs there.
    """
    needless = _needless(program)
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in program.edges:
        if edge.definition not in needless:
            groups.setdefault(_out(edge), []).append(edge)
    repeated = [group for group in groups.values() if _repeat(group)]
    again = {edge.definition for group in repeated for edge in group}
    for edge in program.edges:
        if edge.definition in needless:
            yield _way(program, [edge], needless[edge.definition])
        else:
            yield _way(program, [edge], _TAKEN_BEFORE if edge.definition in again else "")
    yield from (_way(program, group) for group in repeated)


#: Why it is no fault that nobody goes a way.
_TAKEN_BEFORE = "nobody does: the same way out is taken elsewhere"
_OTHERWISE = "nobody does, but an `otherwise` has to be written all the same"
_NOT_HERE = "nobody does where this part is used"


def _repeat(edges: Sequence[Edge]) -> bool:
    """Whether this is a way out that is written at several nodes."""
    return len(edges) > 1 and any(edge.label == "resolved" for edge in edges)


def _out(edge: Edge) -> tuple[str, str]:
    """Where a way leads, under which condition."""
    return edge.end, "" if edge.condition is None else canonical(edge.condition)


def _needless(program: CompiledProgram) -> dict[str, str]:
    """The ways that may lead nobody on, each with what is said then."""
    otherwise = (edge.definition for edge in program.edges if edge.label == "otherwise")
    found = dict.fromkeys(otherwise, _OTHERWISE)
    out: set[str] = set()
    for edge in program.edges:  # in the order of the nodes, so that a way comes after those to it
        inside = is_inner(edge.start)
        before = [e.definition for e in program.edges if e.end == edge.start]
        if inside and (edge.label == "resolved" or (before and out.issuperset(before))):
            out.add(edge.definition)
    return dict.fromkeys(out, _NOT_HERE) | found


def _way(program: CompiledProgram, edges: Sequence[Edge], no_fault: str = "") -> Case:
    starts = ", ".join(dict.fromkeys(edge.start for edge in edges))
    return Case(
        f"{starts} to {edges[0].end}: somebody goes that way",
        Somebody(
            some(known(ref(edge.definition)) for edge in edges),
            no_fault or "nobody goes that way",
            no_fault=bool(no_fault),
        ),
        spans(*(program.by_name[edge.definition].span for edge in edges)),
    )


def _offers(program: CompiledProgram) -> Iterator[Case]:
    """Every offer in its place: there, or on its way, it is indicated for somebody."""
    for place in program.places:
        if place.partner_of is not None:
            continue
        offer = program.by_name[place.indicated]
        title = program.therapies[place.therapy].title
        here = every([known(ref(place.reached)), known(ref(place.indicated))])
        yield Case(
            f"{place.title}: {title} is offered to somebody",
            Somebody(here, "it is offered to nobody there"),
            spans(offer.span),
            place.therapy,
        )
    for id_ in dict.fromkeys(place.therapy for place in program.places):
        therapy = program.therapies[id_]
        rows = (ref(option_name(id_, row)) for row in ("recommended", "ongoing"))
        yield Case(
            f"{therapy.title}: recommended to somebody, or under way",
            Somebody(some(map(known, rows)), "it is recommended to nobody"),
            spans(*offers(program, id_)),
            id_,
        )


def _rules(program: CompiledProgram) -> Iterator[Case]:
    """Every rule holds for somebody; a caution for somebody who may have the therapy."""
    for therapy in program.therapies.values():
        for rule in therapy.rules:
            holds = known(ref(rule_name(rule.id)))
            said = plain(rule.condition, program.words)
            sentence = f"{therapy.title}, {rule.severity.value}: somebody is so that {said}"
            else_ = "it never holds"
            if rule.severity is Severity.CAUTION:
                free = none_of(known(ref(option_name(therapy.id, "contraindicated"))))
                holds, else_ = every([holds, free]), "it never holds without a contraindication"
            yield Case(sentence, Somebody(holds, else_), spans(rule.span), therapy.id)


def _flags(program: CompiledProgram) -> Iterator[Case]:
    for flag in program.flags:
        name = flag_name(flag.id)
        yield _yes(name, f"{flag.title}: somebody has it", "nobody can have it", flag.span)


def _verdicts(program: CompiledProgram) -> Iterator[Case]:
    """Every verdict that has a row somewhere is given to somebody, on some therapy."""
    for verdict in Row if program.listed else ():
        row = ROWS.get(verdict)
        if row and all(program.by_name[option_name(t, row)].expr == FALSE for t in program.listed):
            continue
        given = some(_is(option_name(id_, "verdict"), verdict.value) for id_ in program.listed)
        yield Case(
            f"the verdict {verdict.value}: somebody gets it",
            Somebody(given, "nobody gets it, on any therapy"),
            spans(program.by_name[ELIGIBLE].span),
        )


def _is(name: str, value: str) -> Expr:
    return Apply("=", (ref(name, TEXT), Literal(value, TEXT)), type=BOOLEAN)


# -- the verdict table ---------------------------------------------------------------------


def _one_verdict(program: CompiledProgram) -> Property:
    """A verdict is the first row that is true; if none is, some row is open."""
    cases = []
    for id_ in program.listed:
        rows = [(verdict, ref(option_name(id_, row))) for verdict, row in ROWS.items()]
        fitting: list[Expr] = []
        earlier: list[Expr] = []
        for verdict, row in rows:
            first = every([known(row), none_of(*map(known, earlier))])
            fitting.append(every([first, _is(option_name(id_, "verdict"), verdict.value)]))
            earlier.append(row)
        open_ = some(Apply("is null", (row,), type=BOOLEAN) for _, row in rows)
        pending = _is(option_name(id_, "verdict"), Row.PENDING.value)
        fitting.append(every([none_of(*map(known, earlier)), open_, pending]))
        title = program.therapies[id_].title
        sentence = f"{title}: exactly one verdict, pending only while something is open"
        span = program.therapies[id_].span
        cases.append(Case(sentence, Always(some(fitting)), spans(span), id_))
    return Property(
        "one-verdict",
        "Every patient has exactly one verdict for every option",
        program,
        tuple(cases),
        "option",
        "there is no option",
    )


# -- limits --------------------------------------------------------------------------------


@frozen(slots=False)
class _Limit:
    """A limit of an attribute in a rule; `below` that the limit itself counts as below it."""

    attribute: str
    value: Decimal
    below: bool
    holder: str
    atom: Expr
    span: Span | None


def _limits_agree(program: CompiledProgram) -> Property:
    """No limit counts as too low in one place and as high enough in another."""
    found: dict[tuple[str, Decimal], list[_Limit]] = {}
    for limit in _limits(program):
        found.setdefault((limit.attribute, limit.value), []).append(limit)
    cases = []
    for (attribute, value), limits in found.items():
        if len({limit.holder for limit in limits}) < 2:
            continue
        first = limits[0]
        other = next((limit for limit in limits if limit.below is not first.below), None)
        cases.append(_same_side(program, attribute, value, first, other))
    return Property(
        "limits-agree",
        "Limits agree: where two rules use the same limit of a value, it falls on the same side",
        program,
        tuple(cases),
        "limit",
        "no two rules use the same limit",
    )


def _same_side(
    program: CompiledProgram, attribute: str, value: Decimal, first: _Limit, other: _Limit | None
) -> Case:
    """Both ways of putting a limit come to the same for every patient."""
    title = plain(Name(attribute), program.words)
    sentence = f"{title} of exactly {value}: on the same side everywhere"
    if other is None:
        other = first
    below = [limit.atom if _is_below(limit) else none_of(limit.atom) for limit in (first, other)]
    one, two = below
    alike = some([every([one, two]), none_of(one, two)])
    known_ = none_of(Apply("is null", (one,), type=BOOLEAN))
    return Case(
        f"{sentence} ({first.holder}; {other.holder})" if other is not first else sentence,
        Always(alike, known_),
        spans(first.span, other.span),
    )


def _is_below(limit: _Limit) -> bool:
    return isinstance(limit.atom, Apply) and limit.atom.op in ("<", "<=")


def _limits(program: CompiledProgram) -> Iterator[_Limit]:
    for therapy in program.therapies.values():
        for rule in therapy.rules:
            holder = f"{therapy.title}, {rule.severity.value}"
            yield from _in(rule.condition, holder, rule.span)
    for flag in program.flags:
        yield from _in(flag.condition, flag.title, flag.span)


def _in(expr: Expr, holder: str, span: Span | None) -> Iterator[_Limit]:
    if not isinstance(expr, Apply):
        return
    if expr.op in ("<", "<=", ">", ">="):
        name, limit = expr.args
        if isinstance(name, Name) and isinstance(limit, Literal):
            number = limit.value
            if isinstance(number, Decimal):
                below = expr.op in ("<=", ">")
                yield _Limit(name.name, number, below, holder, expr, expr.span or span)
        return
    for arg in expr.args:
        yield from _in(arg, holder, span)
