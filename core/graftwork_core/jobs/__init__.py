"""Jobs: what can be asked for, running it here or in a worker process, following it, and remembering it."""
