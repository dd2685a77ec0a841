"""The service for record systems: CDS Hooks 2.0.1 over HTTP, with a record of all that it said."""
