"""What all resources of one advice have in common: patient, ids, and that they are drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from pathway.advice.fhir.datatypes import Json, coding, compact, narrative, paragraph
from pathway.advice.model import AdviceContent
from pathway.fhir.advice_forms import ADVICE_TAG, PATIENTS, SYSTEM, TAGS, patient_id
from pathway.frozen import frozen
from pathway.ground.cached import cached_property


@frozen(slots=False)
class Frame:
    """One advice being written; `digest` is the advice's, `subject` the patient's reference."""

    advice: AdviceContent
    digest: str
    subject: Json

    def id(self, role: str) -> str:
        """The id of a resource by its part in the advice: always the same for the same advice."""
        return str(uuid5(_NAMESPACE, f"{self.digest} {self.subject} {role}"))

    def reference(self, role: str) -> Json:
        """A reference to another resource of the advice."""
        return {"reference": f"urn:uuid:{self.id(role)}"}

    def resource(self, kind: str, role: str, told: Sequence[str], elements: Json) -> Json:
        """A resource with its narrative, which says first that it is a draft."""
        return {
            "resourceType": kind,
            "id": self.id(role),
            "meta": self.meta,
            "text": narrative([paragraph(self.draft), *told]),
            **compact(elements),
        }

    @cached_property
    def meta(self) -> Json:
        """The tag by which the advice is known, and what a program and not a person asserts."""
        security = [coding(_OBSERVED, "DEVAST", "device asserted")]
        if self.advice.patient.example is not None:
            security.append(coding(_REASONS, "HTEST", "test health data"))
        tag = coding(TAGS, ADVICE_TAG, "advice of a decision-support program")
        return {"security": security, "tag": [tag]}

    @cached_property
    def draft(self) -> str:
        """What a reader of any part has to know."""
        pathway = self.advice.pathway
        told = ["DRAFT, proposed by a decision-support program: a clinician decides."]
        if pathway.status == "draft":
            told.append(f"No clinician has signed off the pathway ({pathway.version}, draft).")
        if self.advice.patient.example is not None:
            told.append("EXAMPLE: this is not a real patient.")
        return " ".join(told)

    @property
    def day(self) -> str:
        """The day that the advice is for."""
        return self.advice.as_of.isoformat()

    @property
    def title(self) -> str:
        """What the advice is by."""
        return self.advice.pathway.title or "No pathway chosen"

    @property
    def module(self) -> str:
        """The canonical address of the pathway, with its version."""
        return self.canonical("pathway")

    def canonical(self, kind: str) -> str:
        """The address of the pathway, or of its library in CQL, as it is exported."""
        pathway = self.advice.pathway
        return f"{SYSTEM}:{kind}:{pathway.id or 'none'}|{pathway.version or '0'}"

    def documentation(self, sources: Iterable[str]) -> list[Json]:
        """The publications of these ids, each once."""
        return [self._cited(id_) for id_ in dict.fromkeys(sources) if id_ in self._known]

    def link(self, source: str) -> str:
        """The address of a publication; empty where it has none."""
        cited = self.advice.program.sources.get(source)
        if cited is None:
            return ""
        return f"https://doi.org/{cited.doi}" if cited.doi else cited.url or ""

    @property
    def _known(self) -> Any:  # noqa: ANN401
        return self.advice.program.sources

    def _cited(self, id_: str) -> Json:
        told = {"type": "citation", "label": id_, "citation": self._known[id_].text}
        return compact({**told, "url": self.link(id_)})


def subject_of(advice: AdviceContent, reference: str | None) -> Json:
    """The reference to the patient: as given, else by the id where FHIR allows it as one."""
    if reference is not None:
        return {"reference": reference}
    id_ = advice.patient.id
    if id_.startswith("urn:"):
        return {"reference": id_}
    known = patient_id(id_)
    if known == id_:
        return {"reference": f"Patient/{id_}"}
    logical = {"type": "Patient", "identifier": {"system": PATIENTS, "value": id_}}
    return logical if known is None else {"reference": f"Patient/{known}", **logical}


# -- private -------------------------------------------------------------------------------

_NAMESPACE: Final = UUID("5b0a1c8e-3f60-5d0b-9b5c-0d3f5f1f7a21")
_OBSERVED: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
_REASONS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
