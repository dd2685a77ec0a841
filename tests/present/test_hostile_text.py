"""Text of a record or an author never becomes an escape sequence, markup or a layout."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.ground.problems import Problem
from pathway.ground.source import Source, Span
from pathway.views import comparison, problems, reasons
from pathway.views.columns import cells
from pathway.views.contents import render
from pathway.views.document.markdown import escaped
from pathway.views.forms import Form
from pathway.views.page import clean

from .hard_advice import HARD, HOSTILE

CASES = {
    "plain": ("left leg pain, 6 months", "left leg pain, 6 months"),
    "accents": ("Müller, 57, Ischialgie", "Müller, 57, Ischialgie"),
    "clear screen": ("\x1b[2Jgone", "␛[2Jgone"),
    "title of the window": ("\x1b]0;owned\x07", "␛]0;owned␇"),
    "C1 control": ("\x9b31m", "�31m"),
    "line breaks": ("one\r\ntwo\tthree\u2028four", "one two three four"),
    "right to left": ("abc\u202edef", "abc�def"),
    "zero width": ("a\u200bb\ufeff", "a�b�"),
    "lone surrogate": ("a\ud800", "a�"),
    "no-break space": ("50\xa0mg", "50 mg"),
}


@pytest.mark.parametrize(("given_", "shown"), CASES.values(), ids=CASES.keys())
def test_cleaned(given_: str, shown: str) -> None:
    assert clean(given_) == shown


@given(st.text())
def test_clean_text_is_one_printable_line(text: str) -> None:
    assert clean(text).encode("utf-8", "strict").decode().splitlines() in ([clean(text)], [])
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean(text))
    assert clean(clean(text)) == clean(text)


def hostile() -> Advice:
    """The advice with hostile text wherever an author or a record may write."""
    options = {
        id_: dataclasses.replace(
            option,
            title=option.title + HOSTILE,
            summary=HOSTILE,
            after=(HOSTILE,),
            reasons=tuple(dataclasses.replace(rule, text=HOSTILE) for rule in option.reasons),
        )
        for id_, option in HARD.options.items()
    }
    return dataclasses.replace(
        HARD,
        pathway=dataclasses.replace(HARD.pathway, title=HOSTILE, version=HOSTILE, status=HOSTILE),
        options=options,
        alerts=tuple(dataclasses.replace(a, title=HOSTILE, to=HOSTILE) for a in HARD.alerts),
        questions=tuple(
            dataclasses.replace(q, question=HOSTILE, why_missing=HOSTILE) for q in HARD.questions
        ),
        plan=tuple(dataclasses.replace(item, what=HOSTILE, because=HOSTILE) for item in HARD.plan),
        notes=tuple(dataclasses.replace(note, text=HOSTILE) for note in HARD.notes),
        assumptions=tuple(dataclasses.replace(a, text=HOSTILE) for a in HARD.assumptions),
        citations=dict.fromkeys(HARD.citations, HOSTILE),
        limits=HOSTILE,
    )


def test_text_has_no_escape_sequences() -> None:
    said = render(hostile())
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\x07" not in said


def test_html_has_no_markup_of_others() -> None:
    said = render(hostile(), form=Form.HTML)
    assert "<script" not in said
    assert "\x1b" not in said
    assert not re.search(r"(src|href)\s*=(?!\s*\"#source-\d)", said)


def test_markdown_shows_markup_as_it_is() -> None:
    said = render(hostile(), form=Form.MARKDOWN)
    assert "<script" not in said
    assert "**bold**" not in said
    assert "\\*\\*bold\\*\\*" in said


@given(st.text(alphabet="ab*_`[]<>&|#\\!~$", max_size=20))
def test_markdown_escapes_can_be_undone(said: str) -> None:
    plain = re.sub(r"\\([\\`*_{}\[\]#|>~$])", r"\1", escaped(said))
    assert plain.replace("&lt;", "<").replace("&amp;", "&") == said


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_nothing_is_wider_than_the_page(width: int) -> None:
    label = "日本語" * 30 + "e\u0301" * 50 + "x" * 200
    person = dataclasses.replace(HARD.patient, label=label)
    for advice in (HARD, hostile(), dataclasses.replace(HARD, patient=person)):
        said = render(advice, width=width) + comparison.render([advice], width=width)
        assert max(map(cells, said.splitlines())) <= width


def test_reasons_are_cleaned() -> None:
    tree = reasons.render(Reason(HOSTILE, HOSTILE, HOSTILE), {})
    assert "\x1b" not in tree
    assert "\u202e" not in tree


def test_problems_are_cleaned() -> None:
    source = Source("patient.yaml", "age: \x1b[2J\n")
    found = problems.render([Problem("P402", "bad `\x1b[2J`", Span(source, 5, 9))])
    assert found == (
        "P402 bad `␛[2J`\n  patient.yaml:1:6\n     1 | age: ␛[2J\n       |      ^~~~\n"
    )
