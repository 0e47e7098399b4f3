"""Bytes as text, whatever program wrote them, and text without what a terminal or the journal must not hold."""

from __future__ import annotations

import codecs
import html
import re

from gutskin_tui.exchange.errors import ExchangeError

GUESSED = "The file is not UTF-8; it was read as Windows-1252. Check its accented letters."

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BREAKS = re.compile(r"<\s*(?:br\s*/?|/p|/div|/li|/h[1-6]|/tr)\s*>", re.IGNORECASE)
_ITEMS = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    r"""Return bytes as text with "\n" line ends, and a warning, "" if there is none.

    `encoding` overrides the guess but not a byte order mark; without either it is UTF-8, else Windows-1252 with a
    warning. Raises ExchangeError for what is not text.
    """
    warning = ""
    try:
        if encoding and not data.startswith(codecs.BOM_UTF8):
            text = data.decode(encoding)
        elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except LookupError:
        raise ExchangeError("the mapping names an encoding that is not known.") from None
    except UnicodeDecodeError:
        try:
            text, warning = data.decode("" if encoding else "cp1252"), GUESSED
        except (UnicodeDecodeError, LookupError):
            raise ExchangeError(f"is not text in {encoding or 'UTF-8, UTF-16 or Windows-1252'}.") from None
    if "\0" in text[:1000]:
        raise ExchangeError("is not text.")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), warning


def plain(text: str) -> str:
    """Return text without control characters but line ends and tabs, stripped; lone surrogates become U+FFFD."""
    return _SURROGATES.sub("\ufffd", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def from_html(text: str) -> str:
    """Return the text of a note that an editor wrote as HTML: line breaks and list items become lines."""
    if "<" in text:
        text = _TAGS.sub("", _ITEMS.sub("- ", _BREAKS.sub("\n", text)))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(text).replace("\xa0", " ")).strip()
