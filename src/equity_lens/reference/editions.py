"""Which reference data are in use, and loading newer ones in one call.

What a user loads is kept in a folder of their own (``EQUITY_LENS_REFERENCE``, or the usual data
folder of the platform), is checked whole before anything is changed, and is put in place in one
step: after a crash the last good edition is still there.
"""

from equity_lens.reference.catalogue import Edition, list_editions, own_folder
from equity_lens.reference.own_deprivation import load_deprivation
from equity_lens.reference.own_organisations import load_organisations
from equity_lens.reference.own_postcodes import load_postcodes

__all__ = [
    "Edition",
    "list_editions",
    "load_deprivation",
    "load_organisations",
    "load_postcodes",
    "own_folder",
]
