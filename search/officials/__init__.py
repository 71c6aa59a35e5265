"""Who is meant: people in articles, by name and by post."""
