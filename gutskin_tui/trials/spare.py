"""The spare pair of a rigorous trial: it takes the place of a pair of which too little was recorded.

Whether it is needed follows from the days on which the outcome was recorded, never from its values, so that the test
stays exact.
"""

from __future__ import annotations

from datetime import date

import msgspec

from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.adherence import Entries, outcome_values
from gutskin_tui.trials.phase_results import recorded_pairs, recorded_phases


def with_spare(trial: Trial, entries: Entries, today: date) -> Trial:
    """Return a trial with its spare pair in use if one of its other pairs that are over was lost, else without it.

    `entries` returns the entries of a day. A trial that was ended remains as it was at its end.
    """
    if not trial.spare or trial.ended:
        return trial
    planned = msgspec.structs.replace(trial, spare_used=0)
    phase_results = recorded_phases(planned, outcome_values(planned, entries, min(planned.last, today)))
    lost = sum(not enough for _, enough in recorded_pairs(planned, phase_results, today))
    return msgspec.structs.replace(trial, spare_used=min(lost, trial.spare))
