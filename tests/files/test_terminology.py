"""Codes of terminologies: in files of their own or beside what they code, and checked."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pathway
from pathway.engine import open_library
from pathway.ground.code_systems import SYSTEMS, luhn, verhoeff

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
SHIPPED = Path(__file__).parents[2] / "pathways"
SNOMED = """\
licence: for those who hold one
attributes:
  bleeding_disorder: ["90935002", "64779008"]
therapies:
  acupuncture: ["44868003"]
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(SOUND, tmp_path / "library"))
    (folder / "codes").mkdir()
    return folder


def write(folder: Path, text: str, system: str = "snomed") -> None:
    (folder / "codes" / f"{system}.yaml").write_text(text)


def said(folder: Path) -> list[str]:
    with pytest.raises(pathway.LibraryError) as caught:
        open_library(folder)
    return list(map(str, caught.value.problems))


def test_codes_of_their_own_file_are_added(copy: Path) -> None:
    path = copy / "vocabulary.yaml"
    before = "title: bleeding disorder, type: yes/no, group: person"
    path.write_text(
        path.read_text().replace(before, f"{before}, codes: {{icd10: D66, snomed: '90935002'}}")
    )
    write(copy, SNOMED)
    library = open_library(copy)
    assert library.vocabulary.attributes["bleeding_disorder"].codes == {
        "icd10": ("D66",),
        "snomed": ("90935002", "64779008"),
    }
    assert library.therapies["acupuncture"].codes == {"snomed": ("44868003",)}
    assert library.program("back_pain").therapies["acupuncture"].codes == {"snomed": ("44868003",)}


def test_a_site_may_drop_or_replace_the_file(copy: Path) -> None:
    write(copy, SNOMED)
    whole = open_library(copy)
    (copy / "codes" / "snomed.yaml").unlink()
    without = open_library(copy)
    assert without.vocabulary.attributes["bleeding_disorder"].codes == {}
    assert whole.program("back_pain").digest != without.program("back_pain").digest
    write(copy, "licence: ours\nattributes: {bleeding_disorder: '64779008'}\n")
    replaced = open_library(copy).vocabulary.attributes["bleeding_disorder"].codes
    assert replaced == {"snomed": ("64779008",)}


def test_a_file_of_codes_says_its_licence(copy: Path) -> None:
    write(copy, SNOMED.replace("licence: for those who hold one\n", ""))
    assert [problem.splitlines()[0] for problem in said(copy)] == ["P102 missing key `licence`"]


def test_codes_of_what_does_not_exist(copy: Path) -> None:
    misspelt = SNOMED.replace("bleeding_disorder", "bleeding_disordr")
    write(copy, misspelt.replace("acupuncture", "acupunctur"))
    assert said(copy) == [
        (
            "P104 unknown attribute `bleeding_disordr`\n"
            "  codes/snomed.yaml:3:3\n"
            '     3 |   bleeding_disordr: ["90935002", "64779008"]\n'
            "       |   ^~~~~~~~~~~~~~~~\n"
            "  help: did you mean `bleeding_disorder`?"
        ),
        (
            "P105 unknown therapy `acupunctur`\n"
            "  codes/snomed.yaml:5:3\n"
            '     5 |   acupunctur: ["44868003"]\n'
            "       |   ^~~~~~~~~~\n"
            "  help: did you mean `acupuncture`?"
        ),
    ]


def test_a_file_of_an_unknown_system(copy: Path) -> None:
    write(copy, SNOMED, "snomde")
    assert said(copy) == [
        (
            "P111 unknown system of codes `snomde`\n"
            "  codes/snomde.yaml:1:10\n"
            "     1 | licence: for those who hold one\n"
            "       |          ^~~~~~~~~~~~~~~~~~~~~~\n"
            "  help: did you mean `snomed`?"
        )
    ]


def test_one_code_in_two_files_for_two_things(copy: Path) -> None:
    path = copy / "vocabulary.yaml"
    before = "title: ulcer, type: yes/no, group: person"
    path.write_text(path.read_text().replace(before, f"{before}, codes: {{snomed: '64779008'}}"))
    write(copy, SNOMED)
    assert said(copy) == [
        (
            "P312 snomed code `64779008` stands for `ulcer` and for `bleeding_disorder`\n"
            "  codes/snomed.yaml:3:36\n"
            '     3 |   bleeding_disorder: ["90935002", "64779008"]\n'
            "       |                                    ^~~~~~~~\n"
            "  first listed here:\n"
            "  vocabulary.yaml:17:71\n"
            "    17 |   ulcer: {title: ulcer, type: yes/no, group: person,"
            " codes: {snomed: '64779008'}}\n"
            f"       | {'^~~~~~~~':>78}\n"
            "  help: if one record says both, say why under `shared` in `codes/snomed.yaml`"
        )
    ]
    write(copy, SNOMED + "shared: {'64779008': it says both}\n")
    assert open_library(copy).findings() is not None


def test_a_therapy_and_an_attribute_may_share_a_code(copy: Path) -> None:
    shared = SNOMED.replace("44868003", "64779008")
    write(copy, shared)
    assert open_library(copy).therapies["acupuncture"].codes == {"snomed": ("64779008",)}


@pytest.mark.parametrize(
    ("system", "right", "wrong"),
    [
        (
            "icd10",
            ["M54.30", "D68", "S32.000A", "C7A.1", "U07.1"],
            ["m54.3", "M54,3", "M5", "5401"],
        ),
        ("loinc", ["777-3", "98979-8", "55758-7"], ["777-4", "7773", "55785-7", "0777-3"]),
        ("atc", ["M01AE02", "M01AE", "M01"], ["M01AE0", "M1AE02", "m01ae02", "M"]),
        ("rxnorm", ["161", "1364430"], ["0161", "A161", "123456789"]),
        ("snomed", ["23056005", "90935002", "770695002"], ["23065005", "2305605", "23056015"]),
    ],
)
def test_codes_look_like_those_of_their_system(
    system: str, right: list[str], wrong: list[str]
) -> None:
    row = SYSTEMS[system]
    assert [c for c in right if not (row.pattern.fullmatch(c) and row.checked(c))] == []
    assert [c for c in wrong if row.pattern.fullmatch(c) and row.checked(c)] == []
    assert row.pattern.fullmatch(row.example)
    assert row.checked(row.example)


@given(st.integers(min_value=10_000, max_value=10**15), st.data())
def test_a_check_digit_notices_one_mistyped_or_two_swapped_digits(
    number: int, data: st.DataObject
) -> None:
    digits = str(number)
    (code,) = (digits + str(last) for last in range(10) if verhoeff(digits + str(last)))
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert not verhoeff(code[:place] + other + code[place + 1 :])
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert verhoeff(swapped) is (swapped == code)


@given(st.integers(min_value=1, max_value=10**7 - 1), st.data())
def test_a_loinc_check_digit_notices_one_mistyped_digit(number: int, data: st.DataObject) -> None:
    (code,) = (f"{number}-{last}" for last in range(10) if luhn(f"{number}-{last}"))
    digits = [n for n, character in enumerate(code) if character != "-"]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert not luhn(code[:place] + other + code[place + 1 :])


def test_the_shipped_codes_are_all_of_a_known_system() -> None:
    library = open_library(SHIPPED)
    coded = [one.codes for one in library.vocabulary.attributes.values()]
    coded += [one.codes for one in library.therapies.values()]
    found = {system for codes in coded for system in codes}
    assert {"loinc", "rxnorm"} <= found <= set(SYSTEMS), "those of ICD-10 stand with concepts"
