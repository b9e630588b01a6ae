"""A check from its first question to its verdict."""
