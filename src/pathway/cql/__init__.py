"""A compiled pathway in Clinical Quality Language, and as the FHIR resources that carry it."""
