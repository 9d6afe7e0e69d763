"""Scenario packs on disk and the values they become; validation and lint."""
