"""A file that one process at a time works with; the operating system lets go of it however the process ends."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt

    _FAR_BEHIND = 2**62
    """A locked byte could not be read, not even by us through another handle: one that no file has is taken."""

    def try_lock(descriptor: int) -> bool:
        """Hold an open file alone until it is closed. Returns False, at once, when another handle holds it."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        try:
            os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Hold an open file alone until it is closed. Returns False, at once, when another handle holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # some network disks know no locks: nobody can hold one there
        return True
