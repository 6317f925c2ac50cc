"""Specimens of a third form: what its rule file is for."""
