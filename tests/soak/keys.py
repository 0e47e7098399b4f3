"""What a restless person does: keys of the whole table, text, pastes, clicks, other sizes of window; drawn by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from gutskin_tui.tui.actions import ACTIONS

NAMED = {
    "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",", "full_stop": ".", "minus": "-",
    "slash": "/", "colon": ":", "question_mark": "?", "escape": "\x1b", "delete": "\x1b[3~", "insert": "\x1b[2~",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f",
    "space": " ", "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "ctrl+pageup": "\x1b[5;5~",
    "ctrl+pagedown": "\x1b[6;5~", "shift+f2": "\x1b[1;2Q", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip
"""What a terminal sends for keys that are more than a character."""

QUITTING = ("q", "ctrl+q")
TEXTS = (
    "7h30 q6", "2340 0710", "3 walk", "330ml", "6", "2l", "2 eggs, toast, kimchi", "@yesterday 8pm pizza #dairy",
    "skin>=4", "food:pizza since:oct", "12", "08:05", "-1", "99999999999", "nan", "1e9", "30 feb", "fri", "chin",
    "é漢字🙂",
)  # fmt: skip
PASTES = (
    "[bold red]soak[/bold red] [/] [link=x]",
    "\x1b]0;soak-title\x07\x1b[31msoak-red",
    "crème, 漢字かな交じり文, 🙂👩‍👩‍👧 🏳️‍🌈",
    "one\ntwo\r\nthree\n\n",
    "\u202egnp.exe \u2066x\u2069 \u200b",
    "=cmd|' /C calc'!A0",
    "\x00\x07\x08\x0b\x7f\x9b31m",
    "e\u0301" * 40,
    "long " * 1000,
    "   ",
    "]]>[[[{{{",
    "שלום مرحبا",
)
HOSTILE = (b"\x1b]0;soak-title", b"\x1b[31msoak-red")
"""Pasted sequences that must never come out of the program again as they went in."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: `name` to tell it by; what to send, or the size the window gets, or an entry from elsewhere."""

    name: str
    sent: bytes = b""
    size: tuple[int, int] | None = None
    elsewhere: bool = False


def encoded(key: str) -> bytes:
    """Return what a terminal sends for a key by Textual's name."""
    if key in NAMED:
        return NAMED[key].encode()
    if key.startswith("ctrl+"):
        return bytes([ord(key[5:]) & 0x1F])
    return key.encode()


def deeds(seed: int) -> Iterator[Deed]:
    """Yield deeds for ever, the same ones for the same seed. None of them quits the program."""
    draw = random.Random(seed)
    table = sorted({key for action in ACTIONS for key in action.keys.split(",")} - set(QUITTING))
    moving = ["up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "enter", "escape"]
    while True:
        kind = draw.choices(
            ("table", "digit", "letter", "moving", "text", "paste", "mouse", "size", "elsewhere"),
            (40, 14, 9, 24, 4, 2, 4, 2, 0.6),
        )[0]
        match kind:
            case "table":
                yield _key(draw.choice(table))
            case "digit":
                yield _key(draw.choice("0123456789"))
            case "letter":
                yield _key(draw.choice('abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ -+@#.:"é漢🙂'))
            case "moving":
                yield _key(draw.choice([*moving, "backspace", "space"]))
            case "text":
                yield from map(_key, draw.choice(TEXTS))
                yield _key(draw.choice(["enter", "enter", "escape", "tab"]))
            case "paste":
                text = draw.choice(PASTES)
                yield Deed(f"paste {text[:12]!r}", f"\x1b[200~{text}\x1b[201~".encode())
            case "mouse":
                column, row, button = draw.randint(1, 120), draw.randint(1, 40), draw.choice([0, 0, 0, 64, 65])
                up = f"\x1b[<{button};{column};{row}m" if button == 0 else ""
                yield Deed(f"mouse {button} {column},{row}", f"\x1b[<{button};{column};{row}M{up}".encode())
            case "size":
                size = (draw.randint(40, 160), draw.randint(10, 50))
                yield Deed("window {}x{}".format(*size), size=size)
            case _:
                yield Deed("gutskin add elsewhere", elsewhere=True)


def _key(name: str) -> Deed:
    return Deed(name, encoded(name))
