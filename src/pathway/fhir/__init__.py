"""From a health record in FHIR R4 to a patient: tolerant of form, exact in meaning.

Most real bundles fail strict validation, so whatever can be read is read; but a faulty
resource may only make a value *unknown, with a reason*, never another known value.
"""

from __future__ import annotations

from pathway.ground.problems import Problem, UsageError


def looks_like_fhir(data: bytes) -> bool:
    """Whether a text is meant as FHIR in JSON, however broken it is; patient files never are."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start[:1] in (b"{", b"[") and b'"resourceType"' in start


def only_for_fhir(site: object, base: object, patient: object) -> None:
    """Raise UsageError where something was said that only a health record can be asked."""
    for given, what in (
        (site, "settings of a site are"),
        (base, "the address of a server is"),
        (patient, "the choice of a patient is"),
    ):
        if given is not None:
            raise UsageError([Problem("P510", f"{what} only for records in FHIR")])
