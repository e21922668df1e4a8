"""Maps of the state: areas and places drawn by the server, the page ``/map`` with its filters, and GeoJSON for its script."""
