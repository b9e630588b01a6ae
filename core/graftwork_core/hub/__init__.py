"""The Hugging Face Hub: find, check, fetch and publish models, over connections that are guarded."""
