"""From paths to a warehouse: finding files, reading them in order, storing them in batches."""
