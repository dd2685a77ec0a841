"""What `Then` steps do: compare the advice with what a spec expects, and say what came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pathway.advice.model import Option
from pathway.advice.words import said
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion
from pathway.ground.terms import Action, Kind, Urgency, Verdict
from pathway.ground.vocabulary import Attribute
from pathway.names import MEANT_FOR, OUTCOME, flag_name, node_name
from pathway.program import Therapy


def verdict_is(story: Story, therapy: Therapy, verdict: Verdict, why: str | None) -> None:
    """The verdict on a therapy, perhaps with a reason that must be among those given."""
    option = story.option(therapy.id)
    if option.verdict is not verdict:
        raise UnmetError(f"{option.title} is {verdict.value}", _stands(option), therapy.id)
    if why is not None:
        given = [option.summary, *option.held_by, *option.after]
        given += [part for line in option.reasons if line.holds for part in (line.rule, line.text)]
        if not mentions(given, why):
            expected = f"{option.title} is {verdict.value} because of “{why}”"
            raise UnmetError(expected, _stands(option), therapy.id)


def action_is(story: Story, therapy: Therapy, action: Action) -> None:
    """What to do with a therapy."""
    option = story.option(therapy.id)
    if option.action is not action:
        raise UnmetError(
            f"the action for {option.title} is {action.value}", _stands(option), therapy.id
        )


def waits_for(story: Story, therapy: Therapy, attribute: Attribute) -> None:
    """An answer that a therapy still hangs on."""
    option = story.option(therapy.id)
    if attribute.name not in option.pending_on:
        waiting = _named(story, option.pending_on) or "nothing"
        expected = f"{option.title} waits for {attribute.title}"
        raise UnmetError(
            expected, f"it is {option.verdict.value} and waits for {waiting}", therapy.id
        )


def caution_says(story: Story, therapy: Therapy, why: str) -> None:
    """A caution that holds for this patient."""
    option = story.option(therapy.id)
    holding = [line for line in option.cautions if line.holds]
    if not mentions([part for line in holding for part in (line.rule, line.text)], why):
        came = "; ".join(line.text for line in holding) or "no caution holds"
        raise UnmetError(f"a caution for {option.title} says “{why}”", came, therapy.id)


def no_caution_says(story: Story, therapy: Therapy, why: str) -> None:
    """A caution that does not hold for this patient, nor may hold as far as is known."""
    option = story.option(therapy.id)
    found = [line for line in option.cautions if mentions([line.rule, line.text], why)]
    if found:
        holds = "it holds" if found[0].holds else "nobody knows whether it holds"
        came = f"{holds}: {found[0].text}"
        raise UnmetError(f"no caution for {option.title} says “{why}”", came, therapy.id)


def finding_is(story: Story, title: str, value: str) -> None:
    """What a named definition comes to, which the advice reports as a finding."""
    findings = {f.name: f.title for f in story.followed.program.findings}
    name = next((n for n, shown in findings.items() if title in (n, shown)), None)
    if name is None:
        hint = suggestion(title, [*findings, *findings.values()])
        raise UsageError([Problem("P104", f"unknown finding {in_backticks(title)}", hint=hint)])
    came = said(story.look([name])[name].value)
    if came != value:
        raise UnmetError(f"the finding “{findings[name]}” is {value}", f"it is {came}")


def strength_is(story: Story, therapy: Therapy, strength: str | None) -> None:
    """The strength that adopted guidelines lend to a therapy for this very patient."""
    option = story.option(therapy.id)
    if option.strength != strength:
        expected = f"the strength of {option.title} is {strength or 'none'}"
        raise UnmetError(expected, f"it is {option.strength or 'none'}", therapy.id)


def not_listed(story: Story, therapy: Therapy) -> None:
    """A therapy that the advice does not even mention."""
    option = story.followed.option(therapy.id)
    if option is not None:
        raise UnmetError(f"{option.title} is not listed", _stands(option), therapy.id)


def disagree(story: Story, therapy: Therapy) -> None:
    """Guidelines that speak of this patient point in different directions."""
    _conflict(story, therapy, wanted=True)


def agree(story: Story, therapy: Therapy) -> None:
    """No two guidelines that speak of this patient point in different directions."""
    _conflict(story, therapy, wanted=False)


def nothing_recommended(story: Story) -> None:
    """No therapy is recommended."""
    _none("nothing is recommended", _recommended(story))


def nothing_of_kind(story: Story, kind: Kind) -> None:
    """No therapy of a kind is recommended."""
    found = [one for one in _recommended(story) if one.kind is kind]
    _none(f"nothing of kind {kind.value} is recommended", found)


def exactly(story: Story, rows: Iterable[tuple[Therapy]]) -> None:
    """These therapies are recommended and no others."""
    wanted = {therapy.id: therapy.title for (therapy,) in rows}
    found = {one.id: one.title for one in _recommended(story)}
    if wanted.keys() != found.keys():
        missing = next((id_ for id_ in wanted if id_ not in found), None)
        more = next((id_ for id_ in found if id_ not in wanted), None)
        expected = f"exactly these are recommended: {', '.join(wanted.values())}"
        raise UnmetError(expected, ", ".join(found.values()) or "nothing", missing or more)


def alert_raised(story: Story, urgency: Urgency, red_flag: str) -> None:
    """A red flag is present, and this urgent."""
    if _state(story, red_flag) is not True or _urgency(story, red_flag) is not urgency:
        raise UnmetError(f"alert `{red_flag}` is raised, {urgency.value}", _alerts(story))


def alert_unanswered(story: Story, red_flag: str) -> None:
    """A red flag that nobody has ruled out."""
    if not _unanswered(story, red_flag):
        raise UnmetError(f"alert `{red_flag}` is unanswered", _alerts(story))


def no_alert(story: Story) -> None:
    """No red flag is present; some may be unanswered."""
    states = story.look(flag_name(flag.id) for flag in story.followed.program.all_flags)
    if any(state.value is True for state in states.values()):
        raise UnmetError("no alert is raised", _alerts(story))


def alert_not_raised(story: Story, red_flag: str) -> None:
    """A red flag that is not present, whatever others are."""
    if _state(story, red_flag) is True:
        raise UnmetError(f"no alert `{red_flag}` is raised", _alerts(story))


def outcome_is(story: Story, outcome: str) -> None:
    """What the advice as a whole comes to."""
    came = str(story.look((OUTCOME,))[OUTCOME].value)
    if came != outcome:
        raise UnmetError(f"the outcome is {outcome}", f"it is {came}")


def at_step(story: Story, step: str) -> None:
    """The step at which the patient is now."""
    here = _here(story)
    if here != step:
        raise UnmetError(f"the patient is at {step}", f"the patient is at {here or 'no step'}")


def first_question(story: Story, attribute: Attribute) -> None:
    """What is asked before everything else."""
    first = next(iter(story.advice.questions), None)
    if first is None or attribute.name not in first.about:
        came = "nothing is asked" if first is None else _named(story, first.about)
        raise UnmetError(f"the first question is about {attribute.title}", came)


def asks(story: Story, attribute: Attribute) -> None:
    """Something that is asked."""
    if attribute.name not in _asked(story):
        raise UnmetError(f"the questions include {attribute.title}", _questions(story))


def asks_not(story: Story, attribute: Attribute) -> None:
    """Something that is not asked."""
    if attribute.name in _asked(story):
        raise UnmetError(f"the questions do not include {attribute.title}", _questions(story))


def asks_nothing(story: Story) -> None:
    """No question is open."""
    if story.advice.questions:
        raise UnmetError("nothing is asked", _questions(story))


def cites(story: Story, text: str) -> None:
    """A publication among those the advice rests on, by its id or words of its citation."""
    cited = [part for pair in story.advice.citations.items() for part in pair]
    if not mentions(cited, text):
        raise UnmetError(
            f"the advice cites “{text}”", ", ".join(story.advice.citations) or "nothing"
        )


def cites_recommendation(story: Story, recommendation: str) -> None:
    """A guideline's recommendation that speaks of this patient, directly or by extension."""
    speaking = [
        position.recommendation
        for option in story.advice.options.values()
        for position in option.positions
        if position.speaks
    ]
    if recommendation not in speaking:
        came = ", ".join(dict.fromkeys(speaking)) or "no recommendation speaks of this patient"
        raise UnmetError(f"the advice cites {recommendation}", came)


def position_is(
    story: Story, recommendation: str, direction: str, therapy: Therapy, applies: str
) -> None:
    """What one recommendation says of a therapy, and how far it speaks of this very patient."""
    for position in story.followed.positions(therapy.id):
        if position.recommendation == recommendation:
            came = f"advises {position.direction} it, {position.applies}"
            if (position.direction, position.applies) != (direction, applies):
                expected = f"{recommendation} advises {direction} {therapy.title}, {applies}"
                raise UnmetError(expected, f"{recommendation} {came}", therapy.id)
            return
    expected = f"{recommendation} among the positions on {therapy.title}"
    raise UnmetError(expected, "it says nothing of this therapy", therapy.id)


def adopts(story: Story, recommendation: str) -> None:
    """A recommendation that the pathway follows, so that it may lend strength or forbid."""
    if not story.followed.adopts(recommendation):
        raise UnmetError(f"the pathway adopts {recommendation}", "it is only shown")


def does_not_adopt(story: Story, recommendation: str) -> None:
    """A recommendation that the pathway shows and does not follow."""
    if story.followed.adopts(recommendation):
        raise UnmetError(f"the pathway does not adopt {recommendation}", "it is adopted")


def meant(story: Story) -> None:
    """The complaint is known to be one that the pathway is for."""
    _meant_for(story, wanted=True)


def not_meant(story: Story) -> None:
    """The complaint is known to be none that the pathway is for."""
    _meant_for(story, wanted=False)


def perhaps_meant(story: Story) -> None:
    """Too little is known of the complaint to say whether the pathway is for it."""
    _meant_for(story, wanted=None)


def mentions(texts: Iterable[str], wanted: str) -> bool:
    """Whether a text holds these words, whatever their case; rule ids are read with spaces."""
    sought = " ".join(wanted.casefold().split())
    return any(
        sought in text.casefold() or sought in text.casefold().replace("_", " ").replace(".", " ")
        for text in texts
    )


# -- private -------------------------------------------------------------------------------

#: How a pathway and a complaint may go together.
_MEANT: Final = {True: "is for", False: "is not for", None: "may be for"}


def _meant_for(story: Story, *, wanted: bool | None) -> None:
    found = story.look((MEANT_FOR,))[MEANT_FOR].value
    came = found if isinstance(found, bool) else None
    if came is not wanted:
        expected = f"the pathway {_MEANT[wanted]} this patient"
        raise UnmetError(expected, f"it {_MEANT[came]} this patient")


def _stands(option: Option) -> str:
    return f"{option.verdict.value}, {option.action.value}: {option.summary}"


def _conflict(story: Story, therapy: Therapy, *, wanted: bool) -> None:
    option = story.option(therapy.id)
    if option.conflict is not wanted:
        said = [f"{p.title} {p.direction} ({p.applies})" for p in option.positions if p.speaks]
        expected = f"guidelines {'disagree' if wanted else 'agree'} on {option.title}"
        raise UnmetError(
            expected, "; ".join(said) or "no guideline speaks of this patient", therapy.id
        )


def _recommended(story: Story) -> list[Therapy]:
    therapies = story.followed.program.therapies
    verdicts = story.followed.verdicts()
    return [therapies[id_] for id_, found in verdicts.items() if found is Verdict.RECOMMENDED]


def _none(expected: str, found: list[Therapy]) -> None:
    if found:
        titles = ", ".join(therapy.title for therapy in found)
        raise UnmetError(expected, f"recommended: {titles}", found[0].id)


def _state(story: Story, red_flag: str) -> object:
    """The state of a red flag; False where the pathway does not know it."""
    name = flag_name(red_flag)
    known = name in story.followed.program.by_name
    return story.look((name,))[name].value if known else False


def _unanswered(story: Story, red_flag: str) -> bool:
    """Whether a red flag is asked about; of another field it is where one of its signs is known."""
    asked = flag_name(red_flag, "asked")
    if asked in story.followed.program.by_name:
        return story.look((asked,))[asked].value is True
    return _state(story, red_flag) is None


def _urgency(story: Story, red_flag: str) -> Urgency:
    return next(flag.urgency for flag in story.followed.program.all_flags if flag.id == red_flag)


def _here(story: Story) -> str | None:
    """The step or, where there is none, the end at which the patient is."""
    nodes = story.followed.program.nodes
    onward = {edge.start for edge in story.followed.program.edges}
    last = (node for node in nodes if node.kind in ("refer", "end") and node.id not in onward)
    steps = [(node, node_name(node.id, "current")) for node in nodes if node.kind == "step"]
    ends = [(node, node_name(node.id, "reached")) for node in last]
    for node, name in (*steps, *ends):
        if story.look((name,))[name].value is True:
            return node.title
    return None


def _asked(story: Story) -> list[str]:
    return [name for question in story.advice.questions for name in question.about]


def _questions(story: Story) -> str:
    return f"asked: {_named(story, _asked(story)) or 'nothing'}"


def _alerts(story: Story) -> str:
    shown = [f"{a.id} ({a.state}, {a.urgency.value})" for a in story.followed.in_full.alerts]
    return ", ".join(shown) or "no alert"


def _named(story: Story, names: Iterable[str]) -> str:
    titles = story.followed.program.titles
    return ", ".join(titles.get(name, name) for name in names)
