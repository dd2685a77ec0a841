"""Sentences for what is wrong with a YAML text, said where it can be mended.

libyaml reports where it could not go on; an author wants to see where it went wrong, so an
unclosed quote or bracket is shown where it opens.
"""

from __future__ import annotations

import re
from typing import Final

import yaml

from pathway.ground.problems import Label, Problems, in_backticks
from pathway.ground.source import Source, Span
from pathway.yaml.tree import MAX_DEPTH


def add_fault(
    source: Source,
    error: yaml.MarkedYAMLError,
    quoted: Span | None,
    bracket: int | None,
    problems: Problems,
) -> None:
    """Add the problem behind a parser's error.

    `quoted` is the quoted text read just before, `bracket` where the innermost list or mapping
    in brackets opens.
    """
    at = _offset(source, error.problem_mark)
    opened = _offset(source, error.context_mark)
    here = _point(source, at)
    said = (error.problem or "").strip()
    if "nesting" in said:
        # Brackets are counted by libyaml before it hands out the first of them.
        problems.add("P011", f"nested more than {MAX_DEPTH} levels deep", here)
    elif "quoted scalar" in (error.context or "") and "end of" in said:
        _never_closed(source, opened, problems)
    elif _is_tab(source, at):
        problems.add("P006", "a tab stands in the indentation", here, "indent with spaces")
    elif _is_long_key(source, at, quoted, problems):
        pass
    elif quoted is not None and not source.text[quoted.end : at].strip():
        _after_quote(quoted, here, problems)
    elif _slipped(source, at, problems):
        pass
    elif bracket is not None and (error.context or "").startswith("while parsing a flow"):
        _unclosed_bracket(source, bracket, here, problems)
    else:
        if (error.context or "").endswith(_BEGINS_WRONG):
            here = _point(source, opened)
        message, hint = _worded(source, said, here, opened)
        if (message, hint) == _INDENTED_FURTHER:
            message, hint, here = _above_or_here(source, here)
        problems.add("P004", message, here, hint)


def unclosed_quote(text: Span, problems: Problems) -> None:
    """Add the problem of a quoted text that swallowed the lines after it."""
    closing = Span(text.source, text.end - 1, text.end)
    problems.add(
        "P005",
        "this quote is not closed",
        _point(text.source, text.start),
        "close it on its own line, or indent the lines that continue the text",
        Label(closing, "the text would run to the next quote"),
    )


def _is_long_key(source: Source, at: int, quoted: Span | None, problems: Problems) -> bool:
    """Say that a key is too long; reading stops behind it, at its colon."""
    if source.text[at : at + 1] != ":":
        return False
    start = 1 + max(source.text.rfind(sign, 0, at) for sign in "\n{[,")
    if quoted is not None and quoted.end == at:
        start = quoted.start
    if at - start <= _LONGEST_KEY:
        return False
    message = f"a key has at most {_LONGEST_KEY:,} characters"
    problems.add("P004", message, _point(source, start), "use a shorter key")
    return True


#: More than that before its colon is no key to YAML, quotes and escapes counted.
_LONGEST_KEY: Final = 1024


def _never_closed(source: Source, opened: int, problems: Problems) -> None:
    problems.add(
        "P005",
        "this quote is not closed",
        _point(source, opened),
        f"the text would run to the end of the file; add the closing {source.text[opened]}",
    )


def _after_quote(quoted: Span, here: Span, problems: Problems) -> None:
    if quoted.line != here.line:
        unclosed_quote(quoted, problems)
        return
    single = quoted.source.text[quoted.start] == "'"
    problems.add(
        "P004",
        "text goes on after a closing quote",
        here,
        _AFTER_SINGLE if single else _AFTER_DOUBLE,
        Label(_point(quoted.source, quoted.start), "the quoted text starts here"),
    )


def _unclosed_bracket(source: Source, opened: int, here: Span, problems: Problems) -> None:
    opening = source.text[opened]
    before = source.text[opened + 1 : here.start].rstrip(" ")
    if source.text[here.start] in "[{" and re.fullmatch(r".*[^\s,:\[{]", before):
        message = f"`{source.text[here.start]}` cannot stand in a text here"
        inside = Label(_point(source, opened), "the text stands inside this bracket")
        hint = "put the text in double quotes: `{when: \"x in {'a', 'b'}\"}`"
        problems.add("P004", message, here, hint, inside)
        return
    closing = "]" if opening == "[" else "}"
    problems.add(
        "P004",
        f"`{opening}` is not closed, or a comma is missing",
        _point(source, opened),
        f"separate the items with commas and end with `{closing}`",
        Label(here, "reading stopped here"),
    )


def _slipped(source: Source, at: int, problems: Problems) -> bool:
    """Say what is wrong with the line where reading stopped, or with the one above, if it shows."""
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    line = source.text[start : len(source.text) if end < 0 else end]
    above = source.text[:start].rstrip()
    first = above.rfind("\n") + 1
    for begins, text in ((first, above[first:]), (start, line)):
        for pattern, message, hint in _SLIPS:
            found = pattern.match(text)
            if found is not None:
                span = Span(source, begins + found.start(1), begins + found.end(1))
                problems.add("P004", found.expand(message), span, found.expand(hint))
                return True
    return False


def _worded(source: Source, said: str, here: Span, opened: int) -> tuple[str, str | None]:
    at = here.start
    char = source.text[at : at + 1]
    if said.startswith("mapping values are not allowed"):
        before = source.text[source.text.rfind("\n", 0, at) + 1 : at]
        return _SECOND_COLON if re.search(r":\s", before) else _INDENTED_FURTHER
    if char in ("]", "}"):
        return f"`{char}` closes nothing", None
    if source.text[opened : opened + 1] == '"' and opened < at:
        written = source.text[source.text.rfind("\\", 0, at) :][:2]
        return (
            f"{in_backticks(written)} does not start an escape that can be read",
            "write `\\\\` for a backslash, or use single quotes",
        )
    if "cannot start any token" in said or (char and char in "&*|>"):
        name = "a backtick" if char == "`" else in_backticks(char)
        return f"a text cannot start with {name}", "put the text in quotes"
    if said.startswith("did not find expected"):
        return _INDENTATION
    if said.startswith("block sequence entries"):
        return "a list cannot start here", "start the list on the next line, or write `[a, b]`"
    if "simple key" in said or "expected ':'" in said:
        return "a key without `:`", _NO_KEY
    return f"not YAML: {said or 'the text cannot be read'}", None


def _above_or_here(source: Source, here: Span) -> tuple[str, str, Span]:
    """A key without its colon in the lines above; else the line that is indented too far."""
    above = _without_colon(source, here)
    if above is not None:
        return "a key without `:`", _NO_KEY_ABOVE, above
    before = source.text[: here.start].rpartition("\n")[2]
    return *_INDENTED_FURTHER, Span(source, here.start - len(before.lstrip()), here.end)


def _without_colon(source: Source, here: Span) -> Span | None:
    """The first of the lines above that run on as one text up to here, unless it is a key's value.

    Had that line a colon, it would have been a key.
    """
    start, found = source.text.rfind("\n", 0, here.start) + 1, None
    while start > 0:
        end = start - 1
        start = source.text.rfind("\n", 0, end) + 1
        line = source.text[start:end].partition(" #")[0].rstrip()
        text = line.lstrip(" -")
        if re.search(r":(?:\s|$)", line):
            return found if line.endswith(":") else None
        if not text or not (text[0].isalnum() or text[0] in "_("):
            return found
        begins = start + len(line) - len(text)
        found = Span(source, begins, begins + len(text))
        if line.lstrip().startswith("- "):
            return found
    return found


def _offset(source: Source, mark: object) -> int:
    index = getattr(mark, "index", None)
    return min(index if isinstance(index, int) else 0, len(source.text))


def _point(source: Source, at: int) -> Span:
    """One character; where the text has ended, the last one written."""
    text = source.text
    if at >= len(text) or not text[at:].strip():
        at = max(len(text.rstrip()) - 1, 0)
    return Span(source, at, at + 1)


def _is_tab(source: Source, at: int) -> bool:
    line_start = source.text.rfind("\n", 0, at) + 1
    before = source.text[line_start : at + 1]
    return "\t" in before and not before.strip()


#: Where these were begun is what is wrong, and not where reading stopped.
_BEGINS_WRONG: Final = ("a simple key", "an anchor", "an alias", "a block scalar")

#: (how a line looks, with what is shown as its first group, message, hint)
_SLIPS: Final = (
    (
        re.compile(r" *(\u00a0)"),
        "a no-break space stands in the indentation",
        "delete it and type a space",
    ),
    (
        re.compile(r"\s*([–—•·*])\s"),
        r"`\1` does not begin a list item",
        "write `- `, a hyphen and a space",
    ),
    (
        re.compile(r"\s*(-)([^\W\d][\w ]*:\s.*)"),
        "a space is missing after `-`",
        r"write `- \2`",
    ),
    (
        re.compile(r"\s*(?:- )*([^\W\d][\w ]*):([^\s:/].*)"),
        "a space is missing after the colon",
        r"write `\1: \2`",
    ),
)
_AFTER_SINGLE: Final = "write '' for an apostrophe, or put the whole text in double quotes"
_AFTER_DOUBLE: Final = "inside double quotes write ' for a quote"
_SECOND_COLON: Final = (
    "a second `:` in one line",
    "put a text with `: ` in quotes, or start a new line for the second key",
)
_INDENTED_FURTHER: Final = (
    "this line is indented further than the one above it",
    "the keys of one mapping start in the same column",
)
_NO_KEY: Final = "write `key: value`, or indent the line further where it continues the text above"
_NO_KEY_ABOVE: Final = "write `key: value`, or `key:` above keys of its own"
_INDENTATION: Final = (
    "this line does not fit to those above it",
    "the keys of one mapping, and the items of one list, start in the same column",
)
