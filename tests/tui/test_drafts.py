"""Drafts on disk: whole whatever happens while they are written, and for their owner alone."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gutskin_tui.tui.app import GutskinApp
from tests.disk_watch import DiskWatch

Maker = Callable[..., GutskinApp]
LONG = "x" * 10_000


async def test_a_draft_that_cannot_be_written_leaves_the_one_before(make_app: Maker) -> None:
    app = make_app()
    async with app.run_test():
        app.session.drafts.put("note", "short")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
        try:
            app.session.drafts.put("note", LONG)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert app.session.drafts.broken
    again = make_app()
    async with again.run_test():
        assert again.session.drafts.get("note") in ("short", LONG)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
async def test_drafts_are_new_files_for_their_owner_alone(make_app: Maker, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    app = make_app()
    async with app.run_test():
        watch = DiskWatch(tmp_path)
        with watch.watching():
            for text in ("first", "second", ""):
                app.session.drafts.put("note", text)
        assert not app.session.drafts.broken
        assert watch.faults == []
