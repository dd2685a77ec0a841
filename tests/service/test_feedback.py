"""Feedback is read in both spellings, chained to its card, and recorded once."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.records import ServiceEntry, open_served
from pathway.records.model import canonical
from pathway.records.served_store import ServedRecords
from pathway.service.feedback import Feedback, OverrideReason, read_feedback, record_feedback
from pathway.service.refusal import Refusal, RefusedError
from tests.chance import examples
from tests.patience import PATIENCE

SERVICE, EHR = "pathway-patient-view", "https://ehr.example"
AT = "2026-11-20T09:12:33Z"
ACCEPTED: dict[str, Any] = {
    "card": "c1",
    "outcome": "accepted",
    "acceptedSuggestions": [{"id": "s1"}],
    "outcomeTimestamp": AT,
}
OVERRIDDEN: dict[str, Any] = {"card": "c1", "outcome": "overridden", "outcomeTimestamp": AT}
CODING = {"code": "seen", "system": "https://pathway.example/reasons", "display": "Seen already"}
SEEN = OverrideReason("seen", "https://pathway.example/reasons", "Seen already")


def read(json_: object) -> tuple[Feedback, ...]:
    return read_feedback(json.dumps(json_).encode(), SERVICE, EHR, depth=20)


def overridden(**members: Any) -> Feedback:
    return Feedback(SERVICE, EHR, "c1", "overridden", AT, **members)


def refusal(json_: object) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read(json_)
    return refused.value.refusal


def test_the_example_of_the_documents(records: ServedRecords) -> None:
    page = (Path(__file__).parents[2] / "docs/service.md").read_text()
    (example,) = re.findall(r"```json\n(\{\"feedback\".+?)```", page, re.DOTALL)
    (feedback,) = json.loads(example)["feedback"]
    assert recorded(records, feedback | {"card": "c1"}) == [(2, False)]
    assert records.record(2).body["until"] == "2026-11-27"


# -- reading -----------------------------------------------------------------------------------


def test_what_was_accepted() -> None:
    accepted = Feedback(SERVICE, EHR, "c1", "accepted", AT, suggestions=("s1",))
    assert read({"feedback": [ACCEPTED]}) == (accepted,)
    assert read({"feedback": ACCEPTED}) == (accepted,)
    assert read(ACCEPTED) == (accepted,)
    assert read({"feedback": [ACCEPTED, OVERRIDDEN], "extension": {}}) == (accepted, overridden())


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({}, {}),
        ({"overrideReason": None, "acceptedSuggestions": None}, {}),
        ({"acceptedSuggestions": []}, {}),
        ({"overrideReason": {"reason": CODING}}, {"reasons": (SEEN,)}),
        ({"overrideReasons": [{"reason": CODING}]}, {"reasons": (SEEN,)}),
        ({"overrideReasons": {"reason": CODING}}, {"reasons": (SEEN,)}),
        ({"overrideReasons": [CODING]}, {"reasons": (SEEN,)}),
        ({"overrideReason": CODING}, {"reasons": (SEEN,)}),
        ({"overrideReason": [{"reason": CODING}]}, {"reasons": (SEEN,)}),
        (
            {"overrideReason": {"reason": CODING}, "overrideReasons": [{"reason": CODING}]},
            {"reasons": (SEEN,)},
        ),
        ({"overrideReason": {"userComment": " two days "}}, {"comments": ("two days",)}),
        (
            {"overrideReason": {"reason": CODING, "userComment": "so", "extension": {"a": 1}}},
            {"reasons": (SEEN,), "comments": ("so",)},
        ),
        (
            {"overrideReasons": [{"reason": {"code": "a"}}, {"userComment": "x"}, {"code": "b"}]},
            {
                "reasons": (OverrideReason("a", ""), OverrideReason("b", "")),
                "comments": ("x",),
            },
        ),
    ],
)
def test_both_spellings_of_a_reason(members: dict[str, Any], found: dict[str, Any]) -> None:
    assert read({"feedback": [OVERRIDDEN | members]}) == (overridden(**found),)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([], "the body is not a JSON object"),
        ({"feedback": []}, "`feedback` is not a list of 1 to 100 feedbacks"),
        ({"feedback": [OVERRIDDEN] * 101}, "`feedback` is not a list of 1 to 100 feedbacks"),
        ({"feedback": None}, "`feedback` is not a JSON object"),
        ({"feedback": [OVERRIDDEN, "x"]}, "`feedback[1]` is not a JSON object"),
        ({"feedback": [], "more": 1}, "the body has an unknown member `more`"),
        ({}, "`feedback.outcome` is missing, or is not a short text"),
    ],
)
def test_a_body_that_is_no_feedback(body: object, message: str) -> None:
    assert refusal(body) == Refusal(400, "invalid", message)


SHORT = "is missing, or is not a short text"


@pytest.mark.parametrize(
    ("feedback", "message"),
    [
        (OVERRIDDEN | {"note": 1}, "`feedback[0]` has an unknown member `note`"),
        (OVERRIDDEN | {"card": ""}, f"`feedback[0].card` {SHORT}"),
        (OVERRIDDEN | {"card": None}, f"`feedback[0].card` {SHORT}"),
        (OVERRIDDEN | {"card": "c\x00"}, f"`feedback[0].card` {SHORT}"),
        (OVERRIDDEN | {"card": "c" * 513}, f"`feedback[0].card` {SHORT}"),
        (OVERRIDDEN | {"outcome": 1}, f"`feedback[0].outcome` {SHORT}"),
        (
            OVERRIDDEN | {"outcome": "ignored"},
            "`feedback[0].outcome` is not `accepted` or `overridden`",
        ),
        (OVERRIDDEN | {"outcomeTimestamp": None}, f"`feedback[0].outcomeTimestamp` {SHORT}"),
        (
            ACCEPTED | {"acceptedSuggestions": None},
            "`feedback[0]` is accepted, and `acceptedSuggestions` is missing or empty",
        ),
        (
            ACCEPTED | {"acceptedSuggestions": []},
            "`feedback[0]` is accepted, and `acceptedSuggestions` is missing or empty",
        ),
        (
            ACCEPTED | {"acceptedSuggestions": {"id": "s1"}},
            "`feedback[0].acceptedSuggestions` is not a list of at most 100",
        ),
        (
            ACCEPTED | {"acceptedSuggestions": [{"id": "s1"}, {}]},
            f"`feedback[0].acceptedSuggestions[1].id` {SHORT}",
        ),
        (
            ACCEPTED | {"acceptedSuggestions": [{"id": "s1", "uuid": "s1"}]},
            "`feedback[0].acceptedSuggestions[0]` has an unknown member `uuid`",
        ),
        (
            ACCEPTED | {"overrideReason": {"reason": CODING}},
            "`feedback[0]` is accepted, and has a reason to override",
        ),
        (
            OVERRIDDEN | {"acceptedSuggestions": [{"id": "s1"}]},
            "`feedback[0]` is overridden, and has `acceptedSuggestions`",
        ),
        (
            OVERRIDDEN | {"overrideReason": "seen"},
            "`feedback[0].overrideReason` is not a list of at most 100",
        ),
        (
            OVERRIDDEN | {"overrideReasons": [{}]},
            "`feedback[0].overrideReasons[0]` has neither a `reason` nor a `userComment`",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"userComment": " "}},
            "`feedback[0].overrideReason` has neither a `reason` nor a `userComment`",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"userComment": "x" * 10_001}},
            "`feedback[0].overrideReason.userComment` is not a text of at most 10000 letters",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"reason": "seen"}},
            "`feedback[0].overrideReason.reason` is not a JSON object",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"reason": {"system": "x"}}},
            f"`feedback[0].overrideReason.reason.code` {SHORT}",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"reason": CODING | {"version": "1"}}},
            "`feedback[0].overrideReason.reason` has an unknown member `version`",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"reason": CODING | {"display": 1}}},
            f"`feedback[0].overrideReason.reason.display` {SHORT}",
        ),
        (
            OVERRIDDEN | {"overrideReason": {"reason": CODING, "comment": "x"}},
            "`feedback[0].overrideReason` has an unknown member `comment`",
        ),
    ],
)
def test_feedback_that_is_refused(feedback: dict[str, Any], message: str) -> None:
    assert refusal({"feedback": [feedback]}) == Refusal(400, "invalid", message)


@pytest.mark.parametrize("at", ["yesterday", "2026-11-20", "2026-11-20T09:12:33", "2026-13-01T00Z"])
def test_a_time_that_is_none(at: str) -> None:
    message = "`feedback[0].outcomeTimestamp` is not a time with its zone"
    expected = Refusal(400, "invalid", message, "such as 2026-11-20T09:12:33Z")
    assert refusal({"feedback": [OVERRIDDEN | {"outcomeTimestamp": at}]}) == expected


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
WHOLE = OVERRIDDEN | {
    "acceptedSuggestions": [],
    "overrideReasons": [{"reason": CODING, "userComment": "so"}],
}


@settings(max_examples=examples(200))
@given(data=st.data())
def test_damaged_feedback_is_read_or_refused(data: st.DataObject) -> None:
    damaged: Any = json.loads(json.dumps({"feedback": [WHOLE]}))
    at = damaged
    while True:
        place = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not at[place] or isinstance(at[place], str) or data.draw(st.booleans()):
            break
        at = at[place]
    at[place] = data.draw(values)
    try:
        status = 200 if all(isinstance(one, Feedback) for one in read(damaged)) else 500
    except RefusedError as error:
        status = error.refusal.status
    assert status in (200, 400)


# -- recording ---------------------------------------------------------------------------------


@pytest.fixture
def records(tmp_path: Path) -> Iterator[ServedRecords]:
    """Records with an answer of three cards."""
    with open_served(tmp_path / "records.db", patience=PATIENCE) as found:
        found.append([answer()])
        yield found


def answer(**members: Any) -> ServiceEntry:
    cards = [
        {"uuid": uuid, "topic": topic, "summary": "…", "facts": {"age": "57 years"}}
        for uuid, topic in (("c1", "next-step"), ("c2", "red-flags"), ("c3", "next-step"))
    ]
    usual: dict[str, Any] = {
        "request": "instance-1",
        "kind": "cards",
        "client": EHR,
        "patient": "f" * 64,
        "about": SERVICE,
        "body": canonical({"as_of": "2026-11-20", "cards": cards}),
    }
    return ServiceEntry(**(usual | members))


def recorded(records: ServedRecords, *feedback: dict[str, Any]) -> list[tuple[int, bool]]:
    found = record_feedback(records, read({"feedback": list(feedback)}), snooze_days=14)
    return [(one.sequence, one.repeated) for one in found]


def test_feedback_is_chained_to_its_card(records: ServedRecords) -> None:
    feedback = OVERRIDDEN | {"overrideReason": {"reason": CODING, "userComment": "agreed"}}
    assert recorded(records, feedback) == [(2, False)]
    entry = records.record(2).entry
    assert (entry.kind, entry.client, entry.patient, entry.about) == (
        *("feedback", EHR, "f" * 64, "c1"),
    )
    assert json.loads(entry.body) == {
        "service": SERVICE,
        "client": EHR,
        "card": "c1",
        "outcome": "overridden",
        "at": AT,
        "suggestions": [],
        "reasons": [CODING],
        "comments": ["agreed"],
        "answer": 1,
        "topic": "next-step",
        "subject": "next-step",
        "facts": {"age": "57 years"},
        "fired": [],
        "until": None,
    }
    assert records.feedback_of("f" * 64) == (records.record(2),)


def test_the_same_feedback_is_recorded_once(records: ServedRecords) -> None:
    assert recorded(records, ACCEPTED, ACCEPTED) == [(2, False), (2, True)]
    assert recorded(records, OVERRIDDEN, ACCEPTED) == [(3, False), (2, True)]
    with ThreadPoolExecutor(8) as threads:
        other = OVERRIDDEN | {"card": "c2"}
        found = list(threads.map(lambda _: recorded(records, other)[0], range(32)))
    assert {number for number, _ in found} == {4}
    assert sum(not repeated for _, repeated in found) == 1
    assert records.verify().count == 4


@pytest.mark.parametrize("stranger", ["unknown", "client", "service"])
def test_a_card_that_was_not_shown(records: ServedRecords, stranger: str) -> None:
    """Nothing of the batch is recorded, and who asks learns nothing about other clients' cards."""
    records.append([answer(request="instance-2", body=canonical({"cards": [{"uuid": "x"}]}))])
    service, client, card = SERVICE, EHR, "c2"
    match stranger:
        case "unknown":
            card = "c9"
        case "client":
            client = "https://other.example"
        case _:
            service = "pathway-order-sign"
    body = json.dumps({"feedback": [OVERRIDDEN, OVERRIDDEN | {"card": card}]}).encode()
    feedback = read_feedback(body, service, client, depth=20)
    with pytest.raises(RefusedError) as refused:
        record_feedback(records, feedback, snooze_days=14)
    place = 1 if stranger == "unknown" else 0
    message = f"`feedback[{place}].card`: this service has shown you no such card"
    assert refused.value.refusal == Refusal(404, "not-found", message)
    assert records.verify().count == 2


@pytest.mark.parametrize(
    ("codes", "until"),
    [
        (["snooze-1"], "2026-11-21"),
        (["seen", "snooze-14"], "2026-12-04"),
        (["snooze-7", "snooze-3"], "2026-11-23"),
        (["snooze-soon"], None),
        (["snooze-99999"], None),
    ],
)
def test_a_card_that_is_put_off(
    records: ServedRecords, codes: list[str], until: str | None
) -> None:
    feedback = OVERRIDDEN | {"overrideReasons": [{"reason": {"code": code}} for code in codes]}
    assert recorded(records, feedback) == [(2, False)]
    assert records.record(2).body["until"] == until


@pytest.mark.parametrize("days", [0, 15, 9999])
def test_a_card_that_is_put_off_for_too_long(records: ServedRecords, days: int) -> None:
    feedback = OVERRIDDEN | {"overrideReason": {"reason": {"code": f"snooze-{days}"}}}
    with pytest.raises(RefusedError) as refused:
        recorded(records, ACCEPTED, feedback)
    assert refused.value.refusal == Refusal(
        400, "invalid", "`feedback[1]`: a card can be put off for 1 to 14 days"
    )
    assert records.verify().count == 1
