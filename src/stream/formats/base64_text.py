"""Texts that NewsML sends in base 64."""

from __future__ import annotations

import base64
import binascii


def text_of_base64(data: str, where: str, warnings: list[str]) -> str:
    """The text of what says that it is base 64; nothing, with a warning, if it is none."""
    try:
        return base64.b64decode(data, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        warnings.append(f"{where} is no base64, as it says: not read")
        return ""
