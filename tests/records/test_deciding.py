"""A decision is held against the advice, recorded with what it rested on, and computed again."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

import pathway
from pathway.engine import Library, open_library
from pathway.ground.problems import PathwayError
from pathway.ground.terms import Urgency, Verdict
from pathway.records import DecisionChoice, Record, ReplayDifference, open_records, replay
from pathway.records.decision import AdviceRequest, decide, objections, recompute_with
from pathway.records.store import Records
from tests.examples import real_patients

ROOT = Path(__file__).parents[2]
PATIENTS = sorted(real_patients().glob("*.yaml"))
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="module")
def again() -> Library:
    """The same content, read once more."""
    return open_library()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with open_records(tmp_path / "records.db") as found:
        yield found


def taken(
    library: Library, records: Records, name: str, therapy: str, action: str, **more: Any
) -> Record:
    """An example patient's decision."""
    patient = library.patient_from_file(real_patients() / f"{name}.yaml", today=DAY)
    usual: dict[str, Any] = {"actor": "Dr Ada", "asked": AdviceRequest(as_of=DAY)} | more
    return decide(library, patient, therapy, action, records=records, **usual)


def refused(library: Library, records: Records, *what: str, **more: Any) -> str:
    with pytest.raises(PathwayError) as error:
        taken(library, records, *what, **more)
    assert records.head() is None, "a refused decision leaves nothing"
    return str(error.value)


def test_what_is_recommended_is_accepted(library: Library, records: Records) -> None:
    record = taken(library, records, "cauda-equina-52", "Emergency referral", "accept")
    told = record.decision
    assert (told.actor, told.therapy, told.action) == ("Dr Ada", "emergency_referral", "accept")
    assert (told.rule, told.reason, told.supersedes) == (None, None, None)
    assert (told.pathway, told.engine) == ("sciatica", pathway.__version__)
    assert told.digest == library.program("sciatica").digest
    shown = orjson.loads(told.shown)
    assert shown["option"]["verdict"] == "recommended"
    assert shown["verdicts"]["discectomy"] == ["not indicated", "do not start"]
    assert [alert["id"] for alert in shown["alerts"]][:1] == ["cauda_equina"]


def test_whatever_stands_against_it_is_named(library: Library) -> None:
    """Only what is recommended or under way, in no emergency, can be accepted without a word."""
    for path in PATIENTS:
        patient = library.patient_from_file(path, today=DAY)
        advice = library.advise(patient, as_of=DAY)
        present = [a for a in advice.alerts if a.state == "present"]
        emergencies = [a for a in present if a.urgency is Urgency.EMERGENCY]
        for id_, option in advice.options.items():
            calm = not emergencies or any(id_ in alert.offers for alert in emergencies)
            fine = option.verdict in (Verdict.RECOMMENDED, Verdict.ONGOING)
            against = objections(advice, id_, DecisionChoice.ACCEPT)
            assert (against == ()) is (calm and fine), (path.stem, id_)
            assert objections(advice, id_, DecisionChoice.OVERRIDE) == against
            wanted = [f"flag.{a.id}" for a in emergencies if id_ in a.offers]
            assert objections(advice, id_, DecisionChoice.DECLINE) == tuple(wanted)


REFUSED = "P701 the decision was not saved: "


@pytest.mark.parametrize(
    ("name", "therapy", "action", "more", "message"),
    [
        (
            *("haemophilia-36", "acupuncture", "accept", {}),
            (
                "acupuncture (manual) cannot be accepted: acupuncture.bleeding_disorder\n"
                "  help: decline it, or state why not: "
                "--action override --rule acupuncture.bleeding_disorder --reason TEXT"
            ),
        ),
        (
            *("mon-57", "acupuncture", "accept", {}),
            (
                "acupuncture (manual) cannot be accepted: pending\n"
                "  help: decline it, or state why not: "
                "--action override --rule pending --reason TEXT"
            ),
        ),
        (
            *("anticoagulated-78", "nsaid", "override"),
            {"rules": ["nsaid.anticoagulant"], "reason": "x"},
            (
                "what stands against it is not named: nsaid.kidney_and_drug\n"
                "  help: --rule nsaid.anticoagulant --rule nsaid.kidney_and_drug --reason TEXT"
            ),
        ),
        (
            *("haemophilia-36", "nsaid", "override", {"rules": ["nsaid.bleeding_disorder"]}),
            "the reason is missing\n  help: --reason TEXT",
        ),
        (
            *("haemophilia-36", "nsaid", "override"),
            {"rules": ["nsaid.bleeding_disorder", "nsaid.age"], "reason": "x"},
            "`nsaid.age` does not stand against this decision",
        ),
        (
            *("cauda-equina-52", "education", "accept", {}),
            (
                "stay active, education cannot be accepted: flag.cauda_equina, later\n"
                "  help: decline it, or state why not: "
                "--action override --rule flag.cauda_equina --rule later --reason TEXT"
            ),
        ),
        (
            *("cauda-equina-52", "emergency_referral", "decline", {"reason": "not today"}),
            (
                "what stands against it is not named: flag.cauda_equina\n"
                "  help: --rule flag.cauda_equina --reason TEXT"
            ),
        ),
        (
            *("mon-57", "education", "override", {"rules": ["x"], "reason": "x"}),
            "nothing stands against stay active, education\n  help: accept it",
        ),
        (
            *("mon-57", "education", "perhaps", {}),
            "`perhaps` is not accept, decline or override",
        ),
        (
            *("mon-57", "education", "accept", {"saw": "0" * 64}),
            (
                "the advice is no longer the one that was seen\n"
                "  help: look at the advice again, then decide"
            ),
        ),
    ],
)
def test_what_passes_over_something_is_refused(
    library: Library,
    records: Records,
    name: str,
    therapy: str,
    action: str,
    more: dict[str, Any],
    message: str,
) -> None:
    assert refused(library, records, name, therapy, action, **more) == REFUSED + message


def test_an_unknown_therapy(library: Library, records: Records) -> None:
    assert refused(library, records, "mon-57", "acupunctre", "accept") == (
        "P503 unknown therapy `acupunctre`\n  help: did you mean `acupuncture`?"
    )


@pytest.mark.parametrize(
    ("name", "therapy", "rules"),
    [
        ("haemophilia-36", "nsaid", ["nsaid.bleeding_disorder"]),
        ("haemophilia-36", "acupuncture", ["acupuncture.bleeding_disorder"]),
        ("many-drugs-83", "nsaid", ["nsaid.kidney_and_drug", "nsaid.kidney_drugs"]),
        ("cauda-equina-52", "education", ["flag.cauda_equina", "later"]),
    ],
)
def test_an_override_names_its_rules_and_is_recorded(
    library: Library, records: Records, name: str, therapy: str, rules: list[str]
) -> None:
    why = "discussed with the haematologist"
    record = taken(library, records, name, therapy, "override", rules=rules, reason=why)
    assert (record.decision.rule, record.decision.reason) == (" ".join(rules), why)
    again = replay(record, recompute_with(library))
    assert again.identical, "an override in a record changes no advice"


def test_a_rule_that_nobody_could_judge_is_passed_over_too(
    library: Library, records: Records
) -> None:
    """Platelets are low, which an override may lift; a bleeding disorder is unanswered."""
    path = real_patients() / "low-platelets-44.yaml"
    patient = library.patient_from_file(path, today=DAY)
    entries = {k: v for k, v in patient.entries.items() if k != "bleeding_disorder"}
    unsure = replace(patient, entries=entries, complete=frozenset())
    advice = library.advise(unsure, as_of=DAY)
    assert advice.options["acupuncture"].verdict is Verdict.AVOID
    against = objections(advice, "acupuncture", DecisionChoice.OVERRIDE)
    assert against == ("acupuncture.low_platelets", "pending")


def test_the_records_do_not_say_who_it_is(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_records(path) as records:
        first = taken(library, records, "mon-57", "education", "accept")
        second = taken(library, records, "mon-57", "nsaid", "decline")
        other = taken(library, records, "simple-41", "education", "decline")
    assert first.decision.patient == second.decision.patient != other.decision.patient
    data = path.read_bytes()
    assert [word for word in (b"mon-57", b"M. 57", b"simple-41") if word in data] == []
    assert first.decision.patient.encode() in data


def test_references_do_not_say_it_either(library: Library, tmp_path: Path) -> None:
    mapping = {
        "patient": "1234567",
        "label": "Mrs Example",
        "name": "Ada Lovelace",
        "record number": "MR-004711",
        "recorded": DAY,
        "source": "Patient/1234567",
        "attributes": {
            "age": {"value": 57, "source": "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e"},
            "leg_pain": {"value": "radicular", "source": "Condition/77-a", "detail": "of 1234567"},
            "low_back_pain": {"value": False, "source": "Ada Lovelace", "detail": "MR-004711"},
            "warfarin": [
                {"value": True, "source": "MedicationRequest/1"},
                {"value": False, "source": "patient"},
            ],
        },
        "trials": [{"therapy": "nsaid", "ongoing": True, "source": "MedicationRequest/1"}],
    }
    patient = library.patient(mapping, today=DAY)
    asked = AdviceRequest("sciatica", DAY)
    with open_records(tmp_path / "records.db") as records:
        record = decide(
            library, patient, "nsaid", "decline", actor="Ada", records=records, asked=asked
        )
    kept = record.decision.snapshot + record.decision.shown
    for name in (
        "1234567",
        "Example",
        "Ada Lovelace",
        "004711",
        "0f8fad5b",
        "77-a",
        "Request/1,",
        "Request/1}",
    ):
        assert name not in kept, name
    lines = [line for line in kept.split("\\n") if "MedicationRequest" in line]
    hidden = {line.partition("MedicationRequest/")[2][:16] for line in lines}
    assert len(hidden) == 1, "the same source is the same pseudonym"
    assert "source: patient" in kept, "what names nobody stays as it is"
    assert replay(record, recompute_with(library)).identical


# -- replay ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", PATIENTS[::5], ids=lambda path: path.stem)
@pytest.mark.parametrize("strict", [False, True])
def test_the_same_content_gives_the_same_advice(
    library: Library, again: Library, records: Records, path: Path, strict: bool
) -> None:
    patient = library.patient_from_file(path, today=DAY)
    therapy = next(iter(library.advise(patient, as_of=DAY).options), None)
    if therapy is None:
        assert path.stem == "school-16", "only who is not eligible has nothing to decide on"
        return
    record = decide(
        library,
        patient,
        therapy,
        "decline",
        actor="Dr Ada",
        records=records,
        asked=AdviceRequest(as_of=DAY, strict=strict, adopts=("nice-ng59",)),
        rules=objections(library.advise(patient, as_of=DAY), therapy, DecisionChoice.DECLINE),
        reason="for the test",
    )
    assert replay(record, recompute_with(again)).identical


@pytest.mark.slow
def test_other_content_says_what_differs(
    library: Library, records: Records, tmp_path: Path
) -> None:
    record = taken(library, records, "haemophilia-36", "acupuncture", "decline")
    folder = tmp_path / "pathways"
    shutil.copytree(ROOT / "pathways", folder)
    acupuncture = folder / "therapies/acupuncture.yaml"
    text = acupuncture.read_text()
    assert "when: bleeding_disorder\n" in text
    acupuncture.write_text(text.replace("when: bleeding_disorder\n", "when: age < 5 years\n"))
    changed = open_library(folder)
    found = replay(record, recompute_with(changed))
    assert not found.identical
    program = changed.program("sciatica")
    digest = ReplayDifference("content digest", record.decision.digest, program.digest)
    assert found.differences[0] == digest
    verdict = ReplayDifference(
        "verdict on acupuncture", "contraindicated, do not start", "recommended, start"
    )
    whats = [one.what for one in found.differences]
    assert verdict in found.differences, found.differences
    assert [what for what in whats if what.startswith("verdict on")] == ["verdict on acupuncture"]
    assert whats[-1] == "advice digest"


def test_another_engine_that_says_the_same_is_identical(
    library: Library, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = taken(library, records, "mon-57", "education", "accept")
    monkeypatch.setattr(pathway, "__version__", "9.9.9")
    assert replay(record, recompute_with(library)).identical
    edited = replace(record, decision=replace(record.decision, advice="0" * 64))
    advice = orjson.loads(record.decision.shown)
    assert advice["therapy"] == "education"
    assert replay(edited, recompute_with(library)).differences == (
        ReplayDifference("engine version", "0.1.0", "9.9.9"),
        ReplayDifference("advice digest", "0" * 64, record.decision.advice),
    )


def test_what_cannot_be_computed_again(library: Library, records: Records) -> None:
    record = taken(library, records, "mon-57", "education", "accept")
    small = open_library(ROOT / "tests/bad/libraries/sound")
    found = replay(record, recompute_with(small))
    assert not found.identical
    assert {problem.code for problem in found.problems} >= {"P401"}
    gone = replace(record.decision, snapshot='{"schema":"pathway-snapshot/9"}')
    unread = replay(replace(record, decision=gone), recompute_with(library))
    assert [problem.message for problem in unread.problems] == [
        "the snapshot of record 1 is of a form that is not known here"
    ]
