"""Advice and pathways in one format each; pure functions."""
