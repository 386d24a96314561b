"""One server on the public record for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the public record."""
    with served(tmp_path_factory.mktemp("home")) as at:
        yield at
