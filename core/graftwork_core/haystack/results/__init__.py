"""What came out of a check or a sweep: stored, counted, judged. No torch, no model."""
