"""The induction of one lead: three answers, and how far each step is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class Induction(models.Model):
    """What a lead said of themselves; their path is made from it each time it is shown."""

    class Experience(models.TextChoices):
        """How well they know the field."""

        NEW = "new", "I am new to health inequalities"
        SOME = "some", "I have worked on them beside other things"
        EXPERIENCED = "experienced", "I have led on them, or on public health, before"

    class Time(models.TextChoices):
        """How much time they have."""

        UNDER_ONE = "under_one", "Less than a day a month, or nobody has said"
        ONE = "one", "About a day a month"
        MORE = "more", "Two days a month or more"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="inductions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    experience = models.CharField(max_length=20, choices=Experience)
    time = models.CharField(max_length=20, choices=Time)
    kind = models.CharField(max_length=20, choices=Organisation.Sector, blank=True, default="")
    began_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person"], name="one_induction_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"Induction of {self.person}"


class StepMark(models.Model):
    """That a step was begun, done or skipped, and when."""

    class State(models.TextChoices):
        """How far it is."""

        BEGUN = "begun", "Begun"
        DONE = "done", "Done"
        SKIPPED = "skipped", "Skipped"

    induction = models.ForeignKey(Induction, models.CASCADE, related_name="marks")
    step = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["induction", "step"], name="one_mark_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_state_display()}"
