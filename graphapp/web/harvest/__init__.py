"""What is offered to those who take the data elsewhere: downloads, descriptions for harvesters and search engines, previews, and
what changed.
"""
