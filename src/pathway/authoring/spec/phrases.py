"""Every phrase a spec may say: one table, from which steps are read and documents are made.

A row says for which keyword it is, how it is worded, an example, and what carries it out. What
a step means is the one phrase whose wording fits it and whose slots can all be read; two such
phrases are an error.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Final, TypeAlias

from pathway.authoring.spec import about_advice as advice
from pathway.authoring.spec import about_assumptions as assumed
from pathway.authoring.spec import about_everyone as everyone
from pathway.authoring.spec import about_notes as notes
from pathway.authoring.spec import about_patient as patient
from pathway.authoring.spec import about_plan as plan
from pathway.authoring.spec.wording import Phrase

_Row: TypeAlias = tuple[str, str, Callable[..., None]]
_RowWithTable: TypeAlias = tuple[str, str, Callable[..., None], tuple[str, ...]]


def _phrases(keyword: str, *rows: _Row | _RowWithTable) -> tuple[Phrase, ...]:
    return tuple(Phrase(keyword, *row) for row in rows)


def _of_everyone(keyword: str, *rows: _Row) -> tuple[Phrase, ...]:
    return tuple(Phrase(keyword, *row, everyone=True) for row in rows)


_TRIED = (
    "who tried {therapy}[ {adequately}][ for {weeks:number} week[s]]"
    "[ (and|in) {sessions:number} session[s]][ at {dose:text}][,] {went}"
)
_TAKING = (
    "who (takes|has been taking|has been having|has been doing) {therapy}"
    " (for|since) {weeks:number} week[s][ at {dose:text}][, so far {going}]"
)

_TAKING_SINCE = (
    "(who takes|who has been taking|who has been having|who has been doing|who tried) {therapy}"
    "[, ongoing] since {date}[ at {dose:text}][, so far {going}]"
)

#: Every phrase, in the order in which a reader meets them.
PHRASES: Final[tuple[Phrase, ...]] = (
    *_phrases(
        "given",
        ("a {person}[ aged {age:number}][, {sex}]", "a patient aged 57, male", patient.begins),
        ("a patient as in {file:quoted}", 'a patient as in "mon-57"', patient.begins_as_in),
        (
            "who (has|is|takes) {yes/no}[ according to {source}]",
            "who has a bleeding disorder",
            patient.has,
        ),
        (
            "who takes {drug} for another reason[ according to {source}]",
            "who takes warfarin for another reason",
            patient.takes,
        ),
        (
            "(without|who has no|who is not|who takes no) {yes/no}[ according to {source}]",
            "without a bleeding disorder",
            patient.has_not,
        ),
        (
            "whose {attribute} is {value}[ on {date}][ according to {source}]",
            "whose symptom duration is 26 weeks",
            patient.value_is,
        ),
        (
            "whose {attribute} (is|are) unknown[ because {reason}]",
            "whose platelet count is unknown because it could not be fetched",
            patient.value_is_unknown,
        ),
        (
            "who was not asked about {attribute}",
            "who was not asked about a bleeding disorder",
            patient.value_is_unknown,
        ),
        ("with:", "with:", patient.values_are, ("attribute", "value")),
        ("with nothing else known", "with nothing else known", patient.nothing_else_known),
        (
            "whose [other ]{group} are all absent",
            "whose other red flags are all absent",
            patient.none_of,
        ),
        (
            "whose {lists} are reconciled",
            "whose problem list, medicines and allergies are reconciled",
            patient.reconciled,
        ),
        (
            "whose {lists} (is|are) not complete[ because {why:quoted}]",
            'whose medicines are not complete because "there is another page"',
            patient.not_complete,
        ),
        (
            "[who is ]allergic to {substance:text}[, with {reaction:text}]",
            "who is allergic to naproxen",
            patient.allergic,
        ),
        ("[who has ]no known allergies", "who has no known allergies", patient.not_allergic),
        (
            "whose answers were given on {date}",
            "whose answers were given on 2026-11-06",
            patient.on,
        ),
        ("who [has ]tried nothing so far", "who has tried nothing so far", patient.tried_nothing),
        (
            _TRIED,
            "who tried acupuncture for 5 weeks and 10 sessions without benefit",
            patient.tried,
        ),
        (
            _TAKING,
            "who has been taking gabapentin for 8 weeks, so far without benefit",
            patient.is_taking,
        ),
        (
            _TAKING_SINCE,
            "who has been taking gabapentin since 2026-09-25, so far without benefit",
            patient.is_taking_since,
        ),
        ("who wants {therapy or kind}", "who wants acupuncture", patient.wants),
        ("who declines {therapy or kind}", "who declines surgery", patient.declines),
        (
            "for whom {therapy or kind} is not available",
            "for whom spinal manipulation is not available",
            patient.cannot_have,
        ),
        (
            "for whom {actor:text} lifts {rule:quoted} because {reason:quoted}",
            'for whom Dr Ada lifts "acupuncture.low_platelets" because "haematology agreed"',
            patient.lifts,
        ),
    ),
    *_phrases(
        "when",
        (
            "the {pathway} pathway is followed[ on {date}][ {strictly}][ adopting {guidelines}]",
            "the sciatica pathway is followed on 2026-11-20",
            patient.pathway_followed,
        ),
    ),
    *_phrases(
        "then",
        (
            "{therapy} (is|are) {verdict}[ because {why:quoted}]",
            'acupuncture is contraindicated because "bleeding disorder"',
            advice.verdict_is,
        ),
        (
            "the action for {therapy} is {action}",
            "the action for gabapentin is taper",
            advice.action_is,
        ),
        (
            "{therapy} waits for {attribute}",
            "acupuncture waits for bleeding disorder",
            advice.waits_for,
        ),
        (
            "a caution for {therapy} says {why:quoted}",
            'a caution for acupuncture says "shallow fine needles"',
            advice.caution_says,
        ),
        (
            "no caution for {therapy} says {why:quoted}",
            'no caution for acupuncture says "shallow fine needles"',
            advice.no_caution_says,
        ),
        (
            "a note for {therapy} says {why:quoted}",
            'a note for acupuncture says "judged after 4 weeks"',
            notes.note_says,
        ),
        (
            "no note for {therapy} says {why:quoted}",
            'no note for acupuncture says "judged after 4 weeks"',
            notes.no_note_says,
        ),
        (
            "the finding {title:quoted} is {value:text}",
            'the finding "phase of the illness" is chronic',
            advice.finding_is,
        ),
        (
            "the strength of {therapy} is {strength}",
            "the strength of exercise programme is conditional",
            advice.strength_is,
        ),
        ("{therapy} is not listed", "discectomy is not listed", advice.not_listed),
        ("guidelines disagree on {therapy}", "guidelines disagree on acupuncture", advice.disagree),
        ("guidelines agree on {therapy}", "guidelines agree on exercise programme", advice.agree),
        ("nothing is recommended", "nothing is recommended", advice.nothing_recommended),
        (
            "nothing of kind {kind} is recommended",
            "nothing of kind drug is recommended",
            advice.nothing_of_kind,
        ),
        (
            "nothing of {step} is recommended",
            "nothing of Surgical opinion is recommended",
            plan.nothing_of_step,
        ),
        (
            "exactly these are recommended:",
            "exactly these are recommended:",
            advice.exactly,
            ("therapy",),
        ),
        (
            "(a|an) {urgency} alert {red flag} is raised",
            'an emergency alert "cauda equina" is raised',
            advice.alert_raised,
        ),
        (
            "the alert {red flag} is unanswered",
            'the alert "cauda equina" is unanswered',
            advice.alert_unanswered,
        ),
        ("no alert is raised", "no alert is raised", advice.no_alert),
        ("no alert {red flag} is raised", 'no alert "fracture" is raised', advice.alert_not_raised),
        ("the outcome is {outcome}", "the outcome is needs information", advice.outcome_is),
        ("the patient is at {step}", "the patient is at Non-drug therapy", advice.at_step),
        (
            "the first question is[ about] {attribute}",
            "the first question is about new bladder or bowel trouble",
            advice.first_question,
        ),
        ("the questions include {attribute}", "the questions include platelets", advice.asks),
        (
            "the questions do not include {attribute}",
            "the questions do not include INR",
            advice.asks_not,
        ),
        ("nothing is asked", "nothing is asked", advice.asks_nothing),
        (
            "the advice waits for the list of {lists}",
            "the advice waits for the list of medicines",
            assumed.waits_for_list,
        ),
        (
            "the advice does not wait for the list of {lists}",
            "the advice does not wait for the list of problems",
            assumed.waits_not_for_list,
        ),
        ("the advice assumes no {yes/no}", "the advice assumes no warfarin", assumed.assumes_no),
        (
            "the advice assumes that {attribute} (is|are) {value}[ because {why:quoted}]",
            'the advice assumes that warfarin is no because "reconciled list of medicines"',
            assumed.assumes,
        ),
        (
            "the advice assumes nothing about {attribute}",
            "the advice assumes nothing about platelets",
            assumed.assumes_nothing_about,
        ),
        ("nothing is assumed", "nothing is assumed", assumed.assumes_nothing),
        ("the advice notes {text:quoted}", 'the advice notes "rest in bed"', notes.advice_notes),
        (
            "the advice does not note {text:quoted}",
            'the advice does not note "the obstetric team"',
            notes.advice_notes_not,
        ),
        ("the advice cites {text:quoted}", 'the advice cites "NG59"', advice.cites),
        (
            "the advice cites {recommendation}",
            "the advice cites nice-ng59.gabapentinoids",
            advice.cites_recommendation,
        ),
        (
            "{recommendation} advises {direction} {therapy}, {applies}",
            "nice-ng59.acupuncture advises against acupuncture, directly",
            advice.position_is,
        ),
        (
            "the pathway adopts {recommendation}",
            "the pathway adopts nice-ng59.nsaid_sciatica",
            advice.adopts,
        ),
        (
            "the pathway does not adopt {recommendation}",
            "the pathway does not adopt nice-ng59.acupuncture",
            advice.does_not_adopt,
        ),
        ("the pathway is for this patient", "the pathway is for this patient", advice.meant),
        (
            "the pathway is not for this patient",
            "the pathway is not for this patient",
            advice.not_meant,
        ),
        (
            "the pathway may be for this patient",
            "the pathway may be for this patient",
            advice.perhaps_meant,
        ),
        (
            "{therapy} (is|are) offered before {other:therapy}",
            "exercise programme is offered before NSAID",
            plan.offered_before,
        ),
        ("the plan begins with {therapy}", "the plan begins with education", plan.begins_with),
        (
            "the plan begins with {text:quoted}",
            'the plan begins with "ask first"',
            plan.begins_with_words,
        ),
        (
            "[the ]review[ of {therapy}] is due on {date}",
            "review of acupuncture is due on 2027-01-01",
            plan.review_due,
        ),
    ),
    *_of_everyone(
        "given",
        ("every {person}", "every patient", everyone.begins),
        ("whose {attribute} (is|are) {bounds:range}", "whose age is 65 or more", everyone.lies),
        ("for whom no rule is lifted", "for whom no rule is lifted", everyone.without_overrides),
    ),
    *_of_everyone(
        "then",
        (
            "{therapy} (is|are) never {verdict}",
            "acupuncture is never recommended",
            everyone.never,
        ),
        (
            "{therapy} (is|are) always {verdict}",
            "acupuncture is always contraindicated",
            everyone.always,
        ),
        (
            "nothing of kind {kind} is ever recommended",
            "nothing of kind surgery is ever recommended",
            everyone.nothing_of_kind,
        ),
        (
            "nothing of {step} is ever recommended",
            "nothing of Surgical opinion is ever recommended",
            everyone.nothing_of_step,
        ),
        (
            "{therapy} (is|are) never started before {other:therapy} was tried",
            "epidural steroid injection is never started before NSAID was tried",
            everyone.not_before,
        ),
        (
            "{therapy} (is|are) recommended only after {other:therapy} failed",
            "opioid is recommended only after NSAID failed",
            everyone.only_after,
        ),
        (
            "{therapy} (is|are) recommended only if {condition:quoted}",
            'discectomy is recommended only if "wants_surgery"',
            everyone.only_if,
        ),
    ),
)


def keyword_meant(line: str) -> str | None:
    """The keyword that a line was meant to begin with; None for honest prose."""
    heading = _HEADING.match(line)
    if heading is not None:
        near = difflib.get_close_matches(heading[1].title(), _HEADINGS, n=1, cutoff=0.75)
        return f"{near[0]}:" if near and heading[1] != near[0] else None
    first, _, rest = line.partition(" ")
    near = difflib.get_close_matches(first.strip(":").title(), _STEPS, n=1, cutoff=0.6)
    return near[0] if near and first != near[0] and _says_something(rest.strip()) else None


# -- private -------------------------------------------------------------------------------

_HEADING: Final = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?):")
_HEADINGS: Final = (
    *("Feature", "Background", "Rule", "Scenario", "Scenario Outline", "Scenario Template"),
    *("Example", "Examples", "Scenarios"),
)
_STEPS: Final = ("Given", "When", "Then", "And", "But")
#: From this nearness on a line is taken for a phrase with a slip in it.
_NEAR: Final = 0.8


def _says_something(text: str) -> bool:
    """Whether a text is a phrase, or nearly one; phrases that are all slots do not count."""
    return any(
        not phrase.wording.startswith("{")
        and (phrase.regex.fullmatch(text) is not None or phrase.nearness(text) >= _NEAR)
        for phrase in PHRASES
    )
