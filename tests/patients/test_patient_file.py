"""A patient file says what was recorded, when and by whom; nothing is guessed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patients.words import KINDS, RULES, TODAY, WORDS, faults, patient

from pathway.ground.problems import Problems
from pathway.ground.vocabulary import Range, RecordList
from pathway.patients.model import Entry, Outcome, Override, Patient, Preferences, Trial, Why
from pathway.patients.reader import patient_from_mapping, read_patient

WHOLE = """
patient: mon-57
label: "M. 57, left leg pain"
recorded: 2026-11-20
source: GP record
complete: [problems, medicines]
reconciled: 2026-10-30
none of: [bladder_signs]
attributes:
  age: 57
  birth_date: 1969-03
  leg_pain: radicular
  bleeding_disorder: no
  symptom_duration: 26 weeks
  platelets: {value: 0.21, unit: 10*12/L, on: 2024-03-02, source: laboratory}
  pain_score: {unknown: patient does not know, detail: asked twice}
  warfarin: [yes, {value: no, source: patient}]
  saddle_numbness: yes
trials:
  - {therapy: nsaid, from: 2026-11-06, ongoing: yes, dose: 1 g, outcome: not yet known}
  - {therapy: acupuncture, from: 2026-08-01, to: 2026-09, sessions: 10, adequate: yes,
     outcome: no response, source: patient}
preferences: {wants: [acupuncture], declines: surgery, unavailable: []}
overrides:
  - {rule: nsaid.heart_disease, actor: Dr Ada, reason: agreed, until: 2026-12-31}
"""


def test_a_whole_patient() -> None:
    def entry(value: Any, source: str = "GP record", on: date = TODAY) -> Entry:
        return Entry(value, on=on, source=source)

    assert patient(WHOLE) == Patient(
        id="mon-57",
        label="M. 57, left leg pain",
        entries={
            "age": (entry(Decimal(57)),),
            "birth_date": (entry(Range(date(1969, 3, 1), date(1969, 3, 31))),),
            "leg_pain": (entry("radicular"),),
            "bleeding_disorder": (entry(value=False),),
            "symptom_duration": (entry(Decimal(26)),),
            "platelets": (entry(Decimal(210), "laboratory", date(2024, 3, 2)),),
            "pain_score": (Entry(None, Why.DOES_NOT_KNOW, TODAY, "GP record", "asked twice"),),
            "warfarin": (entry(value=True), entry(value=False, source="patient")),
            "saddle_numbness": (entry(value=True),),
            "bladder_change": (entry(value=False),),
        },
        trials=(
            Trial(
                "nsaid",
                start=date(2026, 11, 6),
                ongoing=True,
                dose=Decimal(1000),
                outcome=Outcome.NOT_YET_KNOWN,
                source="GP record",
            ),
            Trial(
                "acupuncture",
                start=date(2026, 8, 1),
                end=Range(date(2026, 9, 1), date(2026, 9, 30)),
                sessions=Decimal(10),
                adequate=True,
                outcome=Outcome.NO_RESPONSE,
                source="patient",
            ),
        ),
        complete=frozenset({RecordList.PROBLEMS, RecordList.MEDICINES}),
        reconciled=date(2026, 10, 30),
        preferences=Preferences(frozenset({"acupuncture"}), frozenset({"surgery"}), frozenset()),
        overrides=(Override("nsaid.heart_disease", "Dr Ada", "agreed", date(2026, 12, 31)),),
    )


def test_entries_know_their_places() -> None:
    entries = patient(WHOLE).entries
    assert {name: str(one[0].span) for name, one in entries.items()} == {
        "age": "patient.yaml:10:8",
        "birth_date": "patient.yaml:11:15",
        "leg_pain": "patient.yaml:12:13",
        "bleeding_disorder": "patient.yaml:13:22",
        "symptom_duration": "patient.yaml:14:21",
        "platelets": "patient.yaml:15:14",
        "pain_score": "patient.yaml:16:15",
        "warfarin": "patient.yaml:17:14",
        "saddle_numbness": "patient.yaml:18:20",
        "bladder_change": "patient.yaml:8:11",
    }


def test_json_reads_the_same() -> None:
    text = '{"patient": "x", "attributes": {"bleeding_disorder": false, "platelets": 210}}'
    assert patient(text) == patient(
        "patient: x\nattributes: {bleeding_disorder: no, platelets: 210}"
    )


def test_the_least_patient() -> None:
    assert patient("patient: 0057") == Patient(id="0057")
    assert patient("patient: 57") == Patient(id="57")


def test_no_history_is_not_an_empty_history() -> None:
    assert patient("patient: x").trials is None
    assert patient("patient: x\ntrials: []").trials == ()


def test_a_python_mapping_reads_the_same() -> None:
    mapping = {
        "patient": "x",
        "recorded": date(2026, 11, 20),
        "attributes": {
            "age": 57,
            "pain_score": 6.5,
            "platelets": Decimal(210),
            "bleeding_disorder": False,
            "warfarin": "no",
            "birth_date": datetime(1969, 3, 2, 12, 0),  # noqa: DTZ001 - only the day counts
        },
        "trials": [{"therapy": "nsaid", "ongoing": True, "dose": 1000}],
    }
    text = """
patient: x
recorded: 2026-11-20
attributes:
  {age: 57, pain_score: 6.5, platelets: 210, bleeding_disorder: no, warfarin: no,
   birth_date: 1969-03-02}
trials:
  - {therapy: nsaid, ongoing: yes, dose: 1000 mg}
"""
    problems = Problems()
    assert patient_from_mapping(mapping, WORDS, KINDS, RULES, problems, TODAY) == patient(text)
    assert list(problems) == []


def test_faults_of_a_python_mapping_name_the_path() -> None:
    mapping = {
        "patient": "x",
        "attributes": {
            "platelets": {"value": 21000},
            "warfarin": [True, "perhaps"],
            "agee": 57,
            "pain_score": None,
        },
        "trials": [{"therapy": "nsaids", "ongoing": True}],
    }
    assert faults(mapping) == [
        (
            "P404 `attributes.platelets.value`: impossible value: platelets 21000 10*9/L;"
            " possible is 0 to 2000"
        ),
        "P402 `attributes.warfarin[1]`: `warfarin` should be yes or no, not `perhaps`",
        "P401 `attributes.agee`: unknown attribute `agee`\n  help: did you mean `age`?",
        (
            "P402 `attributes.pain_score`: `pain_score` has no value\n"
            "  help: leave the line out, or say why: `{unknown: not asked}`"
        ),
        "P405 `trials[0].therapy`: unknown therapy `nsaids`\n  help: did you mean `nsaid`?",
    ]


@pytest.mark.parametrize("value", [float("nan"), 10**400, b"210", object()])
def test_python_values_that_are_none(value: object) -> None:
    (said,) = faults({"patient": "x", "attributes": {"platelets": value}})
    assert "`attributes.platelets`: " in said


@pytest.mark.parametrize("value", [[], "x", {}, {"patient": None}, {1: 2}])
def test_mappings_that_are_no_patient(value: Any) -> None:
    problems = Problems()
    assert patient_from_mapping(value, WORDS, KINDS, RULES, problems, TODAY) is None
    assert len(problems.errors) > 0


def test_none_of_a_group_never_overrides_what_is_given() -> None:
    text = "patient: x\nnone of: bladder_signs\nattributes: {bladder_change: {unknown: not asked}}"
    assert patient(text).entries == {
        "bladder_change": (Entry(None, Why.NOT_ASKED),),
        "saddle_numbness": (Entry(value=False),),
    }


@pytest.mark.parametrize(
    ("trial", "said"),
    [
        ("{therapy: nsaid, ongoing: yes}", []),
        ("{therapy: nsaid, ongoing: no}", []),
        ("{therapy: nsaid, outcome: helped}", []),
        ("{therapy: nsaid, weeks: 6, outcome: no response}", []),
        ("{therapy: nsaid, from: 2026-10, to: 2026-10, outcome: helped}", []),
        ("{therapy: nsaid, from: 2026-08-01, to: 2026-09-05, weeks: 5}", []),
        ("{therapy: nsaid, from: 2026-08-01, to: 2026-09-05, weeks: 6}", []),
        ("{therapy: nsaid, from: 2026-08-01, to: 2026-09-05, weeks: 7}", ["P408"]),
        ("{therapy: nsaid, from: 2026-11-06, ongoing: yes, weeks: 30}", ["P408"]),
        ("{therapy: nsaid, outcome: not yet known}", ["P408"]),
        ("{therapy: nsaid}", ["P408"]),
        ("{therapy: nsaid, from: 2026-10-01, outcome: helped}", ["P408"]),
        ("{therapy: nsaid, ongoing: no, weeks: 14 days}", []),
        ("{therapy: nsaid, ongoing: no, weeks: 2 months}", ["P403"]),
        ("nsaid", ["P103"]),
    ],
)
def test_trials_have_to_add_up(trial: str, said: list[str]) -> None:
    assert [fault[:4] for fault in faults(f"patient: x\ntrials:\n  - {trial}\n")] == said


def test_weeks_and_doses_are_converted() -> None:
    trials = patient(
        "patient: x\ntrials: [{therapy: nsaid, ongoing: no, weeks: 14 days, dose: 0.5 g}]"
    ).trials
    assert trials == (Trial("nsaid", weeks=Decimal(2), dose=Decimal(500)),)


def test_the_day_after_is_still_to_come() -> None:
    assert faults("patient: x\nrecorded: 2026-11-20") == []
    assert faults("patient: x\nattributes: {birth_date: 2026}") == []
    assert [fault[:4] for fault in faults("patient: x\nrecorded: 2026-11-21")] == ["P406"]


def test_many_faults_are_cut_short() -> None:
    text = "patient: x\nattributes:\n" + "".join(f"  warfarin_{n}: yes\n" for n in range(9000))
    found = faults(text)
    assert [fault.splitlines()[0] for fault in found] == [
        *(f"P401 unknown attribute `warfarin_{n}`" for n in range(50)),
        "P118 more problems of this file are not shown",
    ]
    assert sum("did you mean" in fault for fault in found) == 25


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.sampled_from(["26 weeks", "2014", "2014-05", "yes", "nsaid", "not asked", "1e5", "-1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "unit", "on", "source", "unknown", "therapy", "from", "to"])
            | st.sampled_from(["ongoing", "weeks", "dose", "outcome", "rule", "actor", "reason"])
            | st.sampled_from(sorted(WORDS.attributes)),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
mappings = st.dictionaries(
    st.sampled_from(
        [
            "patient",
            "label",
            "recorded",
            "source",
            "complete",
            "reconciled",
            "reconciled by",
            "attributes",
            "trials",
            "preferences",
        ]
    )
    | st.sampled_from(["none of", "overrides", "else"]),
    values,
    max_size=6,
)


@given(mappings)
def test_no_mapping_raises(mapping: dict[str, Any]) -> None:
    for said in faults(mapping):
        assert said[0] == "P"


@given(st.text(max_size=40).map(lambda text: f"patient: x\nattributes: {{birth_date: {text}}}"))
def test_no_text_raises(text: str) -> None:
    problems = Problems()
    found = read_patient(text, "patient.yaml", WORDS, KINDS, RULES, problems, TODAY)
    assert (found is None) == (len(problems.errors) > 0)
