"""A believable organisation of invented people, written as the files HR hands over. Same input, same files."""
