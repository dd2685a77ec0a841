"""What the engine says about one patient, and why."""
