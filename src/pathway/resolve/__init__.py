"""The patient at a date: resolved attributes with reasons and assumptions."""
