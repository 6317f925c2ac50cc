"""Small hostile files: see README.md in this folder."""
