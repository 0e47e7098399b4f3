"""The insights as JSON, for `gutskin insights --json`."""

from __future__ import annotations

from typing import Any

from gutskin_tui.insights import wording
from gutskin_tui.insights.insights import Insights


def as_json(results: Insights) -> dict[str, Any]:
    """Return the insights as plain JSON types; unknown numbers are null.

    `next_look` is in days with the outcome, from now on.
    """
    unit = wording.unit_of(results.outcome)
    return {
        "outcome": results.outcome,
        "lags": list(results.lags),
        "days": results.days,
        "recorded": results.recorded,
        "from": results.first.isoformat(),
        "to": results.last.isoformat(),
        "changes": results.changes,
        "factors": [
            {
                "factor": finding.factor,
                "split": factor.words,
                "lag": finding.lag,
                "n_exposed": finding.n_exposed,
                "n_unexposed": finding.n_unexposed,
                "n_unknown": unknown,
                "mean_exposed": finding.mean_exposed,
                "mean_unexposed": finding.mean_unexposed,
                "effect": finding.effect,
                "unit": unit,
                "ci_low": finding.interval.low if finding.interval else None,
                "ci_high": finding.interval.high if finding.interval else None,
                "could_hide": None if finding.is_pattern else finding.could_hide,
                "hodges_lehmann": finding.hodges_lehmann,
                "cliffs_delta": finding.cliffs_delta,
                "p": finding.p,
                "p_smallest": finding.p_smallest,
                "label": finding.label,
                "flags": list(finding.flags),
                "looked_at_since": assessment.since.isoformat(),
                "last_look": assessment.day.isoformat() if assessment.day else None,
                "next_look": assessment.to_go,
                "needs": wording.needs(results, finding),
            }
            for finding, factor, assessment, unknown in zip(
                results.findings, results.factors, results.assessments, results.unknown_days, strict=True
            )
        ],
    }
