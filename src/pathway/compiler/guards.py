"""What becomes of attributes of which nobody recorded a value: `applies when`, and what is assumed.

Both read attributes and histories and no definitions, and are settled in one order together with
`since`: each attribute after those that it is counted from or that its conditions read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pathway.compiler.builder import BROKEN, Builder
from pathway.compiler.ordering import in_order, read_among
from pathway.content.models import AssumptionModel, AttributeModel, VocabularyFile
from pathway.ground.problems import Problems, choices, suggestion
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.guards import Guard, GuardKind
from pathway.language.syntax import Expr


def guards_of(file: VocabularyFile, builder: Builder) -> tuple[Guard, ...]:
    """The guards of all attributes, each after those of the attributes that it reads."""
    guards = {
        str(name): tuple(_guards(name, model, file, builder))
        for name, model in file.attributes.items()
    }
    texts = {
        str(name): text
        for name, model in file.attributes.items()
        if (text := _settled_by(model)) is not None
    }
    reads = {
        str(name): _read(model, guards[str(name)], texts)
        for name, model in file.attributes.items()
        if name in texts
    }
    what = "`since`, `applies when` or `absent` of"
    order = in_order(texts, reads, what, builder.problems)
    return tuple(guard for name in order for guard in guards[name])


# -- private -------------------------------------------------------------------------------


def _settled_by(model: AttributeModel) -> Placed | None:
    """Where it stands what an attribute is settled by, if it is by others at all."""
    if isinstance(model.absent, AssumptionModel):
        return model.absent.unless
    return model.applies_when or model.since


def _read(
    model: AttributeModel, guards: tuple[Guard, ...], among: Mapping[str, Placed]
) -> set[str]:
    found = {name for guard in guards for name in read_among(guard.expr, among)}
    return found | ({str(model.since)} & among.keys())


def _guards(
    name: Placed, model: AttributeModel, file: VocabularyFile, builder: Builder
) -> Iterator[Guard]:
    """Whether an attribute applies, then what is assumed of it."""
    if model.applies_when is not None:
        yield Guard(str(name), GuardKind.APPLIES, builder.condition(model.applies_when))
    if not isinstance(model.absent, AssumptionModel):
        return
    assumption, attribute = model.absent, builder.vocabulary.attributes[name]
    _check(name, model, assumption, file, builder.problems)
    value = _value(name, assumption, attribute, builder.problems)
    expr = _doubt(name, assumption, file, builder)
    if value is not None:
        yield Guard(
            str(name),
            GuardKind.ASSUMED,
            expr,
            value,
            str(assumption.because),
            tuple(map(str, assumption.source)),
            assumption.verified,
        )


def _doubt(
    name: Placed, assumption: AssumptionModel, file: VocabularyFile, builder: Builder
) -> Expr:
    """The reason to doubt, which reads no definition: these are worked out only later."""
    parsed = builder.parsed(assumption.unless)
    definitions = {str(one): None for one in file.definitions}
    named = sorted(read_among(parsed, definitions)) if parsed is not None else []
    for definition in named:
        message = f"`unless` of `{name}` reads `{definition}`, which is a definition"
        hint = "write what it stands for: `unless` reads attributes and histories only"
        builder.problems.add("P104", message, assumption.unless.span, hint)
    return BROKEN if named else builder.condition(assumption.unless)


def _check(
    name: Placed,
    model: AttributeModel,
    assumption: AssumptionModel,
    file: VocabularyFile,
    problems: Problems,
) -> None:
    """Of whom nothing is assumed: red flags, and what is counted from a date."""
    group = file.groups.get(Placed(model.group or ""))
    if group is not None and group.red_flag:
        message = f"nothing is assumed of `{name}`, which is asked for as a red flag"
        problems.add("P103", message, assumption.span)
    if model.since is not None or model.type == "date":
        message = f"nothing is assumed of `{name}`, which is a date or counted from one"
        problems.add("P120", message, assumption.span)
    if not assumption.source and assumption.verified != "unverified":
        message = f"what is assumed of `{name}` names no source"
        hint = "give it a `source:` from sources.yaml, or say `verified: unverified`"
        problems.add("P309", message, assumption.span, hint)


def _value(
    name: Placed, assumption: AssumptionModel, attribute: Attribute, problems: Problems
) -> Value | None:
    """What is assumed, where that is a value of the attribute's type."""
    given, type_ = assumption.assume, attribute.type
    span = given.span if isinstance(given, Placed) else assumption.span
    if type_.base is Base.DATE:
        return None  # said already
    if type_.base is Base.BOOLEAN:
        said = given if isinstance(given, bool) else {"yes": True, "no": False}.get(str(given))
        if said is None:
            problems.add("P103", f"`{name}` is `yes` or `no`, not `{given}`", span)
        return said
    if type_.is_number:
        return _number(name, given, attribute, assumption, problems)
    known = type_.choices or ()
    if given not in known:
        hint = suggestion(str(given), known) or choices(known)
        problems.add("P111", f"`{name}` cannot be `{given}`", span, hint)
        return None
    return str(given)


def _number(
    name: Placed,
    given: Placed | Decimal | bool,
    attribute: Attribute,
    assumption: AssumptionModel,
    problems: Problems,
) -> Value | None:
    """A plain number in the attribute's unit and within its range."""
    span = given.span if isinstance(given, Placed) else assumption.span
    if not isinstance(given, Decimal):
        unit = f" in {attribute.type.unit}" if attribute.type.unit is not None else ""
        message = f"what is assumed of `{name}` should be a number{unit}, without its unit"
        problems.add("P103", message, span)
        return None
    low, high = attribute.lowest, attribute.highest
    if (low is not None and given < low) or (high is not None and given > high):
        message = f"`{name}` is assumed to be {given}, which is no plausible value"
        problems.add("P111", message, span, f"its `range` is [{low}, {high}]")
        return None
    if attribute.type.base is Base.INTEGER and given != given.to_integral_value():
        message = f"what is assumed of `{name}` should be a whole number, not {given}"
        problems.add("P103", message, span)
        return None
    return given
