"""What stands beside each definition in CQL: whose it is, where it was written, why, on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pathway.guards import Guard, GuardKind
from pathway.names import flag_name, rule_name
from pathway.program import CompiledProgram, Definition


def remarks(program: CompiledProgram) -> Callable[[Definition], Iterable[str]]:
    """The lines about a definition of a program."""
    reasons = _reasons(program)

    def told(one: Definition) -> Iterable[str]:
        place = "" if one.span is None else f" ({one.span.source.name}, line {one.span.line})"
        yield f"{one.owner}{place}"
        yield from reasons.get(one.name, ())

    return told


def guarding(program: CompiledProgram, guard: Guard) -> Iterable[str]:
    """The lines about the condition of a guard."""
    title = program.titles.get(guard.attribute, guard.attribute)
    if guard.kind is GuardKind.APPLIES:
        return [f"when “{title}” applies"]
    return _lines(program, f"a reason to doubt “{title}”", guard.because, guard.sources)


# -- private -------------------------------------------------------------------------------


def _reasons(program: CompiledProgram) -> Mapping[str, list[str]]:
    found = dict[str, list[str]]()
    for therapy in program.therapies.values():
        for rule in therapy.rules:
            title = f"{therapy.title}, {rule.severity.value}"
            found[rule_name(rule.id)] = _lines(program, title, rule.because, rule.sources)
    for flag in program.all_flags:
        title = f"{flag.title}, {flag.urgency.value}: {flag.action}"
        found[flag_name(flag.id)] = _lines(program, title, flag.because, flag.sources)
    for rec in program.recommendations:
        title = f"{rec.title} ({rec.year}): {rec.statement}"
        found[rec.direct] = _lines(program, title, rec.because, (rec.source,))
    for edge in program.edges:
        found[edge.definition] = _lines(program, edge.label, edge.because, ())
    for finding in program.findings:
        found[finding.name] = [finding.title]
    for note in program.notes:
        found[note.definition] = _lines(program, note.text, "", note.sources)
    return found


def _lines(program: CompiledProgram, title: str, because: str, sources: Iterable[str]) -> list[str]:
    cited = [program.sources[one].text for one in sources if one in program.sources]
    told = (title, f"because {because}" if because else "", *(f"source: {one}" for one in cited))
    return [line for line in told if line]
