"""Pictures of answers as SVG, drawn by the server: they need no script, print well, and stand above the table that says the same.

Each module turns an answer into coordinates (user units of the ``viewBox``); the template ``_pictures.html`` writes them.
"""
