"""Small programs written by hand, so that a picture can be looked at without any file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pathway.ground.terms import Kind, Severity
from pathway.ground.vocabulary import BOOLEAN, INTEGER, TEXT, Base, Type, Vocabulary
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names import Owner
from pathway.program import AdequateTrial, CompiledProgram, Edge, Node, Place, Rule, Therapy

ALWAYS = Literal(True, BOOLEAN)
RADICULAR = Apply("=", (Name("leg_pain", type=TEXT), Literal("radicular", TEXT)), type=BOOLEAN)
WEEKS = Type(Base.DECIMAL, "weeks")
CHRONIC = Apply(
    ">",
    (Name("symptom_duration", type=WEEKS), Literal(Decimal(12), WEEKS, written="12 weeks")),
    type=BOOLEAN,
)

FOUR_WEEKS = AdequateTrial(weeks=Decimal(4))


def therapy(
    id_: str,
    title: str,
    kind: Kind = Kind.EXERCISE,
    rules: tuple[Rule, ...] = (),
    adequate: AdequateTrial | None = FOUR_WEEKS,
) -> Therapy:
    """A therapy with a title."""
    return Therapy(id_, title, kind, rules, adequate=adequate)


def rule(id_: str) -> Rule:
    """A contraindication that always holds."""
    return Rule(id_, Severity.CONTRAINDICATED, "it harms", (), (), "original", ALWAYS)


def step(id_: str, title: str, *offers: str, step_up: str | None = None) -> Node:
    """A step that offers therapies."""
    return Node(id_, title, "step", offers, step_up=step_up)


def edge(start: str, end: str, kind: str, condition: Expr | None = None) -> Edge:
    """A way between two nodes."""
    return Edge(start, end, kind, f"edge.{start}.{kind}", condition)


def program(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    therapies: Iterable[Therapy] = (),
    *,
    title: str = "Sciatica, conservative care first",
    eligible: Expr = RADICULAR,
    offered_when: dict[str, Expr] | None = None,
) -> CompiledProgram:
    """A program that starts at its first node; `offered_when` is by therapy."""
    nodes = tuple(nodes)
    conditions = offered_when or {}
    return CompiledProgram(
        id="sciatica",
        title=title,
        version="1.0.0",
        status="draft",
        digest="0" * 64,
        start=nodes[0].id,
        vocabulary=Vocabulary({}, {}),
        definitions=(),
        guards=(),
        nodes=nodes,
        edges=tuple(edges),
        therapies={one.id: one for one in therapies},
        flags=(),
        places=tuple(
            Place(
                therapy=offer,
                holder=Owner(node.kind, node.id),
                title=node.title,
                reached=f"node.{node.id}.reached",
                indicated=f"offer.{node.id}.{offer}",
                order=order,
                condition=conditions.get(offer),
            )
            for order, node in enumerate(nodes, 1)
            for offer in node.offers
        ),
        recommendations=(),
        findings=(),
        notes=(),
        needs=(),
        parameters=(),
        sources={},
        eligible=eligible,
        adopts=(),
        limits="",
        listed=(),
    )


def inadequate(needed: int) -> Expr:
    """At least so many of the step's options were inadequate."""
    return Apply("at least inadequate", (Literal(Decimal(needed), INTEGER),), type=BOOLEAN)


ALL_CLOSED = Apply("all closed", (), type=BOOLEAN)


def small() -> CompiledProgram:
    """One of each kind of node, with ways that merge and pass by each other."""
    relief = Name("adequate_relief", type=BOOLEAN)
    return program(
        (
            step("non_drug", "Non-drug therapy", "exercise", "acupuncture", step_up="nsaid"),
            step("nsaid", "Anti-inflammatory drug", "naproxen", step_up="severe"),
            Node("severe", "Severe or worsening?", "decision"),
            Node("opinion", "Surgical opinion", "refer", ("surgery",)),
            step("injection", "Epidural steroid injection", "injection", step_up="opinion"),
            Node("maintain", "Self-management", "end", ("stay_active",)),
        ),
        (
            edge("non_drug", "maintain", "resolved", relief),
            edge("non_drug", "nsaid", "step up", inadequate(1)),
            edge("nsaid", "maintain", "resolved", relief),
            edge("nsaid", "severe", "step up", ALL_CLOSED),
            edge("severe", "opinion", "branch", Name("progressive_weakness", type=BOOLEAN)),
            edge("severe", "injection", "otherwise"),
            edge("injection", "maintain", "resolved", relief),
            edge("injection", "opinion", "step up", inadequate(1)),
        ),
        (
            therapy("exercise", "Exercise programme"),
            therapy("acupuncture", "Acupuncture (manual)", Kind.NEEDLE, (rule("acupuncture.x"),)),
            therapy("naproxen", "Naproxen with gastroprotection", Kind.DRUG, (rule("naproxen.x"),)),
            therapy("surgery", "Opinion on microdiscectomy", Kind.REFERRAL),
            therapy("injection", "Epidural injection", Kind.INJECTION, (rule("injection.x"),)),
            therapy("stay_active", "Stay active", Kind.SELF_CARE),
        ),
        offered_when={"acupuncture": CHRONIC},
    )
