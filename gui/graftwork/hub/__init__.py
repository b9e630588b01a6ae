"""What the window asks of the Hub, and how it is told."""
