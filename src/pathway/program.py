"""The compiled program: what a pathway means, as named three-valued definitions in order.

Every backend evaluates exactly these definitions; whatever is only worded or drawn
(titles, sources, graph) stands beside them and carries no meaning of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from itertools import chain, groupby
from typing import Any, TypeVar, cast

from pathway.frozen import frozen
from pathway.ground.dosage import AdequateTrial as AdequateTrial
from pathway.ground.dosage import DoseRow as DoseRow
from pathway.ground.provenance import Citation as Citation
from pathway.ground.provenance import Evidence as Evidence
from pathway.ground.provenance import Finding as Finding
from pathway.ground.provenance import Lifecycle as Lifecycle
from pathway.ground.provenance import Note as Note
from pathway.ground.provenance import Parameter as Parameter
from pathway.ground.provenance import Recommendation as Recommendation
from pathway.ground.provenance import Transparency as Transparency
from pathway.ground.source import Span
from pathway.ground.terms import Characteristic, Kind, Severity, Urgency
from pathway.ground.vocabulary import BOOLEAN, HISTORY, Attribute, Vocabulary
from pathway.guards import Guard as Guard
from pathway.language.english import Words
from pathway.language.reads import Reads, reads
from pathway.language.syntax import Expr, Literal, names
from pathway.names import Owner, flag_name, flag_owner, history_name, override_name, therapy_owner
from pathway.planes.code import PlaneCode
from pathway.planes.generate import generate
from pathway.statement import Stated as Stated

T = TypeVar("T")


@frozen
class Definition:
    """A named expression over resolved attributes and earlier definitions.

    `owner` is what it belongs to (`therapy acupuncture`, `step nsaid`), for traces.
    """

    name: str
    expr: Expr
    owner: Owner
    span: Span | None = field(default=None, compare=False, repr=False)
    #: The contrary in its author's words; empty where `no` and what it is called say it.
    negated: str = ""


@frozen
class Rule:
    """A contraindication, *avoid* rule or caution of a therapy; `id` is `therapy.name`.

    `rule.<id>` holds its condition; `rule.<id>.applies` says that no override lifts it.
    """

    id: str
    severity: Severity
    because: str
    sources: tuple[str, ...]
    facts: tuple[str, ...]
    verified: str
    condition: Expr
    needs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Partner:
    """A therapy given together with another one (gastroprotection with an NSAID)."""

    therapy: str
    definition: str
    because: str
    fields: tuple[str, ...] = ()


@frozen
class Place:
    """Where a therapy is offered (step, end, referral, red flag); `order` is its rank there."""

    therapy: str
    holder: Owner
    title: str
    reached: str
    indicated: str
    order: int
    because: str = ""
    per: tuple[str, ...] = ()
    partner_of: str | None = None
    meanwhile: bool = False
    condition: Expr | None = None
    #: How much may be taken while it is offered here; defined as that of a therapy is.
    doses: tuple[DoseRow, ...] = ()


@frozen
class Therapy:
    """Anything that can be advised, with its rules and the wording that goes with it."""

    id: str
    title: str
    kind: Kind
    rules: tuple[Rule, ...]
    partners: tuple[Partner, ...] = ()
    not_with: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    #: How much may be taken; `dose.<therapy>.limit` and `.above` say what that comes to.
    doses: tuple[DoseRow, ...] = ()
    needs: tuple[str, ...] = ()
    adequate: AdequateTrial | None = None
    review_weeks: Decimal | None = None
    longest_weeks: Decimal | None = None
    tapers: bool = False
    stopping: str = ""
    about: str = ""
    side_effects: tuple[str, ...] = ()
    patient_wording: str = ""
    sources: tuple[str, ...] = ()
    #: Codes by system, for records that speak of the therapy.
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    verified: str = "original"
    span: Span | None = field(default=None, compare=False, repr=False)
    #: What a patient reads instead of the title; empty where that is plain enough.
    plainly: str = ""


@frozen
class Flag:
    """A red flag; the definition `flag.<id>` is its state."""

    id: str
    title: str
    urgency: Urgency
    action: str
    to: str
    offers: tuple[str, ...]
    holds: tuple[Kind, ...]
    because: str
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    condition: Expr
    verified: str = "original"
    fields: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    plainly: str = ""
    #: Whether its author says what it holds; otherwise that follows from the urgency.
    own_holds: bool = False
    #: Of the kinds it holds, those that also wait while it is unanswered.
    holds_unanswered: tuple[Kind, ...] = ()


@frozen
class Edge:
    """A way from one node to another; the definition `definition` says whether it is taken."""

    start: str
    end: str
    label: str
    definition: str
    condition: Expr | None
    because: str = ""


@frozen
class Choice:
    """Offers of a step of which at most so many are taken at once."""

    title: str
    most: int
    therapies: tuple[str, ...]


@frozen
class Node:
    """A node of the pathway.

    The definitions `node.<id>.reached`, and for a step `.open`, `.resolved`, `.closed`,
    `.stepped_up` and `.current`, say where the patient is.
    """

    id: str
    title: str
    kind: str
    offers: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    needs: tuple[str, ...] = ()
    step_up: str | None = None
    step_up_condition: Expr | None = None
    #: A decision whose branches hold at once on purpose, the first of them counting.
    in_order: bool = False
    review_weeks: Decimal | None = None
    sources: tuple[str, ...] = ()
    verified: str = "original"
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def may_be_pending(self) -> bool:
        """Whether patients are told of it once they are known to be here, and asked before."""
        return self.kind == "refer" or (self.kind == "end" and bool(self.offers))


@frozen(slots=False)
class CompiledProgram:
    """One pathway, compiled with the guidelines it adopts.

    `guards` settle what nobody recorded, in order; `digest` identifies the content (sha256).
    """

    id: str
    title: str
    version: str
    status: str
    digest: str
    start: str
    vocabulary: Vocabulary
    definitions: tuple[Definition, ...]
    guards: tuple[Guard, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    therapies: Mapping[str, Therapy]
    flags: tuple[Flag, ...]
    places: tuple[Place, ...]
    recommendations: tuple[Recommendation, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    needs: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    sources: Mapping[str, Citation]
    eligible: Expr
    adopts: tuple[str, ...]
    limits: str
    #: Therapies listed for every patient: offered, named by an adopted guideline, partners.
    listed: tuple[str, ...]
    transparency: Transparency = field(default_factory=Transparency)
    evidence: tuple[Evidence, ...] = ()
    properties: tuple[Stated, ...] = ()
    #: Properties that the pathway need not have, each with the reason why.
    accepts: Mapping[str, str] = field(default_factory=dict)
    lifecycle: Lifecycle = field(default_factory=Lifecycle)
    #: What the pathway is about (`knee`), where a library says so; empty: about everything.
    fields: tuple[str, ...] = ()
    #: The complaint that the pathway is for: the definition `for`, as its author wrote it.
    meant_for: Expr = field(default=Literal(True, BOOLEAN))
    #: What one guideline says, or one question of it: never chosen unless it is named.
    profile: bool = False
    #: The red flags of other fields: judged here too, but they hold only while they are true.
    elsewhere: tuple[Flag, ...] = ()
    #: In a patient's words the complaint (`knee pain`), and whom to call; empty if nobody wrote it.
    complaint: str = ""
    emergency_call: str = ""
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_name(self) -> Mapping[str, Definition]:
        """The definitions by name."""
        return {definition.name: definition for definition in self.definitions}

    @cached_property
    def planes(self) -> PlaneCode:
        """The definitions for many cases at once; made when first asked for."""
        return generate(((one.name, one.expr) for one in self.definitions), self.guards, self.reads)

    def closure(self, wanted: Iterable[str]) -> tuple[Definition, ...]:
        """The named definitions and all those they need, in order; others are never looked at."""
        key = frozenset(wanted)
        return self.once(key, lambda: self.missing(key))

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What is the same for all patients, made when first asked for; a key means one thing."""
        if key not in self._made:
            self._made[key] = make()
        return cast("T", self._made[key])

    def missing(self, wanted: Iterable[str], known: Container[str] = ()) -> tuple[Definition, ...]:
        """As `closure`, without the definitions known already and what only those need."""
        found, todo, by_name = dict[str, Definition](), list(wanted), self.by_name
        read: dict[str, Sequence[str]] = self.once("read", dict)
        while todo:
            name = todo.pop()
            if name not in found and name not in known and name in by_name:
                found[name] = one = by_name[name]
                todo += read.get(name) or read.setdefault(name, names(one.expr))
        at = self.once("order", lambda: {name: at for at, name in enumerate(self.by_name)})
        return tuple(sorted(found.values(), key=lambda one: at[one.name]))

    @cached_property
    def reads(self) -> Reads:
        """The attributes each definition reads, at any distance, and what decides if they apply."""
        guards = ((one.attribute, (one.attribute, *names(one.expr))) for one in self.guards)
        return reads(chain(guards, self._names.items()))

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        return {one.name: names(one.expr) for one in self.definitions}

    @cached_property
    def read_at_all(self) -> frozenset[str]:
        """The attributes that any definition reads, but for what is there for other fields."""
        if not self.elsewhere:
            return frozenset[str]().union(*(self.reads[one.name] for one in self.definitions))
        others = {flag_owner(flag.id) for flag in self.elsewhere}
        brought = (t for t in self.therapies.values() if self.fields and t.fields)
        others |= {therapy_owner(t.id) for t in brought if set(self.fields).isdisjoint(t.fields)}
        written = (one for one in self.definitions if not one.owner.is_definition)
        todo, seen = [*(one.name for one in written), *(f.name for f in self.findings)], set[str]()
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                definition = self.by_name.get(name)
                if definition is not None and definition.owner not in others:
                    todo += self._names[name]
        return frozenset[str]().union(*(self.reads.get(n, {n}) for n in seen - self.by_name.keys()))

    @cached_property
    def red_flag_attributes(self) -> tuple[str, ...]:
        """The attributes of red-flag groups that some flag reads, in the vocabulary's order."""
        read = frozenset[str]().union(*(self.reads[flag_name(flag.id)] for flag in self.flags))
        red = {group.name for group in self.vocabulary.groups.values() if group.red_flag}
        return tuple(
            n for n, a in self.vocabulary.attributes.items() if n in read and a.group in red
        )

    @cached_property
    def all_flags(self) -> tuple[Flag, ...]:
        """The red flags of every field, the most urgent first, the pathway's own before others."""
        order, both = tuple(Urgency), (*self.flags, *self.elsewhere)
        return tuple(sorted(both, key=lambda flag: order.index(flag.urgency)))

    @cached_property
    def uses(self) -> Mapping[Characteristic, tuple[str, ...]]:
        """The personal characteristics that are read or needed, with the attributes of each."""
        read = self.read_at_all | {need for _, need in self.needs}
        known = self.vocabulary.attributes.items()
        used = [(one.characteristic, name) for name, one in known if name in read]
        found = {one: tuple(name for its, name in used if its is one) for one in Characteristic}
        return {one: names_ for one, names_ in found.items() if names_}

    @cached_property
    def overrides(self) -> Mapping[str, str]:
        """What conditions call it that a clinician lifts a rule, for each rule."""
        rules = (rule.id for one in self.therapies.values() for rule in one.rules)
        return {id_: override_name(id_) for id_ in rules}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What a reader calls each attribute, each part of a therapy's history and each finding."""
        return self._named(lambda one: one.title)

    @cached_property
    def plain_titles(self) -> Mapping[str, str]:
        """As `titles`, in the words for a patient."""
        return self._named(lambda one: one.plainly or one.title)

    def _named(self, name: Callable[[Attribute | Therapy | Finding], str]) -> Mapping[str, str]:
        found = {attribute: name(one) for attribute, one in self.vocabulary.attributes.items()}
        for id_, one in self.therapies.items():
            found |= {history_name(id_, p): f"{name(one)} {p.replace('_', ' ')}" for p in HISTORY}
        return found | {finding.name: name(finding) for finding in self.findings}

    @cached_property
    def words(self) -> Words:
        """How conditions call attributes, therapies and definitions, and the contrary of each."""
        known = self.vocabulary.attributes.items()
        titles = {name: a.title for name, a in known}
        titles |= {id_: therapy.title for id_, therapy in self.therapies.items()}
        titles |= {finding.name: finding.title for finding in self.findings}
        negated = {name: a.negated for name, a in known if a.negated}
        negated |= {one.name: one.negated for one in self.definitions if one.negated}
        return Words(titles, negated)

    def places_of(self, therapy: str) -> tuple[Place, ...]:
        """Where a therapy is offered, in the order of the pathway."""
        return self._places.get(therapy, ())

    @cached_property
    def _places(self) -> Mapping[str, tuple[Place, ...]]:
        ordered = sorted(self.places, key=lambda place: (place.therapy, place.order))
        return {id_: tuple(places) for id_, places in groupby(ordered, lambda p: p.therapy)}

    def positions_on(self, therapy: str) -> tuple[Recommendation, ...]:
        """What guidelines say about a therapy, the adopted ones first."""
        return self._positions.get(therapy, ())

    @cached_property
    def _positions(self) -> Mapping[str, tuple[Recommendation, ...]]:
        key = lambda r: (r.therapy, r.adopted is None, r.adopted or 0, -r.year)  # noqa: E731
        ordered = sorted(self.recommendations, key=key)
        return {id_: tuple(found) for id_, found in groupby(ordered, lambda r: r.therapy)}
