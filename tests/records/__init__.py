"""Decision records: appended, verified, replayed, and what happens when something breaks."""
