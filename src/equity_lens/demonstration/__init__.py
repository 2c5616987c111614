"""A synthetic trust with planted truths, and real published data, for anyone to try.

Nobody in it exists: NHS numbers are from the range kept for testing (999 ...), and each record is
drawn by rule. What is planted is written in ``truths.toml``, so that a test or a reader can check
that the paper finds it.
"""
