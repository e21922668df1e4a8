"""The pages of things. None has code of its own: what a page shows comes from the shapes (``shapes/page.ttl``: names, groups
and order of plain statements) and from the catalogue (``#@ panel:`` in the header of a query).

``facts`` arranges the statements, ``panels`` asks the queries, ``labels`` and ``evidence`` look up what both name, ``views``
answers the requests.
"""
