"""What a model is: its configuration, its tensors, its context window, and whether models belong together."""
