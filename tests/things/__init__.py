"""Pages of things and lists, over the real data."""
