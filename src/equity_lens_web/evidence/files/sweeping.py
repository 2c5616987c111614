"""Removing files that no record names: what a worker left that was killed between two steps."""

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.files import folders


def sweep_files() -> int:
    """Remove uploads and stores that are a day old and belong to no extract; how many there were."""
    removed = 0
    for organisation in Organisation.objects.all():
        names = organisation.extracts.values_list("upload", "folder")
        uploads, stores = {name for name, _ in names}, {name for _, name in names}
        removed += folders.sweep(folders.uploads_of(organisation), uploads)
        removed += folders.sweep(folders.stores_of(organisation), stores)
    return removed
