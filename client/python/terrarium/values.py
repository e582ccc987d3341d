# Made by `npm run codegen` from the schema and its operations. Do not edit.
"""Days and instants, from JSON and into it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, Union, cast

Json = dict[str, Any]

DayLike = Union[datetime.date, str]
"""A calendar day: a date, or its text such as 2026-01-15."""

InstantLike = Union[datetime.datetime, str]
"""An instant: a datetime that knows its offset, or its text such as 2026-01-15T22:58:00+01:00."""

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d(?::\d\d)?)")


def day_from(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def instant_from(text: str) -> datetime.datetime:
    """Keeps the offset and the microseconds."""
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError(f"An instant such as 2026-01-15T22:58:00.000000+01:00 was wanted; {text} came.")
    seconds, fraction, offset = found.groups()
    # Before Python 3.11 fromisoformat knows neither Z nor short fractions.
    whole = f"{seconds}.{(fraction or '').ljust(6, '0')}"
    return datetime.datetime.fromisoformat(whole + ("+00:00" if offset == "Z" else offset))


def plain(value: Any) -> Any:
    """A variable as JSON has it. What is None is left out, as if it had not been given."""
    if isinstance(value, datetime.datetime):
        if value.utcoffset() is None:
            raise ValueError(f"A datetime that knows its offset was wanted; {value.isoformat()} came.")
        return value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        return {key: plain(item) for key, item in fields.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    return value
