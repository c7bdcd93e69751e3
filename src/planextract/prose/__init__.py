"""What reading prose has in common: its words, and a document seen as labelled paragraphs."""
