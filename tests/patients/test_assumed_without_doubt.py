"""What is assumed where nothing was recorded and there is no reason to doubt it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.patients.doubtful import AS_OF, library_in

from pathway.engine import Library
from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.guards import GuardKind
from pathway.patients.at_date import Resolved, learn, resolve
from pathway.patients.model import Why

HEALTHY = {"chemotherapy": False, "kidneys": False, "sex": "male"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_in(tmp_path_factory.mktemp("doubtful"))


def resolved(
    library: Library, attributes: Mapping[str, object], *, strict: bool = False, **more: object
) -> Resolved:
    said = {"patient": "x", "recorded": AS_OF, "attributes": attributes, "trials": []} | more
    return resolve(library.patient(said), library.program("leg"), AS_OF, strict=strict)


def test_guards_stand_after_what_they_read(library: Library) -> None:
    guards = library.program("leg").guards
    assert [(guard.attribute, guard.kind) for guard in guards] == [
        ("egfr", GuardKind.ASSUMED),
        ("pregnant", GuardKind.APPLIES),
        ("pregnant", GuardKind.ASSUMED),
        ("stage", GuardKind.ASSUMED),
        ("platelets", GuardKind.ASSUMED),
    ]
    assert guards[-1].value == Decimal(250)
    assert (guards[-1].sources, guards[-1].verified) == (("who",), "unverified")


def test_without_a_reason_to_doubt_the_value_is_assumed_and_listed(library: Library) -> None:
    found = resolved(library, HEALTHY)
    assert {fact.name: fact.assumed for fact in found.assumed} == {
        "platelets": "250 10*9/L: nobody counts them in a healthy adult",
        "egfr": "90: nobody measures it without a reason",
        "stage": "early: it is found by chance",
    }
    assert found.values["platelets"].value == Decimal(250)
    assert found.values["pregnant"].value is NOT_APPLICABLE


def test_what_may_be_a_reason_is_what_an_attribute_hangs_on(library: Library) -> None:
    found = resolved(library, {})
    assert found.values["platelets"].hangs_on == {"chemotherapy", "kidneys"}
    assert found.values["egfr"].hangs_on == {"kidneys"}
    assert found.values["pregnant"].hangs_on == {"sex"}
    assert found.assumed == ()


def test_a_reason_to_doubt_leaves_it_to_be_asked(library: Library) -> None:
    found = resolved(library, {**HEALTHY, "kidneys": True})
    assert found.values["egfr"].hangs_on == {"egfr"}
    assert found.values["platelets"].hangs_on == {"egfr"}
    running = resolved(library, HEALTHY, trials=[{"therapy": "drug", "ongoing": True}])
    assert running.values["platelets"].hangs_on == {"platelets"}


def test_a_reconciled_list_may_say_that_there_is_no_reason(library: Library) -> None:
    found = resolved(library, {}, complete=["problems"], reconciled=AS_OF)
    assert found.values["egfr"].value == Decimal(90)


@pytest.mark.parametrize("why", ["patient does not know", "could not be fetched", "not asked"])
def test_a_reason_why_it_is_missing_beats_it(library: Library, why: str) -> None:
    found = resolved(library, {**HEALTHY, "platelets": {"unknown": why}})
    assert found.values["platelets"].hangs_on == {"platelets"}


def test_so_do_a_stale_value_and_one_that_sources_differ_on(library: Library) -> None:
    old = {"value": 300, "on": AS_OF - timedelta(days=400)}
    found = resolved(library, {**HEALTHY, "platelets": old})
    assert found.facts["platelets"].why is Why.STALE
    two = [{"value": "early", "source": "one"}, {"value": "late", "source": "another"}]
    found = resolved(library, {**HEALTHY, "stage": two})
    assert found.facts["stage"].why is Why.CONFLICTING


def test_what_is_recorded_later_was_not_recorded_then(library: Library) -> None:
    later = {"value": 300, "on": date(2026, 11, 19)}
    patient = library.patient({"patient": "x", "attributes": {"platelets": later}, "trials": []})
    found = resolve(patient, library.program("leg"), date(2026, 11, 1))
    assert found.facts["platelets"].silent


def test_a_recorded_value_counts(library: Library) -> None:
    found = resolved(library, {**HEALTHY, "platelets": 40})
    assert (found.values["platelets"].value, found.facts["platelets"].assumed) == (Decimal(40), "")


def test_where_nothing_is_assumed_it_is_unknown(library: Library) -> None:
    found = resolved(library, HEALTHY, strict=True)
    assert found.values["platelets"].hangs_on == {"platelets"}
    assert found.assumed == ()


def test_what_is_learnt_settles_it_anew(library: Library) -> None:
    program = library.program("leg")
    open_ = resolved(library, {})
    known = learn(open_, program, {"kidneys": False, "chemotherapy": False, "sex": "female"})
    assert known.values["platelets"].value == Decimal(250)
    assert known.values["pregnant"].value is False
    doubted = learn(known, program, {"kidneys": True})
    assert doubted.values["platelets"].hangs_on == {"egfr"}
    assert learn(doubted, program, {"egfr": Decimal(20)}).values["platelets"].hangs_on == {
        "platelets"
    }
    assert learn(doubted, program, {"egfr": Decimal(60)}).values["platelets"].value == 250


def test_an_assumed_number_decides_rules_and_no_dose(library: Library) -> None:
    patient = library.patient({"patient": "x", "attributes": HEALTHY, "trials": []})
    advice = library.advise(patient, pathway="leg", as_of=AS_OF)
    assert advice.options["drug"].verdict == "recommended"
    assert [question.attribute for question in advice.questions] == ["egfr"]
