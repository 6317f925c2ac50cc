"""Specimens written by other hands than the generator's: their truth stands beside each."""
