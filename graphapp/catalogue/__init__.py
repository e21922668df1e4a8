"""The queries in ``queries/`` as objects: their headers, their parameters, and parameters bound as RDF terms.

``docs/queries.md`` describes the format. `load` reads the folder, `Catalogue.find` finds a query,
`bind.ask_for` turns parameters that a person wrote into the query that is asked.
"""

from graphapp.catalogue.header import CatalogueError
from graphapp.catalogue.queries import Catalogue, UnknownQueryError, load
from graphapp.catalogue.query import Bilingual, CatalogueQuery, Parameter

__all__ = [
    "Bilingual",
    "Catalogue",
    "CatalogueError",
    "CatalogueQuery",
    "Parameter",
    "UnknownQueryError",
    "load",
]
