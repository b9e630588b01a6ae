"""From a plan to tokens: needles in documents, and the questions about them."""
