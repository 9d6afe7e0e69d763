"""JSON routes and the OTLP receiver: parse, one use case, render."""
