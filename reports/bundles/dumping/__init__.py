"""Reading a consultation from the database into a bundle, part by part."""
