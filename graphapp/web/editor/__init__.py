"""What the query editor on ``/sparql`` asks for beside answers."""
