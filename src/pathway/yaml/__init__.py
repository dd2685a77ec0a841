"""YAML and JSON with the place of every value, read and written back."""
