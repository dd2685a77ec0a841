"""The condition language: a typed, three-valued subset of HL7 CQL expressions."""
