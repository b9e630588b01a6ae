"""From the difference of two models to a low-rank adapter."""
