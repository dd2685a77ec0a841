"""A patient: what is recorded, as a file says it, and what it comes to at a date."""
