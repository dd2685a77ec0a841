"""From vocabulary.yaml and parameters.yaml to the vocabulary and named definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pathway.compiler.allergies import own_attributes, own_group
from pathway.compiler.builder import BROKEN, Builder
from pathway.compiler.codes import Codes
from pathway.compiler.ordering import in_order, read_among
from pathway.content.models import (
    AssumptionModel,
    AttributeModel,
    DefinitionModel,
    ParametersFile,
    TherapyFile,
    VocabularyFile,
)
from pathway.ground.problems import Label, Problems, choices, suggestion
from pathway.ground.source import Placed
from pathway.ground.terms import Characteristic
from pathway.ground.units import canonical, known_units
from pathway.ground.vocabulary import (
    ALLERGIES,
    BOOLEAN,
    DATE,
    DECIMAL,
    ENCOUNTER,
    INTEGER,
    NULL,
    TEXT,
    Attribute,
    Base,
    Group,
    RecordList,
    Type,
    Vocabulary,
)
from pathway.language.everyday_hints import SPELT
from pathway.language.syntax import Expr, Literal
from pathway.names import Owner
from pathway.program import Finding, Parameter

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_VALID = re.compile(r"(\d+) (day|week|month|year)s?")
_TYPES: Mapping[str, Type] = {
    "yes/no": BOOLEAN,
    "number": DECIMAL,
    "whole number": INTEGER,
    "choice": TEXT,
    "date": DATE,
}


def vocabulary_of(
    file: VocabularyFile,
    therapies: Mapping[str, TherapyFile],
    codes: Mapping[str, Codes],
    drugs: Mapping[str, Codes],
    problems: Problems,
) -> Vocabulary:
    """The vocabulary that the file declares, with the therapies whose history can be asked for.

    `codes` are those of the attributes, `drugs` those of the therapies.
    """
    groups = {
        str(name): Group(str(name), g.title, g.question, g.red_flag, name.span)
        for name, g in file.groups.items()
    }
    attributes = {
        str(name): _attribute(name, model, file, groups, codes.get(str(name), {}), problems)
        for name, model in file.attributes.items()
    }
    if own := own_attributes(therapies, drugs, file):
        groups.setdefault(ALLERGIES, own_group())
        attributes |= own
    for id_, therapy in therapies.items():
        if id_ in attributes or id_ in file.definitions:
            problems.add(
                "P110", f"`{id_}` is both a therapy and an attribute", therapy.therapy.span
            )
    units = {id_: _unit(t.dose_unit, problems) for id_, t in therapies.items()}
    return Vocabulary(attributes, groups, units)


def parameters_of(
    file: ParametersFile | None, problems: Problems, chosen: Mapping[str, Decimal] | None = None
) -> tuple[Parameter, ...]:
    """The site parameters with their values (the default unless `chosen` sets another)."""
    found = []
    for name, model in (file.parameters if file else {}).items():
        value = (chosen or {}).get(name, model.default)
        low, high = model.allowed
        if low <= high and not low <= value <= high:
            problems.add(
                "P114",
                f"parameter `{name}` is {value}; allowed is {low} to {high}",
                name.span,
            )
        found.append(
            Parameter(
                name=str(name),
                value=value,
                unit=_unit(model.unit, problems),
                rationale=model.rationale,
                title=model.title,
                allowed=model.allowed,
                sources=tuple(map(str, model.source)),
                span=name.span,
            )
        )
    return tuple(found)


def literals(parameters: Iterable[Parameter]) -> dict[str, Literal]:
    """The parameters as constants that conditions can name."""
    return {
        p.name: Literal(p.value, Type(Base.DECIMAL, p.unit), parameter=p.name) for p in parameters
    }


def define_named(models: Mapping[Placed, DefinitionModel], builder: Builder) -> tuple[Finding, ...]:
    """Add named definitions, each after those it reads; the titled ones are findings."""
    texts = {str(name): model.define for name, model in models.items()}
    reads = {}
    for name, text in texts.items():
        parsed = builder.parsed(text)
        reads[name] = read_among(parsed, texts) if parsed is not None else set()
    spans = {str(name): name for name in models}
    # In a circle one of them is read before its turn: then its meaning counts as broken.
    builder.named.update(dict.fromkeys(texts, NULL))
    for name in in_order(texts, reads, "definition", builder.problems):
        _check_name(spans[name], builder)
        expr = builder.expression(texts[name])
        negated = _contrary(spans[name], models[spans[name]], expr, builder.problems)
        owner = Owner("definition", name)
        builder.define(name, expr, owner, texts[name].span, negated)
        # A name whose meaning is broken fits everywhere, so that nothing is said twice.
        builder.named[name] = expr.type if expr is not BROKEN else NULL
    return tuple(
        Finding(str(name), model.title, tuple(map(str, model.fields)), model.plainly or "")
        for name, model in models.items()
        if model.title is not None
    )


# -- private -------------------------------------------------------------------------------


def _attribute(
    name: Placed,
    model: AttributeModel,
    file: VocabularyFile,
    groups: Mapping[str, Group],
    codes: Codes,
    problems: Problems,
) -> Attribute:
    if model.group is not None and model.group not in groups:
        problems.add(
            "P109",
            f"unknown group `{model.group}`",
            model.group.span,
            problems.near(model.group, groups),
        )
    group = groups.get(model.group or "")
    low, high = model.range or (None, None)
    valid_for = _days(model.valid_for, problems)
    if valid_for is None and group is not None and group.red_flag:
        valid_for = ENCOUNTER
    return Attribute(
        name=str(name),
        title=model.title,
        type=_type(name, model, problems),
        question=model.question or f"{model.title}?",
        group=str(model.group or ""),
        span=name.span,
        lowest=low,
        highest=high,
        valid_for=valid_for,
        since=_since(model.since, file, problems),
        absent=_absent(model.absent, model, group, problems),
        assumable=isinstance(model.absent, AssumptionModel),
        disagree=model.disagree,
        lasting=_lasting(name, model, problems),
        codes=codes,
        characteristic=_characteristic(model, file),
        negated=model.negated or "",
        plainly=model.plainly or "",
    )


def _type(name: Placed, model: AttributeModel, problems: Problems) -> Type:
    if model.type == "choice":
        if not model.choices:
            hint = "add a list of texts such as `choices: [mild, severe]`"
            problems.add("P102", f"choice `{name}` has no `choices`", name.span, hint)
        return Type(Base.TEXT, choices=_choices(name, model.choices or (), problems))
    base = _TYPES[model.type]
    return Type(base.base, _unit(model.unit, problems)) if base.is_number else base


def _choices(name: Placed, written: tuple[Placed, ...], problems: Problems) -> tuple[str, ...]:
    """The choices; several in one text, without the brackets of a list, were meant apart."""
    if len(written) == 1 and "," in written[0]:
        meant = tuple(part.strip() for part in written[0].split(","))
        message = f"the choices of `{name}` are one text"
        hint = f"write them as a list: `[{', '.join(meant)}]`"
        problems.add("P103", message, written[0].span, hint)
        return meant
    return tuple(map(str, written))


def _unit(text: Placed | None, problems: Problems) -> str | None:
    if text is None:
        return None
    unit = canonical(text)
    if unit is None:
        near = suggestion(SPELT.get(text.lower(), text), known_units())
        hint = near or "units are UCUM, such as `10*9/L`"
        problems.add("P203", f"unknown unit `{text}`", text.span, hint)
    return unit or str(text)


def _lasting(name: Placed, model: AttributeModel, problems: Problems) -> bool:
    if model.lasting and model.type != "yes/no":
        message = f"only a yes/no attribute can be `lasting`, and `{name}` is none"
        problems.add("P111", message, name.span)
    return model.lasting


def _contrary(name: Placed, model: DefinitionModel, expr: Expr, problems: Problems) -> str:
    """What a definition's `not` is called; only one that is true or false has a contrary."""
    if model.plainly is not None and model.title is None:
        message = f"`{name}` has no title that could be said `plainly`"
        problems.add("P111", message, model.plainly.span)
    if model.negated is not None and expr.type not in (BOOLEAN, NULL):
        message = f"only a yes/no definition can be `negated`, and `{name}` is none"
        problems.add("P111", message, model.negated.span)
    return model.negated or ""


def _days(text: Placed | None, problems: Problems) -> int | None:
    if text is None:
        return None
    if text == "encounter":
        return ENCOUNTER
    match = _VALID.fullmatch(text)
    if match is None:
        hint = "write `encounter`, or a time such as `90 days`, `12 weeks` or `1 year`"
        problems.add("P111", f"`valid for` cannot be `{text}`", text.span, hint)
        return ENCOUNTER
    return int(match[1]) * _DAYS[match[2]]


def _since(text: Placed | None, file: VocabularyFile, problems: Problems) -> str | None:
    if text is None:
        return None
    model = file.attributes.get(text)
    if model is None or model.type != "date":
        dates = [n for n, m in file.attributes.items() if m.type == "date"]
        problems.add(
            "P104",
            f"`since` needs a date attribute, not `{text}`",
            text.span,
            problems.near(text, dates),
        )
    return str(text)


def _characteristic(model: AttributeModel, file: VocabularyFile) -> Characteristic:
    """What is personal about a value; an age tells what its date of birth tells."""
    counted_from = None if model.since is None else file.attributes.get(model.since)
    inherited = counted_from.characteristic if counted_from is not None else None
    return model.characteristic or inherited or Characteristic.HEALTH_STATUS


def _absent(
    text: AssumptionModel | Placed | None,
    model: AttributeModel,
    group: Group | None,
    problems: Problems,
) -> RecordList | None:
    if not isinstance(text, Placed):
        return None
    if group is not None and group.red_flag:
        problems.add("P103", "a red flag is never assumed to be absent", text.span)
    allowed = {f"assume false in {item.value}": item for item in RecordList}
    if text not in allowed:
        hint = suggestion(text, allowed) or choices(allowed)
        problems.add("P109", f"`absent` cannot be `{text}`", text.span, hint)
        return None
    if model.type != "yes/no":
        problems.add("P103", "only a yes/no attribute can be assumed false", text.span)
    return allowed[text]


def _check_name(name: Placed, builder: Builder) -> None:
    other = builder.vocabulary.attributes.get(name)
    if other is not None:
        also = Label(other.span, "the attribute stands here") if other.span else None
        builder.problems.add("P110", f"`{name}` is already an attribute", name.span, also=also)
