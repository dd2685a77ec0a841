"""How one option, alert or question is said, whichever section it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, Option, Position, RuleLine
from pathway.advice.words import said
from pathway.ground.terms import BEGINNING, Action, Characteristic, Verdict
from pathway.names import history_name, therapy_owner
from pathway.names.forms import FlagName
from pathway.names.reading import read_history, read_name
from pathway.program import Citation
from pathway.views.page import Detail, Said, clean


class Bibliography:
    """Numbers the sources of an advice in the order in which the page first cites them."""

    def __init__(self, citations: Mapping[str, str]) -> None:
        self._citations = citations
        self._numbers: dict[str, int] = {}

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these sources, without repeats."""
        wanted = [id_ for id_ in ids if id_]
        return tuple(
            sorted({self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in wanted})
        )

    def listed(self) -> tuple[tuple[int, str], ...]:
        """Every source cited so far with its citation."""
        return tuple(
            (number, clean(self._citations.get(id_, id_))) for id_, number in self._numbers.items()
        )


def example(advice: Advice) -> str:
    """What is said first of an invented patient; nothing of a real one."""
    if advice.patient.example is None:
        return ""
    return f"EXAMPLE, as of {advice.as_of.isoformat()}: not a real patient"


def whom(advice: Advice) -> str:
    """The patient by what people tell patients apart: name, birth date, record number and label.

    Without a name the label stands first, and without a label the number.
    """
    patient = advice.patient
    name, label, number = (
        clean(patient.name),
        clean(patient.label),
        clean(patient.number or patient.id),
    )
    born = f"born {said(day)}" if (day := _birth_date(advice)) is not None else ""
    parts = (name, born, number, label) if name else (label, number, born)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _birth_date(advice: Advice) -> date | None:
    for name, attribute in advice.program.vocabulary.attributes.items():
        fact = advice.facts.get(name)
        born = attribute.characteristic is Characteristic.DATE_OF_BIRTH
        if born and fact is not None and isinstance(fact.value, date):
            return fact.value
    return None


def name_of(advice: Advice, name: str) -> str:
    """An attribute by the title its author gave it."""
    return clean(advice.program.titles.get(name, words(name)))


def words(name: str) -> str:
    """A name of the library in plain words, where it has no title."""
    return clean(name.replace("_", " ").replace(".", " "))


def cited(sources: Mapping[str, Citation]) -> dict[str, str]:
    """Each publication as it stands in a list of sources."""
    return {id_: source.text + _address(source) for id_, source in sources.items()}


def _address(source: Citation) -> str:
    if source.doi:
        return f", doi:{source.doi}"
    return f", {source.url}" if source.url else ""


def titles(advice: Advice, ids: Iterable[str]) -> tuple[str, ...]:
    """Options and red flags by the titles people know them under."""
    flags = {alert.id: alert.title for alert in advice.alerts}
    return tuple(dict.fromkeys(_title(advice, flags, id_) for id_ in ids))


def waits_for(advice: Advice, option: Option) -> str:
    """What must be known before the option can be judged, in the order of the questions.

    Red flags are said once, and so is the history of treatments.
    """
    flagged = {question.attribute for question in advice.questions if question.red_flag}
    numbered = enumerate(advice.questions)
    order = {name: number for number, question in numbered for name in question.about}
    names: dict[str, None] = {}
    for name in sorted(option.pending_on, key=lambda name: order.get(name, _asked_of(name, order))):
        if name in flagged:
            names["red flags"] = None
        elif read_history(name) is not None:
            names["treatments so far"] = None
        else:
            names[name_of(advice, name)] = None
    first, more = list(names)[:_WAITS], len(names) - _WAITS
    return ", ".join([*first, f"{more} more"] if more > 0 else first)


_WAITS = 6


def rule_lines(rules: Iterable[RuleLine], bibliography: Bibliography) -> tuple[Said, ...]:
    """Rules as reasons; one that only may hold begins with *if*."""
    return tuple(
        Said(_rule_text(rule), bibliography.cite(rule.sources)) for rule in rules if rule.text
    )


#: How many cautions that only may apply are told of an option that has to wait anyway.
_POSSIBLE = 2


def closing_reasons(option: Option, bibliography: Bibliography) -> tuple[Said, ...]:
    """Why an option is closed: the verdict's own reason, then every other rule that holds."""
    rules = rule_lines((rule for rule in option.reasons if rule.holds), bibliography)
    if option.verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID) and rules:
        return rules
    against = bibliography.cite(
        position.source
        for position in option.positions
        if option.verdict is Verdict.NOT_RECOMMENDED
        and position.adopted
        and position.direction == "against"
    )
    return (Said(clean(option.summary), against), *rules)


def option_details(
    advice: Advice, option: Option, bibliography: Bibliography, *, planned: bool = False
) -> tuple[Detail, ...]:
    """What goes with an option: cautions, partners, strength, guidelines that disagree.

    A line of the plan (`planned`) names partners and alternatives itself.
    """
    details: list[Detail] = []
    if planned and option.action in (Action.STOP, Action.TAPER):
        return ()  # how to stop stands in the line itself; the rest speaks for what is ended
    if not option.conflict:
        details += _supported(option, bibliography)
    if option.partners and not planned:
        details.append(Detail("together with", _listed(advice, option.partners)))
    rivals = [id_ for id_ in option.not_with if _is_rival(advice.options.get(id_))]
    if rivals and not planned:
        details.append(Detail("one of, not with", _listed(advice, rivals)))
    certain = [rule for rule in option.cautions if rule.holds]
    possible = [rule for rule in option.cautions if not rule.holds]
    told = possible if planned else possible[:_POSSIBLE]
    cautions = rule_lines([*certain, *told], bibliography)
    details += [Detail("caution", (said,)) for said in cautions]
    if len(possible) > len(told):
        details.append(Detail("caution", (Said(f"{len(possible) - len(told)} more may apply"),)))
    if planned and option.action in BEGINNING:
        own = [n for n in advice.notes if n.owner == therapy_owner(option.id)]
        told_of_it = [n for n in own if n.kind == "information"]
        details += [
            Detail("note", (Said(clean(n.text), bibliography.cite(n.sources)),)) for n in told_of_it
        ]
    if option.overridden:
        details.append(Detail("overridden", tuple(Said(clean(line)) for line in option.overridden)))
    if option.conflict:
        details += positions(option.positions, bibliography)
    return tuple(details)


def _is_rival(option: Option | None) -> bool:
    """Whether a therapy is taken, or may be begun, so that another one is not."""
    return option is not None and (option.current or option.verdict is Verdict.RECOMMENDED)


def positions(told: Iterable[Position], bibliography: Bibliography) -> tuple[Detail, ...]:
    """What guidelines say that disagree.

    Those that speak of other patients only are named in one line, and not at all where the
    same guideline has a statement for this patient.
    """
    told = list(told)
    speaking = [position for position in told if position.applies != _OUTSIDE]
    named = {position.guideline for position in speaking}
    others = [p for p in told if p.applies == _OUTSIDE and p.guideline not in named]
    return (
        Detail("guidelines disagree", ()),
        *(_position(position, bibliography) for position in speaking),
        *_of_others(others, bibliography),
    )


def _of_others(told: list[Position], bibliography: Bibliography) -> Iterable[Detail]:
    """The guidelines that speak of other patients, by their direction."""
    for direction in ("for", "against"):
        names = dict.fromkeys(clean(p.name) for p in told if p.direction == direction)
        if names:
            sources = dict.fromkeys(p.source for p in told if p.direction == direction)
            said = Said(", ".join(names), bibliography.cite(list(sources)))
            yield Detail(f"{direction}, but of other patients", (said,))


_OUTSIDE = "outside its population"


def alert_details(advice: Advice, alert: Alert, bibliography: Bibliography) -> tuple[Detail, ...]:
    """What to do about a red flag, where, and why it is raised."""
    details = []
    if alert.to:
        details.append(Detail("to", (Said(clean(alert.to)),)))
    if alert.offers:
        details.append(Detail("with", _listed(advice, alert.offers)))
    if alert.reasons:
        reasons = Said("; ".join(map(clean, alert.reasons)), bibliography.cite(alert.sources))
        details.append(Detail("because", (reasons,)))
    return tuple(details)


def settles(named: tuple[str, ...]) -> str:
    """What an answer would settle; counted where naming all would bury the question."""
    if not named:
        return ""
    shown = ", ".join(map(clean, named)) if len(named) <= _NAMED else f"{len(named)} things"
    return f"settles {shown}"


_NAMED = 3


def _asked_of(name: str, order: Mapping[str, int]) -> int:
    """Where a part of a therapy's history is asked for, by a question about the whole history."""
    part, last = read_history(name), len(order)
    if part is None:
        return last
    own = order.get(history_name(part.therapy, "trials"), last)
    return min(own, order.get("trials", last))


def _title(advice: Advice, flags: Mapping[str, str], id_: str) -> str:
    if id_ in advice.options:
        return clean(advice.options[id_].title)
    name = read_name(id_)
    bare = name.id if isinstance(name, FlagName) else id_
    return clean(flags[bare]) if bare in flags else words(id_)


def _listed(advice: Advice, ids: Iterable[str]) -> tuple[Said, ...]:
    return (Said(", ".join(titles(advice, ids))),)


def _rule_text(rule: RuleLine) -> str:
    text = clean(rule.text)
    if not rule.holds and not text.startswith("if "):
        text = f"if it applies: {text}"
    return f"{text} (not checked against the original)" if rule.verified == "unverified" else text


def _graded(strength: str | None, certainty: str | None) -> str:
    return ", ".join(
        part
        for part in (strength, f"{certainty} certainty" if certainty else None)
        if part is not None
    )


def _supported(option: Option, bibliography: Bibliography) -> list[Detail]:
    """The guideline that lends its strength, where none that speaks of this patient disagrees."""
    for position in option.positions:
        if position.adopted and position.applies == "directly":
            if position.direction == "for":
                return [_position(position, bibliography)]
            return []
    return []


def _position(position: Position, bibliography: Bibliography) -> Detail:
    title = clean(position.title)
    year = "" if str(position.year) in title else f" {position.year}"
    graded = _graded(position.strength, position.certainty)
    view = f"{position.direction}, {graded}" if graded else position.direction
    scope = [clean(position.applies)]
    if not position.adopted:
        scope.append("not adopted by this pathway")
    because = f": {clean(position.because)}" if position.because else ""
    text = f"{view} ({', '.join(scope)}{because})"
    return Detail(f"{title}{year}", (Said(text, bibliography.cite([position.source])),))
