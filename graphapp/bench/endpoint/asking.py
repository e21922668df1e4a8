"""Ask one server one question once, as any client does."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from graphapp.bench.endpoint.wrk import ACCEPT


@dataclass(frozen=True)
class Answered:
    """One answer: the seconds it took, its solutions and bytes; or why there is none."""

    seconds: float
    rows: int | None
    size: int = 0
    failure: str = ""


def ask(url: str, timeout: float) -> Answered:
    """GET ``url`` and count the solutions of the answer."""
    request = urllib.request.Request(url, headers={"Accept": ACCEPT})  # noqa: S310 – our own servers
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            body = answer.read()
        seconds = time.perf_counter() - began
        return Answered(seconds, len(json.loads(body)["results"]["bindings"]), len(body))
    except TimeoutError:
        return Answered(timeout, None, failure=f"over {timeout:g} s")
    except urllib.error.HTTPError as error:
        return Answered(time.perf_counter() - began, None, failure=f"status {error.code}")
    except (OSError, ValueError, KeyError) as error:
        late = time.perf_counter() - began >= timeout
        told = f"over {timeout:g} s" if late else f"fails ({type(error).__name__})"
        return Answered(time.perf_counter() - began, None, failure=told)
