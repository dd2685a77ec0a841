"""The names of definitions: here they are made, here they are read, and nowhere else.

A program is a list of named definitions. An author names a few of them; all others are named
by what they say: `rule.nsaid.ulcer`, `node.injection.reached`, `option.nsaid.verdict`. Whoever
needs such a name asks a maker for it; whoever meets one asks `names.reading` what it is of.

Ids of authors become parts of names, so some are refused (`BEGINNINGS`, `NO_NODE`): with them two
names would look alike.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from pathway.frozen import frozen

NodePart: TypeAlias = Literal[
    "reached", "open", "resolved", "closed", "stepped_up", "current", "pending", "awaiting"
]
#: The rows of the verdict table, and what else is defined of a therapy that is offered.
RowPart: TypeAlias = Literal[
    "contraindicated",
    "avoid",
    "not_recommended",
    "declined",
    "unavailable",
    "tried",
    "ongoing",
    "not_indicated",
    "later",
    "recommended",
]
OptionPart: TypeAlias = (
    RowPart
    | Literal["verdict", "action", "closed", "inadequate", "held", "offered", "called", "free"]
    | Literal["answered", "settled"]
    | Literal["taken", "beside", "may_start", "above", "open", "in_play"]
)
RulePart: TypeAlias = Literal["applies", "in_play"]
FlagPart: TypeAlias = Literal["asked", "elsewhere"]
DosePart: TypeAlias = Literal["limit", "above", "open"]
PositionPart: TypeAlias = Literal["direct", "extrapolated"]
OutcomePart: TypeAlias = Literal["doing", "pending"]
#: What conditions may ask of a therapy's history.
HistoryPart: TypeAlias = Literal[
    "ever",
    "ongoing",
    "weeks",
    "sessions",
    "dose",
    "adequate",
    "failed",
    "failed_before",
    "inadequate",
    "partly_helped",
    "helped",
    "no_response",
    "not_tolerated",
    "declined",
    "unavailable",
]
#: What is told of a therapy as a whole: its trials, all of its history, what a patient wishes.
ToldPart: TypeAlias = Literal["trials", "history", "wish"]

ELIGIBLE: Final = "eligible"
OUTCOME: Final = "outcome"
URGENCY: Final = "urgency"
RED_FLAGS: Final = "red_flags"
#: The complaint that a pathway is for.
MEANT_FOR: Final = "for"

#: The definitions that every pathway has; an author can call nothing else so.
IN_EVERY_PROGRAM: Final = frozenset({ELIGIBLE, OUTCOME, URGENCY, RED_FLAGS, MEANT_FOR})

#: How names begin that are made; a therapy called so would make names of its history like them.
BEGINNINGS: Final = frozenset(
    {
        *("rule", "override", "node", "branch", "edge", "flag", "elsewhere", "held", "option"),
        *("offer", "partner", "dose", "note", "rec", "outcome", "complete", "applies", "unless"),
        "due",
    }
)

#: A node called so would make names of its offers like those of red flags.
NO_NODE: Final = "flag"
#: What is offered beside every step is named so; a node called so would make names like them.
ALONGSIDE: Final = "alongside"


# -- owners ----------------------------------------------------------------------------------


@frozen
class Owner:
    """The part of a pathway that a definition belongs to, or where a therapy is offered.

    `kind` is the kind of a node (`step`), or `flag`, `therapy`, `definition`, `pathway`,
    `recommendation`; what belongs to the whole has no id.
    """

    kind: str
    id: str = ""

    @property
    def is_flag(self) -> bool:
        """Whether it is a red flag."""
        return self.kind == "flag"

    @property
    def is_alongside(self) -> bool:
        """Whether it is what a pathway offers beside every step."""
        return self.kind == ALONGSIDE

    @property
    def is_therapy(self) -> bool:
        """Whether it is a therapy."""
        return self.kind == "therapy"

    @property
    def is_definition(self) -> bool:
        """Whether it is a definition that its author named."""
        return self.kind == "definition"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" if self.id else self.kind


def flag_owner(id_: str) -> Owner:
    """A red flag as the owner of a definition or the holder of an offer."""
    return Owner("flag", str(id_))


def alongside_owner(used: str = "") -> Owner:
    """What a pathway offers beside every step; `used` is the node that uses the pathway."""
    return Owner(ALONGSIDE, inner_id(used, ALONGSIDE) if used else ALONGSIDE)


def therapy_owner(id_: str) -> Owner:
    """A therapy as the owner of a definition."""
    return Owner("therapy", str(id_))


# -- makers ----------------------------------------------------------------------------------


def rule_name(id_: str, part: RulePart | None = None) -> str:
    """That the condition of a rule holds; with a part, that it applies or is in play."""
    return f"rule.{id_}.{part}" if part else f"rule.{id_}"


def rule_id(therapy: str, rule: str) -> str:
    """The id of a rule: that of its therapy and what its author called it."""
    return f"{therapy}.{rule}"


def own_name(rule: str) -> str:
    """What an author called a rule: its id without that of its therapy."""
    return rule.partition(".")[2]


def override_name(rule: str) -> str:
    """That a clinician lifts a rule."""
    return f"override.{rule}"


def node_name(id_: str, part: NodePart) -> str:
    """What is defined of a node: whether it is reached, and of a step what comes of it."""
    return f"node.{id_}.{part}"


def branch_name(node: str, number: int | str) -> str:
    """That the condition of a branch holds, whatever the branches before it say."""
    return f"branch.{node}.{number}"


def edge_name(node: str, way: int | str) -> str:
    """That this way out of a node is taken: a branch, `resolved` or `step_up`."""
    return f"edge.{node}.{way}"


def branch_of(edge: str) -> str:
    """The branch whose condition an edge of a decision rests on."""
    return "branch." + without_kind(edge)


def flag_name(id_: str, part: FlagPart | None = None) -> str:
    """The state of a red flag; with a part, what else is defined of one of another field."""
    return f"flag.{id_}.{part}" if part else f"flag.{id_}"


def elsewhere_name(flag: str) -> str:
    """The condition of a red flag in the pathways of other fields."""
    return f"elsewhere.{flag}"


def held_name(therapy: str, flag: str) -> str:
    """That a red flag holds a therapy."""
    return f"held.{therapy}.{flag}"


def option_name(therapy: str, part: OptionPart) -> str:
    """What is defined of a therapy that is offered: a row, its verdict, its action."""
    return f"option.{therapy}.{part}"


def offer_name(holder: Owner, therapy: str) -> str:
    """That a therapy is indicated where it is offered."""
    return f"offer.flag.{holder.id}.{therapy}" if holder.is_flag else f"offer.{holder.id}.{therapy}"


def offer_beside(offer: str, partner: str) -> str:
    """That a partner is indicated where the therapy of an offer is."""
    return f"{offer}.{partner}"


def due_name(offer: str) -> str:
    """That an offer is indicated, and what it depends on of tests and their answers is so."""
    return f"due.{offer}"


def partner_name(therapy: str, partner: str, number: int = 1) -> str:
    """That a therapy needs its partner; `number` tells several reasons for one partner apart."""
    return f"partner.{therapy}.{partner}" + (f".{number}" if number > 1 else "")


def closed_partner_name(partner: str) -> str:
    """That a needed partner cannot be given; `partner` is the definition that it is needed."""
    return f"{partner}.closed"


def dose_name(of: str, part: DosePart) -> str:
    """What the doses of a therapy, or of an offer, come to; an offer is given by its name."""
    return f"dose.{of}.{part}"


def dose_row_name(of: str, row: int) -> str:
    """That a row of doses counts."""
    return f"dose.{of}.{row}"


def most_name(row: str) -> str:
    """How much a row of doses allows."""
    return f"{row}.most"


def note_name(owner: Owner, number: int) -> str:
    """That a note shows."""
    return f"note.{owner}.{number}"


def position_id(guideline: str, recommendation: str) -> str:
    """The id of what a guideline says, unique among all guidelines."""
    return f"{guideline}.{recommendation}"


def position_name(id_: str, part: PositionPart) -> str:
    """That a recommendation speaks of the patient, directly or by extrapolation."""
    return f"rec.{id_}.{part}"


def of_therapy(position: str, therapy: str) -> str:
    """What a recommendation says of one therapy; `position` is the name of whom it speaks of."""
    return f"{position}.{therapy}"


def outcome_name(part: OutcomePart) -> str:
    """What an outcome rests on: that something is done, that something waits."""
    return f"outcome.{part}"


def history_name(therapy: str, part: HistoryPart | ToldPart) -> str:
    """A part of a therapy's history, as conditions call it."""
    return f"{therapy}.{part}"


def stated_name(id_: str, part: str) -> str:
    """What the properties of a pathway call something that comes of a patient."""
    return f"{id_}.{part}"


def applies_name(attribute: str) -> str:
    """That an attribute can matter for the patient at all."""
    return f"applies.{attribute}"


def unless_name(attribute: str) -> str:
    """That there is a reason to doubt what is assumed of an attribute."""
    return f"unless.{attribute}"


def complete_name(list_: str) -> str:
    """That a list of the record is declared complete."""
    return f"complete.{list_}"


def at_node(id_: str) -> tuple[str, ...]:
    """How the names of all begin that is defined at a node."""
    return tuple(f"{kind}.{id_}." for kind in ("node", "offer", "edge", "branch"))


def therapy_of_rule(rule: str) -> str:
    """The therapy that a rule belongs to, by the rule's id."""
    return rule.partition(".")[0]


def is_of_guideline(position: str, guideline: str) -> bool:
    """Whether a recommendation, by its id, is one of a guideline's."""
    return position.startswith(position_id(guideline, ""))


def own_position_name(position: str, guideline: str) -> str:
    """What an author called a recommendation: its id without that of its guideline."""
    return position.removeprefix(position_id(guideline, ""))


def has_parts(text: str) -> bool:
    """Whether a name, as an author wrote it, says what it is of."""
    return "." in text


def is_inner(node: str) -> bool:
    """Whether a node, by its id, is one of a pathway that another one uses."""
    return "." in node


def inner_id(node: str, inner: str) -> str:
    """The id of a node of a used pathway; `node` is where it is used."""
    return f"{node}.{inner}"


def outer_id(node: str) -> str:
    """The node that uses the pathway of a node; empty where it is no used pathway's."""
    return node.rpartition(".")[0]


def without_kind(name: str) -> str:
    """A made name without the word that it begins with."""
    return name.partition(".")[2]


# -- what is seen at once ---------------------------------------------------------------------


def is_dose(text: str) -> bool:
    """Whether a name is of doses; asked of every definition, so without reading it."""
    return text.startswith("dose.")
