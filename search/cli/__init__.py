"""The command line: options in, the library called, the answer shown."""
