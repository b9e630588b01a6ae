"""A finished check for the card of what is published. No torch, not even through others: the window shows it, too."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graftwork_core.hub.upload import Verdict
    from graftwork_core.hub.upload_options import UploadOptions


def verdict_for(options: UploadOptions) -> Verdict | None:
    """The check that goes into an upload's card, when there is one.

    Raises:
        BadInput: When it is no finished check.
    """
    if options.haystack is None:
        return None
    from graftwork_core.haystack.export.card import section, with_section
    from graftwork_core.haystack.export.files import export
    from graftwork_core.haystack.results.run_file import read_run
    from graftwork_core.hub.upload import Verdict

    run = read_run(options.haystack)
    text = section(run)
    with tempfile.TemporaryDirectory(prefix="graftwork-map-") as folder:
        heatmap = export(run, "png", Path(folder) / "heatmap.png").read_bytes()
    return Verdict(lambda card: with_section(card, text), heatmap)
