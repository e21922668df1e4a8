"""From text files to an immutable release: read, withhold, infer, prefer, validate, write, publish."""
