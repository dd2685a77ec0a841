"""The symbolic patient: a variable for each thing that may be recorded.

The variables say what is *recorded*, not what it amounts to, because programs that share a
patient may read the same record differently. They cover everything `resolve` can make of a
record: a value, an interval where something is counted from a date, nothing, or values that
conflict, and whether a value is only assumed. What is assumed of a yes or no adds nothing to that:
whatever may be assumed may also be recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

import z3

from pathway.authoring.verify.formulas import (
    Bit,
    both,
    either,
    every,
    formula,
    none,
    opposite,
    same,
    some,
)
from pathway.authoring.verify.meaning import exact
from pathway.authoring.verify.recorded import (
    DEMANDED,
    Histories,
    Recorded,
    SolverRules,
    ToldHistory,
    at_most_one,
    histories,
    joined,
    recorded,
)
from pathway.authoring.verify.values import Meant, Number, Truth
from pathway.frozen import frozen
from pathway.ground.terms import Severity
from pathway.ground.truth import Truth as Answer
from pathway.ground.vocabulary import Attribute
from pathway.names import history_name
from pathway.patients.model import Outcome
from pathway.program import AdequateTrial, CompiledProgram
from pathway.yaml.values import EARLIEST

#: What a history says in numbers.
NUMBERS: Final = ("weeks", "sessions", "dose")


@frozen
class Tried:
    """What is recorded of one therapy's trials.

    `ever` and `parts` count where the history is known; `stated` is that a clinician said
    whether the latest trial was adequate.
    """

    possible: Histories
    ever: Bit
    ongoing: Bit
    #: That the latest trial is the one under way.
    running: Bit
    left: Mapping[str, Truth]
    judged: Mapping[str, Truth]
    outcomes: Mapping[Outcome, Bit]
    parts: Mapping[str, Truth]
    stated: Bit


@dataclass
class Anybody:
    """The variables of one patient, made when first asked for, and the rules they obey.

    `tag` sets them apart from those of another patient.
    """

    as_of: date
    attributes: Mapping[str, Attribute]
    demands: Mapping[str, tuple[AdequateTrial | None, ...]]
    kinds: Mapping[str, str]
    liftable: frozenset[str]
    tag: str = ""
    recorded: dict[str, Recorded] = field(default_factory=dict)
    silences: dict[str, Bit] = field(default_factory=dict)
    tried: dict[str, Tried] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    lifted: dict[str, Bit] = field(default_factory=dict)
    wishes: dict[tuple[str, str], Bit] = field(default_factory=dict)
    #: What is true of every patient; of those that can be written down; of those that are easy
    #: to read, too.
    rules: list[Any] = field(default_factory=list)
    tidy: list[Any] = field(default_factory=list)
    plain: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, programs: Iterable[CompiledProgram], as_of: date, tag: str = "") -> Anybody:
        """A patient of whom all these programs may be asked."""
        programs = tuple(programs)
        attributes: dict[str, Attribute] = {}
        demands: dict[str, tuple[AdequateTrial | None, ...]] = {}
        kinds: dict[str, str] = {}
        for program in programs:
            for name, attribute in program.vocabulary.attributes.items():
                attributes[name] = joined(attributes.get(name), attribute)
            for id_, therapy in program.therapies.items():
                demands[id_] = tuple(dict.fromkeys((*demands.get(id_, ()), therapy.adequate)))
                kinds[id_] = therapy.kind.value
        return cls(as_of, attributes, demands, kinds, _liftable(programs), tag)

    def admits(self, program: CompiledProgram) -> bool:
        """Whether another program can be asked of the same patient; then it may be from now on."""
        therapies = program.therapies
        shared = [name for name in program.vocabulary.attributes if name in self.attributes]
        if any(program.vocabulary.attributes[n] != self.attributes[n] for n in shared):
            return False
        if any(t.kind.value != self.kinds.get(id_, t.kind.value) for id_, t in therapies.items()):
            return False
        demanded = {
            id_: therapy.adequate
            for id_, therapy in therapies.items()
            if therapy.adequate not in self.demands.get(id_, ())
        }
        if any(id_ in self.demands for id_ in demanded):
            return False
        self.attributes = {**self.attributes, **program.vocabulary.attributes}
        self.demands = {**self.demands, **{id_: (need,) for id_, need in demanded.items()}}
        self.kinds = {**self.kinds, **{id_: t.kind.value for id_, t in therapies.items()}}
        self.liftable |= _liftable((program,))
        return True

    def record(self, name: str) -> Recorded:
        """What is recorded of an attribute."""
        if name not in self.recorded:
            rules = SolverRules(self.as_of, self.tag, self.rules, self.tidy)
            self.recorded[name] = recorded(self.attributes[name], rules)
        return self.recorded[name]

    def with_another(self, name: str) -> Anybody:
        """The same patient, of whom something else is recorded of one attribute."""
        rules = SolverRules(self.as_of, f"{self.tag}otherwise ", self.rules, self.tidy)
        other = recorded(self.attributes[name], rules)
        return replace(self, recorded={**self.recorded, name: other})

    def silent(self, name: str) -> Bit:
        """That nothing was ever recorded of an attribute, not even why there is no value."""
        if name not in self.silences:
            record = self.record(name)
            silent = self.silences[name] = z3.Bool(self.tag + f"{name} silent")
            recorded_ = either(record.value.known, record.conflicting)
            self.rules.append(formula(opposite(both(silent, recorded_))))
        return self.silences[name]

    @cached_property
    def history_known(self) -> Bit:
        """Whether a history of treatments was taken."""
        return z3.Bool(self.tag + "history known")

    def history(self, id_: str, part: str, demand: AdequateTrial | None) -> Meant:
        """One part of a therapy's history, read with what is demanded of an adequate trial."""
        if part in ("declined", "unavailable"):
            chosen = either(self.wish(id_, part), self.wish(self.kinds[id_], part))
            return Truth(chosen, both(self.history_known, opposite(chosen)))
        if part in NUMBERS:
            return self._number(id_, part)
        tried = self.trials(id_)
        if part == "ever":
            return self._if_known(tried.ever)
        if part == "ongoing":
            return self._if_known(both(tried.ever, tried.ongoing))
        key = f"{part}.{self.demands[id_].index(demand)}" if part in DEMANDED else part
        told = tried.parts[key]
        was = both(self.history_known, tried.ever)
        never = both(self.history_known, opposite(tried.ever))
        return Truth(both(was, told.yes), either(never, both(was, told.no)))

    def trials(self, id_: str) -> Tried:
        """What is recorded of a therapy's trials."""
        if id_ not in self.tried:
            self.tried[id_] = self._new_trials(id_)
        return self.tried[id_]

    def wish(self, name: str, part: str) -> Bit:
        """Whether a therapy, or a kind of therapy, is declined, unavailable or asked for."""
        if (name, part) not in self.wishes:
            self.wishes[name, part] = z3.Bool(self.tag + f"{name} {part}")
            if part == "wanted":
                # Nobody asks for what they decline.
                declined = self.wish(name, "declined")
                self.rules.append(formula(none((both(self.wishes[name, part], declined),))))
        return self.wishes[name, part]

    def lift(self, rule: str) -> Bit:
        """Whether a clinician has lifted a rule; only *avoid* rules can be."""
        if rule not in self.liftable:
            return False
        return self.lifted.setdefault(rule, z3.Bool(self.tag + f"override {rule}"))

    # -- private ---------------------------------------------------------------------------

    def _if_known(self, bit: Bit) -> Truth:
        known = self.history_known
        return Truth(both(known, bit), both(known, opposite(bit)))

    def _new_trials(self, id_: str) -> Tried:
        possible = histories(self.demands[id_])
        left = self._answered(f"{id_} before", possible.left, possible.impossible)
        judged = self._answered(f"{id_} latest", possible.judged, possible.unjudged)
        outcomes = {one: z3.Bool(self.tag + f"{id_} {one.value}") for one in Outcome}
        self.rules += at_most_one(list(outcomes.values()))
        running = z3.Bool(self.tag + f"{id_}.latest ongoing")
        ongoing = z3.Bool(self.tag + history_name(id_, "ongoing"))
        self.rules.append(formula(either(opposite(running), ongoing)))
        told = ToldHistory(left, judged, outcomes, running, len(self.demands[id_]))
        return Tried(
            possible=possible,
            ever=z3.Bool(self.tag + history_name(id_, "ever")),
            ongoing=ongoing,
            running=running,
            left=left,
            judged=judged,
            outcomes=outcomes,
            parts=told.parts(),
            stated=z3.Bool(self.tag + f"{id_}.stated"),
        )

    def _answered(
        self, name: str, parts: Sequence[str], impossible: Iterable[Mapping[int, Answer]]
    ) -> Mapping[str, Truth]:
        """Three-valued answers, less the combinations of them that never occur."""
        made = {
            part: Truth(
                z3.Bool(self.tag + f"{name}.{part} yes"), z3.Bool(self.tag + f"{name}.{part} no")
            )
            for part in parts
        }
        self.rules += [formula(none((both(t.yes, t.no),))) for t in made.values()]
        told = tuple(made.values())
        for combination in impossible:
            bits = (_answers(told[place], answer) for place, answer in combination.items())
            self.rules.append(formula(none((every(bits),))))
        return made

    def _number(self, id_: str, part: str) -> Number:
        """The weeks, sessions or dose of the latest trial; not applicable where there is none."""
        if f"{id_}.{part}" not in self.numbers:
            for name in NUMBERS:
                self.numbers[f"{id_}.{name}"] = self._new_measure(id_, name)
            self._tie(id_)
        return self.numbers[f"{id_}.{part}"]

    def _new_measure(self, id_: str, part: str) -> Number:
        tried = self.trials(id_)
        name = f"{id_}.{part}"
        known = every((self.history_known, tried.ever, z3.Bool(self.tag + f"{name} known")))
        never = both(self.history_known, opposite(tried.ever))
        low = (
            z3.ToReal(z3.Int(self.tag + name))
            if part == "sessions"
            else z3.Real(self.tag + f"{name} from")
        )
        high = z3.Real(self.tag + f"{name} to") if part == "weeks" else low
        self.rules += [low >= 0, low <= high]
        if part == "weeks":
            # A length that is known only to lie between two is told by the days it began on.
            days = (self.as_of - date(EARLIEST, 1, 1)).days
            ends = [z3.Int(self.tag + f"{name} {end}, whole") for end in ("from", "to")]
            whole = [7 * end == z3.ToReal(n) for end, n in zip((low, high), ends, strict=True)]
            self.tidy.append(either(low == high, every((*whole, 7 * high <= days))))
            self.plain.append(low == high)
        return Number(known, low, high, never)

    def _tie(self, id_: str) -> None:
        """Unless a clinician stated it, numbers say whether the latest trial was adequate."""
        tried = self.trials(id_)
        for number, demand in enumerate(self.demands[id_]):
            told = tried.judged[f"adequate.{number}"]
            over = tried.judged[f"over.{number}"]
            counted = self._counted(id_, demand)
            alike = both(_alike(told, counted), _alike(over, self._over(id_, demand, counted)))
            self.rules.append(
                formula(some((opposite(tried.ever), alike, both(tried.stated, told.known))))
            )
            first = tried.judged["adequate.0"]
            uniform = both(_alike(told, first), _alike(over, told))
            self.rules.append(formula(either(opposite(tried.stated), uniform)))

    def _over(self, id_: str, demand: AdequateTrial | None, counted: Truth) -> Truth:
        """Whether a trial without effect lasted long enough for that, or was adequate anyhow."""
        if demand is None or demand.no_effect is None:
            return counted
        weeks, least = self.numbers[history_name(id_, "weeks")], exact(demand.no_effect)
        yes, no = both(weeks.known, weeks.low >= least), both(weeks.known, weeks.high < least)
        return Truth(either(counted.yes, yes), both(counted.no, no))

    def _counted(self, id_: str, demand: AdequateTrial | None) -> Truth:
        if demand is None or not demand.defined:
            return Truth(False, False)
        yes: list[Bit] = []
        no: list[Bit] = []
        for part in NUMBERS:
            minimum = getattr(demand, part)
            if minimum is None:
                continue
            number = self.numbers[f"{id_}.{part}"]
            yes.append(both(number.known, number.low >= exact(minimum)))
            no.append(both(number.known, number.high < exact(minimum)))
        return Truth(every(yes), some(no))


# -- private -------------------------------------------------------------------------------


def _liftable(programs: Iterable[CompiledProgram]) -> frozenset[str]:
    rules = (rule for p in programs for t in p.therapies.values() for rule in t.rules)
    return frozenset(rule.id for rule in rules if rule.severity is Severity.AVOID)


def _alike(one: Truth, other: Truth) -> Bit:
    return both(same(one.yes, other.yes), same(one.no, other.no))


def _answers(truth: Truth, answer: Answer) -> Bit:
    if answer is None:
        return truth.unknown
    return truth.yes if answer else truth.no
