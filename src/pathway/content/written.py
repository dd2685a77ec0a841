"""What an author may write as a value: texts, numbers, days, yes and no, and named members.

The models of all files are made of these, so a text keeps its place and a number its digits
whichever file it stands in.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from pathway.frozen import frozen
from pathway.ground.source import Placed, Span
from pathway.yaml.scalars import may_be_thousands


class _Text:
    """Accepts only a text that an author wrote, and keeps it with its place."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_placed)


def _placed(value: object) -> Placed:
    if not isinstance(value, Placed):
        raise PydanticCustomError("text", "should be text")
    if not value.strip():
        raise PydanticCustomError("empty", "is empty")
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        if may_be_thousands(value):
            message = "could mean two numbers: a point, or a mark of thousands"
            raise PydanticCustomError("thousands", message)
        return value
    raise PydanticCustomError("number", "should be a number")


def _whole(value: object) -> int:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    raise PydanticCustomError("number", "should be a whole number")


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return value == "yes"
    raise PydanticCustomError("yes_no", "should be yes or no")


def _given(value: object) -> Placed | Decimal | bool:
    if isinstance(value, bool):
        return value
    return _number(value) if isinstance(value, Decimal) else _placed(value)


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "should be a day such as 2026-11-20")


def _placed_day(value: Placed) -> Placed:
    _day(value)
    return value


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _members(value: object) -> object:
    """The author's own keys of a mapping, without its span."""
    if isinstance(value, dict):
        return {key: member for key, member in value.items() if key != "@"}
    return value


#: What an editor is told about yes and no, which YAML 1.2 reads as texts.
YES_NO_SCHEMA: Final[JsonDict] = {"enum": [True, False, "yes", "no"]}

_TEXT_SCHEMA: Final[JsonDict] = {"type": "string", "minLength": 1}
DAY_SCHEMA: Final[JsonDict] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_TEXTS_SCHEMA: Final[JsonDict] = {"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}

Text = Annotated[Placed, _Text, WithJsonSchema(_TEXT_SCHEMA)]

#: A value of an attribute of any type: a number, a choice, yes or no.
Given = Annotated[
    Placed | Decimal | bool,
    PlainValidator(_given),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]

#: One text or a list of texts.
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed), WithJsonSchema(_TEXTS_SCHEMA)]


class _OneOrMore:
    """Says in a schema that one mapping may stand without its list."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonDict:
        found = handler(schema)
        return {"anyOf": [found["items"], {"type": "array", "items": found["items"]}]}


Member = TypeVar("Member")

#: One mapping, or a list of them.
OneOrMore = Annotated[tuple[Member, ...], BeforeValidator(_listed), _OneOrMore]

#: Numbers are written without quotes; nothing else is read as a number.
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema(YES_NO_SCHEMA)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(DAY_SCHEMA)]

#: A day that keeps its place, because a check may speak of it later.
PlacedDay = Annotated[Text, AfterValidator(_placed_day), WithJsonSchema(DAY_SCHEMA)]

#: Members by the names that the author gave them.
Named = Annotated[dict[Text, Member], BeforeValidator(_members)]


class FileModel(BaseModel):
    """A mapping in a file: unknown keys are errors, and its span comes under `@`."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=False, arbitrary_types_allowed=True
    )
    span: Annotated[Span | None, Field(alias="@"), WithJsonSchema({})] = None


@frozen(slots=False)
class TextOr:
    """Accepts a text, or else a mapping of a model."""

    model: type[FileModel]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = handler.generate_schema(self.model)
        return core_schema.no_info_wrap_validator_function(_text_or, inner)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [_TEXT_SCHEMA, handler(schema)]}


def _text_or(value: object, other: core_schema.ValidatorFunctionWrapHandler) -> object:
    return other(value) if isinstance(value, dict) else _placed(value)
