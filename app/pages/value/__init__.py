"""Values and texts of a trace, as a page draws them."""
