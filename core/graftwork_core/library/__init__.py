"""The models and adapters on this machine: found, looked at, and remembered."""
