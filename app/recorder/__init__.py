"""Run an agent in a world, with or without a fault, and record it as OpenTelemetry."""
