"""Whether a pathway uses the personal characteristics it says it uses, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.ground.problems import Problem
from pathway.program import CompiledProgram


def untrue_declaration(program: CompiledProgram) -> Iterator[Problem]:
    """A declaration that differs from what the conditions read; where there is none, nothing."""
    said = program.transparency
    if said.uses is None:
        return
    for one, attributes in program.uses.items():
        if one not in said.uses:
            read = ", ".join(f"`{name}`" for name in attributes[:_SHOWN])
            more = f" and {len(attributes) - _SHOWN} more" if len(attributes) > _SHOWN else ""
            yield Problem(
                "P314",
                f"`{program.id}` does not declare that it uses {one}, but reads {read}{more}",
                said.span,
                f"add `{one}` to `uses`",
            )
    for one in said.uses:
        if one not in program.uses:
            yield Problem(
                "P314",
                f"`{program.id}` declares that it uses {one}, but no condition reads it",
                said.span,
                f"take `{one}` out of `uses`",
            )


_SHOWN = 3
