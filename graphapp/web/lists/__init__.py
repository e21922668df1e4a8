"""Lists of things of one kind, with facets: ``/de/networks?field=optik-optoelektronik&district=jena``."""
