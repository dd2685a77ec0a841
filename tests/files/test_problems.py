"""How a problem looks: one excerpt, one caret, and nothing that could steer a terminal."""

from pathway.ground.problems import Label, Problem, Problems, choices, in_backticks, suggestion
from pathway.ground.source import Source, Span


def test_a_problem_with_two_places_and_a_hint() -> None:
    source = Source("a.yaml", "first: 1\nsecond: 2\n")
    problem = Problem(
        "P007",
        "key `first` is written twice",
        Span(source, 9, 15),
        "delete one",
        Label(Span(source, 0, 5), "first written here"),
    )
    assert str(problem) == (
        "P007 key `first` is written twice\n"
        "  a.yaml:2:1\n"
        "     2 | second: 2\n"
        "       | ^~~~~~\n"
        "  first written here:\n"
        "  a.yaml:1:1\n"
        "     1 | first: 1\n"
        "       | ^~~~~\n"
        "  help: delete one"
    )


def test_a_span_over_several_lines_shows_the_first() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    assert str(Problem("P103", "x", Span(source, 1, 7))).splitlines()[2:] == [
        "     1 | one",
        "       |  ^~",
    ]


def test_the_end_of_a_file_can_be_shown() -> None:
    source = Source("a.yaml", "one")
    assert str(Problem("P103", "x", Span(source, 3, 3))).splitlines()[2:] == [
        "     1 | one",
        "       |    ^",
    ]


def test_a_very_long_line_is_shown_around_the_place() -> None:
    source = Source("a.yaml", "a" * 500 + "HERE" + "b" * 500)
    place, excerpt, marks = str(Problem("P103", "x", Span(source, 500, 504))).splitlines()[1:]
    assert place == "  a.yaml:1:501"
    assert excerpt == "     1 | …" + "a" * 80 + "HERE" + "b" * 76 + "…"
    assert marks == "       | " + " " * 81 + "^~~~"


def test_control_characters_are_made_visible() -> None:
    source = Source("a.yaml", "\tx\x1b[31m\u202e\x7f\n")
    problem = Problem("P101", "unknown `\x1b[2J\n`", Span(source, 1, 2), "not \x07")
    assert str(problem) == (
        "P101 unknown `␛[2J␊`\n  a.yaml:1:2\n     1 | ␉x␛[31m��\n       |  ^\n  help: not ␇"
    )


def test_user_text_is_quoted_and_shortened() -> None:
    assert in_backticks("nsaid") == "`nsaid`"
    assert in_backticks("x" * 61) == "`" + "x" * 59 + "…`"
    assert choices(["a", "b c"]) == "allowed: `a`, `b c`"


def test_suggestions_are_near_or_none() -> None:
    assert suggestion("bleding", ["bleeding", "age"]) == "did you mean `bleeding`?"
    assert suggestion("colour", ["bleeding", "age"]) is None
    assert suggestion("x" * 100_000, ["x" * 100_000]) is None


def test_problems_of_a_file_come_in_the_order_of_its_lines() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    found, all_ = Problems(), Problems()
    found.add("P101", "second", Span(source, 4, 5))
    found.add("P101", "first", Span(source, 0, 1))
    found.add("P113", "whole file")
    found.add("P101", "first", Span(source, 0, 1))
    all_.extend_in_order(found)
    assert [problem.message for problem in all_] == ["whole file", "first", "second"]
