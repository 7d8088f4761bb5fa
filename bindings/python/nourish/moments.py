"""Moments as the journal writes them: ``2026-11-20T07:30:00+01:00[Europe/Madrid]``."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def read(text: str) -> datetime:
    """The moment that a text of the journal's says. Where the zone is not known here, its offset alone stands."""
    stamp, _, zone = text.partition("[")
    moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    try:
        return moment.astimezone(ZoneInfo(zone.rstrip("]"))) if zone else moment
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def write(moment: datetime) -> str:
    """The text of a moment; one without a zone says nothing about when it was."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs a zone: datetime.now(ZoneInfo('Europe/Madrid'))")
    zone = getattr(moment.tzinfo, "key", None)
    return moment.isoformat() + (f"[{zone}]" if zone and zone != "UTC" else "")
