"""Fact tables (CSV, XLSX) to TriG and back: the way by which curators bring facts into ``data/``."""
