"""Is it good: rankings judged by relevance judgements, beside plain ways to rank."""
