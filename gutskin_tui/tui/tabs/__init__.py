"""The seven tabs, one file each."""

from __future__ import annotations

from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.tabs.meals import Meals
from gutskin_tui.tui.tabs.skin import Skin
from gutskin_tui.tui.tabs.stress import Stress
from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.tabs.today import Today
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.tabs.water import Water

TAB_CLASSES: dict[str, type[Tab]] = {tab.NAME: tab for tab in (Today, Meals, Skin, Water, Stress, Trends, History)}
