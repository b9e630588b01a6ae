"""`python -m graftwork_core.cli`: the same as `graftwork`."""

from graftwork_core.cli.app import main

main()
