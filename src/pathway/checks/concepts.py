"""What was judged of the codes of records: what nobody judged of a concept stays open."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.checks.subject import Subject
from pathway.fhir.concept_files import judgements
from pathway.ground.problems import Problem, in_backticks


def unjudged_concept(subject: Subject) -> Iterator[Problem]:
    """A concept that neither means, nor bears on, nor says nothing of an attribute of its list."""
    program = next(iter(subject.programs.values()), None)
    if program is None:
        return
    for name, file, _, rest in judgements(subject.models, program.vocabulary):
        if not rest:
            continue
        named = [in_backticks(one) for one in sorted(rest)]
        more = f" and {len(named) - 3} more" if len(named) > 3 else ""
        yield Problem(
            "P350",
            f"nobody judged what the concept `{name}` says of {', '.join(named[:3])}{more}",
            name.span,
            f"until then an entry of the {file.list} leaves them open: name them, or a group that "
            "has them, under `bears on` or `says nothing of`, with the reason",
        )
