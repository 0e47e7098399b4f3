"""The properties at the beginning of a Markdown note: scalars and lists, the part of YAML that note programs write.

Every value stays text, so that 7:30 is no number and "no" is no false.
"""

from __future__ import annotations

import re

_ENTRY = re.compile(r"(?P<key>[^\s#:][^:]*?|\"[^\"]+\"|'[^']+')\s*:(?:\s+(?P<value>.*))?")
_ITEM = re.compile(r"\s*-(?:\s+(?P<value>.*))?")
_FLOW_PART = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,]*)\s*(?:,|$)")


def front_matter(lines: list[str]) -> tuple[dict[str, tuple[int, list[str]]], int, list[int]]:
    """Return the properties with their lines and values, how many lines they take, and the lines that are nested.

    Lines are numbered from 1. Without properties, or without their end, no line is taken.
    """
    if not lines or lines[0].rstrip() != "---":
        return {}, 0, []
    end = next((at for at in range(1, len(lines)) if lines[at].rstrip() in ("---", "...")), 0)
    properties: dict[str, tuple[int, list[str]]] = {}
    nested: list[int] = []
    values: list[str] | None = None
    for number, line in enumerate(lines[1:end], 2):
        text = line.rstrip()
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        item, entry = _ITEM.fullmatch(text), _ENTRY.fullmatch(text)
        if item and values is not None:
            value = (item["value"] or "").strip()
            if _ENTRY.fullmatch(value) and not value.startswith(('"', "'")) and ": " in value:
                nested.append(number)
            else:
                values.append(_scalar(value))
        elif entry:
            key, value = _scalar(entry["key"]), (entry["value"] or "").strip()
            if value.startswith(("{", "|", ">", "&", "*")):
                nested.append(number)
                values = None
                continue
            values = _flow(value) if value.startswith("[") else [_scalar(value)] if value else []
            properties[key] = number, values
        else:
            nested.append(number)
    return (properties, end + 1, nested) if properties else ({}, 0, [])


def _flow(text: str) -> list[str]:
    """Return the values of a list in brackets."""
    inside = _without_comment(text).removeprefix("[").removesuffix("]").strip()
    parts, at = [], 0
    while at < len(inside) and (match := _FLOW_PART.match(inside, at)):
        parts.append(_scalar(match[1].strip()))
        at = match.end()
    return [part for part in parts if part]


def _scalar(text: str) -> str:
    """Return a value without its quotes and comment; null is not a value."""
    text = text.strip()
    if match := re.match(r'"((?:[^"\\]|\\.)*)"', text):
        return re.sub(r'\\(["\\/])', r"\1", match[1])
    if match := re.match(r"'((?:[^']|'')*)'", text):
        return match[1].replace("''", "'")
    text = _without_comment(text)
    return "" if text in ("null", "~", "Null", "NULL") else text


def _without_comment(text: str) -> str:
    return re.sub(r"\s+#.*", "", text).strip()
