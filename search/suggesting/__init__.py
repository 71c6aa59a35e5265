"""What a person may have meant or be about to type."""
