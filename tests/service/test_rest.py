"""Advice over REST: the library's own, to the byte, and nothing without its record."""

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from pathway.advice.serial_parts import why_dict
from pathway.engine import Library
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Entry, with_entry
from pathway.records import open_served
from pathway.service.rest import SOURCE
from pathway.tui.answers import all_listed
from pathway.views.served import listed, whole
from tests.examples import EXAMPLES
from tests.lanes import thinned

from .clients import serving
from .rest_files import mapping

FILES = sorted([*EXAMPLES.glob("*.yaml"), *(EXAMPLES.parent / "consultations").glob("*.yaml")])
MON = EXAMPLES / "mon-57.yaml"
RECORD = Path("examples/fhir/sciatica.json")
DAY = "2026-11-20"
MEMBERS = (*("patient", "record", "subject", "answers", "pathway", "as_of", "strict", "adopts"),)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rest")


@pytest.fixture(scope="module")
def client(library: Library, folder: Path) -> Iterator[httpx.Client]:
    """A service that advises for the day of each request."""
    with serving(library, folder, as_of=None) as made:
        yield made


def problems(answer: httpx.Response) -> list[tuple[str, str, str]]:
    """Code, message and hint of each issue of a refusal."""
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert body["resourceType"] == "OperationOutcome"
    found = []
    for one in body["issue"]:
        assert (one["severity"], one["code"]) == ("error", "invalid")
        (coding,) = one["details"]["coding"]
        assert coding["system"] == "urn:pathway-cds:problem"
        found.append((coding["code"], one["diagnostics"], one["details"].get("text", "")))
    return found


# -- the library's own advice ------------------------------------------------------------------


@pytest.mark.parametrize("path", thinned(FILES, 4), ids=lambda path: path.stem)
def test_the_advice_is_that_of_the_library_to_the_byte(
    client: httpx.Client, library: Library, path: Path
) -> None:
    advice = library.advise(library.patient_from_file(path))
    whole = advice.to_dict()
    answer = client.post("/advise", json={"patient": mapping(path)})
    assert answer.status_code == 200, answer.text
    assert answer.content == orjson.dumps(whole)
    asked = client.post("/questions", json={"patient": mapping(path)}).json()
    assert (asked["questions"], asked["digest"]) == (whole["questions"], whole["digest"])


def test_the_reasons_are_those_of_the_library(client: httpx.Client, library: Library) -> None:
    advice = library.advise(library.patient_from_file(MON))
    for therapy, name in (("acupuncture", "acupuncture"), ("nsaid", "Ibuprofen")):
        expected = why_dict(advice, therapy, advice.what_would_change(therapy))
        answer = client.post("/why", json={"patient": mapping(MON), "therapy": name})
        assert answer.content == orjson.dumps(expected)


def test_a_record_in_fhir(client: httpx.Client, library: Library) -> None:
    patient = library.patient_from_fhir(RECORD.read_bytes(), as_of=date(2026, 11, 20))
    expected = library.advise(patient, "sciatica", date(2026, 11, 20), strict=True)
    asked = {"record": json.loads(RECORD.read_bytes()), "as_of": DAY, "strict": True}
    answer = client.post("/advise", json=asked | {"pathway": "sciatica"})
    assert answer.content == orjson.dumps(expected.to_dict())


def test_the_settings_of_the_clients_site_hold(
    library: Library, tmp_path: Path, client: httpx.Client
) -> None:
    site = Path("examples/fhir/riverside.yaml")
    asked = {"record": json.loads(RECORD.read_bytes()), "as_of": DAY}
    with serving(library, tmp_path, site=site) as there:
        patient = library.patient_from_fhir(
            RECORD.read_bytes(), as_of=date(2026, 11, 20), site=site
        )
        answer = there.post("/advise", json=asked)
        expected = library.advise(patient, None, date(2026, 11, 20))
        assert answer.content == orjson.dumps(expected.to_dict())
        assert answer.content != client.post("/advise", json=asked).content


def test_a_record_of_several_patients(client: httpx.Client) -> None:
    record = [{"resourceType": "Patient", "id": id_, "gender": "male"} for id_ in "12"]
    answer = client.post("/advise", json={"record": record, "subject": "Patient/2", "as_of": DAY})
    assert (answer.status_code, answer.json()["patient"]["id"]) == (200, "2")


def test_guidelines_may_be_chosen(client: httpx.Client, library: Library) -> None:
    adopts = ["acp-2017"]
    expected = library.advise(library.patient_from_file(MON), "sciatica", adopts=adopts)
    asked = {"patient": mapping(MON), "pathway": "sciatica", "adopts": adopts}
    assert client.post("/advise", json=asked).content == orjson.dumps(expected.to_dict())


def test_answers_stand_beside_what_was_known(client: httpx.Client, library: Library) -> None:
    patient, day = library.patient_from_file(MON), date(2026, 11, 20)
    for name, value in (("bleeding_disorder", False), ("implanted_device", True)):
        patient = with_entry(patient, name, Entry(value, on=day, source=SOURCE))
    answers = {"bleeding_disorder": False, "implanted_device": {"value": "yes"}}
    asked = {"patient": mapping(MON), "answers": answers, "as_of": DAY}
    expected = library.advise(patient, None, day).to_dict()
    answer = client.post("/advise", json=asked)
    assert answer.content == orjson.dumps(expected)
    assert "bleeding_disorder" in expected["provenance"]
    assert expected["provenance"]["bleeding_disorder"]["source"] == SOURCE


def test_a_list_may_be_answered_as_a_whole(client: httpx.Client, library: Library) -> None:
    """As the question about it is, and with the same advice as in the terminal."""
    assert not {*RecordList} & library.vocabulary.attributes.keys()
    day = date(2026, 11, 20)
    sent = {key: value for key, value in mapping(MON).items() if key != "complete"}
    patient = library.patient(sent)
    before = library.advise(patient, None, day)
    (asked, *_) = [one for one in before.questions if one.list is not None]
    assert asked.list is not None
    expected = library.advise(all_listed(patient, asked.list, day), None, day).to_dict()
    answer = client.post("/advise", json={"patient": sent, "answers": {asked.list: True}})
    assert answer.content == orjson.dumps(expected)
    assert expected["digest"] != before.to_dict()["digest"]


# -- what cannot be used -----------------------------------------------------------------------

UNUSABLE: dict[str, tuple[str, Any, list[tuple[str, str, str]]]] = {
    "nobody": (
        "advise",
        {},
        [
            (
                "P102",
                "missing member `patient` or `record`",
                "`patient` is as in a patient file, `record` a FHIR R4 Bundle",
            )
        ],
    ),
    "no object": (
        "advise",
        [],
        [("P103", "the body should be a JSON object", 'such as `{"patient": {…}}`')],
    ),
    "both": (
        "advise",
        {"patient": {"patient": "x"}, "record": []},
        [
            ("P409", "`patient` and `record` are both given", "send one of them"),
            (
                "P423",
                "there is no patient in the record",
                "add the Patient resource that the others refer to",
            ),
        ],
    ),
    "everything at once": (
        "why",
        {
            "patient": {"patient": "x", "attributes": {"platlets": 3, "age": "old"}},
            "answers": {"egfr": "low"},
            "pathwy": "sciatica",
            "pathway": "sciatic",
            "as_of": "yesterday",
            "strict": "no",
            "adopts": "nice",
            "therapy": "acupunture",
        },
        [
            ("P101", "unknown member `pathwy`", "did you mean `pathway`?"),
            ("P407", "`as_of`: `yesterday` is not a date written as 2026-11-20", ""),
            ("P103", "`strict` should be true or false", ""),
            (
                "P103",
                "`adopts` should be a list of texts",
                "at most 100 ids of guidelines or recommendations",
            ),
            (
                "P401",
                "`patient.attributes.platlets`: unknown attribute `platlets`",
                "did you mean `platelets`?",
            ),
            ("P402", "`patient.attributes.age`: `age` should be a number, not `old`", ""),
            ("P402", "`answers.egfr`: `egfr` should be a number, not `low`", ""),
            ("P502", "unknown pathway `sciatic`", "did you mean `sciatica`?"),
            ("P503", "unknown therapy `acupunture`", "did you mean `acupuncture`?"),
        ],
    ),
    "no therapy": (
        "why",
        {"patient": {"patient": "x"}},
        [("P102", "missing member `therapy`", "the id of a therapy, such as `nsaid`")],
    ),
    "a therapy where none is asked for": (
        "questions",
        {"patient": {"patient": "x"}, "therapy": "nsaid"},
        [
            (
                "P101",
                "unknown member `therapy`",
                f"allowed: {', '.join(f'`{name}`' for name in MEMBERS)}",
            )
        ],
    ),
    "a day that never was": (
        "advise",
        {"patient": {"patient": "x"}, "answers": {"age": 41}, "as_of": "1800-01-01"},
        [("P404", "`as_of`: impossible date: 1800-01-01; possible is 1890 or later", "")],
    ),
    "a list that is not whole": (
        "advise",
        {"patient": {"patient": "x"}, "answers": {"medicines": "yes", "problems": False}},
        [
            (
                "P402",
                f"`answers.{name}`: a list is answered with true, where it is whole",
                "leave it out where it is not",
            )
            for name in ("medicines", "problems")
        ],
    ),
    "a key that readers use themselves": (
        "advise",
        {"patient": {"@": 1, "patient": "x", "lable": "a"}},
        [("P013", "`patient.@`: a key should be one plain text", "")],
    ),
    "several patients": (
        "advise",
        {"record": [{"resourceType": "Patient", "id": id_} for id_ in "12"]},
        [
            (
                "P423",
                "there are several patients in the record: `Patient/1`, `Patient/2`",
                "say whose record is to be read",
            )
        ],
    ),
    "whose record, without one": (
        "advise",
        {"patient": {"patient": "x"}, "subject": "Patient/1"},
        [("P510", "`subject` goes with `record`", "a patient file is of one patient")],
    ),
    "a record as text": (
        "advise",
        {"record": "{}"},
        [("P103", "`record` should be a FHIR R4 Bundle", "")],
    ),
    "an entry that is none": (
        "advise",
        {"record": {"resourceType": "Bundle", "entry": [3]}},
        [("P421", "`record.entry[0]`: this is not an entry of a bundle", "")],
    ),
    "an unknown guideline beside something else": (
        "advise",
        {"patient": {"patient": "x", "lable": "a"}, "adopts": ["acp-2071"]},
        [
            ("P101", "`patient.lable`: unknown key `lable`", "did you mean `label`?"),
            (
                "P504",
                "unknown guideline or recommendation `acp-2071`",
                "did you mean `acp-2017`?",
            ),
        ],
    ),
    "an unknown guideline where no complaint is known": (
        "advise",
        {"patient": {"patient": "x"}, "adopts": ["nice-ng95"]},
        [
            (
                "P504",
                "unknown guideline or recommendation `nice-ng95`",
                "did you mean `nice-ng65`?",
            )
        ],
    ),
    "an unknown guideline": (
        "advise",
        {"patient": {"patient": "x"}, "adopts": ["nice-ng95"], "pathway": "sciatica"},
        [
            (
                "P504",
                "unknown guideline or recommendation `nice-ng95`",
                "did you mean `nice-ng65`?",
            )
        ],
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_all_that_is_wrong_is_said_at_once(client: httpx.Client, case: str) -> None:
    asked, body, expected = UNUSABLE[case]
    assert problems(client.post(f"/{asked}", json=body)) == expected


def keys_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every key."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members:
        if isinstance(value, dict):
            yield (*path, key)
        if isinstance(member, dict | list):
            yield from keys_in(member, (*path, key))


def misspelt(value: Any, path: tuple[Any, ...]) -> Any:
    """The same with one more letter in one key."""
    found = copy.deepcopy(value)
    holder = found
    for step in path[:-1]:
        holder = holder[step]
    holder[f"{path[-1]}z"] = holder.pop(path[-1])
    return found


@pytest.mark.parametrize(
    "name", thinned(("mon-57", "surgery-49", "sources-differ-47", "kidney-68"), 4)
)
def test_no_misspelt_key_is_left_aside(client: httpx.Client, name: str) -> None:
    """Whichever it is, at any depth: the request is refused, and the key is named."""
    whole = {"patient": mapping(EXAMPLES / f"{name}.yaml"), "as_of": DAY, "strict": False}
    paths = [*keys_in(whole), *((key,) for key in whole)]
    assert len(paths) > 20
    for path in paths:
        found = problems(client.post("/advise", json=misspelt(whole, path)))
        assert any(f"`{path[-1]}z`" in message for _, message, _ in found), path


def test_a_key_that_stands_twice(client: httpx.Client) -> None:
    body = b'{"patient": {"patient": "x", "attributes": {"age": 30, "age": 60}}}'
    answer = client.post("/advise", content=body, headers={"Content-Type": "application/json"})
    hint = "a reader would take one of the two without a word"
    said = "`patient.attributes.age` stands twice in one object"
    assert problems(answer) == [("P007", said, hint)]


def test_what_is_no_json(client: httpx.Client) -> None:
    answer = client.post("/advise", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["diagnostics"] == "the body is not JSON: line 1, column 2"


def test_a_pathway_that_the_service_does_not_follow(library: Library, tmp_path: Path) -> None:
    with serving(library, tmp_path, pathways=("knee-osteoarthritis",)) as client:
        named = client.post("/advise", json={"patient": mapping(MON), "pathway": "sciatica"})
        chosen = client.post("/advise", json={"patient": mapping(MON)})
    allowed = "allowed: `knee-osteoarthritis`"
    said = "the service does not follow the pathway `sciatica`"
    assert problems(named) == [("P502", said, allowed)]
    said = "the service does not follow `sciatica`, the pathway for this complaint"
    hint = "nothing was advised, and no red flag was judged"
    assert problems(chosen) == [("P502", said, hint)]


# -- the record of it --------------------------------------------------------------------------


def test_every_answer_is_on_record_and_names_nobody(library: Library, tmp_path: Path) -> None:
    sent = mapping(MON) | {"patient": "kowalski-9", "label": "Anna Kowalski", "name": "Kowalski"}
    with serving(library, tmp_path) as client:
        keys = [
            client.post(f"/{asked}", json={"patient": sent} | more).headers["Pathway-Record"]
            for asked, more in (
                ("advise", {}),
                ("why", {"therapy": "nsaid"}),
                ("questions", {"answers": {"bleeding_disorder": False}, "strict": True}),
            )
        ]
        client.post("/advise", json={"patient": {"patent": "x"}})
    with open_served(tmp_path / "service.db", key=tmp_path / "service.key") as records:
        found = list(records.records())
        assert records.verify().findings == ()
        whose = records.pseudonym("https://ehr.example.org/Patient/kowalski-9")
    assert [(one.entry.request, one.entry.about) for one in found] == list(
        zip(keys, ("advise", "why", "questions"), strict=True)
    )
    assert {(one.entry.kind, one.entry.client, one.entry.patient) for one in found} == {
        ("advice", "https://ehr.example.org", whose)
    }
    assert not [one for one in found if "owalski" in one.entry.body]
    for one in found:
        # Whoever has the record can advise again, and gets what was answered.
        patient = library.patient_from_text(one.body["snapshot"])
        day = date.fromisoformat(one.body["as_of"])
        again = library.advise(patient, one.body["pathway"], day, strict=one.body["strict"])
        assert again.to_dict()["digest"] == one.body["advice"]
        assert (one.body["version"], one.body["digest"]) == (
            again.pathway.version,
            again.pathway.digest,
        )
    assert [one.body["therapy"] for one in found] == ["", "nsaid", ""]


def test_without_records_there_is_no_advice(library: Library, tmp_path: Path) -> None:
    with serving(library, tmp_path) as client:
        (tmp_path / "service.db").unlink()
        (tmp_path / "service.db").mkdir()
        answer = client.post("/advise", json={"patient": mapping(MON)})
    assert (answer.status_code, answer.json()["issue"][0]["diagnostics"]) == (
        503,
        "nothing can be recorded at present, and without a record there is no advice",
    )


def test_what_was_sent_stands_in_no_log(
    client: httpx.Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    sent = mapping(MON) | {"name": "Kowalski", "label": "Kowalski"}
    assert client.post("/advise", json={"patient": sent}).status_code == 200
    wrong = client.post("/advise", json={"patient": sent, "Kowalski": 1, "answers": {"age": "Kow"}})
    assert wrong.status_code == 422
    assert "Kowalski" in wrong.text
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    assert not [one for one in ours if "Kow" in one.getMessage()]
    assert "Kow" not in "".join(capfd.readouterr())


def test_the_records_are_listed_and_shown(library: Library, tmp_path: Path) -> None:
    with serving(library, tmp_path) as client:
        client.post("/why", json={"patient": mapping(MON), "therapy": "nsaid"})
        real = {key: value for key, value in mapping(MON).items() if key != "example"}
        client.post("/advise", json={"patient": real, "strict": True, "adopts": ["acp-2017"]})
    with open_served(tmp_path / "service.db", key=tmp_path / "service.key") as records:
        example, found = records.records()
        lines = listed([example, found], width=200).splitlines()
        assert [line.rpartition("  ")[2] for line in lines] == [
            "why: sciatica, nsaid, an example, no patient",
            "advise: sciatica",
        ]
        shown = whole(found, width=200)
    said = dict(re.findall(r"^(\w+) +(\S.*)$", shown.partition("\n\n")[0], re.MULTILINE))
    assert said["kind"] == "advice"
    assert said["about"] == "advise"
    assert (said["strict"], said["adopts"], said["example"]) == ("yes", "acp-2017", "no")
    assert said["advice"] == found.body["advice"]
    assert "\npatient: " in shown
