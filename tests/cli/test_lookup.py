"""What somebody means who types a name; a decision or an answer is never guessed."""

import re
from pathlib import Path

import pytest

import pathway
from pathway.advice.lookup import attribute_meant, pathway_meant, therapy_meant
from pathway.engine import Library
from pathway.ground.problems import UsageError
from tests.cli.conftest import Run
from tests.examples import real_patients

ROOT = Path(__file__).parents[2]
MON = str(ROOT / "examples/patients/mon-57.yaml")


@pytest.fixture(scope="module")
def shipped() -> Library:
    return pathway.open_library()


def therapy(library: Library, name: str, *, reading: bool) -> str:
    """The id of what is meant, or the error."""
    try:
        found = therapy_meant(name, library.therapies, library.drug_names, reading=reading)
    except UsageError as error:
        return str(error)
    return f"{'~' if found.indirect else ''}{found.id}"


EPIDURAL = "`epidural_steroid_injection` (epidural steroid injection)"
HYALURONAN = "`hyaluronan_injection` (hyaluronan injection into the knee)"
STEROID = "`knee_steroid_injection` (steroid injection into the knee)"
PLASMA = "`prp_injection` (platelet-rich plasma or stem cells)"
DRUG = "P503 unknown therapy `aspirin`\n  help: it is the name of a drug, and of no therapy here"
SPELT = "P503 unknown therapy `acupunctre`\n  help: did you mean `acupuncture`?"
CLASS = "P503 unknown therapy `NSAIDs`\n  help: did you mean "
SEVERAL = "P503 unknown therapy `injection`\n  help: did you mean "
KNEE = "P502 unknown pathway `knee`\n  help: did you mean `knee-osteoarthritis` "
NSAID = "`nsaid` (anti-inflammatory drug (NSAID))"
GEL = "`topical_nsaid` (anti-inflammatory drug on the skin)"
OPIOIDS = "P513 `opioids` may mean more than one therapy\n  help: say which: "
TWO = "P513 `oxycodone/acetaminophen` may mean more than one therapy\n  help: say which: "
ACU = "P513 `acu` may mean more than one therapy\n  help: say which: "
NEITHER = "P503 unknown therapy `anti-inflammatory drug`\n  help: did you mean "


@pytest.mark.parametrize(
    ("name", "read", "decided"),
    [
        ("acupuncture", "acupuncture", None),
        ("ACUPUNCTURE", "acupuncture", None),
        ("Acupuncture (manual)", "acupuncture", None),
        ("spinal manipulation", "spinal_manipulation", None),
        ("Spinal-Manipulation", "spinal_manipulation", None),
        ("operation on the disc (discectomy)", "discectomy", None),
        ("ibuprofen", "~nsaid", None),
        ("Advil", "~nsaid", None),
        ("ibuprofen 400 mg", "~nsaid", None),
        ("gabapentin", "~gabapentinoid", None),
        (
            "oxycodone/acetaminophen",
            f"{TWO}`opioid` (opioid), `paracetamol` (paracetamol)",
            None,
        ),
        (
            "aspirin",
            DRUG,
            None,
        ),
        (
            "NSAIDs",
            "~nsaid",
            f"{CLASS}{NSAID}?",
        ),
        (
            "opioids",
            f"{OPIOIDS}`opioid` (opioid), `tramadol` (tramadol)",
            "P503 unknown therapy `opioids`\n  help: did you mean `opioid`?",
        ),
        (
            "anti-inflammatory drug",
            "~nsaid",
            f"{NEITHER}{GEL} or {NSAID}?",
        ),
        (
            "spinal manip",
            "~spinal_manipulation",
            "P503 unknown therapy `spinal manip`\n  help: did you mean `spinal_manipulation`?",
        ),
        (
            "acu",
            f"{ACU}`acupressure` (acupressure), `acupuncture` (acupuncture (manual))",
            "P503 unknown therapy `acu`",
        ),
        (
            "injection",
            f"{SEVERAL}{EPIDURAL} or {HYALURONAN} or {STEROID} or {PLASMA}?",
            None,
        ),
        (
            "acupunctre",
            "P503 unknown therapy `acupunctre`\n  help: did you mean `acupuncture`?",
            None,
        ),
        ("", "P503 unknown therapy ``", None),
        ("\x1b[2J", "P503 unknown therapy `␛[2J`", None),
    ],
)
def test_the_therapy_that_is_meant(
    shipped: Library, name: str, read: str, decided: str | None
) -> None:
    assert therapy(shipped, name, reading=True) == read
    assert therapy(shipped, name, reading=False) == (read if decided is None else decided)


def test_of_many_that_may_be_meant_some_are_named(shipped: Library) -> None:
    found = therapy(shipped, "k", reading=True)
    assert found.startswith("P513 `k` may mean more than one therapy\n  help: say which: `")
    assert found.count("`knee_") == 6
    assert re.search(r", \d more$", found)


@pytest.mark.parametrize(
    ("name", "read", "decided"),
    [
        ("Sciatica", "sciatica", None),
        ("sciatica, conservative care first", "sciatica", None),
        ("low back pain", "low-back-pain", None),
        (
            "knee",
            "knee-osteoarthritis",
            f"{KNEE}(Knee osteoarthritis, conservative care first)?",
        ),
    ],
)
def test_the_pathway_that_is_meant(
    shipped: Library, name: str, read: str, decided: str | None
) -> None:
    known = {id_: shipped.program(id_) for id_ in shipped.pathways}

    def meant(*, reading: bool) -> str:
        try:
            return pathway_meant(name, known, reading=reading).id
        except UsageError as error:
            return str(error)

    assert meant(reading=True) == read
    assert meant(reading=False) == (read if decided is None else decided)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("platelets", "platelets"),
        ("Platelet count", "platelets"),
        ("bleeding disorder", "bleeding_disorder"),
        # One drug of those that an attribute asks for: an answer on it is none on the others.
        ("apixaban", "P510 there is no attribute `apixaban`"),
    ],
)
def test_the_attribute_that_is_meant(shipped: Library, name: str, found: str) -> None:
    try:
        meant = attribute_meant(name, shipped.vocabulary).name
    except UsageError as error:
        meant = str(error)
    assert meant == found


# -- as it is typed ----------------------------------------------------------------------------


def test_why_says_what_a_name_was_taken_for(run: Run) -> None:
    named = run("why", "nsaid", MON)
    assert (named.exit_code, named.stderr) == (0, "")
    for name, note in (
        ("NSAID", ""),
        ("ibuprofen", "note: `ibuprofen` is taken as `nsaid` (anti-inflammatory drug (NSAID))\n"),
        ("anti-infl", "note: `anti-infl` is taken as `nsaid` (anti-inflammatory drug (NSAID))\n"),
    ):
        done = run("why", name, MON)
        assert (done.exit_code, done.stdout, done.stderr) == (0, named.stdout, note)


def test_why_of_a_therapy_of_another_pathway(run: Run) -> None:
    done = run("why", "Knee brace", MON)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "P503 `Knee brace` is not advised on here\n"
        "  help: `knee_brace` (knee brace) is none of this pathway; "
        "`pathway list therapies` says of which it is one\n"
    )


TITLE = "Knee osteoarthritis, conservative care first"
NOTE = f"note: `knee` is taken as `knee-osteoarthritis` ({TITLE})\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("advise", MON, "--pathway"), ()),
        (("show",), ()),
        (("list", "therapies", "--pathway"), ()),
        (("report", "intended-use"), ()),
        (("compare", MON), ()),
        (("eval", "knee_pain", MON, "--pathway"), ()),
    ],
)
def test_a_pathway_may_be_named_as_it_begins(
    run: Run, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    named = run(*before, "knee-osteoarthritis", *after)
    done = run(*before, "knee", *after)
    assert (named.exit_code, named.stderr) == (0, "")
    assert (done.exit_code, done.stdout, done.stderr) == (0, named.stdout, NOTE)
    titled = run(*before, "Knee osteoarthritis, conservative care first", *after)
    assert (titled.exit_code, titled.stdout, titled.stderr) == (0, named.stdout, "")


def test_a_decision_is_never_taken_by_how_a_name_begins(run: Run, tmp_path: Path) -> None:
    patient = str(real_patients() / "mon-57.yaml")
    records = ("--records", str(tmp_path / "records.db"), "--actor", "Dr Ito")

    def decide(name: str, *more: str) -> tuple[int, str]:
        done = run("decide", name, patient, "--action", "decline", *records, *more)
        return done.exit_code, (done.stdout.splitlines() or done.stderr.splitlines())[0]

    assert decide("exercise pro") == (2, "P503 unknown therapy `exercise pro`")
    assert decide("Exercise programme", "--pathway", "sciat") == (2, "P502 unknown pathway `sciat`")
    assert decide("Exercise programme", "--pathway", "Sciatica") == (
        0,
        "record 1: Dr Ito declines exercise programme (pending, ask first)",
    )
    assert decide("Naprosyn") == (
        0,
        "record 2: Dr Ito declines anti-inflammatory drug (NSAID) (pending, ask first)",
    )


def test_an_answer_may_name_its_attribute_by_its_title(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    file.write_text((real_patients() / "mon-57.yaml").read_text())
    done = run("answer", file, "Bleeding disorder", "no")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "bleeding disorder: no (asked on the command line)\n"
    wrong = run("answer", file, "bleeding", "no")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == (
        "P510 there is no attribute `bleeding`\n"
        "  help: did you mean `bleeding_disorder` (bleeding disorder) or "
        "`active_ulcer_or_bleeding` (active ulcer or bleeding) or "
        "`past_ulcer_complication` (past bleeding or perforated ulcer)?\n"
    )
