"""Traces that arrive: received, assembled, imported, kept as runs and browsed."""
