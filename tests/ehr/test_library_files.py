"""What a library says about reading records is checked like everything else in it."""

import shutil
from pathlib import Path

import pytest

import pathway
from pathway.ground.code_systems import system_of, well_formed
from pathway.ground.problems import LibraryError

from .records import ROOT, TODAY

LIBRARY = ROOT / "tests/files/pages/library"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(LIBRARY, tmp_path / "library"))
    (copy / "codes").mkdir(exist_ok=True)
    return copy


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("fhir.yaml", "complaint: [bak_pain]", "P104 unknown attribute `bak_pain`"),
        ("fhir.yaml", "onset: onsett", "P104 unknown attribute `onsett`"),
        ("fhir.yaml", "ever: [nothing_such]", "P104 unknown attribute `nothing_such`"),
        ("fhir.yaml", "elements: {birth: Patient.birthDate}", "P104 unknown attribute `birth`"),
        ("fhir.yaml", "element: {}", "P101 unknown key `element`"),
        (
            "codes/loinc.yaml",
            "licence: x\nanswers: {LA33-6: perhaps}",
            "P111 an answer cannot be `perhaps`",
        ),
        ("codes/loinc.yaml", "licence: x\nmeans: {nix: {777-3: yes}}", "P104 unknown attribute"),
        (
            "codes/rxnorm.yaml",
            'licence: x\nproducts: {"5640": ["ibuprofen"]}',
            "P313 `ibuprofen` is not an RxNorm code",
        ),
        ("codes/rxnorm.yaml", 'licence: x\nallergies: {nix: ["5640"]}', "P104 unknown attribute"),
    ],
)
def test_faults(folder: Path, file: str, text: str, problem: str) -> None:
    (folder / file).write_text(f"{text}\n")
    with pytest.raises(LibraryError) as caught:
        pathway.open_library(folder)
    first = caught.value.problems[0]
    assert f"{first.code} {first.message}".startswith(problem)
    assert first.span is not None
    assert first.span.source.name == file


def test_a_library_without_words_on_records_still_reads_them(folder: Path) -> None:
    found = pathway.open_library(folder).understand_fhir(
        [{"resourceType": "Patient", "id": "1", "birthDate": "1968-05-04"}], today=TODAY
    )
    assert found.findings == ()


@pytest.mark.parametrize(
    ("address", "code", "sound"),
    [
        ("http://loinc.org", "777-3", True),
        ("http://loinc.org", "777-4", False),
        ("http://loinc.org", "LA33-6", True),
        ("urn:oid:2.16.840.1.113883.6.96", "23056005", True),
        ("http://snomed.info/sct/731000124108", "23056006", False),
        ("http://hl7.org/fhir/sid/icd-10-cm", "M54.31", True),
        ("http://hl7.org/fhir/sid/icd-10-cm", "back pain", False),
        ("http://lab.example.org", "THR", True),
        ("http://lab.example.org", "", False),
    ],
)
def test_codes_as_records_have_them(address: str, code: str, sound: bool) -> None:
    assert well_formed(system_of(address), code) is sound
