"""safetensors on disk: headers, checkpoints, reading, writing, resuming."""
