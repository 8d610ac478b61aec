"""Elements of office documents, looked at by their names alone: the namespaces differ between versions of a format."""

from __future__ import annotations

import re
from typing import Any

Element = Any  # of lxml, which has no types
_SMALL_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def value_of(element: Element | None, name: str) -> str:
    """Return the attribute of that name, whatever its namespace; "" where there is none."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return next((str(v) for k, v in element.attrib.items() if k.endswith(name) and k.rpartition("}")[2] == name), "")


def number_of(value: str) -> int:
    """Return a small whole number; 0 for anything else."""
    return int(value) if _SMALL_NUMBER.fullmatch(value) else 0


def child_of(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name, None where there is none or no element."""
    if element is not None:
        for child in element:
            if name_of(child) == name:
                return child
    return None


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as `<w:b/>` is there and not turned off."""
    return element is not None and value_of(element, "val") not in ("0", "false", "off")
