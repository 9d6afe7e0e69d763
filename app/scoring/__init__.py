"""Compare a diagnosis with the answer key; pure, one file a criterion."""
