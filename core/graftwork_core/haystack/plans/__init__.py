"""What a check asks for: options, presets, plans. Data only."""
