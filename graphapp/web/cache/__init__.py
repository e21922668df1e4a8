"""Keep finished answers in memory, in front of the application (RFC 9110, RFC 9111).

A release never changes, so an answer that was given once can be given again without asking the engine. The
cache is plain WSGI (PEP 3333) and knows nothing of Flask: `layer.AnswerCache` wraps any application.

* ``requests``: which requests may be answered from memory, and the key that an answer is kept under
* ``storing``: which answers may be kept
* ``running``: run the application and gather its answer, as far as it is short enough
* ``entries``: a kept answer and its compressed variants, with their headers
* ``codings``: which content coding a request wants, and how to write it
* ``shelf``: the kept answers, bounded in bytes, of one release at a time
* ``flights``: identical requests that come together run once
"""

from __future__ import annotations

from graphapp.web.cache.layer import AnswerCache
from graphapp.web.cache.shelf import Statistics

__all__ = ["AnswerCache", "Statistics"]
