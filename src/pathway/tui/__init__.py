"""The clinician's terminal: it shows advice and decides nothing."""
