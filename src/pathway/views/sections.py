"""The sections of the advice: red flags, what to do now, what waits, is closed or comes later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pathway.advice.advice import Advice
from pathway.advice.alerts import PRESSING
from pathway.advice.model import Alert, Option, PlanItem, Question
from pathway.ground.terms import Action, Verdict
from pathway.views.decided import decision_details
from pathway.views.document.model import Section, rows_section
from pathway.views.entries import (
    Bibliography,
    alert_details,
    closing_reasons,
    option_details,
    positions,
    settles,
    waits_for,
)
from pathway.views.page import Detail, Row, Said, Tone, clean
from pathway.views.tones import URGENCY_MARKS, tone_of_action


def red_flags(advice: Advice, bibliography: Bibliography) -> Section:
    """Flags that are present, then one question for each group that is not answered.

    What a flag that cannot wait calls for comes right after it, before anything else.
    """
    present = [alert for alert in advice.alerts if alert.state == "present"]
    first = [alert for alert in present if alert.urgency in PRESSING]
    rows = [_alert(advice, alert, bibliography) for alert in first]
    rows += [_plan_row(advice, item, bibliography) for item in advice.plan if item.pressing]
    rows += [_alert(advice, alert, bibliography) for alert in present if alert not in first]
    rows += _group_questions(question for question in advice.questions if question.red_flag)
    tones = {"present": Tone.ALARM, "unanswered": Tone.ASK}
    tone = tones.get(advice.red_flags, Tone.GO)
    return rows_section("Red flags", tuple(rows), _summary(advice, len(present)), tone)


def do_now(advice: Advice, bibliography: Bibliography) -> Section:
    """The other questions, and the plan without what is said in a section of its own.

    Where a red flag cannot wait, questions that can come after what is to be done.
    """
    if not advice.pathway.id:
        asked = [question for question in advice.questions if not question.red_flag]
        return rows_section("Do now", tuple(_group_questions(asked)))
    first, others = _questions(advice)
    plan = [_plan_row(advice, item, bibliography) for item in advice.plan if _is_now(item)]
    flagged = {alert.urgency for alert in advice.alerts if alert.state == "present"}
    pressing = not flagged.isdisjoint(PRESSING)
    rows = [*first, *plan, *others] if pressing else [*first, *others, *plan]
    return rows_section("Do now", tuple(rows), "" if rows else "nothing to ask, stop or start")


def more_questions(advice: Advice) -> Section:
    """The questions that can wait for the answers to the first ones."""
    _, rest = _sorted(advice)
    return rows_section("Further questions", tuple(map(_question, rest)), appendix=True)


# -- red flags -------------------------------------------------------------------------------


def _alert(advice: Advice, alert: Alert, bibliography: Bibliography) -> Row:
    return Row(
        URGENCY_MARKS[alert.urgency],
        (Said(f"{clean(alert.title)}: {clean(alert.action)}"),),
        details=alert_details(advice, alert, bibliography),
        tone=Tone.ALARM,
    )


def _summary(advice: Advice, present: int) -> str:
    if not advice.pathway.id and not present:
        return "none known to be present; they are asked once the complaint is known"
    unanswered, total = advice.red_flag_count
    parts = [f"{present} PRESENT"] if present else []
    if unanswered:
        parts.append(f"not complete: {unanswered} of {total} unanswered")
    elif any(alert.state == "unanswered" for alert in advice.alerts):
        parts.append("others hang on the questions below")
    return ", ".join(parts) or "none present, all answered"


def _group_questions(questions: Iterable[Question]) -> Iterator[Row]:
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.group, []).append(question)
    for members in groups.values():
        settled = tuple(dict.fromkeys(title for q in members for title in q.settles))
        if len(members) == 1:
            said, tried = _asked(members[0], settles(settled)), []
        else:
            said = _aside(clean(members[0].group_question), settles(settled))
            tried = [question for question in members if question.why_missing != "not asked"]
        details = tuple(Detail("?", (Said(_asked(question)),)) for question in tried)
        yield Row("[?] ask first", (Said(said),), details=details, tone=Tone.ASK)


def _asked(question: Question, *asides: str) -> str:
    why = "" if question.why_missing == "not asked" else clean(question.why_missing)
    return _aside(clean(question.question), why, *asides)


def _aside(text: str, *asides: str) -> str:
    said = "; ".join(aside for aside in asides if aside)
    return f"{text} ({said})" if said else text


# -- what to do ------------------------------------------------------------------------------


def _questions(advice: Advice) -> tuple[list[Row], list[Row]]:
    """What must be asked first, and what else to ask now."""
    now, rest = _sorted(advice)
    first = [_question(question) for question in now if question.urgent]
    others = [_question(question) for question in now if not question.urgent]
    if rest:
        more = Said(f"{len(rest)} more, once these are answered")
        others.append(Row("ask", (more,), tone=Tone.QUIET))
    return first, others


def _sorted(advice: Advice) -> tuple[list[Question], list[Question]]:
    """The questions to ask now, and those that most answers will make needless."""
    asked = [question for question in advice.questions if not question.red_flag]
    urgent = sum(question.urgent for question in asked)
    now = sorted(asked, key=lambda question: not question.urgent)
    return now[: max(urgent, _AT_ONCE)], now[max(urgent, _AT_ONCE) :]


#: How many questions one can take in at once.
_AT_ONCE = 8


def _question(question: Question) -> Row:
    lead = "ask first" if question.urgent else "ask"
    asides = (settles(question.settles), "or order the test below" if question.order else "")
    return Row(lead, (Said(_asked(question, *asides)),), tone=Tone.ASK)


def _is_now(item: PlanItem) -> bool:
    """Whether the plan's line belongs here: red flags, questions and what is later stand apart."""
    if item.pressing:
        return False
    return item.do not in ("act", "later") and (item.do != "ask first" or item.option is not None)


def _plan_row(advice: Advice, item: PlanItem, bibliography: Bibliography) -> Row:
    option = advice.options.get(item.option) if item.option else None
    text = clean(item.what)
    if item.when not in ("", "now"):
        text += f" on {item.when}" if item.do == "review" else f" {clean(item.when)}"
    because = "" if item.do == "review" and not _under_way(option) else clean(item.because)
    mark = ";" if item.do == "ask first" else ":"
    says = Said(f"{text}{mark} {because}" if because else text, _cites(option, bibliography))
    details = tuple(_choices(advice, item, bibliography))
    if option and _first(advice, item):
        told = decision_details(advice, [option.id])
        details = (*told, *option_details(advice, option, bibliography, planned=True))
    return Row(clean(item.do), (says,), details=details, tone=tone_of_action(item.do))


def _under_way(option: Option | None) -> bool:
    return option is not None and option.verdict is Verdict.ONGOING


def _cites(option: Option | None, bibliography: Bibliography) -> tuple[int, ...]:
    rules = option.reasons if option is not None else ()
    return bibliography.cite(id_ for rule in rules if rule.holds for id_ in rule.sources)


def _first(advice: Advice, item: PlanItem) -> bool:
    """Whether this is the first line of the plan about its option, which carries the details."""
    return next((other for other in advice.plan if other.option == item.option), None) is item


def _choices(advice: Advice, item: PlanItem, bibliography: Bibliography) -> Iterator[Detail]:
    """What goes with each member of a choice, under its name."""
    for option in (advice.options[id_] for id_ in item.options if id_ in advice.options):
        details = (
            *decision_details(advice, [option.id]),
            *option_details(advice, option, bibliography, planned=True),
        )
        if details:
            yield Detail(clean(option.title), ())
            yield from details


#: What stands for the verdict where a therapy is not started because of another one.
NOT_BESIDE = "not beside another"

#: Verdicts under which a therapy is not for this patient, as things stand.
CLOSED = (
    Verdict.CONTRAINDICATED,
    Verdict.AVOID,
    Verdict.NOT_RECOMMENDED,
    Verdict.DECLINED,
    Verdict.UNAVAILABLE,
    Verdict.TRIED,
    Verdict.NOT_INDICATED,
)


def pending(advice: Advice, bibliography: Bibliography) -> Section:
    """Options, and referrals of the pathway itself, that wait for an answer.

    Running options are asked about at once and stand above.
    """
    rows = []
    for node in advice.path:
        if node.asked:
            lead = f"referral to {clean(node.title)}" if node.kind == "refer" else clean(node.title)
            says = Said(f"depends on: {clean(node.waits_for)}")
            rows.append(Row(lead, (says,), tone=Tone.ASK))
    for option in _with(advice, Verdict.PENDING):
        if not option.current:
            waits = waits_for(advice, option)
            says = Said(f"waits for: {waits}" if waits else clean(option.summary))
            details = _details(advice, option, bibliography)
            rows.append(Row(clean(option.title), (says,), details=details, tone=Tone.ASK))
    for option in _with(advice, Verdict.RECOMMENDED):
        if option.action is Action.ASK_FIRST:
            details = _details(advice, option, bibliography)
            says = Said(clean(option.summary))
            rows.append(Row(clean(option.title), (says,), details=details, tone=Tone.ASK))
    return rows_section("Pending", tuple(rows))


def closed(advice: Advice, bibliography: Bibliography) -> Section:
    """Options that are not for this patient, and why.

    Guidelines that disagree are shown where that decided; for a running therapy the plan does.
    """
    rows = []
    for option in _with(advice, *CLOSED):
        says = closing_reasons(option, bibliography)
        details: tuple[Detail, ...] = decision_details(advice, [option.id])
        moot = option.verdict is not Verdict.NOT_RECOMMENDED or option.current
        if option.conflict and not moot:
            details += positions(option.positions, bibliography)
        rows.append(Row(clean(option.title), says, str(option.verdict), details, tone=Tone.STOP))
    rows += [
        Row(
            clean(o.title),
            (Said(clean(o.summary)),),
            NOT_BESIDE,
            decision_details(advice, [o.id]),
            tone=Tone.STOP,
        )
        for o in _with(advice, Verdict.RECOMMENDED)
        if o.action is Action.DO_NOT_START
    ]
    return rows_section("Not for this patient", tuple(rows))


def later(advice: Advice) -> Section:
    """Options that come later, those with the same way to them in one row."""
    groups: dict[tuple[str, ...], list[Option]] = {}
    for option in _with(advice, Verdict.LATER):
        if not option.current:
            groups.setdefault(_way_to(option), []).append(option)
    rows = [
        Row(
            ", ".join(clean(option.title) for option in options),
            tuple(map(Said, way)),
            details=_named(advice, options),
            tone=Tone.QUIET,
        )
        for way, options in groups.items()
    ]
    return rows_section("Later", tuple(rows))


def _details(advice: Advice, option: Option, bibliography: Bibliography) -> tuple[Detail, ...]:
    told = decision_details(advice, [option.id])
    return (*told, *option_details(advice, option, bibliography))


def _named(advice: Advice, options: list[Option]) -> tuple[Detail, ...]:
    """The decisions on the therapies of one row, each under its name where they are several."""
    details = [(o, detail) for o in options for detail in decision_details(advice, [o.id])]
    if len(options) == 1:
        return tuple(detail for _, detail in details)
    return tuple(replace(detail, label=f"{clean(o.title)} decided") for o, detail in details)


def _way_to(option: Option) -> tuple[str, ...]:
    """What must happen first; which flag would bring it at once is left to `why`."""
    clauses = option.after or (option.summary,)
    if all(clause.startswith(_NAMED_FIRST) for clause in option.after) and option.after:
        return ("only if a red flag calls for it",)
    return tuple(clean(clause) for clause in clauses)


_NAMED_FIRST = "at once if"


def _with(advice: Advice, *verdicts: Verdict) -> list[Option]:
    options = [option for option in advice.options.values() if option.verdict in verdicts]
    return sorted(options, key=lambda option: verdicts.index(option.verdict))
