"""Times and sizes in the window's language; counts read alike in every language and stay the engine's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from graftwork_core.units import format_bytes

translate = QCoreApplication.translate


def size(nbytes: int) -> str:
    """Say a size as the engine does, and bytes by their name in the window's language."""
    if nbytes >= 1000:
        return format_bytes(nbytes)
    return translate("amounts", "1 byte") if nbytes == 1 else translate("amounts", "{count} bytes").format(count=nbytes)


def unbroken(amount: str) -> str:
    """The same with no-break spaces, for texts that wrap: a figure stays on its unit's line."""
    return amount.replace(" ", "\N{NO-BREAK SPACE}")


def theta(value: float) -> str:
    """Say a RoPE theta: `10,000`, `192,484`; small ones with their digits."""
    return f"{value:,.0f}" if value == int(value) or value >= 1000 else f"{value:g}"


def duration(seconds: float) -> str:
    """Say a time with its two largest units: `2 min 5 s`, `1 h 3 min`, `4.2 s`; never `0.0 s`."""
    if seconds < 9.95:
        return translate("amounts", "{seconds} s").format(seconds=f"{max(seconds, 0.1):.1f}")
    whole = round(seconds)
    if whole < 60:
        return translate("amounts", "{seconds} s").format(seconds=whole)
    if whole < 3600:
        return translate("amounts", "{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    minutes = round(seconds / 60)
    if minutes < 24 * 60:
        return translate("amounts", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    hours = round(seconds / 3600)
    return translate("amounts", "{days} d {hours} h").format(days=hours // 24, hours=hours % 24)
