"""Problems of all files come in one run, and what follows from a lost part is not said again."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway import open_library
from pathway.content import models
from pathway.content.validate import keys_of
from pathway.content.written import FileModel
from pathway.ground.problems import LibraryError, Problem

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
NOT_THE_UNIT = "`20 'mg'` does not fit `platelets`, which is in 10*9/L"
FILES = sorted(str(path.relative_to(SOUND)) for path in SOUND.rglob("*.yaml"))
KEYS = {
    key
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, FileModel)
    for key in keys_of(model)
}
END = re.compile(r"[,}\n]")
KEY = re.compile(r"(?<![^\s{])[a-z][a-z_ ]*:(?=\s)")


def problems_with(folder: Path, slips: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the sound library when files have these texts instead of their own."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    for name, text in slips.items():
        (folder / name).write_text(text)
    with pytest.raises(LibraryError) as refused:
        open_library(folder)
    return refused.value.problems


def said(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{p.code} {p.span}: {p.message}" for p in problems]


def sound(name: str) -> str:
    return (SOUND / name).read_text()


def slips(file: str, slip: str) -> Iterator[tuple[str, str]]:
    """Each key of a file that is the language's own, and the file with this slip at the key."""
    text = sound(file)
    for key in KEY.finditer(text):
        start = key.start() if slip == "misspelt" else key.end()
        stop = start if slip == "misspelt" else END.search(text, key.end()).start()  # type: ignore[union-attr]
        slipped = f"{text[:start]}{'zz' if slip == 'misspelt' else ' '}{text[stop:]}"
        nested = slip == "empty" and text[key.end() :].lstrip(" ")[0] in "{[\n"
        is_name = file == "sources.yaml" and key[0] == "who:"
        if key[0].rstrip(":") in KEYS and not nested and not is_name:
            yield key[0], slipped


def test_slips_of_every_kind_in_many_files_come_together(tmp_path: Path) -> None:
    found = problems_with(
        tmp_path,
        {
            "therapies/nsaid.yaml": sound("therapies/nsaid.yaml")
            .replace("kind: drug", "kind: drg")
            .replace("when: ulcer,", "when: ulcr,"),
            "therapies/acupuncture.yaml": sound("therapies/acupuncture.yaml").replace(
                "platelets < 20 '10*9/L'", "platelets < 20 'mg'"
            ),
            "therapies/ppi.yaml": 'therapy: ppi\ntitle: "stomach protection\n',
            "back_pain.yaml": sound("back_pain.yaml")
            .replace("otherwise: done", "otherwize: done")
            .replace("to: surgeon", "to: surgery"),
            "red-flags.yaml": sound("red-flags.yaml").replace("source: who", "source: whoo"),
        },
    )
    assert said(found) == [
        "P101 back_pain.yaml:24:5: unknown key `otherwize`",
        "P111 therapies/nsaid.yaml:3:7: `kind` cannot be `drg`",
        "P005 therapies/ppi.yaml:2:8: this quote is not closed",
        "P107 red-flags.yaml:9:13: unknown source `whoo`",
        "P203 therapies/acupuncture.yaml:7:44: " + NOT_THE_UNIT,
        "P106 back_pain.yaml:23:44: node `what_now` leads to `surgery`, which does not exist",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("slip", ["misspelt", "empty"])
def test_one_slip_is_said_of_its_own_file_alone(file: str, slip: str, tmp_path: Path) -> None:
    for number, (key, text) in enumerate(slips(file, slip)):
        found = problems_with(tmp_path / str(number), {file: text})
        places = {(p.span.source.name, p.code[:3]) for p in found if p.span is not None}
        assert places == {(file, "P10")}, (key, said(found))


@pytest.mark.slow
@pytest.mark.parametrize("file", [name for name in FILES if name != "therapies/acupuncture.yaml"])
def test_a_slip_never_hides_one_elsewhere(file: str, tmp_path: Path) -> None:
    elsewhere = sound("therapies/acupuncture.yaml").replace("bleeding_disorder", "bleeding_disoder")
    for number, (key, text) in enumerate(slips(file, "misspelt")):
        if key == "attributes:":
            continue  # without attributes no condition can be read
        slipped = {file: text, "therapies/acupuncture.yaml": elsewhere}
        found = said(problems_with(tmp_path / str(number), slipped))
        expected = "P104 therapies/acupuncture.yaml:7:11: unknown name `bleeding_disoder`"
        assert expected in found, (key, found)


def test_conditions_beyond_what_a_file_may_hold_are_said_once(tmp_path: Path) -> None:
    """Each condition may be long, but all of one file together must be read within a second."""
    long = " or ".join(["ulcer"] * 260)
    more = "".join(f"  d_{number}: {{define: {long}}}\n" for number in range(40))
    before = sound("vocabulary.yaml")
    first = 1 + before.count("\n") + 60_000 // len(long)
    (problem,) = problems_with(tmp_path, {"vocabulary.yaml": before + more})
    message = "the conditions of this file have more than 60,000 characters"
    assert said((problem,)) == [f"P209 vocabulary.yaml:{first}:18: {message}"]
    assert problem.hint == "give what they have in common a name, or split the file"
