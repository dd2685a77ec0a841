"""The shipped library, opened once."""

import pytest

from pathway.engine import Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()
