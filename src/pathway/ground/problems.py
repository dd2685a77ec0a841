"""Problems as values: a stable code, a sentence, a place and a hint.

Bad input never raises on the way; every pass adds what it finds to a collector, so that
all problems of all files come in one run, and nothing faulty is partly used.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from pathway.frozen import frozen
from pathway.ground.source import Span


@frozen
class Label:
    """A second place that explains a problem (where the other one of two duplicates stands)."""

    span: Span
    note: str


@frozen
class Problem:
    """One thing that is wrong, said in one sentence and shown where it stands."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    also: Label | None = None

    @property
    def is_error(self) -> bool:
        """Whether the problem forbids using the file (a warning does not)."""
        return self.code not in WARNINGS

    def __str__(self) -> str:
        lines = [f"{self.code} {visible(self.message)}"]
        if self.span is not None:
            lines += _excerpt(self.span)
        if self.also is not None:
            lines += [f"  {self.also.note}:", *_excerpt(self.also.span)]
        if self.hint is not None:
            lines.append(f"  help: {visible(self.hint)}")
        return "\n".join(lines)


class Problems:
    """Collects problems in the order found; an error twice at one place counts once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Problem] = {}

    def add(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
        also: Label | None = None,
    ) -> None:
        """Add one problem; of very many only the first are kept."""
        problem = Problem(code, message, span, hint, also)
        if len(self._found) >= MAX_KEPT:
            problem = Problem("P118", "more problems are not shown")
        self._found.setdefault((problem.code, problem.message, str(problem.span)), problem)

    def near(self, word: str, known: Iterable[str]) -> str | None:
        """`did you mean …?`, while there are not too many problems already."""
        return suggestion(word, known) if len(self._found) < MAX_SUGGESTED else None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add all of `problems`."""
        for problem in problems:
            self.add(problem.code, problem.message, problem.span, problem.hint, problem.also)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def extend_in_order(self, problems: Problems) -> None:
        """Add the problems of one file in the order of its lines, as many as anyone reads."""
        ordered = sorted(problems, key=lambda p: p.span.start if p.span is not None else -1)
        self.extend(ordered[:MAX_OF_A_FILE])
        if len(ordered) > MAX_OF_A_FILE:
            hidden = ordered[MAX_OF_A_FILE]
            self.add("P118", "more problems of this file are not shown", hidden.span)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid use."""
        return tuple(problem for problem in self if problem.is_error)


class PathwayError(Exception):
    """Input that cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n\n".join(map(str, self.problems)))


class LibraryError(PathwayError):
    """A pathway library that cannot be opened."""


class PatientError(PathwayError):
    """A patient file or mapping that cannot be read."""


class ExportError(PathwayError):
    """A pathway that another form cannot hold with the same meaning."""


class UsageError(PathwayError):
    """A request that makes no sense (an unknown pathway, therapy or guideline)."""


class RecordsError(PathwayError):
    """Records that cannot be opened, read or written; what failed was not saved."""


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """`did you mean …?` for the nearest known word; None where nothing is near."""
    if len(word) > MAX_SHOWN:
        return None
    among = list(known)
    if len(among) > MAX_COMPARED:
        among = [one for one in among if abs(len(one) - len(word)) < 3 and one[:1] == word[:1]]
    near = difflib.get_close_matches(word, among[:MAX_COMPARED], n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


def in_backticks(text: str) -> str:
    """User text as it stands in a message: quoted, shortened, with nothing invisible in it."""
    shown = text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
    return f"`{visible(shown)}`"


def choices(allowed: Iterable[str]) -> str:
    """A hint that lists what may stand somewhere."""
    return f"allowed: {', '.join(map(in_backticks, allowed))}"


def visible(text: str) -> str:
    """`text` with control characters replaced, so that no input can steer a terminal."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def _excerpt(span: Span) -> list[str]:
    line, column = span.source.position(span.start)
    text, column = _window(span.source.line(line), column)
    width = max(1, min(span.end - span.start, len(text) - column + 1))
    return [
        f"  {span}",
        f"  {line:>4} | {visible(text)}".rstrip(),
        f"       | {' ' * (column - 1)}^{'~' * (width - 1)}",
    ]


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a very long line around `column`, and the column in that part."""
    start = max(0, column - 1 - MAX_EXCERPT // 2)
    if len(text) <= MAX_EXCERPT:
        return text, column
    shown = text[start : start + MAX_EXCERPT]
    before = "…" if start else ""
    after = "…" if start + MAX_EXCERPT < len(text) else ""
    return f"{before}{shown}{after}", column - start + len(before)


#: The problems shown of one file, and those kept of any number of files.
MAX_OF_A_FILE: Final = 50
MAX_KEPT: Final = 2000

#: Finding a suggestion costs time: so many problems get one, out of so many known words.
MAX_SUGGESTED: Final = 25
MAX_COMPARED: Final = 500

#: The longest user text in a message, and the longest piece of a source line, in characters.
MAX_SHOWN: Final = 60
MAX_EXCERPT: Final = 160


class Code(NamedTuple):
    """One row of the table of codes."""

    code: str
    title: str
    warning: bool = False


def _table(*rows: Code) -> Mapping[str, Code]:
    return MappingProxyType({row.code: row for row in rows})


#: Every code: what it is called, and whether it is only a warning.
CODES: Final[Mapping[str, Code]] = _table(
    Code("P001", "the file is not UTF-8 text"),
    Code("P002", "a character that may not stand in a file"),
    Code("P003", "the file is too large"),
    Code("P004", "the text is not YAML"),
    Code("P005", "a quote is not closed"),
    Code("P006", "a tab in the indentation"),
    Code("P007", "a key is written twice"),
    Code("P008", "a repeat (`*`) that cannot be followed"),
    Code("P009", "a part of YAML that is not used here"),
    Code("P010", "more than one document in a file"),
    Code("P011", "nested too deep, or too many values"),
    Code("P012", "a number too long or too large"),
    Code("P013", "a key that is not a plain text"),
    Code("P014", "a letter that only looks like another"),
    Code("P101", "unknown key"),
    Code("P102", "missing key"),
    Code("P103", "wrong kind of value"),
    Code("P104", "unknown attribute or name in a condition"),
    Code("P105", "unknown therapy"),
    Code("P106", "unknown node"),
    Code("P107", "unknown source"),
    Code("P108", "unknown guideline or recommendation"),
    Code("P109", "unknown group or list"),
    Code("P110", "an id is used twice"),
    Code("P111", "not one of the allowed values"),
    Code("P112", "unknown pathway"),
    Code("P113", "an empty or missing file"),
    Code("P114", "a parameter outside its allowed range"),
    Code("P115", "not a name"),
    Code("P116", "the file's name is not its id"),
    Code("P117", "a file that has no place in a library"),
    Code("P118", "more problems than are shown"),
    Code("P119", "a range upside down"),
    Code("P120", "a key that does not belong to this type of attribute"),
    Code("P121", "not a version"),
    Code("P130", "an unknown concept"),
    Code("P201", "the condition cannot be read"),
    Code("P202", "types do not fit together"),
    Code("P203", "a unit that is unknown or does not fit"),
    Code("P204", "only allowed in `pathway eval`"),
    Code("P205", "a text that is not among the choices"),
    Code("P206", "the condition is not a yes/no question"),
    Code("P207", "a phrase that only a step may use"),
    Code("P208", "months and years have no fixed length"),
    Code("P209", "the condition is too long or too deep"),
    Code("P210", "a condition that CQL cannot say"),
    Code("P301", "the nodes lead in a circle"),
    Code("P302", "a node that cannot be reached", warning=True),
    Code("P303", "a decision without otherwise"),
    Code("P304", "definitions in a circle"),
    Code("P305", "a node of no kind, or of two"),
    Code("P306", "a key that does not belong to this kind of node"),
    Code("P307", "partners in a circle"),
    Code("P308", "a step that offers nothing"),
    Code("P309", "a rule without a source"),
    Code("P310", "a risky option without any rule", warning=True),
    Code("P311", "a step that waits for a trial nobody has defined", warning=True),
    Code("P312", "a code that stands for two things"),
    Code("P313", "not a code of its system"),
    Code("P314", "a declaration that does not fit the conditions", warning=True),
    Code("P315", "a status that lacks what it needs"),
    Code("P316", "a remark that is too long"),
    Code("P317", "a flag that waits for an answer with what it never holds"),
    Code("P320", "a condition that can never be true", warning=True),
    Code("P321", "a condition that is always true", warning=True),
    Code("P322", "a branch that is never taken", warning=True),
    Code("P323", "a rule that a contraindication covers", warning=True),
    Code("P324", "an offer that is always contraindicated", warning=True),
    Code("P325", "a review that is overdue", warning=True),
    Code("P326", "an attribute that nothing reads", warning=True),
    Code("P327", "a definition that nothing reads", warning=True),
    Code("P328", "a parameter that nothing reads", warning=True),
    Code("P329", "a source that nothing cites", warning=True),
    Code("P330", "a therapy that nothing offers", warning=True),
    Code("P331", "a pathway that nobody can choose", warning=True),
    Code("P332", "a risky option that is never contraindicated", warning=True),
    Code("P333", "a treatment without an adequate trial", warning=True),
    Code("P334", "a group without attributes", warning=True),
    Code("P335", "a red flag without a source", warning=True),
    Code("P336", "a changelog that does not fit the version", warning=True),
    Code("P337", "a signature or an entry of a day to come", warning=True),
    Code("P338", "a pathway that does not say what it is for", warning=True),
    Code("P339", "two pathways for the same complaint", warning=True),
    Code("P345", "a therapy that excludes itself or its partner"),
    Code("P346", "an allergy that does not forbid its drug", warning=True),
    Code("P350", "a concept that nobody judged", warning=True),
    Code("P401", "unknown attribute"),
    Code("P402", "a value of the wrong type"),
    Code("P403", "a unit that does not fit"),
    Code("P404", "an impossible value"),
    Code("P405", "unknown therapy"),
    Code("P406", "a date in the future"),
    Code("P407", "not a date"),
    Code("P408", "a trial that does not add up"),
    Code("P409", "entries that contradict each other"),
    Code("P410", "an override of something that is not an avoid rule"),
    Code("P420", "a record that is not JSON"),
    Code("P421", "neither a bundle nor resources"),
    Code("P422", "a resource of no known type"),
    Code("P423", "no patient, or several"),
    Code("P424", "a key that stands twice in a record"),
    Code("P425", "a patient who has died"),
    Code("P426", "a record that was replaced"),
    Code("P430", "a resource that does not say whose it is", warning=True),
    Code("P431", "another patient's resource", warning=True),
    Code("P432", "a status that does not count", warning=True),
    Code("P433", "a status that leaves it open", warning=True),
    Code("P434", "a resource without a code that can be read", warning=True),
    Code("P435", "a code that matches nothing", warning=True),
    Code("P436", "a value that cannot be read", warning=True),
    Code("P437", "a date that does not fit", warning=True),
    Code("P438", "different copies of one resource", warning=True),
    Code("P439", "a kind of resource that is not read", warning=True),
    Code("P440", "a list that does not count as complete", warning=True),
    Code("P441", "a modifier that is not known", warning=True),
    Code("P442", "a code that leaves it open", warning=True),
    Code("P443", "values that contradict each other", warning=True),
    Code("P444", "recorded after the day asked about", warning=True),
    Code("P445", "a history of treatments that is not known", warning=True),
    Code("P446", "something else in the record counts", warning=True),
    Code("P447", "a code that is known to say nothing here", warning=True),
    Code("P448", "a dose of a day that is not known", warning=True),
    Code("P449", "an outcome of a treatment that is not known", warning=True),
    Code("P501", "a file that cannot be read"),
    Code("P502", "unknown pathway"),
    Code("P503", "unknown therapy"),
    Code("P504", "unknown guideline"),
    Code("P505", "nothing of this name can be explained"),
    Code("P506", "a part that is not installed"),
    Code("P507", "not a name for a pathway"),
    Code("P508", "a file that is already there"),
    Code("P509", "a file that cannot be written"),
    Code("P510", "a request that cannot be understood"),
    Code("P511", "no spec to run"),
    Code("P512", "a spec does not hold as it stands"),
    Code("P513", "a name with several meanings"),
    Code("P514", "a fault of this program"),
    Code("P601", "a line of a feature that cannot be read"),
    Code("P602", "a scenario that lacks a part"),
    Code("P603", "a scenario's name"),
    Code("P604", "a step that no phrase fits"),
    Code("P605", "a step with two meanings"),
    Code("P606", "examples that do not fit their scenario"),
    Code("P607", "a tag that cannot be used"),
    Code("P608", "a table that does not fit its step"),
    Code("P609", "one patient and every patient in one scenario"),
    Code("P610", "a recommendation without a scenario", warning=True),
    Code("P701", "a decision that passes over something"),
    Code("P702", "records that cannot be opened"),
    Code("P703", "a decision that could not be saved"),
    Code("P704", "records of another kind or version"),
    Code("P705", "unknown record"),
    Code("P706", "the key of the pseudonyms"),
    Code("P707", "a request that was used before"),
    Code("P708", "a record that cannot be superseded"),
    Code("P709", "a decision on an example"),
    Code("P801", "a version that does not say how much changed", warning=True),
    Code("P901", "a table that does not fit"),
)

#: Codes of findings that do not forbid use.
WARNINGS: Final[frozenset[str]] = frozenset(row.code for row in CODES.values() if row.warning)
