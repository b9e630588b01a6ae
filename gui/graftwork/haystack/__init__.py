"""What the Haystack page works with besides widgets: its form, its map, its words, its questions to the engine."""
