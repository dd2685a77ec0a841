"""Commands that take what was typed as it is, where that is all there is to reading it.

Typer reads each value by a validator of pydantic, also of options that nobody typed, and only to
load what makes validators takes as long as advice. Words, what a function of ours reads, and
whatever was not typed need none; all else is left to Typer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from pathway.cli.help import HelpFormatter, write_commands, write_examples

#: Typer has its own copy of click, or uses click: the parts have the same names.
Parameter: TypeAlias = Any
Context: TypeAlias = Any


class _Sparing:
    """What commands and groups of commands have in common: their parameters, help among them."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The parameters, each with a way around its validator."""
        found: list[Parameter] = super().get_params(ctx)  # type: ignore[misc]
        for one in found:
            if "process_value" not in vars(one) and one.nargs == 1 and not _is_list(one):
                one.process_value = partial(_taken, one, one.process_value)
        return found


class Command(_Sparing, TyperCommand):
    """A command without validators for what needs none; its help ends with examples."""

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the examples after the options."""
        write_examples(ctx.command_path, formatter)


class Group(_Sparing, TyperGroup):
    """A group of commands without validators for what needs none, listed under headings."""

    def format_commands(self, _: Context, formatter: HelpFormatter) -> None:
        """Write the commands with a line each, under their headings."""
        write_commands(self.commands, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the examples, and then what else there is to say."""
        write_examples(ctx.command_path, formatter)
        super().format_epilog(ctx, formatter)


# -- private -------------------------------------------------------------------------------


def _is_list(parameter: Parameter) -> bool:
    return bool(getattr(parameter, "multiple", False))


def _taken(
    parameter: Parameter, read: Callable[[Context, object], object], context: Context, value: object
) -> object:
    if context.resilient_parsing and not isinstance(value, str):
        return value  # a shell asks what may stand somewhere, and nothing is lacking yet
    reader = _reader(parameter)
    if isinstance(value, str) and reader is not None:
        value = reader(value)
    elif parameter.required or not (value is None or value is parameter.default):
        return _read(read, context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value


def _read(read: Callable[[Context, object], object], context: Context, value: object) -> object:
    """What Typer reads; what is wrong is said without what only pydantic has to say."""
    try:
        return read(context, value)
    except BadParameter as error:
        error.message = error.message.removeprefix("Value error, ")
        raise


def _reader(parameter: Parameter) -> Callable[[str], object] | None:
    """What reads a word; None where only Typer knows."""
    kind = getattr(parameter, "type_descriptor", None)
    if kind is None:
        return None
    if kind.parameter_info.parser is not None:
        parser: Callable[[str], object] = kind.parameter_info.parser
        return parser
    return str if kind.annotation is str else None
