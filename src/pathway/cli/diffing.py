"""What an edit of pathways changes, and for whom: diff."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.heads import need
from pathway.cli.request import DateOption, JsonOption, opened, pathway_in
from pathway.cli.revisions import checked_out

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.advice.model import Option
    from pathway.authoring.reports.difference import Compared
    from pathway.engine import Library


class DifferenceFormat(StrEnum):
    """How a difference can be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A folder, a pathway file, or a git revision.")
    ],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The same; else the folder `pathways`.")
    ] = "pathways",
    pathway: Annotated[
        str | None,
        typer.Option(
            "--pathway",
            metavar="ID",
            help="Only this pathway.",
            autocompletion=completion.pathways,
        ),
    ] = None,
    patients: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Say how many of these patients are affected."),
    ] = None,
    as_of: DateOption = None,
    form: Annotated[
        DifferenceFormat, typer.Option("--format", help="How to write it.")
    ] = DifferenceFormat.TEXT,
    json: JsonOption = False,
) -> None:
    """Say which advice an edit changes, and for whom.

    What is unchanged is proved. Exit code 1 where somebody is told something else, or where that
    is not proved.
    """
    chosen = DifferenceFormat.JSON if json else form
    with reporting(json=chosen is DifferenceFormat.JSON):
        need("z3", "`pathway diff`", "proof")
        with _library(old, new) as before, _library(new, old) as after:
            only = pathway or _named(old, before) or _named(new, after)
            found = _compared((old, before), (new, after), only, as_of or date.today(), patients)
        from pathway.authoring.reports import difference

        if chosen is DifferenceFormat.JSON:
            output.write_json(difference.to_dict(found))
        elif chosen is DifferenceFormat.MARKDOWN:
            output.write(difference.markdown(found))
        else:
            output.write(difference.text(found, output.width()))
        if not found.nothing:
            raise typer.Exit(1)


# -- private -------------------------------------------------------------------------------

_HOW = "name a folder, a pathway file, or a revision such as `HEAD~1:pathways`"


def _compared(
    old: tuple[str, Library],
    new: tuple[str, Library],
    only: str | None,
    as_of: date,
    patients: Path | None,
) -> Compared:
    from pathway.authoring.reports.difference import Compared
    from pathway.authoring.verify.difference import Comparing

    (old_name, before), (new_name, after) = old, new
    only = pathway_in(after, only)
    wanted = [only] if only is not None else list(after.pathways)
    both = [id_ for id_ in wanted if id_ in before.pathways]
    found = [Comparing(before.program(id_), after.program(id_), as_of).difference() for id_ in both]
    affected, number = _affected(before, after, both, as_of, patients)
    return Compared(
        old_name,
        new_name,
        found,
        after.vocabulary,
        gone=[id_ for id_ in before.pathways if id_ not in after.pathways and only in (None, id_)],
        added=[id_ for id_ in wanted if id_ not in before.pathways],
        affected=affected,
        patients=number,
    )


def _affected(
    before: Library, after: Library, pathways: Sequence[str], as_of: date, folder: Path | None
) -> tuple[list[tuple[str, list[str]]], int | None]:
    """The patients of a folder who are told something else, each with what."""
    if folder is None:
        return [], None
    files = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".json"))
    if not files:
        raise refuse(f"there is no patient file in `{folder}`")
    found = []
    for path in files:
        one, other = before.patient_from_file(path), after.patient_from_file(path)
        told: list[str] = []
        for id_ in pathways:
            old, new = before.advise(one, id_, as_of), after.advise(other, id_, as_of)
            told += _told_differently(old, new)
        if told:
            found.append((path.stem, list(dict.fromkeys(told))))
    return found, len(files)


def _told_differently(old: Advice, new: Advice) -> Iterator[str]:
    """What one patient is told otherwise, in a word each."""
    before, after = ({a.id: a.state for a in advice.alerts} for advice in (old, new))
    for id_ in {**before, **after}:
        if before.get(id_) != after.get(id_):
            yield f"alert {id_}: {before.get(id_, 'none')} → {after.get(id_, 'none')}"
    yield from _options_told(old, new)
    if old.outcome != new.outcome:
        yield f"outcome: {old.outcome} → {new.outcome}"
    yield from _other_parts(old, new)


def _options_told(old: Advice, new: Advice) -> Iterator[str]:
    for id_, option in new.options.items():
        was = old.options.get(id_)
        if was is None:
            yield f"{option.title}: not listed → {option.verdict}"
        elif was.verdict is not option.verdict:
            yield f"{option.title}: {was.verdict} → {option.verdict}"
        elif was.action is not option.action:
            yield f"{option.title}: {was.action} → {option.action}"
        elif _grounds(was) != _grounds(option):
            yield f"{option.title}: reasons or cautions"
        elif _worded(was) != _worded(option):
            yield f"{option.title}: other words or figures"
    for id_ in (id_ for id_ in old.options if id_ not in new.options):
        yield f"{old.options[id_].title}: no longer listed"


def _other_parts(old: Advice, new: Advice) -> Iterator[str]:
    """What else is told: findings with their values, and parts of which it is enough to know."""
    for name, finding in new.findings.items():
        was = old.findings.get(name)
        if was is None or was.value != finding.value:
            yield f"finding {finding.title}"
    for part in ("notes", "next", "parameters", "limits"):
        if getattr(old, part) != getattr(new, part):
            yield part
    told = {alert.id: alert for alert in old.alerts}
    for alert in new.alerts:
        same_state = alert.id in told and told[alert.id].state == alert.state
        if same_state and told[alert.id] != alert:
            yield f"alert {alert.id}: other words"


def _grounds(option: Option) -> tuple[object, ...]:
    lines = (*option.reasons, *option.cautions)
    return (tuple((line.rule, line.holds) for line in lines), option.positions, option.partners)


def _worded(option: Option) -> tuple[object, ...]:
    """What a reader is told of an option in words and figures that no rule decides."""
    lines = (
        (line.text, line.sources) for line in (*option.reasons, *option.cautions) if line.holds
    )
    graded = (option.strength, option.certainty, option.review)
    return (option.title, *graded, tuple(lines), option.not_with)


def _named(given: str, library: Library) -> str | None:
    """The pathway that a single file holds."""
    path = Path(given)
    return path.stem if path.is_file() and path.stem in library.pathways else None


@contextmanager
def _library(given: str, other: str) -> Iterator[Library]:
    """The library in a folder, around a file, or as it stood in a git revision."""
    path = Path(given)
    if path.is_dir():
        yield opened(path)
    elif path.is_file():
        yield opened(path.parent)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield opened(_checked_out(given, other, Path(folder)))


def _checked_out(given: str, other: str, folder: Path) -> Path:
    """The files of a revision (`REVISION` or `REVISION:folder`), in a folder of their own."""
    revision, _, inside = given.partition(":")
    beside = Path(other)
    inside = inside or (f"{beside.parent if beside.is_file() else beside}")
    if checked_out(Path(), revision, folder, inside) is None:
        raise refuse(f"there is no folder, file or git revision `{given}`", hint=_HOW)
    return folder / inside
