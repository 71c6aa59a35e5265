"""The page and the HTTP API: the same parameters and answers as the command line."""
