"""Whatever is missing from a prefetch and leaves a trace: nothing else becomes known by that."""

import copy
from collections.abc import Callable
from typing import Any, Final

from hypothesis import given, note, settings
from hypothesis import strategies as st

from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.service.prefetch import read_prefetch, templates
from tests.chance import examples
from tests.ehr.records import TODAY, dosed, dosed_site, library, resources
from tests.ehr.test_laws import bundle, wide

SITE: Final = {
    **dosed_site(),
    "complete": ["problems", "medicines", "allergies", "treatments", "results"],
    "questionnaires": {"http://example.org/phq2": {"total": "pain_score"}},
}
RULES: Final = library().record_rules(SITE)
WANTED: Final = templates(library(), [RULES])
OUTCOME: Final = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "timeout"}],
}
Json = dict[str, Any]


def sent(record: Json) -> Json:
    """A record as a client sends it: one answer to each search."""
    found: Json = {}
    for key, query in WANTED.items():
        kind = query.partition("?")[0].partition("/")[0]
        entries = [{"resource": one} for one in resources(record) if one["resourceType"] == kind]
        found[key] = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    return {**found, "patient": found["patient"]["entry"][0]["resource"]}


def patient_of(prefetch: Json) -> Patient:
    found = read_prefetch(prefetch, WANTED, patient="1")
    return library().patient_from_fhir(
        found.record, site=RULES, as_of=TODAY, today=TODAY, patient="Patient/1", signs=found.gaps
    )


def known(patient: Patient) -> dict[str, object]:
    """Every value that advice would know, histories of treatments included."""
    facts = resolve(patient, library().program("low-back-pain"), TODAY).facts
    return {name: wide(fact.value) for name, fact in facts.items() if fact.value is not None}


def recommended(patient: Patient) -> set[str]:
    """What is recommended under `strict`, in the pathway that is chosen."""
    options = library().advise(patient, as_of=TODAY, strict=True).options
    return {id_ for id_, one in options.items() if one.verdict == "recommended"}


# -- damage that leaves a trace ------------------------------------------------------------


def _cut(bundle_: Json, draw: Callable[[Any], Any]) -> None:
    """Take entries out."""
    entries = bundle_["entry"]
    for _ in range(draw(st.integers(0, len(entries)))):
        del entries[draw(st.integers(0, len(entries) - 1))]


def _with_total(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    bundle_["total"] = len(bundle_["entry"]) + 1
    _cut(bundle_, draw)
    return bundle_


def _with_next(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    _cut(bundle_, draw)
    return {**bundle_, "link": [{"relation": "next", "url": "https://ehr.example.org/?page=2"}]}


def _narrower(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    _cut(bundle_, draw)
    url = "https://ehr.example.org/fhir?patient=1&category=problem-list-item&status=active"
    return {**bundle_, "link": [{"relation": "self", "url": url}]}


def _masked(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    _cut(bundle_, draw)
    return {**bundle_, "meta": {"security": [{"code": "REDACTED"}]}}


def _told(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    _cut(bundle_, draw)
    return {**bundle_, "entry": [*bundle_["entry"], {"resource": OUTCOME}]}


def _one(bundle_: Json, draw: Callable[[Any], Any]) -> Any:
    entries = bundle_["entry"]
    return draw(st.sampled_from(entries))["resource"] if entries else None


DAMAGE: Final[tuple[Callable[[Json, Callable[[Any], Any]], Any], ...]] = (
    *(_with_total, _with_next, _narrower, _masked, _told, _one),
    lambda _, draw: draw(
        st.sampled_from([None, OUTCOME, "", 7, [], {}, {"resourceType": "Bundle"}])
    ),
    lambda bundle_, draw: {**bundle_, "entry": draw(st.sampled_from([{}, [7], [{}], "x"]))},
)


def damaged(prefetch: Json, data: st.DataObject) -> Json:
    """A request some of whose keys are missing, or are no whole answers."""
    spoilt = copy.deepcopy(prefetch)
    keys = [key for key in WANTED if key != "patient"]
    for key in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True)):
        if data.draw(st.integers(0, 3)) == 0:
            del spoilt[key]
        else:
            spoilt[key] = data.draw(st.sampled_from(DAMAGE))(spoilt[key], data.draw)
        note(f"{key}: {spoilt.get(key, 'missing')}")
    return spoilt


@given(st.data())
@settings(max_examples=examples(40))
def test_no_damage_to_a_prefetch_leads_to_another_known_value(data: st.DataObject) -> None:
    prefetch = sent(dosed() if data.draw(st.booleans()) else bundle(data))
    before = known(patient_of(prefetch))
    after = known(patient_of(damaged(prefetch, data)))
    assert {name: value for name, value in after.items() if before.get(name) != value} == {}


@given(st.data())
@settings(max_examples=examples(15))
def test_no_damage_to_a_prefetch_leads_to_another_recommendation(data: st.DataObject) -> None:
    prefetch = sent(dosed() if data.draw(st.booleans()) else bundle(data))
    before = recommended(patient_of(prefetch))
    assert recommended(patient_of(damaged(prefetch, data))) - before == set()
