"""From a health record in FHIR R4 to a patient: tolerant of form, exact in meaning.

Most real bundles fail strict validation, so whatever can be read is read; but a faulty
resource may only make a value *unknown, with a reason*, never another known value.
"""


def looks_like_fhir(data: bytes) -> bool:
    """Whether a text is meant as FHIR in JSON, however broken it is; patient files never are."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start[:1] in (b"{", b"[") and b'"resourceType"' in start
