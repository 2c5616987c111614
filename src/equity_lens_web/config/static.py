"""Static files under names that hold their hash, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Also follows what one script imports from another."""

    support_js_module_import_aggregation = True
