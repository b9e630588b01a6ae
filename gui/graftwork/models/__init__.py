"""Qt item models over the engine's frozen dataclasses; every one is held to Qt's rules by a test."""
