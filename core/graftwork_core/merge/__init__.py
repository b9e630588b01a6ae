"""Adapters into a model."""
