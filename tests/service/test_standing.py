"""What was answered is not shown again, until a fact changes or the time is over."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pathway.records import RecordsError, ServiceEntry, open_served
from pathway.records.model import canonical
from pathway.service.feedback import read_feedback, record_feedback
from pathway.service.standing import Standing, hidden, standing
from tests.records.served_making import meddling

PATIENT = "f" * 64
TODAY = date(2026, 11, 20)


def answer(number: int, topic: str, **facts: str) -> ServiceEntry:
    card = {"uuid": f"c{number}", "topic": topic, "facts": facts}
    body = canonical({"as_of": "2026-11-20", "cards": [card]})
    return ServiceEntry(f"i{number}", "cards", "ehr", PATIENT, "view", body)


def feedback(number: int, outcome: str, **members: Any) -> bytes:
    one = {"card": f"c{number}", "outcome": outcome, "outcomeTimestamp": "2026-11-20T09:12Z"}
    return json.dumps({"feedback": [one | members]}).encode()


def test_the_newest_answer_to_each_topic(tmp_path: Path) -> None:
    accepted = {"acceptedSuggestions": [{"id": "s"}]}
    put_off = {"overrideReason": {"reason": {"code": "snooze-5"}}}
    with open_served(tmp_path / "records.db") as records:
        assert standing(records, PATIENT) == {}
        records.append([answer(1, "nsaid", kidney="no"), answer(2, "manual")])
        records.append([answer(3, "nsaid", kidney="yes"), answer(4, "asked")])
        for body in (
            feedback(3, "accepted", **accepted),
            feedback(1, "overridden"),
            feedback(2, "overridden", **put_off),
        ):
            record_feedback(records, read_feedback(body, "view", "ehr", depth=9), snooze_days=9)
        assert standing(records, PATIENT) == {
            "nsaid": Standing("overridden", {"kidney": "no"}),
            "manual": Standing("overridden", {}, date(2026, 11, 25)),
        }
        assert standing(records, "") == standing(records, "somebody else") == {}


def test_an_edited_answer_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as records:
        records.append([answer(1, "nsaid")])
        body = feedback(1, "overridden")
        record_feedback(records, read_feedback(body, "view", "ehr", depth=9), snooze_days=9)
        with meddling(path) as file:
            file.execute("update service_record set body = replace(body, 'nsaid', 'emergency')")
        with pytest.raises(RecordsError) as refused:
            standing(records, PATIENT)
    assert str(refused.value).startswith("P702 record 2 of the service is not what was written")


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ({}, {}, True),
        ({}, {"kidney": "yes"}, True),
        ({"kidney": "no"}, {"kidney": "no"}, True),
        ({"kidney": "no"}, {"kidney": "yes"}, False),
        ({"kidney": "no", "age": "57"}, {"kidney": "no", "age": "58"}, False),
        ({"kidney": "no"}, {}, True),
        ({"kidney": "no"}, {"kidney": "unknown: not asked"}, True),
        ({"kidney": "no"}, {"kidney": "yes (assumed)"}, True),
        ({"kidney": "no (assumed)"}, {"kidney": "no"}, True),
        ({"kidney": "no (assumed)"}, {"kidney": "yes"}, False),
        ({"kidney": "unknown: not asked"}, {"kidney": "unknown: stale"}, True),
        ({"kidney": "unknown: not asked"}, {"kidney": "no"}, False),
    ],
)
def test_a_fact_that_changes(then: dict[str, str], now: dict[str, str], expected: bool) -> None:
    assert hidden(Standing("accepted", then), now, TODAY) is expected
    assert hidden(Standing("overridden", then), now, TODAY) is expected
    assert hidden(Standing("overridden", then, date(2026, 11, 21)), now, TODAY) is expected


def test_a_card_that_was_put_off_comes_back_on_its_day() -> None:
    put_off = Standing("overridden", {"kidney": "no"}, date(2026, 11, 25))
    days = [date(2026, 11, day) for day in (20, 24, 25, 26)]
    assert [hidden(put_off, {"kidney": "no"}, day) for day in days] == [True, True, False, False]
