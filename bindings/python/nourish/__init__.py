"""An encrypted journal of nutrition and side effects, for scripts and notebooks.

Numbers are whole, in the unit that ends their name; ``None`` is unknown, never zero. Days are ``datetime.date``, moments
``datetime.datetime`` with a zone of ``zoneinfo``.
"""

from .charts import days_of, values
from .nourish_bindings import *  # noqa: F403
from .plans import quiet_time, recorded
from .waiting import call_off, sync

__all__ = [name for name in dir() if not name.startswith("_")]
