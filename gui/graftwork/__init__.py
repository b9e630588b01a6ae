"""The window of Graftwork: everything a person sees. It never imports torch, transformers or peft."""
