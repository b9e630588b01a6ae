"""The command line."""

from graftwork_core.cli.app import main

__all__ = ["main"]
