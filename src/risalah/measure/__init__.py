"""`risalah bench`: pages of our own in the shape of the press, and how fast, how large and how complete they are read.

In: nothing but the words of data/measure/corpus.yaml. Out: an archive of pages, and figures. Never: press text.
"""
