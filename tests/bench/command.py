"""Commands as whole processes, by their processor time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial

from tests.bench.place import GUTSKIN, LARGE, Place
from tests.bench.repeat import medians, processor_ms
from tests.bench.table import Row, value

RUNS = 11
FEW_RUNS = 5
SMALL = 1_000


def command(place: Place) -> list[Row]:
    """Short commands against the import of Textual or of nothing, long ones by themselves."""
    here, large, small = place.environment, place.journal_of(LARGE), place.journal_of(SMALL)
    add = [*GUTSKIN, "add", "drink", "250"]
    textual, added, added_large, tags, bare, helped, completed = medians(
        RUNS,
        partial(processor_ms, [sys.executable, "-c", "import textual.app"], here),
        partial(processor_ms, add, here),
        partial(processor_ms, add, large),
        partial(processor_ms, GUTSKIN, _completing("gutskin add note --tags out", here)),
        partial(processor_ms, [sys.executable, "-c", "pass"], here),
        partial(processor_ms, [*GUTSKIN, "--help"], here),
        partial(processor_ms, GUTSKIN, _completing("gutskin a", here)),
    )
    today, listed, listed_small, exported, searched = medians(
        FEW_RUNS,
        partial(processor_ms, [*GUTSKIN, "today"], here),
        partial(processor_ms, [*GUTSKIN, "list", "--from", "yesterday"], large),
        partial(processor_ms, [*GUTSKIN, "list", "--from", "yesterday"], small),
        partial(processor_ms, [*GUTSKIN, "export"], here),
        partial(processor_ms, [*GUTSKIN, "find", "coffee"], here),
    )
    against = "import textual.app"
    return [
        Row("gutskin add drink 250, ten years", added, against, textual, 0.9),
        Row("gutskin add drink 250, 200,000 entries", added_large, against, textual, 1.8),
        Row("gutskin --help", helped, "bare Python", bare, 65, "value"),
        Row("completion of commands", completed, "bare Python", bare, 65, "value"),
        Row("completion of own tags", tags, "gutskin add", added, 1.0),
        Row("gutskin today, ten years", today, against, textual, 0.9),
        Row("gutskin list --from yesterday, 200,000 entries", listed, "1,000 entries", listed_small, 1.2),
        value("gutskin export, ten years", exported, 400),
        value("gutskin find, ten years", searched, 500),
    ]


def _completing(words: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which the shell asks for the completions of the last of some words."""
    position = str(len(words.split()) - 1)
    return {**environment, "_GUTSKIN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
