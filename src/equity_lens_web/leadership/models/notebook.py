"""Private reflections: what is kept is sealed, and the platform cannot open it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.leadership.vault import Keys


class Notebook(models.Model):
    """One person's keys. Without the passphrase, which is kept nowhere, they open nothing."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notebook")
    public = models.BinaryField()
    locked = models.BinaryField()
    salt = models.BinaryField()
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Notebook of {self.person}"

    @property
    def keys(self) -> Keys:
        """The keys as they are kept."""
        return Keys(bytes(self.public), bytes(self.locked), bytes(self.salt))


class Reflection(models.Model):
    """One note, sealed to its writer."""

    notebook = models.ForeignKey(Notebook, models.CASCADE, related_name="reflections")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"A reflection of {self.written_at:%d %B %Y}"


class SharedCopyQuerySet(models.QuerySet["SharedCopy"]):
    """Reads of copies."""

    def for_reader(self, person: Any, organisation: Organisation) -> "SharedCopyQuerySet":
        """Those that were given to somebody, with who gave them; the newest first."""
        return self.filter(
            reader__person=person, reflection__organisation=organisation
        ).select_related("reflection__notebook__person")


class SharedCopy(models.Model):
    """A copy of one note, sealed to one reader. Withdrawing it deletes it."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="copies")
    reader = models.ForeignKey(Notebook, models.CASCADE, related_name="copies")
    sealed = models.BinaryField()
    shared_at = models.DateTimeField(default=timezone.now)

    objects = SharedCopyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-shared_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reflection", "reader"], name="one_copy_a_reader")
        ]

    def __str__(self) -> str:
        return f"A copy for {self.reader.person}"
