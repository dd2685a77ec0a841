"""What a client lacks is never used, and no card and no word of one is lost by that."""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.ground.problems import LibraryError
from pathway.service.profiles import GENERIC, PROFILES, Profile, fit, profile_of
from pathway.service.profiles.profile import Statement, read_profile

RXNORM: Final = "http://www.nlm.nih.gov/research/umls/rxnorm"


def action(type_: str = "create", description: str = "Order naproxen") -> dict[str, Any]:
    if type_ == "delete":
        found = {"type": type_, "description": description}
        return {**found, "resourceId": "MedicationRequest/1"}
    coding = [{"system": RXNORM, "code": "7258"}]
    resource = {
        "resourceType": "MedicationRequest",
        "medicationCodeableConcept": {"coding": coding},
    }
    return {"type": type_, "description": description, "resource": resource}


def suggestion(label: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"label": label, "uuid": f"uuid of {label}", "actions": list(actions), **more}


def card(**more: Any) -> dict[str, Any]:
    topic = {"system": "http://pathway.example.org/topics", "code": "sciatica.nsaid-1"}
    found = {
        "summary": "Try an anti-inflammatory drug",
        "indicator": "info",
        "detail": "Why: *it* helps",
    }
    return {**found, "uuid": "c", "source": {"label": "Pathways", "topic": topic}, **more}


FULL: Final = card(
    suggestions=[
        suggestion("Naproxen", action(), isRecommended=True),
        suggestion(
            "Swap", action("delete", "Remove ibuprofen"), action(description="Add naproxen")
        ),
        suggestion("Renew", action("update", "Renew the order")),
    ],
    selectionBehavior="at-most-one",
    overrideReasons=[{"code": "declined", "system": "s", "display": "The patient declined"}],
    links=[
        {"label": "The whole advice", "url": "https://cds.example.org/a?b=c_d", "type": "absolute"},
        {"label": "App", "url": "https://app.example.org", "type": "smart", "appContext": "x"},
    ],
)


def test_the_generic_client_gets_the_answer_as_it_is() -> None:
    assert fit({"cards": [FULL]}, GENERIC) == {"cards": [FULL]}


def test_a_card_for_epic() -> None:
    (fitted,) = fit({"cards": [FULL]}, "epic")["cards"]
    order = action(description="Naproxen: Order naproxen")
    coding = {"system": "urn:oid:2.16.840.1.113883.6.88", "code": "7258"}
    order["resource"]["medicationCodeableConcept"]["coding"] = [coding]
    topic = {**FULL["source"]["topic"], "code": "sciaticansaid133c4629e48a19f0a"}
    detail = (
        "Why: *it* helps\n\nSuggested: Swap; Remove ibuprofen; Add naproxen\n\n"
        "Suggested: Renew; Renew the order\n\nThe whole advice\n\nApp"
    )
    assert fitted == {
        **FULL,
        "detail": detail,
        "source": {"label": "Pathways", "topic": topic},
        "suggestions": [suggestion("Naproxen", order, isRecommended=True)],
        "selectionBehavior": "any",
    }


def test_a_card_for_oracle_health() -> None:
    (fitted,) = fit({"cards": [FULL]}, "oracle-health")["cards"]
    assert "overrideReasons" not in fitted
    assert [set(link) for link in fitted["links"]] == [{"label", "url", "type"}] * 2
    assert [one["label"] for one in fitted["suggestions"]] == ["Naproxen"]


def test_of_several_of_which_one_may_be_chosen_one_stays() -> None:
    both = [suggestion("A", action()), suggestion("B", action(), isRecommended=True)]
    for behavior, labels, told in (
        ("any", ["A", "B"], "Why: *it* helps"),
        ("at-most-one", ["B"], "Why: *it* helps\n\nOr instead: A; Order naproxen"),
    ):
        given_ = card(suggestions=both, selectionBehavior=behavior)
        (fitted,) = fit({"cards": [given_]}, Profile("any", selection=("any",)))["cards"]
        assert [one["label"] for one in fitted["suggestions"]] == labels
        assert fitted["selectionBehavior"] == "any"
        assert fitted["detail"] == told


def test_a_client_without_suggestions_links_and_reasons_gets_words() -> None:
    none = Profile("none", selection=(), link_types=(), override_reasons=False)
    (fitted,) = fit({"cards": [FULL]}, none)["cards"]
    assert fitted == {
        **{name: FULL[name] for name in ("summary", "indicator", "uuid", "source")},
        "detail": "Why: *it* helps\n\nOr instead: Swap; Remove ibuprofen; Add naproxen\n\n"
        "Or instead: Renew; Renew the order\n\nSuggested: Naproxen; Order naproxen\n\n"
        "The whole advice: https://cds.example.org/a?b=c\\_d\n\nApp: https://app.example.org",
    }


def test_cards_beyond_what_a_client_shows_stand_in_the_last() -> None:
    cards = [card(summary=f"Card {number}", indicator="info") for number in range(3)]
    cards[1] = {**cards[1], "links": FULL["links"][:1]}
    cards[2] = {**cards[2], "indicator": "warning", "links": FULL["links"][:1], "detail": "More"}
    fitted = fit({"cards": cards}, Profile("few", max_cards=2))["cards"]
    last = {
        **cards[1],
        "indicator": "warning",
        "detail": "Why: *it* helps\n\n**Card 2**\n\nMore",
        "links": [*FULL["links"][:1], *FULL["links"][:1]],
    }
    assert fitted == [cards[0], last]


def test_different_topics_stay_different() -> None:
    codes = ["a-b", "ab", "a.b", "A-b", "x" * 101, "x" * 102, "x" * 100]
    cards = [card(source={"label": "P", "topic": {"code": code}}) for code in codes]
    fitted = fit({"cards": cards}, "epic")["cards"]
    found = [one["source"]["topic"]["code"] for one in fitted]
    assert len(set(found)) == len(codes)
    assert all(re.fullmatch("[A-Za-z0-9]{1,100}", one) for one in found)
    assert found[1] == "ab"
    assert found[-1] == "x" * 100
    assert found == [
        one["source"]["topic"]["code"] for one in fit({"cards": fitted}, "epic")["cards"]
    ]


# -- laws ----------------------------------------------------------------------------------

TEXT: Final = st.text(
    st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1
)
ACTIONS: Final = st.builds(action, st.sampled_from(["create", "update", "delete"]), TEXT)
SUGGESTIONS: Final = st.builds(
    lambda label, actions, best: suggestion(
        label, *actions, **({"isRecommended": True} if best else {})
    ),
    TEXT,
    st.lists(ACTIONS, max_size=3),
    st.booleans(),
)
LINKS: Final = st.builds(
    lambda label, smart: {
        "label": label,
        "url": "https://cds.example.org/page_1",
        **({"type": "smart", "appContext": "x"} if smart else {"type": "absolute"}),
    },
    TEXT,
    st.booleans(),
)


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    one = card(summary=draw(TEXT), detail=draw(TEXT), indicator=draw(st.sampled_from(URGENCY)))
    if draw(st.booleans()):
        del one["detail"]
    if suggestions := draw(st.lists(SUGGESTIONS, max_size=3)):
        best = sum(bool(each.get("isRecommended")) for each in suggestions)
        one |= {"suggestions": suggestions}
        one["selectionBehavior"] = (
            "any" if best > 1 else draw(st.sampled_from(["any", "at-most-one"]))
        )
    if links := draw(st.lists(LINKS, max_size=2)):
        one["links"] = links
    if draw(st.booleans()):
        one["overrideReasons"] = FULL["overrideReasons"]
    return one


URGENCY: Final = ("critical", "warning", "info")
CARDS: Final = st.lists(cards(), max_size=4).map(
    lambda found: sorted(found, key=lambda one: URGENCY.index(one["indicator"]))
)
PROFILE: Final = st.one_of(
    st.sampled_from(PROFILES).map(profile_of),
    st.builds(
        Profile,
        st.just("some"),
        max_cards=st.integers(0, 3),
        actions=st.integers(0, 2),
        action_types=st.sets(st.sampled_from(["create", "update", "delete"])).map(tuple),
        selection=st.sets(st.sampled_from(["any", "at-most-one"])).map(tuple),
        labels=st.booleans(),
        link_labels=st.booleans(),
        link_types=st.sets(st.sampled_from(["absolute", "smart"])).map(tuple),
        app_context=st.booleans(),
        override_reasons=st.booleans(),
        plain_topics=st.booleans(),
    ),
)


def texts(one: dict[str, Any]) -> Iterator[str]:
    """What people are to read of a card."""
    yield one["summary"]
    for each in one.get("suggestions", ()):
        yield each["label"]
        yield from (act["description"] for act in each["actions"])
    for link in one.get("links", ()):
        yield link["label"]


def shown(one: dict[str, Any]) -> str:
    """All that a card holds, its detail as Markdown shows it and as it is written."""
    detail = one.get("detail", "")
    plain = html.unescape(re.sub(r"\\([\\`*_{}\[\]#|>~$])", r"\1", detail))
    return "\n".join([*texts(one), detail, plain])


@given(CARDS, PROFILE)
def test_no_word_is_lost_and_emergencies_stay_first(
    given_: list[dict[str, Any]], profile: Profile
) -> None:
    before = repr(given_)
    fitted = fit({"cards": given_}, profile)["cards"]
    assert repr(given_) == before
    assert len(fitted) == min(len(given_), profile.max_cards or len(given_))
    assert [one["indicator"] for one in fitted] == [one["indicator"] for one in given_][
        : len(fitted)
    ]
    for number, one in enumerate(given_):
        there = shown(fitted[min(number, len(fitted) - 1)])
        for text in texts(one):
            assert text in there
        assert one.get("detail", "") in there


@given(CARDS, PROFILE)
def test_what_a_client_lacks_is_not_used(given_: list[dict[str, Any]], profile: Profile) -> None:
    fitted = fit({"cards": given_}, profile)["cards"]
    assert not profile.max_cards or len(fitted) <= profile.max_cards
    for one in fitted:
        for each in one.get("suggestions", ()):
            assert not profile.actions or len(each["actions"]) <= profile.actions
            assert {act["type"] for act in each["actions"]} <= set(profile.action_types)
        assert one.get("selectionBehavior") in (None, *profile.selection)
        assert {link["type"] for link in one.get("links", ())} <= set(profile.link_types)
        assert profile.app_context or not any("appContext" in link for link in one.get("links", ()))
        assert profile.override_reasons or "overrideReasons" not in one
        assert not profile.plain_topics or one["source"]["topic"]["code"].isalnum()


@given(CARDS, PROFILE)
def test_the_invariants_of_the_text_hold(given_: list[dict[str, Any]], profile: Profile) -> None:
    for one in fit({"cards": given_}, profile)["cards"]:
        suggestions = one.get("suggestions", [])
        best = [each for each in suggestions if each.get("isRecommended")]
        assert one.get("selectionBehavior") != "at-most-one" or len(best) <= 1  # cds-resp-1
        for act in (act for each in suggestions for act in each["actions"]):
            if act["type"] == "delete":  # cds-resp-2
                assert "resourceId" in act
                assert "resource" not in act
            assert act["description"]  # cds-resp-5
        for link in one.get("links", ()):  # cds-resp-3
            assert link["type"] == "smart" or "appContext" not in link
        assert all(each["display"] for each in one.get("overrideReasons", ()))  # cds-resp-4
        assert not suggestions or one["selectionBehavior"]  # cds-resp-6
        assert suggestions or "selectionBehavior" not in one


@given(CARDS, PROFILE)
def test_what_is_fitted_fits(given_: list[dict[str, Any]], profile: Profile) -> None:
    fitted = fit({"cards": given_}, profile)
    assert fit(fitted, profile) == fitted


# -- the files -----------------------------------------------------------------------------


def test_the_profiles_there_are() -> None:
    assert PROFILES == ("epic", "generic", "oracle-health")


@pytest.mark.parametrize("name", PROFILES)
def test_every_statement_says_where_it_was_found(name: str) -> None:
    found = profile_of(name)
    assert found.name == name
    assert found.documentation.startswith("https://")
    for one in found.statements:
        assert bool(one.found_at) != bool(one.not_verified), one
        assert not one.found_at or one.found_at.startswith("https://"), one


def test_of_what_nobody_verified_the_less_is_taken() -> None:
    """A vendor's client is taken to lack what no documentation says that it has."""
    for name in ("epic", "oracle-health"):
        unsure = [one for one in profile_of(name).statements if one.not_verified]
        assert [
            one for one in unsure if one.value == "yes" and one.feature != "plain topic codes"
        ] == []


def test_faults_of_a_profile_are_all_told() -> None:
    text = b"""\
profile: x
title: X
documentation: https://example.org
read on: 2026-12-01
features:
  hooks: {is: [patient-view]}
  app context: {is: no, found at: https://example.org, not verified: perhaps}
"""
    with pytest.raises(LibraryError) as caught:
        read_profile("x.yaml", text)
    assert [problem.message for problem in caught.value.problems] == [
        "`hooks` does not say where it was found",
        "`app context` does not say where it was found",
    ]
    with pytest.raises(LibraryError, match="a client profile should be a mapping"):
        read_profile("x.yaml", b"- x\n")
    with pytest.raises(LibraryError, match="hoks"):
        read_profile("x.yaml", text.replace(b"hooks:", b"hoks:"))


def test_a_statement_shows_what_it_says() -> None:
    by_feature = {one.feature: one for one in profile_of("epic").statements}
    address = "https://fhir.epic.com/Documentation?docId=cds-hooks"
    assert by_feature["action types"] == Statement(
        "action types", "create, delete", f"{address} (Actions)", ""
    )
    assert by_feature["reads discovery"].value == "no"
    assert by_feature["actions a suggestion"].value == "1"
    assert by_feature["code systems"].value == f"{RXNORM} as urn:oid:2.16.840.1.113883.6.88"
