"""Files that are wholly on the disk, or not there: what a power cut must not halve."""

from __future__ import annotations

import errno
import os
from hashlib import file_digest
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until the disk has the file's content."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's names. Windows and some shares have no such request."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)


def write_whole(path: Path, text: str, unfinished: Path) -> None:
    """Write a new text under a name that it gets only when it is whole; `unfinished` is its name until then."""
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    sync_file(unfinished)
    unfinished.replace(path)
    sync_folder(path.parent)


def sha256_of(path: Path) -> str:
    """Of a file's bytes, as 64 hexadecimal digits; in constant memory."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
