"""The replay screen: one step at a time, and what surrounds it."""
