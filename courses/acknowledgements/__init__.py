"""Documents that people confirm to have read, version by version."""
