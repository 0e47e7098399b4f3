"""A generator of a synthetic journal, for the demo, pictures and benchmarks.

It contains no real data. Skin severity is autocorrelated (phi 0.6) and depends on dairy with a lag of two days and,
weakly, on stress with a lag of a day; all other variables are independent of it.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from gutskin_tui.clock import DAY_START, Clock
from gutskin_tui.dates import days_until
from gutskin_tui.model.entries import from_document
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.model.sample.texts import (
    ALCOHOL,
    DAIRY_MEALS,
    DIARY,
    EXERCISES,
    MEALS,
    PRACTICES,
    PRODUCTS,
    REGIONS,
    TEAS,
    WEIGHTS,
)
from gutskin_tui.zone import zone_name

PHI = 0.6
"""Autoregressive coefficient of the daily deviation from the usual severity."""
DAIRY_LAG, DAIRY_EFFECT = 2, 0.9
STRESS_LAG, STRESS_EFFECT = 1, 0.2
"""Lags in days; effects on severity of a day with dairy, and of a point of stress."""
MISSED_DAYS = 0.06
"""Share of days without entries."""
COURSE = (("started", 75), ("stopped", 33))
"""Events of a course of tablets, each so many days before today."""
COURSE_VALUES = {"what": "doxycycline", "form": "tablet", "dose": "50 mg"}
CYCLE_LENGTH, FLOW = 28, {19: 2, 18: 3, 17: 2, 16: 1, 15: 0}
"""Length of a cycle in days, and flow by the number of days before today, counted within a cycle."""
UNBROKEN = 12
"""Days before today that always have entries, so that there is a streak."""
WEEKDAY_STRESS = (1.0, 0.6, 0.4, 0.8, -0.2, -1.2, -0.8)  # Monday to Sunday

MEAL_TIMES = (
    ("breakfast", 485, 20, 0.07),
    ("lunch", 765, 25, 0.06),
    ("snack", 970, 40, 0.55),
    ("dinner", 1150, 30, 0.04),
)
"""Slot, usual minute after midnight, spread in minutes, share of days without it."""
GLASSES_ML = (250, 250, 250, 250, 500, 330)
SYMPTOMS = (("itch", 10, 0.85), ("redness", 4, 0.8), ("dryness", 10, 0.6), ("breakouts", 12, 0.7))
"""Field of a skin check-in, highest value, share of check-ins with a value."""

TODAY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("07:10", "sleep", {"hours": 7.5, "quality": 4, "bed": "23:40", "up": "07:10"}),
    ("08:05", "meal", {"text": "oats, blueberries, coffee", "slot": "breakfast"}),
    ("09:20", "drink", {"ml": 500}),
    ("12:40", "meal", {"text": "lentil soup, sourdough", "slot": "lunch"}),
    ("13:30", "exercise", {"minutes": 20, "what": "walk", "effort": "easy"}),
    ("14:10", "drink", {"ml": 750}),
)
"""Entries of the last day up to the current time. The day is incomplete, so that the screen has open needs."""


def sample_entries(days: int, seed: int, clock: Clock, *, cycle: bool = False) -> list[AnyEntry]:
    """Return the entries of `days` journal days up to today, in order of time; [] if `days` is below 1.

    There are about 15 entries a day; some 6 % of the days have none. Entries and ids are determined by the seed and the
    time of the clock. No entry is in the future. With `cycle` there are entries of the menstrual cycle as well.
    """
    return _Generator(seed, clock, cycle=cycle).entries_of(days)


class _Generator:
    """Generates consecutive days of a person from a seeded source of random numbers."""

    def __init__(self, seed: int, clock: Clock, *, cycle: bool) -> None:
        self.seed, self.cycle = seed, cycle
        self.draw = random.Random(seed)
        self.now = clock.now()
        zone = clock.zone()  # read only once for all entries
        self.clock = Clock(lambda: self.now, lambda: zone, clock.day_start)
        start = clock.day_start
        late = timedelta(hours=start.hour - DAY_START.hour, minutes=start.minute - DAY_START.minute)
        self.shift = max(late, timedelta(0))  # a later start of the day shifts all times
        self.entries: list[AnyEntry] = []

    def entries_of(self, days: int) -> list[AnyEntry]:
        """Generate the last `days` days."""
        today = self.clock.today()
        dairy: list[bool] = []
        stress: list[float] = []
        strain = skin = 0.0
        for day in days_until(today, days)[:-1]:
            strain = 0.5 * strain + self.draw.gauss(0, 1.1)
            skin = PHI * skin + self.draw.gauss(0, 0.9)
            stress.append(_clip(4.2 + WEEKDAY_STRESS[day.weekday()] + strain))
            had_dairy = len(dairy) >= DAIRY_LAG and dairy[-DAIRY_LAG]
            before = stress[-1 - STRESS_LAG] if len(stress) > STRESS_LAG else 4.0
            severity = _clip(2.9 + skin + DAIRY_EFFECT * had_dairy + STRESS_EFFECT * (before - 4))
            dairy.append(self.draw.random() < 0.35)
            if (today - day).days <= UNBROKEN or not self._chance(MISSED_DAYS):
                self._day(day, dairy[-1], round(stress[-1]), round(severity))
            for event in (name for name, before in COURSE if before == (today - day).days):
                draw = random.Random(f"{self.seed} {event}")
                self._add("treatment", day, "08:15", draw, **COURSE_VALUES, event=event)
            flow = FLOW.get((today - day).days % CYCLE_LENGTH)
            if self.cycle and flow is not None:
                self._add("cycle", day, "20:00", random.Random(f"{self.seed} cycle {day}"), flow=flow)
        if days > 0:
            for moment, kind, values in TODAY:
                self._add(kind, today, moment, **values)
        return sorted(self.entries, key=lambda entry: (entry.when, entry.id))

    def _day(self, day: date, dairy: bool, stress: int, severity: int) -> None:
        """Add all entries of a day."""
        weekend = day.weekday() >= 5
        self._sleep(day, weekend, stress)
        self._meals(day, dairy)
        self._drinks(day, weekend)
        self._exercise(day, stress)
        self._check_in(day, stress, severity)
        self._extras(day, dairy)
        self._generic(day)

    def _generic(self, day: date) -> None:
        """Add the entries of the kinds that declare a sample of their own, at 19:00.

        Their random numbers depend on seed, kind and day alone, so that such a kind does not change other entries.
        """
        for kind in KINDS.values():
            draw = random.Random(f"{self.seed} {kind.name} {day}")
            if kind.sample and (values := kind.sample(draw)) is not None:
                self._add(kind.name, day, 1140, draw, **values)

    def _sleep(self, day: date, weekend: bool, stress: int) -> None:
        """Add the night, longer at weekends and shorter under stress."""
        if self._chance(0.05):
            return
        up = 425 + self._around(0, 15) + 50 * weekend
        hours = 5 * round(12 * _clip(self.draw.gauss(7.3 + 0.5 * weekend - 0.12 * (stress - 4), 0.8), 3.5, 10)) / 60
        values: dict[str, Any] = {"hours": round(hours, 2), "quality": round(_clip(hours - 1 + self.draw.gauss(0, 1)))}
        if self._chance(0.4):
            values |= {"bed": _clock_text(up - round(hours * 60)), "up": _clock_text(up)}
        if self._chance(0.3):
            values["woke"] = self.draw.randint(1, 3)
        self._add("sleep", day, up, **values)

    def _meals(self, day: date, dairy: bool) -> None:
        """Add the meals, one of them with dairy if `dairy`."""
        dairy_slot = self.draw.choice(("breakfast", "lunch", "dinner", "snack"))
        for slot, minute, spread, missed in MEAL_TIMES:
            with_dairy = dairy and slot == dairy_slot
            if self._chance(missed) and not with_dairy:
                continue
            texts = (DAIRY_MEALS if with_dairy else MEALS)[slot]
            # the texts are in order of falling frequency
            text = texts[min(int(self.draw.expovariate(0.45)), len(texts) - 1)]
            tags = [tag for tag, chance in (("out", 0.08), ("home-made", 0.06)) if self._chance(chance)]
            self._add("meal", day, minute + self._around(0, spread), text=text, slot=slot, tags=tags)
        if self._chance(0.03):  # after midnight of the same journal day
            self._add("meal", day, 1440 + self.draw.randint(5, 50), text="dark chocolate", slot="snack")

    def _drinks(self, day: date, weekend: bool) -> None:
        """Add water, coffee, tea and, mostly at weekends, alcohol."""
        for minute in (450, 560, 650, 745, 850, 960, 1080, 1190, 1290):
            if self._chance(0.72 - 0.1 * weekend):
                self._add("drink", day, minute + self._around(0, 20), ml=self.draw.choice(GLASSES_ML))
        if self._chance(0.75):
            self._add("drink", day, 490 + self._around(0, 15), ml=200, what="coffee")
        if self._chance(0.45):
            self._add("drink", day, 900 + self._around(0, 40), ml=300, what=self.draw.choice(TEAS))
        if self._chance(0.55 if weekend or day.weekday() == 4 else 0.07):
            for turn in range(self.draw.choice((1, 1, 2, 3))):
                what, ml, abv = self.draw.choice(ALCOHOL)
                self._add("drink", day, 1175 + 45 * turn, ml=ml, what=what, abv=abv)

    def _exercise(self, day: date, stress: int) -> None:
        """Add exercise, and a practice, which is less likely under stress."""
        if self._chance(0.55):
            what, minutes, effort = self.draw.choice(EXERCISES)
            self._add("exercise", day, 1050 + self._around(0, 50), minutes=minutes, what=what, effort=effort)
        if self._chance(0.6 - 0.03 * stress):
            what, minutes = self.draw.choice(PRACTICES)
            self._add("practice", day, 1260 + self._around(0, 15), what=what, minutes=minutes)

    def _check_in(self, day: date, stress: int, severity: int) -> None:
        """Add the evening's stress and skin check-ins."""
        evening = 1275 + self._around(0, 20)
        if not self._chance(0.07):
            values: dict[str, Any] = {"score": stress}
            if not self._chance(0.15):
                values["mood"] = round(_clip(8.5 - 0.6 * stress + self.draw.gauss(0, 1)))
            if not self._chance(0.3):
                values["energy"] = round(_clip(7 - 0.3 * stress + self.draw.gauss(0, 1.2)))
            if stress >= 5 and self._chance(0.6):
                values["weighed"] = [self.draw.choice(WEIGHTS)]
            self._add("stress", day, evening, **values)
        if self._chance(0.06):
            return
        values = {"severity": severity}
        for name, high, chance in SYMPTOMS:
            if self._chance(chance):
                values[name] = round(_clip(severity * high / 11 + self.draw.gauss(0, high / 12), 0, high))
        if severity and self._chance(0.5):
            places = self.draw.sample(REGIONS, self.draw.randint(1, 3))
            values["regions"] = {place: self.draw.choice((None, severity)) for place in places}
        if self._chance(0.6):
            values["products"] = self.draw.sample(PRODUCTS, self.draw.randint(1, 2))
        self._add("skin", day, evening + self.draw.randint(1, 9), **values)

    def _extras(self, day: date, dairy: bool) -> None:
        """Add supplements, gut symptoms (more bloating with dairy) and a note."""
        if self._chance(0.8):
            self._add("supplement", day, 495, what="probiotic", dose="10 bn CFU", taken=not self._chance(0.08))
        if day.month in (10, 11, 12, 1, 2, 3) and self._chance(0.7):
            self._add("supplement", day, 496, what="vitamin D", dose="10 µg")
        if self._chance(0.5):
            bloating = round(_clip(self.draw.gauss(2 + 1.2 * dairy, 1.4)))
            stool = self.draw.choice((2, 3, 4, 4, 4, 5, 6))
            self._add("gut", day, 1230 + self._around(0, 20), bloating=bloating, pain=max(0, bloating - 3), stool=stool)
        if self._chance(0.12):
            self._add("note", day, 1310, text=self.draw.choice(DIARY))

    def _chance(self, share: float) -> bool:
        """Return True with a probability of `share`."""
        return self.draw.random() < share

    def _around(self, middle: float, spread: float) -> int:
        """Return a random integer around `middle`, at most two spreads away."""
        return round(self.draw.triangular(middle - 2 * spread, middle + 2 * spread, middle))

    def _add(self, kind: str, day: date, moment: int | str, draw: random.Random | None = None, **values: Any) -> None:
        """Add an entry at `moment`, "HH:MM" or minutes after midnight of `day`; ignored if it is in the future.

        Its id is drawn from `draw`, by default the generator's own.
        """
        if isinstance(moment, str):
            moment = int(moment[:2]) * 60 + int(moment[3:])
        at = self.clock.localise(datetime.combine(day, time()) + timedelta(minutes=moment) + self.shift)
        if at > self.now:
            return
        stamp = at.isoformat(timespec="milliseconds")
        document = {
            **values,
            "kind": kind,
            "id": new_id(at, (draw or self.draw).getrandbits(80)),
            "at": at.isoformat(),
            "zone": zone_name(at),
            "day": self.clock.day_of(at).isoformat(),
            "created": stamp,
            "updated": stamp,
        }
        self.entries.append(from_document(document))


def _clip(value: float, low: float = 0, high: float = 10) -> float:
    """Return `value` limited to the range from `low` to `high`."""
    return min(max(value, low), high)


def _clock_text(minutes: int) -> str:
    """Format minutes after midnight, of any day, as HH:MM."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
