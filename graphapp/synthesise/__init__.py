"""A landscape N times as large as the real one: invented things with the real ones' structure and skew.

``profile`` reads the real data as templates: what documents say of each thing, statement by statement.
``population`` says which invented things there are and which template each follows, ``instance`` writes one:
the same properties, number of documents, agreements and disagreements, but other names, texts, dates, numbers
and partners. ``frame`` keeps what an invented landscape shares with the real one: places, fields and sectors.
``landscape`` puts it into a folder that builds like the project itself.
"""
