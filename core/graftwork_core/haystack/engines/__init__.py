"""What runs a model for the check: this computer, or a server."""
