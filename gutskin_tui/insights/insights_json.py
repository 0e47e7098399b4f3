"""The insights as JSON, for `gutskin insights --json`."""

from __future__ import annotations

from typing import Any

from gutskin_tui.insights import wording
from gutskin_tui.insights.insights import Insights


def as_json(results: Insights) -> dict[str, Any]:
    """Return the insights as plain JSON types; unknown numbers are null."""
    unit = wording.unit_of(results.outcome)
    return {
        "outcome": results.outcome,
        "lags": list(results.lags),
        "days": results.days,
        "recorded": results.recorded,
        "from": results.first.isoformat(),
        "to": results.last.isoformat(),
        "factors": [
            {
                "factor": finding.factor,
                "split": factor.words,
                "lag": finding.lag,
                "n_exposed": finding.n_exposed,
                "n_unexposed": finding.n_unexposed,
                "mean_exposed": finding.mean_exposed,
                "mean_unexposed": finding.mean_unexposed,
                "effect": finding.effect,
                "unit": unit,
                "ci_low": finding.interval.low if finding.interval else None,
                "ci_high": finding.interval.high if finding.interval else None,
                "hodges_lehmann": finding.hodges_lehmann,
                "cliffs_delta": finding.cliffs_delta,
                "p": finding.p,
                "label": finding.label,
                "flags": list(finding.flags),
                "needs": wording.needs(results, finding),
                "unsure_days": factor.unsure,
            }
            for finding, factor in zip(results.findings, results.factors, strict=True)
        ],
    }
