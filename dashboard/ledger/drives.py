"""Whether a path lies on a network drive, where file locks cannot be trusted (sqlite.org/howtocorrupt.html)."""

from __future__ import annotations

import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "ceph"}
)
"""Types as Linux names them; a mapped drive of an office is `cifs` or `nfs4`."""

DRIVE_REMOTE = 4
"""What `GetDriveTypeW` answers for a mapped drive (Windows, fileapi.h)."""


def network_drive_of(database: str) -> str | None:
    """The share or mount a file would lie on, or None when it is on a disk of this computer."""
    if database.startswith(("//", "\\\\")):
        return database
    path = Path(database).resolve()
    if sys.platform == "win32":
        return _mapped_drive(path)
    return mount_of(path, MOUNTS.read_text(encoding="utf-8") if MOUNTS.exists() else "")


def mount_of(path: Path, mounts: str) -> str | None:
    """The network mount a path lies under, by the text of `/proc/self/mounts`: the longest mount point decides."""
    deepest, kind = Path("/"), ""
    for line in mounts.splitlines():
        _, point, file_system, *_ = line.split(" ")
        folder = Path(point.replace("\\040", " "))
        if path.is_relative_to(folder) and len(folder.parts) >= len(deepest.parts):
            deepest, kind = folder, file_system
    return f"{deepest}, {kind}" if kind in NETWORK_FILE_SYSTEMS else None


def _mapped_drive(path: Path) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    if path.drive.startswith("\\\\"):
        return path.drive
    return path.drive if ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == DRIVE_REMOTE else None
