"""Writing a checked bundle into the database, part by part."""
