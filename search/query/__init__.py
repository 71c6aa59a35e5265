"""What is asked: typed text parsed into a tree that every engine and every screen shares."""
