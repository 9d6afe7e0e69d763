"""What makes a scenario pack good enough to hire with, checked."""
