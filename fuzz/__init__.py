"""Fuzzing: every reader tried on damaged documents, guided by the code that they reach where atheris is installed.

    python -m fuzz TARGET ... --minutes N

`targets` says what is tried and how, `seeds` with what it begins, `mutating` how that is damaged, `holds` what must
hold of everything that is read, `judging` what counts as a finding. `guided` and `plain` are the two loops; `runs`
starts them in processes of their own, and `findings` keeps what they found, made small by `shrinking`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the builders of documents, from which seeds are made
