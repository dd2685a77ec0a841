"""The open questions as they are put: a group of red flags or a list as one, others one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pathway.advice.advice import Advice
from pathway.advice.brief_questions import in_order
from pathway.advice.model import Question
from pathway.advice.questions import HISTORY
from pathway.frozen import frozen
from pathway.ground.vocabulary import Attribute, Base, RecordList, Vocabulary
from pathway.names.reading import read_history
from pathway.patients.model import Why
from pathway.views.entries import name_of
from pathway.views.page import clean


@frozen
class OpenQuestion:
    """One thing to ask.

    `clears` are the attributes that the answer *none of these* settles (a group only);
    `inside` names the group that a single question belongs to and is listed under.
    """

    id: str
    title: str
    text: str
    attributes: tuple[str, ...]
    settles: tuple[str, ...]
    why_missing: str
    red_flag: bool
    urgent: bool
    attribute: Attribute | None = None
    clears: tuple[str, ...] = ()
    inside: str = ""
    aside: bool = False
    #: The list that a yes declares complete.
    completes: RecordList | None = None

    @property
    def is_group(self) -> bool:
        """Whether *none of these* is an answer."""
        return bool(self.clears)

    @property
    def disagrees(self) -> bool:
        """Whether sources disagree, so that an answer has to say who settles that, and why."""
        return self.why_missing.startswith(Why.CONFLICTING)

    @property
    def is_yes_no(self) -> bool:
        """Whether yes and no are answers."""
        return self.attribute is not None and self.attribute.type.base is Base.BOOLEAN

    def takes(self, how: str) -> bool:
        """Whether one key (`yes`, `no`, `does_not_know`, `skip`) is a whole answer."""
        match how:
            case "yes":
                return self.completes is not None or (self.is_yes_no and not self.disagrees)
            case "no":
                plain = self.completes is not None or self.is_group or self.is_history
                return plain or (self.is_yes_no and not self.disagrees)
            case "does_not_know":
                return not self.is_history
        return how == "skip"

    @property
    def is_history(self) -> bool:
        """Whether treatments so far are asked for."""
        return self.attribute is None and not self.clears


def asked(
    advice: Advice, vocabulary: Vocabulary, aside: Collection[str]
) -> tuple[OpenQuestion, ...]:
    """Everything to ask in the order of the brief; what was set aside comes last."""
    place = {name: at for at, one in enumerate(in_order(advice)) for name in one.about}
    whole = sorted(advice.questions, key=lambda question: place[question.about[0]])
    single = [one for question in whole for one in _apart(question, vocabulary)]
    open_ = [q for q in single if q.attribute not in aside]
    later = [q for q in single if q.attribute in aside]
    put = [*_in_groups(advice, vocabulary, open_, aside)]
    put += [_single(advice, vocabulary, question, aside=True) for question in later]
    return tuple(put)


# -- private -------------------------------------------------------------------------------


def _apart(question: Question, vocabulary: Vocabulary) -> Iterator[Question]:
    """The questions of a list one by one; each still knows what it is asked together with."""
    if not question.covers:
        yield question
    for name in question.covers:
        yield replace(question, attribute=name, question=vocabulary.attributes[name].question)


def _in_groups(
    advice: Advice, vocabulary: Vocabulary, questions: Sequence[Question], aside: Collection[str]
) -> Iterator[OpenQuestion]:
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(_group_of(vocabulary, question), []).append(question)
    for name, members in groups.items():
        listed = tuple(q.attribute for q in members) if members[0].covers else ()
        clears = listed or _clears(advice, vocabulary, name, aside)
        alone = not (members[0].red_flag or listed)
        if alone or not clears or len(members) == len(clears) == 1:
            yield from (_single(advice, vocabulary, question) for question in members)
        else:
            group = f"group-{name}"
            yield _group(group, members, clears)
            yield from (_single(advice, vocabulary, q, inside=group) for q in members)


def _group_of(vocabulary: Vocabulary, question: Question) -> str:
    """The group of a red flag, or the list; every other question stands by itself."""
    if question.covers:
        return f"{question.list} {question.entry}".strip()
    attribute = vocabulary.attributes.get(question.attribute)
    if attribute is None or not question.red_flag:
        return question.attribute
    return attribute.group


def _clears(
    advice: Advice, vocabulary: Vocabulary, group: str, aside: Collection[str]
) -> tuple[str, ...]:
    """The yes/no attributes of a group that nobody has answered.

    Not those that the patient was asked about and does not know: *none of these* would
    turn an answer into another one.
    """
    facts = advice.facts
    return tuple(
        name
        for name, attribute in vocabulary.attributes.items()
        if attribute.group == group
        and attribute.type.base is Base.BOOLEAN
        and facts[name].value is None
        and facts[name].why is not Why.DOES_NOT_KNOW
        and name not in aside
    )


def _group(id_: str, members: Sequence[Question], clears: tuple[str, ...]) -> OpenQuestion:
    first = members[0]
    return OpenQuestion(
        id=id_,
        title=clean(first.group),
        text=clean(first.group_question),
        attributes=tuple(question.attribute for question in members),
        settles=_settled(members),
        why_missing=clean(first.why_missing) if first.covers else "",
        red_flag=first.red_flag,
        urgent=first.urgent,
        clears=clears,
        completes=first.list if first.completes else None,
    )


def _single(
    advice: Advice,
    vocabulary: Vocabulary,
    question: Question,
    *,
    inside: str = "",
    aside: bool = False,
) -> OpenQuestion:
    name = question.attribute
    attribute = vocabulary.attributes.get(name)
    return OpenQuestion(
        id=name.replace(".", "-"),
        title=_title(advice, question),
        text=clean(question.question),
        attributes=(name,),
        settles=_settled([question]),
        why_missing=clean(question.why_missing),
        red_flag=question.red_flag,
        urgent=question.urgent,
        attribute=attribute,
        inside=inside,
        aside=aside,
    )


def _title(advice: Advice, question: Question) -> str:
    part = read_history(question.attribute)
    if question.attribute == HISTORY:
        return "treatments so far"
    if part is not None and part.therapy in advice.options:
        return f"{clean(advice.options[part.therapy].title)} so far"
    return name_of(advice, question.attribute)


def _settled(questions: Sequence[Question]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(title) for q in questions for title in q.settles))
