"""What a release offers for download: dumps of all that it says in the formats of RDF, and tables.

The files are derived from the release's data, stand in a folder of their own beside it, and can be made again at any time; so
they are no part of the manifest and of the release's id. The same data give the same bytes.
"""
