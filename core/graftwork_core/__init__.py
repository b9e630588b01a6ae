"""Graftwork's engine: reads, compares, extracts, merges and checks model weights. No Qt in it."""

__version__ = "0.1.0"
