"""Read what scrapers and archives left on disk: files become Articles, or a reason why not."""
