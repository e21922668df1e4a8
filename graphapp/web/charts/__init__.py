"""The page ``/charts``: what fields have in common as a heat map, and where funding flows."""
