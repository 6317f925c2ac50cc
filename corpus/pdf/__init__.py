"""Filled forms as PDF: printed from the Word specimens, and drawn directly."""
