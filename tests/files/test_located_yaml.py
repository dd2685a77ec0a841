"""YAML as this project reads it: few meanings, exact places, and nothing that can hurt."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pathway.ground.problems import Problems
from pathway.ground.source import Placed, Source
from pathway.yaml.located import MAX_VALUES, Items, Table, read, read_bytes, span_of
from pathway.yaml.tree import tree_from
from tests.chance import examples


def tree(text: str) -> Any:
    problems = Problems()
    node = read(Source("file.yaml", text), problems)
    assert [str(problem) for problem in problems] == []
    return node


def faults(data: bytes) -> list[str]:
    problems = Problems()
    assert read_bytes("file.yaml", data, problems) is None
    return [str(problem) for problem in problems]


# -- what scalars mean -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1", Decimal(1)),
        ("-3.50", Decimal("-3.50")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("+7", Decimal(7)),
        ("0.1", Decimal("0.1")),
    ],
)
def test_words_and_numbers_with_a_meaning(written: str, meant: object) -> None:
    value = tree(f"key: {written}\nother: x\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "y",
        "NO",
        "12:30",
        "2026-11-20",
        "0x1F",
        "0o17",
        "017",
        "007",
        "1_000",
        ".inf",
        ".nan",
        "nan",
        "1,5",
        "1.2.3",
        "-x",
        "10*9/L",
        "tRUE",
        "1e",
        "--1",
        "٣",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert tree(f"key: {text} \n")["key"] == text
    assert type(tree(f"key: {text}\n")["key"]) is Placed


def test_digits_are_kept_as_written() -> None:
    assert str(tree("dose: 1.10")["dose"]) == "1.10"
    assert str(tree("dose: 0.30000000000000004")["dose"]) == "0.30000000000000004"
    assert str(tree("low: -0")["low"]) == "0"


@pytest.mark.parametrize("text", ["true", "null", "1.10", ""])
def test_quoted_is_always_text(text: str) -> None:
    assert tree(f"key: '{text}'")["key"] == text
    assert type(tree(f'key: "{text}"')["key"]) is Placed


def test_keys_are_text_as_written() -> None:
    node = tree("2017: a\nno: b\ntrue: c\n1.10: d\n")
    assert [*node] == ["2017", "no", "true", "1.10", "@"]
    assert all(isinstance(key, Placed) for key in node if key != "@")


QUOTE = '"'
ANY = st.text(st.characters(exclude_characters="\x7f", codec="utf-8"))  # JSON escapes all else


#: YAML knows no key of more than 1,024 characters, escapes and all.
KEYS = ANY.filter(lambda key: key not in ("", "@") and len(json.dumps(key)) < 1000)


@given(st.dictionaries(KEYS, ANY, min_size=1))
@example({"a": "\U00020bb7\u91ce", "b": "\\ud842\\udfb7", "c": "\\\U00020bb7\\"})
def test_json_of_other_programs_is_read_whatever_they_escape(written: dict[str, str]) -> None:
    """Such as Python's own: a character beyond U+FFFF is two escaped halves."""
    found = tree(json.dumps(written))
    assert {str(key): str(value) for key, value in found.entries()} == written
    for value in found.values():
        if isinstance(value, Placed) and value.span is not None and value:
            place = value.span.source.text[value.span.start : value.span.end]
            assert json.loads(place if place[0] == QUOTE else f'"{place}"') == value


def test_a_key_that_is_too_long_is_refused() -> None:
    assert tree(json.dumps({"k" * 1000: "v"}))["k" * 1000] == "v"
    long = "k" * 1100
    for text, place in (
        (f'{{"{long}": "v"}}', "1:2"),
        (f"a: 1\n{long}: v\n", "2:1"),
        (f"a: 1\n'{long}': v\n", "2:1"),
        (f"[{{b: c, {long}: v}}]", "1:8"),
    ):
        (fault,) = faults(text.encode())
        message, at, *_, hint = fault.splitlines()
        assert message == "P004 a key has at most 1,024 characters"
        assert (at.strip(), hint.strip()) == (f"file.yaml:{place}", "help: use a shorter key")


@pytest.mark.parametrize("half", [r"\ud842", r"\udfb7", r"\udfb7\ud842", r"\\ud842\udfb7"])
def test_half_a_character_is_refused(half: str) -> None:
    assert faults(f'{{"a": "{half}"}}'.encode()) != []


def test_json_is_yaml() -> None:
    node = tree('{"patient": "x", "attributes": {"age": 57, "smoker": null, "list": [true, "n"]}}')
    attributes = node["attributes"]
    assert (node["patient"], attributes["age"]) == ("x", 57)
    assert attributes["smoker"] is None
    assert attributes["list"] == [True, "n"]


def test_an_anchor_repeats_its_value() -> None:
    node = tree("a: &these [nsaid, ppi]\nb: *these\nc: &n 3\nd: *n\ne: &t text\nf: *t\n")
    assert (node["b"], node["d"], node["f"]) == (["nsaid", "ppi"], 3, "text")
    assert str(node["f"].span) == "file.yaml:5:7"


def test_a_byte_order_mark_is_tolerated() -> None:
    problems = Problems()
    node = read_bytes("file.yaml", b"\xef\xbb\xbfkey: x\n", problems)
    assert isinstance(node, Table)
    assert str(span_of(node, ("key",))) == "file.yaml:1:6"


def test_windows_line_ends() -> None:
    node = tree("a: x\r\nb:\r\n  - 'one\r\n    two'\r\n")
    assert node["b"] == ["one two"]
    assert str(node["b"][0].part(4, 7)) == "file.yaml:4:5"


# -- places ----------------------------------------------------------------------------------


def test_every_member_has_its_place() -> None:
    node = tree("title: Back pain\nnodes:\n  first: {offer: [nsaid, 3]}\n  last:\n")
    places = {
        ("title",): "file.yaml:1:8",
        ("nodes",): "file.yaml:2:1",
        ("nodes", "first"): "file.yaml:3:3",
        ("nodes", "first", "offer"): "file.yaml:3:11",
        ("nodes", "first", "offer", 0): "file.yaml:3:19",
        ("nodes", "first", "offer", 1): "file.yaml:3:26",
        ("nodes", "first", "missing"): "file.yaml:3:3",
        ("nodes", "last"): "file.yaml:4:3",
        ("nodes", "last", "[key]"): "file.yaml:4:3",
        ("nowhere", 3): "file.yaml:1:1",
    }
    assert {loc: str(span_of(node, loc)) for loc in places} == places


WORDS = ["nsaid", "failed", "µg", "don't", 'say "x"', "a\\b", "💊", "1.5", "é"]
STYLES = {
    "plain": lambda words: "key:\n  " + "\n\n    ".join(words) + "\n",
    "single": lambda words: "key: '" + " \n  ".join(w.replace("'", "''") for w in words) + "'\n",
    "double": lambda words: (
        'key: "'
        + "\\\n   \\ ".join(
            w.replace("\\", "\\\\")
            .replace('"', '\\"')
            .replace("é", "\\xe9")
            .replace("µ", "\\u00b5")
            for w in words
        )
        + '"\n'
    ),
    "literal": lambda words: "key: |-  # words\n    " + "\n    ".join(words) + "\n",
    "folded": lambda words: "key: >\n   " + "\n   ".join(words) + "\n\n",
    "more indented": lambda words: "key: >-\n   " + "\n     ".join(words) + "\n",
}


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from(sorted(STYLES)))
def test_each_word_of_a_text_points_at_itself(words: list[str], style: str) -> None:
    words = ["start", *words]
    text = STYLES[style](words)
    value = tree(f"before: 1\n{text}after: 2\n")["key"]
    at = 0
    for word in words:
        at = value.index(word, at)
        span = value.part(at, at + len(word))
        assert span is not None
        written = span.source.text[span.start : span.end]
        assert written.replace("''", "'").encode().decode() in (word, *escaped(word))
        at += len(word)


def escaped(word: str) -> list[str]:
    """How a word may stand inside quotes; a closing escape shows its first character only."""
    double = word.replace("\\", "\\\\").replace('"', '\\"')
    double = double.replace("é", "\\xe9").replace("µ", "\\u00b5")
    return [
        double,
        *(double[: -len(tail) + 1] for tail in ('\\"', "\\xe9") if double.endswith(tail)),
    ]


# -- bytes that are no text --------------------------------------------------------------------


def test_utf_16_is_named() -> None:
    expected = (
        "P001 `file.yaml` is not UTF-8 text (it looks like UTF-16)\n"
        "  help: save the file with the encoding UTF-8"
    )
    assert faults("key: x\n".encode("utf-16")) == [expected]
    assert faults("key: x\n".encode("utf-16-be")) == [expected]


def test_other_encodings_show_the_first_wrong_byte() -> None:
    assert faults("title: ok\nname: Müller\n".encode("latin-1")) == [
        (
            "P001 byte 0xFC is not UTF-8 text\n"
            "  file.yaml:2:8\n"
            "     2 | name: M\N{REPLACEMENT CHARACTER}ller\n"
            "       |        ^\n"
            "  help: save the file with the encoding UTF-8"
        )
    ]


def test_control_characters_are_shown_and_refused() -> None:
    assert faults(b"a: x\nname: M\0ller\x1b[31m\n") == [
        (
            "P002 control character NUL may not stand in a file\n"
            "  file.yaml:2:8\n"
            "     2 | name: M␀ller␛[31m\n"
            "       |        ^\n"
            "  help: delete it; inside double quotes it could be written as an escape such as `\\t`"
        ),
        (
            "P002 control character U+001B may not stand in a file\n"
            "  file.yaml:2:13\n"
            "     2 | name: M␀ller␛[31m\n"
            "       |             ^\n"
            "  help: delete it; inside double quotes it could be written as an escape such as `\\t`"
        ),
    ]


def test_text_that_hides_is_refused() -> None:
    found = faults("when: a\u202eb\nthen: c\u200bd\n".encode())
    assert [line.splitlines()[0] for line in found] == [
        "P002 invisible character U+202E may not stand in a file",
        "P002 invisible character U+200B may not stand in a file",
    ]


def test_a_large_file_is_refused() -> None:
    assert faults(b"a: x\n" * 300_000) == [
        (
            "P003 `file.yaml` is larger than 1 MiB\n"
            "  help: split it; no file of a library or patient needs to be that large"
        )
    ]


# -- files that try to cost time or memory -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 10_000, "P011 nested more than 100 levels deep"),
        ("{" * 10_000, "P011 nested more than 100 levels deep"),
        ("a: " + "[" * 1_200 + "]" * 1_200, "P011 nested more than 100 levels deep"),
        ("- " * 10_000, "P011 nested more than 100 levels deep"),
        ("{a: " * 10_000, "P011 nested more than 100 levels deep"),
        ("- a\n" * 200_000, f"P011 more than {MAX_VALUES} values in one file"),
        ("a: *b\n", "P008 `*b` repeats nothing"),
        ("a: " + "9" * 100_000, "P012 number `" + "9" * 59 + "…` is too long or too large"),
        ("a: 1e999999999999999999999", "P012 number `1e999999999999999999999` is too long or"),
    ],
)
def test_depth_and_size_are_bounded(text: str, said: str) -> None:
    assert faults(text.encode())[0].startswith(said)


def test_so_many_faults_are_enough() -> None:
    assert len(faults(b"a:\n" * 5000)) == 100


def test_repeats_are_bounded() -> None:
    text = "a: &x [1, 2, 3, 4]\n" + "".join(f"k{number}: *x\n" for number in range(5000))
    assert faults(text.encode())[0].startswith("P008 repeats (`*`) make more than 10000 values\n")


yaml_like = st.lists(
    st.sampled_from(
        ["a", "b: ", "- ", "\n", "\n  ", "'", '"', "[", "]", "{", "}", ",", "&x ", "*x"]
    )
    | st.sampled_from(
        ["? ", ": ", "|\n", ">\n", "#", "%", "!t ", "---\n", "...\n", "\\", "\t", "<<"]
    )
    | st.sampled_from(
        ["\r\n", "\x85", "\u2028", "\0", "\ud800", "1e9", "0.1", "é", "💊", "''", "@"]
    ),
    max_size=40,
).map("".join)


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xff")
def test_no_bytes_raise(data: bytes) -> None:
    _never_raises(read_bytes("file.yaml", data, problems := Problems()), problems)


@settings(max_examples=examples(300))
@given(yaml_like | st.text(max_size=60))
@example("a: [")
@example("a: {b: [")
@example("[")
@example("\ud800")
@example("a: &x\n  - *x")
@example("%YAML 9.9\n--- a")
@example("'\\\n")
def test_no_text_raises(text: str) -> None:
    _never_raises(read(Source("file.yaml", text), problems := Problems()), problems)


def _never_raises(node: object, problems: Problems) -> None:
    """Either a tree or problems, and every problem can be shown."""
    assert (node is None) == (len(problems) > 0)
    for problem in problems:
        assert str(problem).startswith(problem.code)
    todo = [node]
    while todo:
        member = todo.pop()
        if isinstance(member, Table):
            assert member.span is not None
            todo += [*member.values(), *(key for key in member if key != "@")]
        elif isinstance(member, Items):
            todo += member
        elif isinstance(member, Placed):
            assert member.offsets is None or len(member.offsets) == len(member)
            assert member.span is not None
            assert 0 <= member.span.start <= member.span.end <= len(member.span.source.text)


# -- trees of Python values ------------------------------------------------------------------


def test_python_values_become_the_same_tree() -> None:
    problems = Problems()
    node = tree_from({"age": 57, "dose": 0.1, "on": True, "list": ("a", None), 3: "x"}, problems)
    expected = {"age": 57, "dose": Decimal("0.1"), "on": True, "list": ["a", None], "3": "x"}
    assert node == expected
    assert len(problems) == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": {"b": float("nan")}}, "P012 `a.b`: the number is too long or too large, or none at"),
        ({"a": [1, float("inf")]}, "P012 `a[1]`: the number is too long or too large, or none at"),
        ({"a": 10**1000}, "P012 `a`: the number is too long or too large, or none at all"),
        ({"a": Decimal("1e999999")}, "P012 `a`: the number is too long or too large, or none at"),
        ({"a": b"x"}, "P103 `a`: should be text, a number, yes or no, a date, a list or a mapping"),
    ],
)
def test_python_values_without_a_form(value: object, said: str) -> None:
    problems = Problems()
    assert tree_from(value, problems) is None
    assert [str(problem)[: len(said)] for problem in problems] == [said]


def test_endless_python_values_are_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    problems = Problems()
    assert tree_from(endless, problems) is None
    assert [problem.code for problem in problems] == ["P011"]


@pytest.mark.parametrize("key", ["", "@"])
def test_a_mapping_has_no_key_that_a_file_may_not_have(key: str) -> None:
    problems = Problems()
    assert tree_from({"patient": {key: 1}}, problems) is None
    (problem,) = problems
    assert str(problem) == f"P013 `patient.{key}`: a key should be one plain text"
