"""The images that social networks and messengers show beside a link to a page: drawn here, without a request to anywhere.

Font: Instrument Sans (The Instrument Sans Project Authors, SIL Open Font License 1.1, ``fonts/OFL.txt``), as npm's
``@fontsource-variable/instrument-sans`` has it.
"""
