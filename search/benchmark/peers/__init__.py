"""Search engines that are measured side by side, each called from Python as its users would."""
