"""Words that do not blame: plain meanings, a check that advises, and how easy a text is to read.

Nothing here meets a figure or forbids anything. Terms and wording are dated data that a trust can
replace with its own.
"""
