"""What a library holds, as lists."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PATHWAYS = """\
My pathways

1 pathway.

Pathways
  In the order in which they are tried for a patient.
  pain  My new pathway 0.1.0
        status: DRAFT, not clinically signed off
        for: every patient
        lists: 2 options
"""
THERAPIES = """\
My pathways

My new pathway: 2 therapies.

drug
  pain_relief  pain relief

exercise
  exercise  exercise programme
"""
SOURCES = """\
My pathways

My new pathway: 1 source.

Sources
  example-2020  Example guideline 2020. Replace this by the publication your
                pathway follows.
"""
SHIPPED = """\
Conservative care of low back pain, sciatica and knee osteoarthritis

8 pathways.

Pathways
  In the order in which they are tried for a patient.
  sciatica                   Sciatica, conservative care first 3.0.0
      status: DRAFT, not clinically signed off
      complaint: pain down the leg
      for: leg pain is radicular
      lists: 28 options
  low-back-pain              Low back pain, conservative care first 3.0.0
      status: DRAFT, not clinically signed off
      complaint: back or leg pain
      for: any of: low back pain; leg pain is referred or claudication
      lists: 38 options
  low-back-pain-nice         Low back pain and sciatica, by NICE NG59 3.0.0
      status: DRAFT, not clinically signed off
      complaint: back or leg pain
      for: low back pain or leg pain is radicular
      chosen: only by its name: it is what one guideline says
      lists: 33 options
  chronic-low-back-pain-who  Chronic low back pain, by WHO 2023 3.0.0
      status: DRAFT, not clinically signed off
      complaint: lasting back pain
      for: low back pain
      chosen: only by its name: it is what one guideline says
      lists: 28 options
  post-surgical              Back or leg pain after spinal surgery 3.0.0
      status: DRAFT, not clinically signed off
      complaint: pain after a back operation
      for: previous spinal surgery and (any of: low back pain; leg pain is
        radicular or referred)
      lists: 19 options
  opioids-cdc                Opioids for back pain and sciatica, by CDC 2022
                             3.0.0
      status: DRAFT, not clinically signed off
      complaint: back or leg pain
      for: low back pain or leg pain is radicular
      chosen: only by its name: it is what one guideline says
      lists: 18 options
  acute-severe-sciatica      Epidural injection in acute and severe sciatica
                             3.0.0
      status: DRAFT, not clinically signed off
      complaint: severe pain down the leg
      for: leg pain is radicular
      chosen: only by its name: it is what one guideline says
      lists: 9 options
  knee-osteoarthritis        Knee osteoarthritis, conservative care first 3.0.0
      status: DRAFT, not clinically signed off
      complaint: knee pain
      for: knee pain
      lists: 36 options
"""
OF_ONE = """\
Conservative care of low back pain, sciatica and knee osteoarthritis

Epidural injection in acute and severe sciatica: 9 therapies.

injection
  epidural_steroid_injection  epidural steroid injection

investigation
  bloods_esr_crp  blood tests (ESR, CRP)
  hla_b27_test    HLA-B27 test
  mri_lumbar      lumbar MRI

referral
  emergency_referral     emergency referral
  rheumatology_referral  referral to rheumatology
  surgical_referral      surgical opinion
  vascular_referral      vascular assessment

safety measure
  naloxone  naloxone to keep at hand
"""


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ((), PATHWAYS),
        (("pathways",), PATHWAYS),
        (("therapies",), THERAPIES),
        (("sources",), SOURCES),
    ],
)
def test_the_lists_of_a_library(run: Run, library: Path, what: tuple[str, ...], shown: str) -> None:
    done = run("list", *what, "--library", library)
    assert (done.exit_code, done.stdout, done.stderr) == (0, shown, "")


def test_the_shipped_pathways(run: Run) -> None:
    assert run("list").stdout == SHIPPED


def test_the_therapies_of_one_pathway(run: Run) -> None:
    done = run("list", "therapies", "--pathway", "acute-severe-sciatica")
    assert (done.exit_code, done.stdout) == (0, OF_ONE)


def test_a_therapy_is_listed_with_every_pathway_that_lists_it(run: Run) -> None:
    found = json.loads(run("list", "therapies", "--json").stdout)["therapies"]
    assert next(one for one in found if one["id"] == "knee_brace") == {
        "id": "knee_brace",
        "title": "knee brace",
        "kind": "self-care",
        "listed_by": ["knee-osteoarthritis"],
    }


def test_the_same_as_values(run: Run, library: Path) -> None:
    def values(what: str) -> object:
        return json.loads(run("list", what, "--library", library, "--json").stdout)

    head = {"schema": "pathway-list/1", "library": "My pathways"}
    pathway = {
        "id": "pain",
        "title": "My new pathway",
        "version": "0.1.0",
        "status": "draft",
        "complaint": None,
        "for": None,
        "profile": False,
        "options": 2,
    }
    listed = {"listed_by": ["pain"]}
    therapies = [
        {"id": "pain_relief", "title": "pain relief", "kind": "drug", **listed},
        {"id": "exercise", "title": "exercise programme", "kind": "exercise", **listed},
    ]
    text = "Example guideline 2020. Replace this by the publication your pathway follows."
    source = {"id": "example-2020", "text": text, "year": 2020, "doi": None, "url": None}
    assert values("pathways") == {**head, "pathways": [pathway]}
    assert values("therapies") == {**head, "therapies": therapies}
    assert values("sources") == {**head, "sources": [source]}


def test_a_pathway_that_is_not_there(run: Run) -> None:
    done = run("list", "--pathway", "sciatca")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "P502 unknown pathway `sciatca`\n  help: did you mean `sciatica`?\n"
