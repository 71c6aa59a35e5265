"""Plain ways to rank, to be compared with: what anybody tries first, and our untuned mix."""
