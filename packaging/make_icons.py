"""Draws the application's icon in every size that desktops ask for.

make_icons.py FOLDER makes hicolor/16x16/apps/NAME.png … 512x512 and scalable/apps/NAME.svg for Linux,
graftwork.ico for Windows and graftwork.icns for macOS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QGuiApplication

from graftwork import icons

NAME: Final = "io.github.graftwork.Graftwork"
SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES: Final = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]


def main(folder: Path) -> None:
    """Write them all."""
    application = QGuiApplication([])
    for size in SIZES:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        icons.mark(size, 1.0).save(str(place / f"{NAME}.png"))
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / f"{NAME}.svg").write_text(icons.MARK, encoding="utf-8")
    with Image.open(folder / "hicolor" / "512x512" / "apps" / f"{NAME}.png") as largest:
        largest.save(folder / "graftwork.ico", sizes=ICO_SIZES)
        largest.save(folder / "graftwork.icns")
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
