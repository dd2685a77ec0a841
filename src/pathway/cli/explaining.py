"""The commands that explain: explain and eval."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import ExitCode, complain, refuse, reporting
from pathway.cli.request import (
    DateOption,
    JsonOption,
    LibraryOption,
    PathwayOption,
    Request,
    WhoseOption,
    opened,
    pathway_in,
)

if TYPE_CHECKING:
    from pathway.language.evaluation import EvalResult
    from pathway.language.syntax import Result
    from pathway.language.typecheck import Scope
    from pathway.views.reference import Topic


def explain(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHAT]",
            help="A problem code (P104), a key ('step up'), an operator, a part of a history "
            "(nsaid.failed) or a phrase of scenarios; else all codes are listed.",
            autocompletion=completion.explained,
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


def evaluate(
    expression: Annotated[
        str, typer.Argument(metavar="EXPR", help="An expression; - reads one a line.")
    ],
    patient: Annotated[
        str | None, typer.Argument(metavar="[PATIENT]", help="Whose attributes it may name.")
    ] = None,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
    whose: WhoseOption = None,
    json: JsonOption = False,
) -> None:
    """Evaluate an expression of the condition language."""
    with reporting(json=json):
        if expression == "-" and patient == "-":
            raise refuse("standard input cannot hold both the expressions and the patient")
        texts = list(_expressions(expression))
        request = Request(patient, pathway, as_of, library=library, whose=whose)
        results = _results(texts, request)
    _write(results, json=json)
    if any(result.problems for result in results):
        raise typer.Exit(ExitCode.FINDINGS)


# -- private -------------------------------------------------------------------------------


def _expressions(expression: str) -> Iterator[str]:
    """The expression, or those on standard input without its empty lines."""
    if expression != "-":
        yield expression
        return
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    yield from (line.rstrip("\r") for line in text.split("\n") if line.strip())


def _results(texts: Sequence[str], request: Request) -> list[EvalResult]:
    """The results; a library is only opened where an expression names something."""
    from pathway.language.evaluation import eval_scope, eval_text

    if request.patient is None and request.library is None:
        results = [eval_text(text, eval_scope(), {}) for text in texts]
        if not any(p.code == "P104" for result in results for p in result.problems):
            return results
    scope, values = _ground(request)
    return [eval_text(text, scope, values) for text in texts]


def _ground(request: Request) -> tuple[Scope, Mapping[str, Result]]:
    """The names that an expression may use, and what they stand for; all unknown for nobody."""
    from pathway.ground.vocabulary import Base, Type
    from pathway.language.evaluation import eval_scope
    from pathway.language.syntax import Literal

    library, patient = request.open()
    day = request.day_for(patient)
    named = pathway_in(library, request.pathway) or library.choose(patient, day)
    program = library.program(named or library.current[0])
    parameters = {
        p.name: Literal(p.value, Type(Base.DECIMAL, p.unit), parameter=p.name)
        for p in program.parameters
    }
    values = library.resolved(patient, day, program.id).values
    return eval_scope(library.vocabulary, parameters), values


def _write(results: list[EvalResult], *, json: bool) -> None:
    if json:
        output.write_json_lines([result.to_dict() for result in results])
        return
    for result in results:
        if result.problems:
            complain(f"{result}\n")
        else:
            output.write(f"{result}\n")


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
    answer = found(asked, known) or _phrases(asked) or found(_unjoined(asked), known)
    if not answer:
        hint = suggestion(asked, [topic.name for topic in known]) or _of_content(asked)
        message = f"nothing is called {in_backticks(asked)}"
        raise refuse(message, "P505", hint or "docs/reference.md lists all keys")
    if json:
        output.write_json([asdict(topic) for topic in answer])
    else:
        output.write(explanation(answer))


def _unjoined(asked: str) -> str:
    return re.sub("[-_]+", " ", asked)


def _of_content(asked: str) -> str | None:
    """What to type about something of the shipped content, which is explained elsewhere."""
    from pathway.advice.lookup import attribute_meant, therapy_meant
    from pathway.ground.problems import UsageError

    content = opened(None)
    ways: tuple[tuple[str, Callable[[], str]], ...] = (
        ("pathway eval {} PATIENT", lambda: attribute_meant(asked, content.vocabulary).name),
        (
            "pathway why {} PATIENT",
            lambda: therapy_meant(asked, content.therapies, content.drug_names).id,
        ),
    )
    for say, find in ways:
        try:
            return f"it is content: `{say.format(find())}`"
        except UsageError:
            continue
    return None


def _phrases(asked: str) -> tuple[Topic, ...]:
    """Phrases of scenarios, where the part is installed that reads them."""
    if find_spec("pytest") is None or find_spec("pytest_bdd") is None:
        return ()
    from pathway.authoring.spec.catalogue import topics_like

    return topics_like(asked)
