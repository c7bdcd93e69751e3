"""Damage that leaves a document one of its kind, so that it gets past the front door.

Each module has `mutated(data, chance) -> bytes` for one shape of data, and gives plain damage where the data is not of
that shape; `chance` decides everything, so the same seed gives the same bytes.
"""
