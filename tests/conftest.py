"""Where the tests find the shared material, which stands beside a checkout for those who build this.

As the command line does, they compute in one thread each, before anything loads numpy.
"""

import os
from pathlib import Path

import pytest

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    return SHARED
