"""The report on a pathway's intended use as Markdown, for files and pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pathway.present.intended_use import (
    BASIS,
    FOR_REVIEW,
    NOTICE,
    Criterion,
    Item,
    Report,
    SourceAttribute,
    counted,
)


def render(report: Report) -> str:
    """The whole report; text of the library is never markup."""
    blocks = [*_head(report)]
    for number, criterion in enumerate(report.criteria, 1):
        blocks += _criterion(number, criterion)
    blocks += _attributes(report)
    return "\n\n".join(blocks) + "\n"


# -- private -------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


_SPECIAL = re.compile(r"([\\`*_{}\[\]#|>~$])")


def _head(report: Report) -> Iterator[str]:
    yield f"# Intended use: {_escaped(report.title)} {_escaped(report.version)}"
    yield f"**{_escaped(report.status_words)}**"
    yield from (NOTICE, BASIS)
    rows = (
        ("patients", report.patients),
        ("limits", report.limits or "none are said"),
        ("content", f"sha256 {report.digest}"),
        ("open", counted(report.open, "point")),
    )
    yield "\n".join(f"- {label}: {_escaped(text)}" for label, text in rows)


def _criterion(number: int, criterion: Criterion) -> Iterator[str]:
    yield f"## {number}. {criterion.title}"
    yield f"*{_escaped(criterion.rule)}*"
    yield f"**{_escaped(criterion.question)}**"
    yield _escaped(criterion.answer)
    if criterion.counts:
        rows = "\n".join(f"| {_escaped(c.what)} | {c.number} |" for c in criterion.counts)
        yield f"| Count | |\n|---|---:|\n{rows}"
    for evidence in criterion.evidence:
        yield f"### {_escaped(evidence.title)}"
        yield "\n".join(map(_item, evidence.items)) or "None."
    if criterion.open:
        yield "### Open"
        yield "\n".join(f"- [ ] {_escaped(said)}" for said in criterion.open)


def _item(item: Item) -> str:
    id_ = f" ({_escaped(item.id)})" if item.id else ""
    said = f": {_escaped(item.text)}" if item.text else ""
    place = f" · {_escaped(item.place)}" if item.place else ""
    review = f" · **{FOR_REVIEW}**" if item.review else ""
    return f"- {_escaped(item.title)}{id_}{said}{place}{review}"


def _attributes(report: Report) -> Iterator[str]:
    yield f"## {len(report.criteria) + 1}. Source attributes (45 CFR 170.315(b)(11))"
    rows = "\n".join(map(_attribute, report.attributes))
    yield f"| Attribute | Answer | Open |\n|---|---|---|\n{rows}"


def _attribute(one: SourceAttribute) -> str:
    which = f" ({_escaped(one.which)})" if one.which else ""
    says = "; ".join(map(_escaped, one.says))
    return f"| {_escaped(one.title)} | {says}{which} | {_escaped(one.open)} |"
