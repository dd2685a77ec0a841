"""What names of definitions are of: a closed set of forms, each with the ids that it speaks of.

`str` of a form is the name.
"""

from __future__ import annotations

from typing import TypeAlias

from pathway.frozen import frozen
from pathway.names import (
    DosePart,
    FlagPart,
    HistoryPart,
    NodePart,
    OptionPart,
    OutcomePart,
    Owner,
    PositionPart,
    RulePart,
    ToldPart,
    applies_name,
    branch_name,
    closed_partner_name,
    complete_name,
    dose_name,
    dose_row_name,
    due_name,
    edge_name,
    elsewhere_name,
    flag_name,
    held_name,
    history_name,
    most_name,
    node_name,
    note_name,
    option_name,
    outcome_name,
    override_name,
    partner_name,
    position_name,
    rule_id,
    rule_name,
    unless_name,
)


@frozen
class PlainName:
    """An attribute, a definition that its author named, or one that every program has."""

    text: str

    def __str__(self) -> str:
        return self.text


@frozen
class RuleName:
    """Of a rule; `rule` is its own part of the id."""

    therapy: str
    rule: str
    part: RulePart | None = None

    @property
    def id(self) -> str:
        """The id of the rule."""
        return rule_id(self.therapy, self.rule)

    def __str__(self) -> str:
        return rule_name(self.id, self.part)


@frozen
class OverrideName:
    """That a rule is lifted."""

    therapy: str
    rule: str

    @property
    def id(self) -> str:
        """The id of the rule."""
        return rule_id(self.therapy, self.rule)

    def __str__(self) -> str:
        return override_name(self.id)


@frozen
class NodeName:
    """Of a node."""

    id: str
    part: NodePart

    def __str__(self) -> str:
        return node_name(self.id, self.part)


@frozen
class BranchName:
    """Of the condition of a branch."""

    node: str
    number: str

    def __str__(self) -> str:
        return branch_name(self.node, self.number)


@frozen
class EdgeName:
    """Of a way out of a node."""

    node: str
    way: str

    def __str__(self) -> str:
        return edge_name(self.node, self.way)


@frozen
class FlagName:
    """Of a red flag."""

    id: str
    part: FlagPart | None = None

    def __str__(self) -> str:
        return flag_name(self.id, self.part)


@frozen
class ElsewhereName:
    """Of the condition of a red flag of another field."""

    flag: str

    def __str__(self) -> str:
        return elsewhere_name(self.flag)


@frozen
class HeldName:
    """That a red flag holds a therapy."""

    therapy: str
    flag: str

    def __str__(self) -> str:
        return held_name(self.therapy, self.flag)


@frozen
class OptionName:
    """Of a therapy that is offered."""

    therapy: str
    part: OptionPart

    def __str__(self) -> str:
        return option_name(self.therapy, self.part)


@frozen
class OfferName:
    """Of an offer; the last of `path` is the therapy, before it those it goes with.

    What a node offers begins with the id of the node, which itself may have several parts.
    """

    flag: str | None
    path: tuple[str, ...]

    def __str__(self) -> str:
        start = "offer." if self.flag is None else f"offer.flag.{self.flag}."
        return start + ".".join(self.path)


@frozen
class DueName:
    """Of an offer that depends on tests and their answers; `offer` is the name of the offer."""

    offer: str

    def __str__(self) -> str:
        return due_name(self.offer)


@frozen
class PartnerName:
    """Of a partner that a therapy needs."""

    therapy: str
    partner: str
    number: int = 1
    closed: bool = False

    def __str__(self) -> str:
        name = partner_name(self.therapy, self.partner, self.number)
        return closed_partner_name(name) if self.closed else name


@frozen
class DoseName:
    """Of the doses of a therapy, or of an offer, together."""

    of: str
    part: DosePart

    def __str__(self) -> str:
        return dose_name(self.of, self.part)


@frozen
class DoseRowName:
    """Of a row of doses: that it counts, or how much it allows."""

    of: str
    row: int
    most: bool = False

    def __str__(self) -> str:
        row = dose_row_name(self.of, self.row)
        return most_name(row) if self.most else row


@frozen
class NoteName:
    """Of a note."""

    owner: Owner
    number: int

    def __str__(self) -> str:
        return note_name(self.owner, self.number)


@frozen
class PositionName:
    """Of whom a recommendation speaks."""

    id: str
    part: PositionPart

    def __str__(self) -> str:
        return position_name(self.id, self.part)


@frozen
class OutcomeName:
    """What the outcome rests on."""

    part: OutcomePart

    def __str__(self) -> str:
        return outcome_name(self.part)


@frozen
class HistoryName:
    """Of a therapy's history."""

    therapy: str
    part: HistoryPart | ToldPart

    def __str__(self) -> str:
        return history_name(self.therapy, self.part)


@frozen
class AppliesName:
    """That an attribute applies."""

    attribute: str

    def __str__(self) -> str:
        return applies_name(self.attribute)


@frozen
class UnlessName:
    """That there is a reason to doubt what is assumed of an attribute."""

    attribute: str

    def __str__(self) -> str:
        return unless_name(self.attribute)


@frozen
class CompleteName:
    """That a list of the record is complete."""

    list: str

    def __str__(self) -> str:
        return complete_name(self.list)


DefinitionName: TypeAlias = (
    "PlainName | RuleName | OverrideName | NodeName | BranchName | EdgeName | FlagName"
    " | ElsewhereName | HeldName | OptionName | OfferName | PartnerName | DoseName | DoseRowName"
    " | DueName | NoteName | PositionName | OutcomeName | HistoryName | CompleteName | AppliesName"
    " | UnlessName"
)
