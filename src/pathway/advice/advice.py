"""The whole advice, and the questions put to it later: why, what would change it, where.

No presenter and no head reads the walk behind it: what they need of it is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from pathway.advice import parts
from pathway.advice.alerts import alerts
from pathway.advice.allergies import Allergies, allergies_of
from pathway.advice.choice import PathwayChoice
from pathway.advice.explanation import Change, Changes, Known, NodeDetail, Reason
from pathway.advice.model import (
    AdviceContent,
    Alert,
    Assumption,
    Chosen,
    FindingValue,
    Next,
    NoteLine,
    Option,
    PathNode,
    PathwayRef,
    PatientRef,
    PlanItem,
    Position,
    Provenance,
    Question,
)
from pathway.advice.options import option, options, position_of
from pathway.advice.plan import plan
from pathway.advice.questions import questions
from pathway.advice.words import said
from pathway.ground.cached import cached_property
from pathway.ground.terms import Urgency
from pathway.ground.truth import Truth
from pathway.names import ELIGIBLE, OUTCOME, RED_FLAGS, URGENCY
from pathway.walk import Walk

if TYPE_CHECKING:
    from pathway.advice.change import Fewest
    from pathway.graph import Graph


class Advice(AdviceContent):
    """The whole advice on one patient under one pathway at one date.

    Verdicts are there at once; each part is put into words when somebody first reads it.
    """

    _choice: PathwayChoice | None

    def __init__(self, walk: Walk, choice: PathwayChoice | None = None, **told: object) -> None:
        """`choice` says how the pathway came to be followed; `told` are parts that are settled."""
        vars(self).update(walk=walk, _choice=choice, decisions=None)
        vars(self).update(told)

    @cached_property
    def pathway(self) -> PathwayRef:
        """Which pathway the advice is by."""
        return parts.followed(self.walk.program)

    @cached_property
    def patient(self) -> PatientRef:
        """Whom it is about."""
        patient = self.walk.resolved.patient
        number = patient.record_number or patient.id
        return PatientRef(patient.id, patient.label, patient.example, patient.name, number)

    @cached_property
    def as_of(self) -> date:
        """The day it is for."""
        return self.walk.resolved.as_of

    @cached_property
    def strict(self) -> bool:
        """Whether nothing was assumed."""
        return self.walk.resolved.strict

    @cached_property
    def outcome(self) -> str:
        """What the advice comes to."""
        return str(self.walk[OUTCOME])

    @cached_property
    def urgency(self) -> Urgency | None:
        """The urgency of the most pressing red flag that is present."""
        urgency = str(self.walk[URGENCY])
        return None if urgency == "none" else Urgency(urgency)

    @cached_property
    def red_flags(self) -> str:
        """Whether red flags are present, unanswered, or none."""
        return str(self.walk[RED_FLAGS])

    @cached_property
    def red_flag_count(self) -> tuple[int, int]:
        """How many red flags are unanswered, and how many are asked about.

        Those of which it is open whether they matter for this patient at all are asked later.
        """
        flags = self.walk.program.red_flag_attributes
        open_ = [name for name in flags if self.walk[name] is None]
        unanswered = sum(name in self.walk.hangs_on(name) for name in open_)
        return unanswered, len(flags) - len(open_) + unanswered

    @cached_property
    def eligible(self) -> Truth:
        """Whether the pathway is meant for the patient."""
        return cast("Truth", self.walk[ELIGIBLE])

    @cached_property
    def plan(self) -> tuple[PlanItem, ...]:
        """What to do, the most pressing first."""
        return plan(self.walk, self.alerts, self.questions, self.options)

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """The red flags that are present or unanswered."""
        return alerts(self.walk)

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The therapies by id, each with its verdict."""
        return options(self.walk)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What has to be asked, what helps most first."""
        complaint = self._choice.asks if self._choice is not None else ()
        return questions(self.walk, self.options, complaint)

    @cached_property
    def findings(self) -> Mapping[str, FindingValue]:
        """The definitions that authors report."""
        return parts.findings(self.walk)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed, to be confirmed."""
        return parts.assumptions(self.walk)

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the pathway, in words."""
        return {p.name: said(p.value, p.unit) for p in self.walk.program.parameters}

    @cached_property
    def notes(self) -> tuple[NoteLine, ...]:
        """The notes that hold."""
        return parts.notes(self.walk, self.options)

    @cached_property
    def path(self) -> tuple[PathNode, ...]:
        """Every node, with whether the patient reaches it."""
        return tuple(parts.path_node(self.walk, node) for node in self.walk.program.nodes)

    @cached_property
    def next(self) -> Next:
        """The step where the patient is, and what comes then."""
        return parts.next_step(self.walk, self.options)

    @cached_property
    def provenance(self) -> Mapping[str, Provenance]:
        """Where each known value comes from."""
        return parts.provenance(self.walk)

    @cached_property
    def limits(self) -> str:
        """What the pathway is not for."""
        return self.walk.program.limits

    @cached_property
    def citations(self) -> Mapping[str, str]:
        """The publications on which anything here rests."""
        return parts.citations(self.walk, self.options.values(), self.alerts, self.notes)

    @cached_property
    def chosen(self) -> Chosen | None:
        """Why this pathway was chosen; None where it was named."""
        return parts.chosen(self.walk, self._choice) if self._choice is not None else None

    @cached_property
    def allergies(self) -> Allergies:
        """Every allergy on record."""
        resolved = self.walk.resolved
        return allergies_of(resolved.patient, resolved.facts, self.walk.program.vocabulary)

    # -- asked later -----------------------------------------------------------------------

    def positions(self, therapy: str) -> tuple[Position, ...]:
        """What guidelines say of a therapy, listed as an option or not; adopted ones first."""
        return tuple(position_of(self.walk, one) for one in self.program.positions_on(therapy))

    def judged(self, therapy: str) -> Option | None:
        """A therapy for this patient, listed as an option or not; None for an unknown one.

        Who is outside of the pathway has few options, and rules that hold all the same.
        """
        known = therapy in self.program.therapies
        return option(self.walk, therapy) if known else None

    def known(self, name: str) -> Known:
        """An attribute, a part of a therapy's history or a finding, as it stands, in words."""
        from pathway.advice.known import known

        return known(self.walk, name)

    def node(self, id_: str) -> NodeDetail:
        """A node of the pathway in full; raises StopIteration for an unknown one."""
        from pathway.advice.position import node_detail

        return node_detail(self.walk, next(n for n in self.program.nodes if n.id == id_))

    def grounds(self, rule: str) -> tuple[str, ...]:
        """The names of the recorded facts that make a rule hold."""
        from pathway.advice.grounds import grounds

        return grounds(self.walk, rule)

    def why(self, therapy: str) -> Reason:
        """The full reasons for one therapy, as a tree; raises UsageError for an unknown one."""
        from pathway.advice.why import why

        return why(self.walk, therapy)

    def what_would_change(self, therapy: str, fewest: Fewest | None = None) -> Changes:
        """Which answers or values would change the verdict; raises UsageError if unknown.

        `fewest` may prove how few would make it recommended (`pathway.authoring.verify.changing`).
        """
        from pathway.advice.change import what_would_change

        return what_would_change(self.walk, therapy, fewest)

    def what_would_recommend(self, therapy: str) -> Change | None:
        """One set of answers to the open questions under which a therapy is recommended."""
        from pathway.advice.change import what_would_recommend

        return what_would_recommend(self.walk, therapy)

    def graph(self) -> Graph:
        """The pathway as a networkx graph, with what this patient reaches: see `pathway.graph`.

        Empty where no pathway could be chosen.
        """
        from pathway.graph import build

        return build(self.walk.program, self.walk.values)

    def to_dict(self) -> dict[str, Any]:
        """The advice as `pathway-advice/1`: keys may be added to it, never renamed."""
        from pathway.advice.serial import to_dict

        return to_dict(self)

    def to_fhir(self, subject: str | None = None) -> dict[str, Any]:
        """The advice as a FHIR R4 Bundle: plan, drafts of orders, issues, questionnaire.

        `subject` is the reference of the patient in the record, else made of the patient's id.
        """
        from pathway.advice.fhir import to_fhir

        return to_fhir(self, self.to_dict()["digest"], subject)
