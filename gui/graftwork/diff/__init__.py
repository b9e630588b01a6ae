"""The comparison of two models as the window has it: prepared, live, in words."""
