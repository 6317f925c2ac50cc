"""Families of forms: clean ones that look suspicious, and guilty ones."""
