"""Is it fast: measurements that anyone can repeat, each with its peers in the same run."""
