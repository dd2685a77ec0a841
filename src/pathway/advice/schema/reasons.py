"""The keys of the reasons for one therapy (`pathway-why/1`) and of the open questions alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.advice.schema.advice import ADVICE
from pathway.advice.schema.options import DECIDED
from pathway.advice.schema.types import (
    SOURCES,
    TEXT,
    TEXTS,
    JsonObject,
    list_of,
    one_of,
    or_null,
    ref,
)

WHY: Final = JsonObject(
    "Why a therapy has its verdict, down to file and source, and what would change it.",
    {
        "schema": ({"const": "pathway-why/1"}, "Which form this is."),
        "example": ADVICE.keys["example"],
        "therapy": (TEXT, "The id of the therapy."),
        "why": (ref("Reason"), "The reasons, as a tree."),
        "if_answered": (TEXTS, "Which answers or values would change the verdict, and to which."),
        "searched": (TEXT, "How far it was searched for such answers."),
        **DECIDED,
        "decisions_unread": ADVICE.keys["decisions_unread"],
    },
    ("example", "decided", "decisions_unread"),
)
QUESTIONS: Final = JsonObject(
    "The open questions of an advice alone.",
    {
        "schema": ({"const": "pathway-questions/1"}, "Which form this is."),
        "example": ADVICE.keys["example"],
        "advice": ({"const": "pathway-advice/1"}, "The form of the advice that they are of."),
        **{
            key: ADVICE.keys[key]
            for key in ("pathway", "as_of", "strict", "outcome", "urgency", "red_flags")
        },
        "questions": ADVICE.keys["questions"],
        "digest": (ADVICE.keys["digest"][0], "The digest of that advice."),
    },
    ("example",),
)

REASONS: Final[Mapping[str, JsonObject]] = {
    "Reason": JsonObject(
        "One line of the reasons, with those that stand below it.",
        {
            "label": (TEXT, "What is judged."),
            "state": (TEXT, "What came out: yes, no, UNKNOWN, or a value."),
            "text": (TEXT, "The explanation; empty where the label says it."),
            "place": (TEXT, "Where its author wrote it: file and line; empty where nowhere."),
            "sources": (TEXTS, SOURCES),
            "children": (list_of(ref("Reason")), "The reasons for it."),
            "rule": (TEXT, "The rule or red flag that is judged; empty where it is none."),
            "condition": (or_null(ref("Condition")), "The condition that is judged."),
            "cleared": (list_of(ref("Reason")), "The rules that are known not to hold."),
        },
    ),
    "Condition": JsonObject(
        "A condition, and what it reads.",
        {
            "words": (TEXT, "The condition in plain English."),
            "written": (TEXT, "As its author wrote it."),
            "reads": (list_of(ref("Known")), "What it reads."),
        },
    ),
    "Known": JsonObject(
        "One name as it stands.",
        {
            "name": (TEXT, "The name."),
            "title": (TEXT, "What it is called."),
            "state": (one_of("known", "assumed", "unknown", "not applicable"), "How it stands."),
            "words": (TEXT, "Its value, or why there is none, in words."),
        },
    ),
}
