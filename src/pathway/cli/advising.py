"""The commands about one patient: advise, why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.request import (
    AdoptsOption,
    BaseOption,
    DateOption,
    DecisionsOption,
    JsonOption,
    KeyOption,
    LibraryOption,
    PathwayOption,
    PatientArgument,
    Request,
    SiteOption,
    StrictOption,
    TherapyArgument,
    WhoseOption,
    taken_as,
)
from pathway.ground.terms import Kind, Verdict

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.advice.change import Fewest
    from pathway.engine import Library


class ReasonFormat(StrEnum):
    """How reasons can be written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class AdviceFormat(StrEnum):
    """How advice can be written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    FHIR = "fhir"


def advise(
    patient: PatientArgument,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    form: Annotated[
        AdviceFormat, typer.Option("--format", help="How to write the advice.")
    ] = AdviceFormat.TEXT,
    site: SiteOption = None,
    base: BaseOption = None,
    whose: WhoseOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
    full: Annotated[bool, typer.Option("--full", help="Everything, not one screen.")] = False,
    json: JsonOption = False,
) -> None:
    """Advise on one patient: what to do, ask and avoid.

    It is one screen; with `--full` it is everything.
    """
    fhir = form is AdviceFormat.FHIR
    chosen = AdviceFormat.JSON if json and not fhir else form
    with reporting(json=chosen is AdviceFormat.JSON):
        if fhir:
            _only_whole_in_fhir({"--json": json, "--full": full})
        asked = Request(
            patient, pathway, as_of, strict, library, adopts, site, base, records, key, whose
        )
        advice = asked.advise()
        if fhir:
            output.write_json(advice.to_fhir())
        elif chosen is AdviceFormat.JSON:
            output.write_json(advice.to_dict())
        else:
            output.write(_rendered(advice, chosen, full=full))


def why(
    therapy: TherapyArgument,
    patient: PatientArgument,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    site: SiteOption = None,
    whose: WhoseOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
    form: Annotated[
        ReasonFormat, typer.Option("--format", help="How to write the reasons.")
    ] = ReasonFormat.TEXT,
    json: JsonOption = False,
) -> None:
    """Show the full reasons for one therapy, down to file and source.

    It says which answers would change the verdict.
    """
    chosen = ReasonFormat.JSON if json else form
    with reporting(json=chosen is ReasonFormat.JSON):
        asked = Request(
            patient, pathway, as_of, strict, library, adopts, site, None, records, key, whose
        )
        content, advice = asked.advise_by()
        id_ = _therapy(content, advice, therapy)
        found = advice.what_would_change(id_, _fewest())
        if chosen is ReasonFormat.JSON:
            from pathway.advice.serial_parts import why_dict

            output.write_json(why_dict(advice, id_, found))
            return
        from pathway.views import reasons
        from pathway.views.decided import with_decision
        from pathway.views.document import drawn
        from pathway.views.entries import cited, example
        from pathway.views.forms import Form

        made = reasons.document(
            with_decision(advice, advice.why(id_), id_),
            cited(advice.program.sources),
            found.lines,
            found.searched,
            notice=example(advice),
        )
        width, colour = output.width(), output.colour()
        output.write(drawn(made, Form(chosen), width=width, colour=colour))


def _only_whole_in_fhir(given: Mapping[str, bool]) -> None:
    """Refuse what has no meaning beside `--format fhir`; raises UsageError."""
    for option, said in given.items():
        if said:
            raise refuse(
                f"`--format fhir` does not go with `{option}`",
                hint=f"leave `{option}` out: {_NOT_IN_FHIR[option]}",
            )


_NOT_IN_FHIR: Final[Mapping[str, str]] = {
    "--json": "FHIR is JSON already",
    "--full": "everything is in the bundle",
}


def _fewest() -> Fewest | None:
    """What proves how few changes there have to be, where that is installed."""
    if find_spec("z3") is None:
        return None
    from pathway.authoring.verify.changing import fewest_changes

    return fewest_changes


def _rendered(advice: Advice, form: AdviceFormat, *, full: bool) -> str:
    width, colour = output.width(), output.colour()
    digest = advice.to_dict()["digest"]
    if form is AdviceFormat.TEXT and not full:
        from pathway.views.screen import screen

        return screen(advice, digest, width=width, colour=colour)
    from pathway.views.contents import Extras, render
    from pathway.views.forms import Form

    extras = Extras(digest, _favourable(advice), brief=form is not AdviceFormat.TEXT)
    return render(advice, extras, Form(form), width=width, colour=colour)


def _favourable(advice: Advice) -> dict[str, list[str]]:
    """What would make each pending therapy recommended; `why` finds what else would change it."""
    found = {}
    for id_, option in advice.options.items():
        if option.verdict is not Verdict.PENDING or option.kind in _LOOKING:
            continue
        if len(option.pending_on) <= _AT_ONCE and (change := advice.what_would_recommend(id_)):
            found[id_] = [f"recommended if {change.words}"]
    return found


_LOOKING = (Kind.INVESTIGATION, Kind.REFERRAL)
#: An option that waits for more than so many answers is too far from being recommended.
_AT_ONCE = 20


def _therapy(library: Library, advice: Advice, name: str) -> str:
    """The therapy meant; raises UsageError."""
    if name in advice.options:
        return name
    from pathway.advice.lookup import therapy_meant

    meant = therapy_meant(
        name, advice.options, library.drug_names, reading=True, library=library.therapies
    )
    return taken_as(name, meant)
