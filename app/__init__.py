"""Misstep: replay an agent run that went wrong, and say which step failed and why."""
