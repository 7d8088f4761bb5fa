"""Long calls in asyncio: made on a thread, called off with their task."""

from __future__ import annotations

import asyncio
from typing import Callable, TypeVar

from .nourish_bindings import Cancellation, Journal, Mailbox, SyncReport

T = TypeVar("T")


async def call_off(call: Callable[[Cancellation], T]) -> T:
    """Makes a call on a thread and calls it off when the task is cancelled: ``await call_off(lambda c: journal.import_file(file, now,
    c))``. It ends only once the call has."""
    cancellation = Cancellation()
    running = asyncio.ensure_future(asyncio.to_thread(call, cancellation))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        cancellation.cancel()
        await asyncio.wait([running])
        running.exception()
        raise


async def sync(journal: Journal, mailbox: Mailbox, now) -> SyncReport:
    """Syncs; cancelling the task calls it off, and what was exchanged until then stays."""
    return await call_off(lambda cancellation: journal.sync(mailbox, now, None, cancellation))
