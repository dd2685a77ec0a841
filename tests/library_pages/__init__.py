"""A library as pages to read."""
