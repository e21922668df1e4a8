"""Run something in a process of its own, so that it can be ended: no engine lets a query be cancelled."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any


def results_within(seconds: float, work: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """Yield what ``work`` yields in a fork of this process, for which each result may take ``seconds``.

    Raises ``TimeoutError`` after a result that took longer, ``RuntimeError`` with the message if ``work``
    failed; the process is gone then.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_all, args=(sender, work), daemon=True)
    process.start()
    sender.close()
    try:
        while True:
            if not receiver.poll(seconds):
                raise TimeoutError
            try:
                kind, value = receiver.recv()
            except EOFError:
                raise RuntimeError("the process ended without an answer") from None
            if kind == "end":
                return
            if kind == "error":
                raise RuntimeError(value)
            yield value
    finally:
        process.kill()
        process.join()
        receiver.close()


def _send_all(sender: Connection, work: Callable[[], Iterator[Any]]) -> None:
    try:
        for result in work():
            sender.send(("result", result))
        sender.send(("end", None))
    except Exception as error:
        sender.send(("error", f"{type(error).__name__}: {error}"))
