"""Query workers: processes that evaluate one query at a time, within limits, forked from one that has loaded the
release.

``limits`` says what a query may take, ``schedule`` which query is next, ``pool`` is the process that loads the
release, forks and watches the workers, ``worker`` what runs in a worker, ``confinement`` what a worker may not do,
``messages`` how they talk, ``figures`` what is counted, ``launch`` starts the pool. `graphapp.store.isolated` is the
engine in front of all this.
"""
