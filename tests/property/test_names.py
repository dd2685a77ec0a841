"""Names that are made are read as what they were made of, whatever the ids are."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway import names as made
from pathway import open_library
from pathway.names import forms as reading
from pathway.names.forms import PlainName
from pathway.names.reading import read_name

#: Ids that look like parts of names, keywords or paths; all are ids an author may choose.
_HOSTILE = (
    *("rule", "node", "flag", "option", "offer", "dose", "closed", "reached", "verdict", "most"),
    *("limit", "applies", "in_play", "direct", "failed", "trials", "a", "x1", "and", "not"),
    *("resolved", "step_up", "asked", "elsewhere", "t", "constructor", "etc_passwd"),
)
ids = st.sampled_from(_HOSTILE) | st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
therapies = ids.filter(lambda text: text not in made.BEGINNINGS)
nodes = st.lists(ids, min_size=1, max_size=3).map(".".join)
#: Ids of publications and of what they say may have full stops and hyphens.
cited = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
numbers = st.integers(1, 300)


def words(closed: Any) -> st.SearchStrategy[Any]:
    """The words of a closed set, also of one that is made of several."""
    return st.sampled_from(list(_words(closed)))


def _words(closed: Any) -> Iterator[str]:
    for one in get_args(closed):
        yield from (one,) if isinstance(one, str) else _words(one)


offers = st.builds(
    reading.OfferName, st.none() | ids, st.lists(ids, min_size=1, max_size=3).map(tuple)
).filter(lambda one: one.flag is not None or one.path[0] != made.NO_NODE)
owners = st.builds(made.Owner, st.sampled_from(["step", "end", "flag", "therapy"]), nodes)
NAMES = st.one_of(
    st.builds(reading.RuleName, ids, ids, st.none() | words(made.RulePart)),
    st.builds(reading.OverrideName, ids, ids),
    st.builds(reading.NodeName, nodes, words(made.NodePart)),
    st.builds(reading.BranchName, nodes, numbers.map(str)),
    st.builds(reading.EdgeName, nodes, numbers.map(str) | st.sampled_from(["resolved", "step_up"])),
    st.builds(reading.FlagName, ids, st.none() | words(made.FlagPart)),
    st.builds(reading.ElsewhereName, ids),
    st.builds(reading.HeldName, ids, ids),
    st.builds(reading.OptionName, ids, words(made.OptionPart)),
    offers,
    st.builds(reading.PartnerName, ids, ids, numbers, st.booleans()),
    st.builds(reading.DoseName, therapies | offers.map(str), words(made.DosePart)),
    st.builds(reading.DoseRowName, therapies | offers.map(str), numbers, st.booleans()),
    st.builds(reading.NoteName, owners, numbers),
    st.builds(
        reading.PositionName,
        st.builds(made.position_id, cited, cited),
        words(made.PositionPart),
    ),
    st.builds(reading.OutcomeName, words(made.OutcomePart)),
    st.builds(reading.HistoryName, therapies, words(made.HistoryPart) | words(made.ToldPart)),
    st.builds(reading.AppliesName, ids),
    st.builds(reading.UnlessName, ids),
    st.builds(reading.CompleteName, st.sampled_from(["problems", "medicines", "allergies"])),
    st.builds(PlainName, ids),
)


@given(NAMES)
def test_what_was_made_is_read_as_what_it_was_made_of(name: reading.DefinitionName) -> None:
    assert read_name(str(name)) == name


@given(st.text() | st.lists(ids | st.just(""), max_size=6).map(".".join))
def test_any_text_is_read_and_is_the_same_text_again(text: str) -> None:
    assert str(read_name(text)) == text


@given(NAMES, NAMES)
def test_two_things_never_have_one_name(
    one: reading.DefinitionName, other: reading.DefinitionName
) -> None:
    assert (str(one) == str(other)) is (one == other)


def test_every_name_of_the_shipped_programs_is_read() -> None:
    library = open_library()
    for id_ in library.pathways:
        program = library.program(id_)
        for definition in program.definitions:
            name = read_name(definition.name)
            assert str(name) == definition.name
            plain = definition.owner.is_definition or definition.name in made.IN_EVERY_PROGRAM
            assert isinstance(name, PlainName) is plain, definition.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nsaid.failed", reading.HistoryName("nsaid", "failed")),
        ("nsaid.colour", PlainName("nsaid.colour")),
        ("rule.nsaid.ulcer.applies", reading.RuleName("nsaid", "ulcer", "applies")),
        ("node.injection.gate.reached", reading.NodeName("injection.gate", "reached")),
        ("offer.flag.infection.mri", reading.OfferName("infection", ("mri",))),
        ("offer.nsaid.nsaid.ppi", reading.OfferName(None, ("nsaid", "nsaid", "ppi"))),
        ("dose.offer.step.nsaid.1.most", reading.DoseRowName("offer.step.nsaid", 1, most=True)),
        ("partner.nsaid.ppi.2.closed", reading.PartnerName("nsaid", "ppi", 2, closed=True)),
        ("partner.nsaid.ppi.1", PlainName("partner.nsaid.ppi.1")),
        ("rec.who-2023.1.2.direct", reading.PositionName("who-2023.1.2", "direct")),
        ("note.end review.review.1", reading.NoteName(made.Owner("end", "review.review"), 1)),
        ("eligible", PlainName("eligible")),
    ],
)
def test_names_are_read(text: str, name: reading.DefinitionName) -> None:
    assert read_name(text) == name
