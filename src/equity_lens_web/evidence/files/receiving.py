"""What stands before every upload: only of people who are signed in, and of no more than can be.

Django reads the body of a form before it knows whose page was asked for, so that anybody could
fill the disk. This is asked first.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_TIMES_LARGEST = 2
"""How many files of the largest size may come in one form."""
ROOM_FOR_FIELDS = 1024


class OnlyFromThoseSignedIn(FileUploadHandler):
    """Stands first among the upload handlers, and passes on what may come in.

    A form without a file may come from anybody, however it is packed: signing in is one.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Before anything is read: RequestDataTooBig where it is more than can be."""
        if content_length > MOST_TIMES_LARGEST * settings.LARGEST_UPLOAD + ROOM_FOR_FIELDS:
            raise RequestDataTooBig

    def new_file(self, *named: Any, **more: Any) -> None:
        """Before anything is read of a file: PermissionDenied where nobody has signed in."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise PermissionDenied
        super().new_file(*named, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Every chunk goes on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler makes the file."""
