"""The vocabulary as objects, and what is made from it: the JSON-LD context and the picture of the model."""
