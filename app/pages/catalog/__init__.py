"""The scenarios, and the brief of each."""
