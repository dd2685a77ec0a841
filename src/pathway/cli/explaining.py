"""The command `explain`: what a problem code, a key, an operator or a phrase means."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import JsonOption

if TYPE_CHECKING:
    from pathway.views.reference import Topic


def explain(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHAT]",
            help="A problem code (P104), a key ('step up'), an operator, a part of a history "
            "(nsaid.failed) or a phrase of scenarios; else all codes are listed.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Explain a problem code, or anything that may stand in a file."""
    with reporting():
        if what is None:
            _list(json=json)
        elif _CODE.fullmatch(what.strip()):
            _explain_code(what.strip().upper(), what, json=json)
        else:
            _explain_topic(what, json=json)


# -- private -------------------------------------------------------------------------------

_CODE: Final = re.compile(r"P\d+", re.IGNORECASE)

_AFTER_CODES: Final = """
`pathway explain` also explains keys ('step up'), operators of conditions ('at least inadequate'),
parts of a history (nsaid.failed) and phrases of scenarios ('waits for').
"""


def _list(*, json: bool) -> None:
    from pathway.ground.problem_pages import codes

    if json:
        output.write_json(dict(codes()))
        return
    output.write("".join(f"{known}  {title}\n" for known, title in codes().items()))
    output.write(_AFTER_CODES)


def _explain_code(code: str, written: str, *, json: bool) -> None:
    from pathway.ground.problem_pages import codes, page
    from pathway.ground.problems import suggestion

    text = page(code)
    if text is None:
        hint = suggestion(code, codes()) or "`pathway explain` lists all codes"
        raise refuse(f"there is no problem code `{written}`", "P505", hint)
    if json:
        output.write_json({"code": code, "title": codes()[code], "page": text})
    else:
        output.write(text)


def _explain_topic(asked: str, *, json: bool) -> None:
    from pathway.ground.problems import in_backticks, suggestion
    from pathway.views.reference import explanation, found, topics

    known = topics()
    answer = found(asked, known) or _phrases(asked)
    if not answer:
        hint = suggestion(asked, [topic.name for topic in known])
        message = f"nothing is called {in_backticks(asked)}"
        raise refuse(message, "P505", hint or "docs/reference.md lists all keys")
    if json:
        output.write_json([asdict(topic) for topic in answer])
    else:
        output.write(explanation(answer))


def _phrases(asked: str) -> tuple[Topic, ...]:
    """Phrases of scenarios, where the part is installed that reads them."""
    if find_spec("pytest") is None or find_spec("pytest_bdd") is None:
        return ()
    from pathway.authoring.spec.catalogue import topics_like

    return topics_like(asked)
