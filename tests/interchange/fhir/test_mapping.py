"""What stands where in the bundle: all that the advice says, and no order that it does not give."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import pathway
from pathway.advice.advice import Advice
from pathway.advice.fhir.datatypes import ABSENT_REASONS
from pathway.cql.elements import canonical
from pathway.ground.terms import BEGINNING, Action, Severity, Verdict
from pathway.patients.model import Why
from tests.interchange.fhir import bindings
from tests.interchange.fhir.advices import (
    DAY,
    EXAMPLES,
    ROOT,
    example,
    library,
    random_advices,
    written,
)
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.test_checkers import of_kind

ORDERS = ("MedicationRequest", "ServiceRequest")


def resources(bundle: Json) -> list[Json]:
    return [entry["resource"] for entry in bundle["entry"]]


def option_of(order: Json) -> str | None:
    """The therapy of an order by its own code; None of a referral by the pathway itself."""
    concept = order.get("medicationCodeableConcept") or order["code"]
    own = (
        c["code"] for c in concept.get("coding", ()) if c["system"] == "urn:pathway-advice:therapy"
    )
    return next(own, None)


def check_laws(advice: Advice) -> None:
    """The laws of the bundle."""
    bundle = written(advice)
    found = resources(bundle)
    orders = [one for one in found if one["resourceType"] in ORDERS]
    for one in found:
        assert ("draft" in str(one).lower()) is True, one["resourceType"]
        assert one.get("status", "draft") not in ("active", "completed"), one
        assert one.get("intent", "proposal") == "proposal"
    drafted = {option_of(one) for one in orders if "doNotPerform" not in one} - {None}
    forbidden = {option_of(one) for one in orders if "doNotPerform" in one}
    options = advice.options
    planned = {id_ for item in advice.plan for id_ in (*item.options, item.option or "")}
    assert drafted <= {id_ for id_, o in options.items() if o.action in BEGINNING}
    assert drafted == {
        id_ for id_, o in options.items() if o.action in BEGINNING and id_ in planned
    }
    assert forbidden == {id_ for id_, o in options.items() if o.action is Action.DO_NOT_START}
    assert drafted.isdisjoint(i for i, o in options.items() if o.verdict is Verdict.PENDING)
    for condition in conditions(of_kind(bundle, "RequestGroup")):
        assert condition["expression"].strip('"') in advice.program.by_name
    titles = [f"{item.do}: {item.what}" for item in advice.plan]
    actions = of_kind(bundle, "RequestGroup").get("action", [])
    assert [action["title"] for action in actions][: len(titles)] == titles
    assert sorted(issues(advice)) == sorted(
        (one["status"], one["detail"].partition(": ")[0])
        for one in found
        if one["resourceType"] == "DetectedIssue"
    )
    asked = [name for question in advice.questions for name in question.about]
    required = of_kind(bundle, "GuidanceResponse").get("dataRequirement", [])
    assert [one["codeFilter"][0]["code"][0]["code"] for one in required] == asked
    assert not any("valueBoolean" in one for one in required)


def conditions(holder: Json) -> Iterator[Json]:
    """What has to be so before actions may go ahead."""
    for action in holder.get("action", []):
        yield from (one["expression"] for one in action.get("condition", []))
        yield from conditions(action)


def issues(advice: Advice) -> Iterator[tuple[str, str]]:
    """The issues that there have to be: their states, and what they begin with."""
    for alert in advice.alerts:
        state = "final" if alert.state == "present" else "preliminary"
        yield state, f"{alert.title} ({alert.urgency.value})"
    for option in advice.options.values():
        rules = {r.id: r for r in advice.program.therapies[option.id].rules}
        for line in option.reasons:
            rule = rules.get(line.rule)
            if rule is None or rule.severity is Severity.CAUTION:
                continue
            if line.holds or option.current:
                yield "final" if line.holds else "preliminary", option.title


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_told_whole_and_orders_nothing_that_waits(path: Path) -> None:
    check_laws(example(path))


@pytest.mark.slow
def test_random_advice_is_told_whole_and_orders_nothing_that_waits() -> None:
    for advice in random_advices(300, seed=3):
        check_laws(advice)


def test_what_a_rule_forbids_says_why() -> None:
    advice = example(next(path for path in EXAMPLES if path.stem == "haemophilia-36"))
    found = resources(written(advice))
    (issue,) = (
        one
        for one in found
        if one["resourceType"] == "DetectedIssue" and one["detail"].startswith("acupuncture")
    )
    assert issue["status"] == "final"
    assert issue["severity"] == "high"
    (prohibition,) = (
        one
        for one in found
        if one["resourceType"] == "ServiceRequest" and option_of(one) == "acupuncture"
    )
    assert prohibition["doNotPerform"] is True
    assert prohibition["reasonCode"][0]["text"] == advice.options["acupuncture"].summary


def test_only_an_example_is_labelled_as_test_data() -> None:
    (mon,) = (path for path in EXAMPLES if path.stem == "mon-57")
    real = library().advise(library().patient({"patient": "7"}, today=DAY), "sciatica", DAY)
    for advice, labels in ((example(mon), ["DEVAST", "HTEST"]), (real, ["DEVAST"])):
        bundle = written(advice)
        for one in (bundle, *resources(bundle)):
            assert [code["code"] for code in one["meta"]["security"]] == labels
            assert [tag["code"] for tag in one["meta"]["tag"]] == ["advice"]


def test_every_reason_why_something_is_not_known_has_a_code_that_is_no_no() -> None:
    assert set(ABSENT_REASONS) == {*Why, None}
    assert ABSENT_REASONS[Why.DOES_NOT_KNOW] == "asked-unknown"
    assert set(ABSENT_REASONS.values()) == {
        "asked-unknown",
        "not-asked",
        "temp-unknown",
        "unknown",
    }
    told = {
        "fever": {"unknown": "patient does not know"},
        "saddle_numbness": {"unknown": "not asked"},
        "severe_weakness": {"unknown": "could not be fetched"},
        "progressive_weakness": {"unknown": "looked up, nothing recorded"},
        "gait_disturbance": {"value": False, "on": "2026-11-01"},
    }
    patient = library().patient(
        {"patient": "7", "recorded": "2026-11-20", "attributes": {"leg_pain": "radicular", **told}},
        today=DAY,
    )
    bundle = written(library().advise(patient, "sciatica", DAY))
    required = of_kind(bundle, "GuidanceResponse")["dataRequirement"]
    found = {
        one["codeFilter"][0]["code"][0]["code"]: one["extension"][0]["valueCode"]
        for one in required
    }
    assert {name: found[name] for name in told} == {
        "fever": "asked-unknown",
        "saddle_numbness": "not-asked",
        "severe_weakness": "temp-unknown",
        "progressive_weakness": "unknown",
        "gait_disturbance": "unknown",
    }


def test_nothing_in_a_narrative_is_markup() -> None:
    source = "Dr <script>&\"'</div> \x07 \ud83e\uddb4".encode("utf-16", "surrogatepass").decode(
        "utf-16"
    )
    told = {"haemophilia": True, "bleeding_disorder": True, "leg_pain": "radicular"}
    known = library().vocabulary.attributes
    attributes = {
        name: {"value": value, "source": source} for name, value in told.items() if name in known
    }
    patient = library().patient({"patient": "7", "attributes": attributes}, today=DAY)
    bundle = written(library().advise(patient, "sciatica", DAY))
    assert [fault for one in resources(bundle) for fault in bindings.of_narrative(one)] == []


def test_the_questionnaire_asks_in_the_order_and_groups_of_the_advice() -> None:
    advice = example(next(path for path in EXAMPLES if path.stem == "walk-in-39"))
    form = of_kind(written(advice), "Questionnaire")
    asked: list[str] = []
    for item in form["item"]:
        asked += [one["linkId"] for one in item.get("item", [item])]
    told = [name for question in advice.questions for name in question.about]
    assert set(told) <= {*asked, "trials"}
    flags = [q.attribute for q in advice.questions if q.red_flag]
    required = [
        one["linkId"]
        for item in form["item"]
        for one in item.get("item", [])
        if one.get("required")
    ]
    assert required == flags


def test_what_waits_names_its_definition_in_the_exported_library() -> None:
    advice = example(next(path for path in EXAMPLES if path.stem == "mon-57"))
    bundle = written(advice)
    found = list(conditions(of_kind(bundle, "RequestGroup")))
    assert len(found) > 3
    library_url = canonical(advice.program, "Library")
    assert {one["reference"] for one in found} == {library_url}
    assert of_kind(bundle, "GuidanceResponse")["moduleCanonical"] == canonical(
        advice.program, "PlanDefinition"
    )


@pytest.mark.parametrize(
    ("trials", "behaviours"),
    [
        ([], ["at-most-one", "any"]),
        ([{"therapy": "pacing", "ongoing": True}], ["at-most-one", "at-most-one"]),
    ],
    ids=["two of three", "one of two beside one that runs"],
)
def test_a_choice_says_how_many_may_go_together(trials: list[Json], behaviours: list[str]) -> None:
    together = pathway.open_library(ROOT / "tests/cases/together")
    flags = [g.name for g in together.vocabulary.groups.values() if g.red_flag]
    told = {"knee_pain": True, "osteoarthritis": True, "relief": False, "dizzy": False}
    patient = together.patient(
        {
            "patient": "7",
            "recorded": "2026-11-20",
            "complete": ["problems", "medicines", "allergies"],
            "none of": flags,
            "attributes": told,
            "trials": trials,
        },
        today=DAY,
    )
    bundle = written(together.advise(patient, "comfort", DAY))
    chosen = [a for a in of_kind(bundle, "RequestGroup")["action"] if "selectionBehavior" in a]
    assert [action["selectionBehavior"] for action in chosen] == behaviours
