"""Loaders for other people's pipelines, each thin over `passages` and loaded only where it is imported."""
