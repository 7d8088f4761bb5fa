"""The plan in Python's own dates and times."""

from __future__ import annotations

import datetime

from .nourish_bindings import QuietTime, SetBy


def quiet_time(begin: datetime.time, end: datetime.time) -> QuietTime:
    """Quiet hours by the clock on the wall, such as 21:30 until 7:00. They may pass midnight."""
    return QuietTime(from_min=_minute(begin), until_min=_minute(end))


def recorded(by: SetBy) -> datetime.datetime:
    """When something of the plan was recorded, in UTC."""
    return datetime.datetime.fromtimestamp(0, datetime.timezone.utc) + datetime.timedelta(milliseconds=by.recorded_ms)


def _minute(time: datetime.time) -> int:
    return time.hour * 60 + time.minute
