"""LoRA adapters: read, preview, land on a model."""
