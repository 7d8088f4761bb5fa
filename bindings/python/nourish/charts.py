"""Packed columns as lists."""

from __future__ import annotations

import datetime
import struct
from typing import List, Optional

from .nourish_bindings import Column, Columns


def values(column: Column) -> List[Optional[int]]:
    """The values of a column, day by day; ``None`` where one is not known, which is not zero."""
    numbers = struct.unpack(f"<{len(column.values) // 8}q", column.values)
    known = column.known
    return [number if known[place // 8] >> place % 8 & 1 else None for place, number in enumerate(numbers)]


def days_of(columns: Columns) -> List[datetime.date]:
    """The days of columns."""
    return [columns.first_day + datetime.timedelta(days=place) for place in range(columns.day_count)]
