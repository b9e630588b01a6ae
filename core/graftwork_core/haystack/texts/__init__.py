"""What hides the needles: descriptions, generated and own texts, and how they become tokens."""
