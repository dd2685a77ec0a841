"""The keys of options, of the way through a pathway, of decisions and of reasons, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.advice.schema.types import (
    CERTAINTY,
    DAY,
    NUMBER,
    SOURCES,
    STRENGTH,
    TEXT,
    TEXTS,
    THREE,
    VERIFIED,
    WHOLE,
    YES_NO,
    JsonObject,
    Keys,
    list_of,
    one_of,
    or_null,
    ref,
)
from pathway.ground.terms import Action, Kind, Verdict

OPTIONS: Final[Mapping[str, JsonObject]] = {
    "Option": JsonObject(
        "One therapy for this patient.",
        {
            "title": (TEXT, "What it is called."),
            "plainly": (TEXT, "The same for a patient."),
            "verdict": (
                one_of(*Verdict),
                (
                    "The first row of the table of verdicts that is true; `pending` where none is "
                    "known to be. Nothing is `recommended` while a contraindication is unknown."
                ),
            ),
            "action": (one_of(*Action), "What to do about it now."),
            "urgent": (YES_NO, "Whether no next dose or session may be given before an answer."),
            "current": (YES_NO, "Whether the patient takes or has it now."),
            "kind": (one_of(*Kind), "What sort of therapy it is."),
            "step": (or_null(TEXT), "The step that offers it; null where none does."),
            "strength": (STRENGTH, "How strongly the guideline that counts recommends it."),
            "certainty": (CERTAINTY, "How certain its evidence is (GRADE)."),
            "summary": (TEXT, "Verdict and action with the reason, in a sentence."),
            "reasons": (list_of(ref("Rule")), "The rules and facts that decided the verdict."),
            "cautions": (
                list_of(ref("Rule")),
                "The cautions that hold, or may hold because something is unknown.",
            ),
            "pending_on": (TEXTS, "The attributes whose values could still change the verdict."),
            "assumed": (TEXTS, "The attributes that it rests on and that were assumed."),
            "with": (TEXTS, "The options that must go with it, by id."),
            "not_with": (TEXTS, "The options that exclude it, by id."),
            "overridden": (TEXTS, "The *avoid* rules that a clinician lifted, with who and why."),
            "positions": (list_of(ref("Position")), "What guidelines say of it."),
            "conflict": (YES_NO, "Whether guidelines that speak of this patient differ."),
            "review": (or_null(DAY), "When to look whether it helps."),
            "held_by": (TEXTS, "The red flags that hold it, by title."),
            "after": (TEXTS, "What has to happen first."),
            "flag_only": (YES_NO, "Whether no step offers it, only a red flag."),
            "wanted": (YES_NO, "Whether the patient asks for it."),
            "alongside": (YES_NO, "Whether it is offered beside every step, and is that now."),
            "choice": (
                or_null(ref("Choice")),
                "The choice that is put to this patient and has it among its members.",
            ),
            "beside": (TEXTS, "Those of `not_with` that are taken, or may be."),
            "choose_from": (TEXTS, "Those that may start as well as it, of which one is chosen."),
            "dose": (
                or_null(ref("Dose")),
                "How much may be taken, where the therapy has rules on that.",
            ),
        },
    ),
    "Rule": JsonObject(
        "A rule that holds for this patient, or may hold because something is unknown.",
        {
            "rule": (TEXT, "The name of the rule."),
            "text": (TEXT, "What it says."),
            "holds": (YES_NO, "Whether it holds; false where it only may."),
            "sources": (TEXTS, SOURCES),
            "place": (TEXT, "Where its author wrote it: file and line."),
            "verified": (VERIFIED, "Whether somebody read it in the original publication."),
        },
    ),
    "Position": JsonObject(
        "What one guideline says of a therapy.",
        {
            "recommendation": (TEXT, "The id of the recommendation."),
            "guideline": (TEXT, "The id of the guideline."),
            "title": (TEXT, "What the guideline is called."),
            "year": (WHOLE, "When it was published."),
            "direction": (one_of("for", "against"), "For the therapy, or against it."),
            "strength": (STRENGTH, "How strongly."),
            "certainty": (CERTAINTY, "How certain its evidence is (GRADE)."),
            "applies": (
                one_of("directly", "extrapolated", "outside its population", "unknown"),
                "Whether it speaks of this patient.",
            ),
            "adopted": (YES_NO, "Whether the pathway adopts it; only then it counts."),
            "because": (TEXT, "Why it is extrapolated; empty where it is not."),
            "source": (TEXT, "Its publication, by its id in `sources`."),
        },
    ),
    "Choice": JsonObject(
        "Offers of which only so many are taken at once.",
        {
            "title": (TEXT, "What is chosen."),
            "at_most": (WHOLE, "How many may run at once."),
            "of": (TEXTS, "The options, by id."),
        },
    ),
    "Dose": JsonObject(
        "How much may be taken.",
        {
            "most": (or_null(NUMBER), "The most a day; null where it is not known."),
            "unit": (or_null(TEXT), "Its unit (UCUM)."),
            "text": (TEXT, "What its author says of it."),
            "above": (
                or_null(YES_NO),
                "Whether more is taken; null where that is not known or nothing is taken.",
            ),
            "waits_for": (TEXTS, "The attributes on which it hangs."),
            "sources": (TEXTS, SOURCES),
            "verified": (VERIFIED, "Whether somebody read it in the original publication."),
        },
    ),
    "Node": JsonObject(
        "A node of the pathway.",
        {
            "node": (TEXT, "Its id."),
            "title": (TEXT, "What it is called."),
            "kind": (one_of("decision", "step", "refer", "end", "use"), "What sort of node it is."),
            "reached": (or_null(YES_NO), f"Whether the patient reaches it: {THREE}."),
            "current": (or_null(YES_NO), f"Whether the patient is there now: {THREE}."),
            "condition": (TEXT, "On which condition it is reached."),
            "because": (TEXT, "Why it is reached, or why not."),
            "pending_on": (TEXTS, "The attributes on which it hangs whether one is sent here."),
            "waits_for": (or_null(TEXT), "The same in words."),
            "offers": (list_of(ref("Offer")), "What it offers."),
            "ways_on": (list_of(ref("Way")), "Where it leads."),
        },
    ),
    "Offer": JsonObject(
        "A therapy that a node offers.",
        {
            "option": (TEXT, "The id of its option."),
            "condition": (or_null(TEXT), "On which condition; null where always."),
            "holds": (or_null(YES_NO), f"Whether that holds: {THREE}."),
        },
    ),
    "Way": JsonObject(
        "A way from one node to another.",
        {
            "to": (TEXT, "The id of the other node."),
            "kind": (
                one_of("branch", "otherwise", "step up", "resolved", "use"),
                "What sort of way it is.",
            ),
            "condition": (or_null(TEXT), "On which condition it is taken; null where always."),
            "holds": (or_null(YES_NO), f"Whether that holds: {THREE}."),
            "waits_for": (or_null(TEXT), "What must be known for that, in words."),
        },
    ),
    "Decision": JsonObject(
        "A decision that a clinician took before; it changes nothing in the advice.",
        {
            "therapy": (TEXT, "On which therapy, by id."),
            "action": (one_of("accept", "decline", "override"), "What was decided."),
            "actor": (TEXT, "Who decided."),
            "recorded_at": (or_null(TEXT), "When, in UTC."),
            "reason": (or_null(TEXT), "Why."),
            "rules": (TEXTS, "What was passed over, by name."),
            "pathway": (TEXT, "Under which pathway."),
            "version": (TEXT, "Its version then."),
            "digest": (TEXT, "The digest of its content then."),
            "record": (or_null(WHOLE), "The number of the record."),
            "against_now": (TEXTS, "What stands against it today and was not passed over."),
            "changed_since": (list_of(ref("ChangedFact")), "What is known to be otherwise by now."),
            "offered_anew": (
                or_null(YES_NO),
                "Whether what was declined is offered anew; null where it was not declined.",
            ),
        },
    ),
    "ChangedFact": JsonObject(
        "A value that is another one than when somebody decided.",
        {
            "title": (TEXT, "Of what."),
            "then": (TEXT, "What it was."),
            "now": (TEXT, "What it is."),
        },
    ),
}
#: What options have beside these keys where somebody looked for decisions.
DECIDED: Final[Keys] = {
    "decided": (
        or_null(ref("Decision")),
        "What was decided on it before; null where nothing was. There only with `decisions`.",
    ),
}
