"""Many settings of an adapter, asked as little as it takes to find the best."""
