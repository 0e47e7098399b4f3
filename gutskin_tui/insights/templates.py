"""The sentences about findings as templates; `wording.py` chooses them and fills in their parts."""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "same_day": "On days with {what} ({with_days})",
    "next_day": "The day after {what} ({with_days})",
    "later_day": "{lag} days after {what} ({with_days})",
    "differs": (
        "{when}, {outcome} averaged {with_mean}; on {without} other days {without_mean}. Difference: {size} {unit} "
        "{way} (95 % interval {range})."
    ),
    "same": ("{when}, {outcome} averaged {with_mean} {unit}, as on {without} other days (95 % interval {range})."),
    "pattern": "{label} among {compared}.",
    "none": (
        "No clear pattern for {what} among {compared}; a difference smaller than {hidden} {unit} could still be hidden "
        "in these {pairs} days."
    ),
    "unjudged": "Not enough data to judge it among {compared}: it needs {needs}.",
    "too_few": (
        "Not enough data for {what}, one of {compared}: {with_days} with it and {without} without, too few for a "
        "difference in {unit} or a 95 % interval. It needs {needs}."
    ),
    "skin_first": (
        "Your skin may have changed first: {outcome} is at least as strongly linked to {what} on the days after."
    ),
    "sign_flips": (
        "After adjusting for weekday, trend, yesterday's {outcome}, stress, sleep, exercise, treatments and cycle, the "
        "difference reverses."
    ),
    "sign_differs": "After adjusting for trend, weekday and the day before, the difference points the other way.",
    "explained_by": (
        "After adjusting for {covariate}, more than half of the difference disappears, so that may be what matters."
    ),
    "goes_with": "It often comes on the same days as {other}; after adjusting for that, no clear pattern is left.",
    "inseparable": "It cannot be separated from {other}: the two nearly always change together.",
    "mostly_unknown": "On most days without it the meals leave it uncertain, so the pattern is possible at most.",
    "unsure": (
        "It was certainly absent on {certain}; on {unsure} the meals leave it uncertain, and they count as days "
        "without it."
    ),
    "hidden": "A difference smaller than {hidden} {unit} could still be hidden.",
    "hidden_all": "Differences smaller than these could still be hidden: {parts} {unit}.",
    "judged": "Judged {day}, after {number} days with {outcome}; next judged in {to_go}.",
    "judged_first": "First judged in {to_go} with {outcome}.",
    "stronger_maybes": "Confirming the uncertain labels of {unsure} would make it clearer.",
    "stronger_skin": "Logging {outcome} on more days would make it clearer: {missing} of {days} have none.",
    "proof": "An association is not proof.",
    "test_it": "Next: plan a trial (N in the app, or gutskin trial start {subject}).",
    "prescribed": "Never stop or start a prescribed treatment without asking whoever prescribed it.",
    "watch_it": "Next: change it for two weeks and watch.",
    "watch_on": "Next: watch it over the coming cycles.",
    "chance": (
        "Even if nothing affects {outcome}, over a year of looks about 1 diary in {false_in} shows a false pattern "
        "among {compared}."
    ),
    "changes": (
        "What is compared was changed on {changes}; each change is another chance of a false pattern, and restarts the "
        "count of days."
    ),
    "counted_from": (
        "The days are counted from {day}, as --from says: patterns are judged as if the journal began then. Every "
        "other start that you try is another chance of a false pattern."
    ),
    "nothing": "No pattern stands out among {compared}.",
    "needs_sides": "{parts}, with {outcome} recorded, to show a difference",
    "needs_show": "{lack} more {days} with {outcome} and {name} recorded to show a difference",
    "needs_show_sides": (
        "{lack} more {days} with {outcome} and {name} recorded, at least {parts}, to show a difference"
    ),
    "needs_label": "{lack} more {days} with {outcome} recorded to judge it",
}
"""The sentences about findings by name; the parts in braces are numbers, units and names."""


def fill(template: str, **parts: object) -> str:
    """Return a sentence of `TEMPLATES` with its parts filled in; raises KeyError if it or one of them is missing."""
    return TEMPLATES[template].format(**parts)
