"""Quality figures with counts. In: gold folders, predictions or the engine. Out: figures, tables, a log of what failed.

A layer of its own above the pipeline and below the commands: nothing that reads, extracts or shows depends on it.
"""
