"""Bytes of recorded runs into traces."""
