"""Frozen values of the field; standard library only."""
