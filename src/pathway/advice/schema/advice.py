"""Every key of an advice as JSON, in words, but for those of options and of the way through it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.advice.schema.types import (
    DAY,
    DIGEST,
    DO,
    SOURCES,
    TEXT,
    TEXTS,
    THREE,
    URGENCY,
    VALUE,
    VALUE_OR_NULL,
    WHOLE,
    YES_NO,
    JsonObject,
    by_name,
    list_of,
    one_of,
    or_null,
    ref,
)
from pathway.ground.vocabulary import RecordList

ADVICE: Final = JsonObject(
    "What to do for one patient under one pathway at one date, what to stop, what not to do, what "
    "first needs to be known, and what comes after. Unknown is never taken for no.",
    {
        "schema": ({"const": "pathway-advice/1"}, "Which form this is."),
        "example": (ref("Example"), "There only where the patient is invented."),
        "pathway": (
            or_null(ref("Pathway")),
            "The pathway that was followed; null where no complaint is known.",
        ),
        "chosen": (
            or_null(ref("Chosen")),
            "Why this pathway was chosen; null where it was named.",
        ),
        "eligible": (or_null(YES_NO), f"Whether the pathway is meant for the patient: {THREE}."),
        "patient": (ref("Patient"), "Whom it is about."),
        "allergies": (ref("Allergies"), "Every allergy on record, and whether these are all."),
        "as_of": (DAY, "The day that the advice is for."),
        "strict": (YES_NO, "Whether nothing was assumed."),
        "outcome": (
            one_of("urgent", "not eligible", "needs information", "advice"),
            (
                "What the advice comes to: the first of these that fits. `urgent` is a red flag of "
                "within 2 weeks or sooner that is present."
            ),
        ),
        "urgency": (
            or_null(URGENCY),
            "The urgency of the most pressing red flag that is present; null where none is.",
        ),
        "red_flags": (
            one_of("present", "unanswered", "none"),
            "Whether a red flag is present, else unanswered, else none. `unanswered` is not none.",
        ),
        "brief": (ref("Brief"), "One screen: what a clinician reads first, as data."),
        "plan": (list_of(ref("PlanItem")), "What to do, the most pressing first."),
        "alerts": (list_of(ref("Alert")), "The red flags that are present or unanswered."),
        "options": (
            by_name(ref("Option")),
            "Each therapy that is spoken of, by its id, with its verdict.",
        ),
        "questions": (
            list_of(ref("Question")),
            "What a clinician has to find out, what decides most first.",
        ),
        "findings": (by_name(ref("Finding")), "Definitions that authors report, by name."),
        "assumptions": (list_of(ref("Assumption")), "What was assumed, to be confirmed."),
        "parameters": (by_name(TEXT), "The thresholds that a site may set, in words."),
        "notes": (list_of(ref("Note")), "The notes that apply to this patient."),
        "path": (list_of(ref("Node")), "Every node of the pathway, with whether it is reached."),
        "next": (ref("Next"), "The step where the patient is, and what comes then."),
        "provenance": (
            by_name(ref("Provenance")),
            "Where each known value comes from, by attribute.",
        ),
        "sources": (by_name(TEXT), "The publications that are named here, by id, as cited."),
        "limits": (TEXT, "What the pathway is not for."),
        "digest": (
            DIGEST,
            (
                "The sha256 of this object as JSON with sorted keys and no spaces, without "
                "`digest`, `chosen` and decisions: the same advice has the same."
            ),
        ),
        "decisions": (
            or_null(list_of(ref("Decision"))),
            (
                "What was decided before; null where it could not be read. There only where "
                "somebody looked."
            ),
        ),
        "decisions_unread": (
            or_null(TEXT),
            "Why decisions could not be read; null where they could. There only with `decisions`.",
        ),
    },
    ("example", "decisions", "decisions_unread"),
)

BRIEF: Final[Mapping[str, JsonObject]] = {
    "Brief": JsonObject(
        "One screen of the advice.",
        {
            "red_flags": (TEXT, "Where the red flags stand, in a sentence."),
            "flags": (list_of(ref("BriefFlag")), "The red flags that are present."),
            "do": (list_of(ref("BriefLine")), "What to do."),
            "ask": (list_of(ref("BriefQuestion")), "What to ask; a group in one breath."),
            "more_questions": (WHOLE, "How many further questions there are."),
            "still_open": (TEXT, "What is left open beside an emergency; empty where nothing."),
            "waiting": (list_of(ref("Waiting")), "The therapies that wait for answers."),
            "not_advised": (list_of(ref("Closed")), "The therapies that are not advised."),
            "assumed": (WHOLE, "How many values were assumed."),
            "watch_for": (TEXT, "When to come back at once; empty where nothing is said."),
            "review_by": (or_null(DAY), "By when to look again."),
            "then": (or_null(TEXT), "What comes then."),
        },
    ),
    "BriefLine": JsonObject(
        "One line of what to do.",
        {
            "do": (one_of(*dict.fromkeys((*DO, "asked for", "note"))), "What to do."),
            "what": (TEXT, "With what."),
            "because": (TEXT, "Why; empty where it speaks for itself."),
            "support": (TEXT, "What a guideline says of it; empty where none does."),
            "sources": (TEXTS, SOURCES),
            "options": (TEXTS, "The ids of its options."),
            "cautions": (TEXTS, "The cautions that hold, each with the name of its therapy."),
            "remarks": (TEXTS, "The few words that its authors want said or minded."),
        },
    ),
    "BriefFlag": JsonObject(
        "A red flag that is present.",
        {
            "id": (TEXT, "Its id."),
            "urgency": (URGENCY, "How soon it must be acted on."),
            "title": (TEXT, "What it is called."),
            "action": (TEXT, "What to do."),
            "to": (TEXT, "Where to send the patient."),
            "because": (TEXT, "Why it is raised in this patient."),
            "calls_for": (list_of(ref("BriefLine")), "What it offers."),
            "sources": (TEXTS, SOURCES),
            "why": (TEXT, "Why it counts, whoever the patient is."),
        },
    ),
    "BriefQuestion": JsonObject(
        "One question, or a group that is asked in one breath.",
        {
            "text": (TEXT, "The question."),
            "about": (TEXTS, "The attributes that it asks for."),
            "decides": (TEXTS, "What its answer decides."),
            "red_flag": (YES_NO, "Whether it asks about red flags."),
        },
    ),
    "Waiting": JsonObject(
        "Therapies that wait for the same answers.",
        {
            "options": (TEXTS, "The therapies, by their titles."),
            "questions": (list_of(WHOLE), "The questions in `ask` that they wait for, from 1 on."),
            "after": (TEXT, "What comes first; empty where only answers are missing."),
            "disputed": (TEXTS, "Which guidelines are against some of them."),
        },
    ),
    "Closed": JsonObject(
        "A therapy that is not advised.",
        {
            "option": (TEXT, "Its id."),
            "title": (TEXT, "What it is called."),
            "because": (TEXT, "What is known of the patient that forbids it; empty for no rule."),
        },
    ),
}

ABOUT: Final[Mapping[str, JsonObject]] = {
    "Example": JsonObject(
        "That the patient is invented.", {"as_of": (DAY, "The day that the example speaks of.")}
    ),
    "Pathway": JsonObject(
        "A pathway.",
        {
            "id": (TEXT, "Its id."),
            "title": (TEXT, "What it is called."),
            "version": (TEXT, "Its version."),
            "digest": (DIGEST, "The sha256 of the content that it was compiled from."),
            "status": (
                one_of("draft", "in review", "active", "retired"),
                "Whether clinicians have signed it off: only what is `active` is.",
            ),
            "complaint": (or_null(TEXT), "The complaint in a patient's words."),
        },
    ),
    "Chosen": JsonObject(
        "Why a pathway was chosen.",
        {
            "because": (TEXT, "The complaint that led to it."),
            "instead": (TEXTS, "The ids of the pathways that would do as well."),
        },
    ),
    "Patient": JsonObject(
        "Whom the advice is about.",
        {"id": (TEXT, "The id."), "label": (TEXT, "A few words; empty where there are none.")},
    ),
    "Allergies": JsonObject(
        "Every allergy on record.",
        {
            "words": (TEXT, "All of it in a sentence."),
            "complete": (YES_NO, "Whether the list is declared complete."),
            "listed": (list_of(ref("Allergy")), "The entries of the list."),
            "attributes": (TEXTS, "The allergies that are known as attributes, by title."),
        },
    ),
    "Allergy": JsonObject(
        "One entry of the list of allergies.",
        {
            "to": (TEXT, "The substance or the class, in words."),
            "codes": (TEXTS, "Its codes, each with its system before it."),
            "reaction": (or_null(TEXT), "What happened."),
            "severity": (or_null(TEXT), "How bad it was."),
            "intolerance": (YES_NO, "Whether it is an intolerance and no allergy."),
            "doubt": (or_null(TEXT), "Why the entry may not hold."),
            "date": (or_null(TEXT), "When it was recorded."),
            "source": (or_null(TEXT), "Who recorded it."),
        },
    ),
    "PlanItem": JsonObject(
        "One line of the plan.",
        {
            "do": (one_of(*DO), "What to do."),
            "what": (TEXT, "With what."),
            "when": (TEXT, "When: now, the same day, a date, later."),
            "because": (TEXT, "Why."),
            "option": (
                or_null(TEXT),
                "The id of its option; null where it is none, or a choice.",
            ),
            "options": (TEXTS, "The ids of its options: of a choice several."),
        },
    ),
    "Alert": JsonObject(
        "A red flag that is present or unanswered.",
        {
            "id": (TEXT, "Its id."),
            "title": (TEXT, "What it is called."),
            "plainly": (TEXT, "The same for a patient."),
            "state": (one_of("present", "unanswered"), "Whether it is known to be present."),
            "urgency": (URGENCY, "How soon it must be acted on."),
            "action": (TEXT, "What to do where it is present."),
            "to": (TEXT, "Where to send the patient."),
            "offers": (TEXTS, "The options that it offers, by id."),
            "reasons": (TEXTS, "What raised it, or what is unanswered."),
            "because": (TEXT, "Why it counts, whoever the patient is."),
            "sources": (TEXTS, SOURCES),
        },
    ),
    "Question": JsonObject(
        "Something a clinician must find out.",
        {
            "attribute": (or_null(TEXT), "What it asks for; null where it asks about a list."),
            "list": (
                or_null(one_of(*RecordList)),
                "The list of which it asks whether this is all.",
            ),
            "entry": (or_null(TEXT), "The entry of that list that nobody could read."),
            "covers": (TEXTS, "All that its answer settles: attributes, parts of a history."),
            "question": (TEXT, "The question."),
            "group": (TEXT, "The group it is asked with."),
            "group_question": (TEXT, "The question about the whole group."),
            "red_flag": (YES_NO, "Whether it asks about a red flag."),
            "why_missing": (TEXT, "Why the answer is not known."),
            "order": (TEXTS, "The tests that may be ordered to answer it, by id."),
            "settles": (TEXTS, "The options and flags that its answer decides, by title."),
            "urgent": (YES_NO, "Whether a therapy that is taken waits for it."),
            "together": (TEXTS, "The questions without whose answers this one changes nothing."),
            "always": (YES_NO, "Whether it is asked whatever it changes."),
        },
    ),
    "Finding": JsonObject(
        "A definition that authors report, such as the phase of the illness.",
        {
            "title": (TEXT, "What it is called."),
            "value": (VALUE_OR_NULL, "Its value; null where it is not known."),
            "unit": (or_null(TEXT), "The unit of a number (UCUM)."),
            "why_missing": (or_null(TEXT), "Why it is not known."),
            "because": (TEXT, "How it is defined."),
        },
    ),
    "Assumption": JsonObject(
        "A value that was assumed, to be confirmed.",
        {
            "attribute": (TEXT, "Of what."),
            "title": (TEXT, "What that is called."),
            "value": (VALUE, "What was assumed."),
            "text": (TEXT, "Why, in a sentence."),
        },
    ),
    "Note": JsonObject(
        "A note that applies to this patient.",
        {
            "kind": (
                one_of("safety net", "prognosis", "scope", "payment", "information", "remark"),
                "What sort of note it is.",
            ),
            "text": (TEXT, "The note."),
            "plainly": (or_null(TEXT), "The same for a patient, where its text is not plain."),
            "owner": (TEXT, "To what it belongs."),
            "sources": (TEXTS, SOURCES),
        },
    ),
    "Next": JsonObject(
        "The step where the patient is.",
        {
            "step": (or_null(TEXT), "The step; null where it is none or not known."),
            "review_by": (or_null(DAY), "By when to look again."),
            "then": (or_null(TEXT), "What comes then."),
        },
    ),
    "Provenance": JsonObject(
        "Where a known value comes from.",
        {
            "value": (VALUE, "The value; `not applicable` where it cannot matter."),
            "unit": (or_null(TEXT), "The unit of a number (UCUM)."),
            "date": (or_null(TEXT), "When it was so: a day, a month, a year."),
            "source": (or_null(TEXT), "Who says so."),
        },
    ),
    "Range": JsonObject(
        "A value of which only two ends are known, both included.",
        {
            "low": ({"type": ["number", "string"]}, "The lower end: a number, or a day."),
            "high": ({"type": ["number", "string"]}, "The upper end."),
        },
    ),
}
