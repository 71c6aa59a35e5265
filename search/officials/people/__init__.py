"""Who is who: the mentions of an archive gathered into people and their posts."""
