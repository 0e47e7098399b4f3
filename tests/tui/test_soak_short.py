"""A short soak: random keys into the real program in a real terminal. `make soak` does much more of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.run import soak

pytestmark = pytest.mark.unmeasured


def test_random_keys_leave_the_program_and_its_journal_whole(tmp_path: Path) -> None:
    soak(seed=5, keys=120, folder=tmp_path)
