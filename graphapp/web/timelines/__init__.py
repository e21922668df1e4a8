"""The page ``/timeline``: institutions, strategies, networks, projects, programmes and offices on one axis of years."""
