"""The client for programs: what it gives is what the service answers, and it asks once."""

import inspect
import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from pathway import client as module
from pathway.client import PathwayClient, ServiceError, ServiceProblem
from pathway.engine import Library
from pathway.service.settings import ClientSettings
from tests.examples import EXAMPLES
from tests.house.test_imports import all_loaded_by

from .clients import serving
from .rest_files import mapping
from .signing import ISSUER, keys_file, token

FILES = sorted(EXAMPLES.glob("*.yaml"))[::6]
MON = mapping(EXAMPLES / "mon-57.yaml")
RECORD = json.loads(Path("examples/fhir/sciatica.json").read_text())
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def service(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PathwayClient]:
    folder = tmp_path_factory.mktemp("client")
    with (
        serving(library, folder, as_of=None) as plain,
        PathwayClient(str(plain.base_url)) as made,
    ):
        yield made


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_advice_has_names_and_types(
    service: PathwayClient, library: Library, path: Path
) -> None:
    advice = library.advise(library.patient_from_file(path))
    found = service.advise(mapping(path))
    assert found.raw == json.loads(json.dumps(advice.to_dict()))
    assert (found.pathway, found.as_of, found.outcome, found.red_flags) == (
        advice.pathway.id,
        advice.as_of,
        advice.outcome,
        advice.red_flags,
    )
    assert found.eligible is advice.eligible
    assert {id_: (one.verdict, one.action) for id_, one in found.options.items()} == {
        id_: (one.verdict, one.action) for id_, one in advice.options.items()
    }
    assert [(one.do, one.what) for one in found.plan] == [(i.do, i.what) for i in advice.plan]
    assert [(one.id, one.state) for one in found.alerts] == [
        (one.id, one.state) for one in advice.alerts
    ]
    asked = service.questions(mapping(path))
    assert [one.question for one in asked.questions] == [one.question for one in advice.questions]
    assert asked.questions == found.questions
    assert (asked.digest, asked.outcome) == (found.digest, found.outcome)
    assert len({asked.recorded, found.recorded}) == 2


def test_everything_may_be_said(service: PathwayClient, library: Library) -> None:
    patient = library.patient_from_fhir(json.dumps(RECORD), as_of=DAY)
    adopts = ["acp-2017"]
    expected = library.advise(patient, "sciatica", DAY, strict=True, adopts=adopts).to_dict()
    found = service.advise(record=RECORD, pathway="sciatica", as_of=DAY, strict=True, adopts=adopts)
    assert found.digest == expected["digest"]
    why = service.why("nsaid", MON, answers={"bleeding_disorder": True}, as_of=DAY)
    assert (why.therapy, why.state) == ("nsaid", why.raw["why"]["state"])
    assert why.if_answered == tuple(why.raw["if_answered"])


def test_all_problems_come_in_one_error(service: PathwayClient) -> None:
    with pytest.raises(ServiceError) as refused:
        service.advise({"patient": "x", "attributes": {"platlets": 3, "age": "old"}})
    error = refused.value
    assert (error.status, error.retry_after) == (422, None)
    assert error.problems == (
        ServiceProblem(
            "P401",
            "`patient.attributes.platlets`: unknown attribute `platlets`",
            "did you mean `platelets`?",
        ),
        ServiceProblem("P402", "`patient.attributes.age`: `age` should be a number, not `old`"),
    )
    assert str(error) == (
        "P401 `patient.attributes.platlets`: unknown attribute `platlets` "
        "(did you mean `platelets`?); "
        "P402 `patient.attributes.age`: `age` should be a number, not `old`"
    )


# -- what may go wrong on the way --------------------------------------------------------------


def fails(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def answering(status: int, text: str, headers: Mapping[str, str]) -> Any:
    return lambda _: httpx.Response(status, text=text, headers=headers)


AWAY = "whether it was answered and recorded is not known"
WRONG: dict[str, tuple[Any, int, ServiceProblem, float | None]] = {
    "late": (fails, 0, ServiceProblem("", "the service did not answer: ReadTimeout", AWAY), None),
    "a page of a proxy": (
        answering(502, "<html>", {}),
        502,
        ServiceProblem("", "the service answered 502"),
        None,
    ),
    "not now": (
        answering(
            503,
            '{"issue":[{"diagnostics":"nothing can be recorded","details":{"text":"try again"}}]}',
            {"Retry-After": "5"},
        ),
        503,
        ServiceProblem("", "nothing can be recorded", "try again"),
        5.0,
    ),
    "a redirect": (
        answering(307, "", {"Location": "https://elsewhere.example/advise"}),
        307,
        ServiceProblem("", "the service answered 307"),
        None,
    ),
    "a page as an answer": (
        answering(200, "<html>", {}),
        0,
        ServiceProblem("", "what was answered is not what advise answers (JSONDecodeError)"),
        None,
    ),
    "another form": (
        answering(200, '{"schema": "pathway-advice/2"}', {}),
        0,
        ServiceProblem("", "what was answered is not what advise answers (ValueError)"),
        None,
    ),
    "half of it": (
        answering(200, '{"schema": "pathway-advice/1"}', {}),
        0,
        ServiceProblem("", "what was answered is not what advise answers (KeyError)"),
        None,
    ),
    "a list": (
        answering(200, "[]", {}),
        0,
        ServiceProblem("", "what was answered is not what advise answers (TypeError)"),
        None,
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_request_is_sent_once(case: str) -> None:
    answer, status, problem, after = WRONG[case]
    sent: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        response: httpx.Response = answer(request)
        return response

    transport = httpx.MockTransport(handler)
    with (
        PathwayClient("https://cds.example", transport=transport) as asking,
        pytest.raises(ServiceError) as refused,
    ):
        asking.advise({"patient": "x"})
    error = refused.value
    assert (error.status, error.problems, error.retry_after) == (status, (problem,), after)
    assert [str(one.url) for one in sent] == ["https://cds.example/advise"]
    assert json.loads(sent[0].content) == {"patient": {"patient": "x"}}


@pytest.mark.parametrize(
    "base", ["http://cds.example", "cds.example", "ftp://localhost", "", "https://"]
)
def test_patients_go_over_https_alone(base: str) -> None:
    with pytest.raises(ValueError, match="is no https address; http is for this computer only"):
        PathwayClient(base)


def test_each_request_has_a_token_of_its_own(library: Library, tmp_path: Path) -> None:
    asked: list[str] = []
    keys = keys_file(tmp_path)
    issuer = ClientSettings(ISSUER, keys=str(keys))
    now = int(time.time())

    def made(address: str) -> str:
        asked.append(address)
        claims = {"aud": address, "iat": now, "exp": now + 200, "jti": f"made {len(asked)}"}
        return token(claims)

    with serving(library, tmp_path, open=False, clients=(issuer,), as_of=DAY) as plain:
        base = str(plain.base_url).rstrip("/")
        with PathwayClient(base) as nobody, pytest.raises(ServiceError) as refused:
            nobody.advise(MON)
        with PathwayClient(base, made) as asking:
            asking.questions(MON)
            asking.questions(MON)
    assert refused.value.status == 401
    assert asked == [f"{base}/questions"] * 2


# -- what it is made of ------------------------------------------------------------------------


def test_it_loads_nothing_of_the_engine(tmp_path: Path) -> None:
    loaded = all_loaded_by("import pathway.client", tmp_path / "modules")
    ours = {name for name in loaded if name.partition(".")[0] == "pathway"}
    assert ours == {"pathway", "pathway.client", "pathway.client.answers", "pathway.frozen"}
    assert loaded & {"pydantic", "orjson", "yaml", "fastapi", "sqlalchemy"} == frozenset()


def test_the_three_calls_take_the_same() -> None:
    kinds: list[Callable[..., Any]] = [PathwayClient.advise, PathwayClient.questions]
    assert len({str(inspect.signature(one)).partition(" ->")[0] for one in kinds}) == 1
    assert set(module.Asking.__annotations__) == {
        *("record", "subject", "answers", "pathway", "as_of", "strict", "adopts")
    }
