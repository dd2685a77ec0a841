"""From draft to retired: what a pathway's status needs, and what its file says of its versions.

A draft needs nothing. A pathway in review has a changelog entry for its version and a day by
which it is to be reviewed; an active one has been signed off as well; a retired one says what
replaces it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from pathway.content.load import LibraryModels
from pathway.content.models import PathwayFile
from pathway.ground.problems import Problems, in_backticks
from pathway.ground.provenance import ChangelogEntry, Lifecycle, Signature, version_of

#: What stands under `replaced by` where nothing takes a retired pathway's place.
NOTHING: Final = "nothing"


def lifecycle_of(file: PathwayFile) -> Lifecycle:
    """What a pathway's file says of its versions and of those who stand behind it."""
    return Lifecycle(
        summary=file.summary or "",
        review_by=date.fromisoformat(file.review_by) if file.review_by is not None else None,
        changelog=tuple(
            ChangelogEntry(str(one.version), date.fromisoformat(one.date), one.what)
            for one in file.changelog
        ),
        signed=tuple(
            Signature(str(one.version), one.who, one.role, date.fromisoformat(one.date))
            for one in file.signed
        ),
        replaced_by=None if file.replaced_by in (None, NOTHING) else str(file.replaced_by),
    )


def check_lifecycles(models: LibraryModels, problems: Problems) -> None:
    """Report versions that are none, and a status without what it needs."""
    for file in models.pathways.values():
        _check_versions(file, problems)
        _check_replaced(file, models, problems)
        if file.status in ("in review", "active"):
            _check_ready(file, problems)
        if file.status == "active":
            _check_signed(file, problems)


# -- private -------------------------------------------------------------------------------


def _check_versions(file: PathwayFile, problems: Problems) -> None:
    entries = (*(one.version for one in file.changelog), *(one.version for one in file.signed))
    versions = (file.version, *entries)
    for version in versions:
        if version_of(version) is None:
            message = f"{in_backticks(version)} is not a version"
            hint = 'write three numbers such as `"1.2.0"`'
            problems.add("P121", message, version.span, hint)


def _check_ready(file: PathwayFile, problems: Problems) -> None:
    wanted = version_of(file.version)
    if wanted is not None and wanted not in [version_of(one.version) for one in file.changelog]:
        _lacks(file, f"an entry for {file.version} in `changelog`", problems)
    if file.review_by is None:
        _lacks(file, "the day it is to be reviewed by (`review by`)", problems)


def _check_signed(file: PathwayFile, problems: Problems) -> None:
    """A signature holds for the corrections of wording that follow it, and for no other version."""
    wanted = version_of(file.version)
    signed = [version_of(one.version) for one in file.signed]
    if wanted is None or None in signed:
        return
    if not any(one is not None and one[:2] == wanted[:2] and one <= wanted for one in signed):
        _lacks(file, f"somebody who signed {file.version} off (`signed`)", problems)


def _check_replaced(file: PathwayFile, models: LibraryModels, problems: Problems) -> None:
    by = file.replaced_by
    if by is None:
        if file.status == "retired":
            _lacks(file, f"what replaces it (`replaced by`: a pathway, or `{NOTHING}`)", problems)
    elif file.status != "retired":
        message = f"`{file.pathway}` is replaced, but not retired"
        problems.add("P315", message, by.span, "set `status: retired`, or take this out")
    elif by != NOTHING and by not in models.pathways:
        hint = problems.near(by, models.pathways)
        problems.add("P112", f"unknown pathway {in_backticks(by)}", by.span, hint)
    elif by == file.pathway:
        problems.add("P315", f"`{file.pathway}` cannot replace itself", by.span)


def _lacks(file: PathwayFile, what: str, problems: Problems) -> None:
    message = f"`{file.pathway}` is {file.status}, which needs {what}"
    problems.add("P315", message, file.pathway.span)
