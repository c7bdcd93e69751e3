"""Where the tests find the shared material, which stands beside a checkout for those who build this."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    return SHARED
