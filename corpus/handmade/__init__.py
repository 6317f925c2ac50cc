"""Specimens that no generator would produce: see README.md in this folder."""
