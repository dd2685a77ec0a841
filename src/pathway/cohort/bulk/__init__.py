"""A cohort from a bulk export of FHIR: a folder of NDJSON, read as one record a patient."""
