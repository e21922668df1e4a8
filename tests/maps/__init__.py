"""Tests of the maps that the server draws and of the page with them."""
