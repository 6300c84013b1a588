"""Pictures as SVG, drawn on the server: numbers in, coordinates out. Templates print them, and a table beside each."""
