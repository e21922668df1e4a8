"""Measure this program's endpoint beside Oxigraph's server, Virtuoso and rdflib-endpoint: one machine, one run, one data
set, one load generator.
"""
