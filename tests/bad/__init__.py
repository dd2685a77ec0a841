"""Faulty files, each beside the whole of what is said about it."""
